"""Batches of hand-ins for the tiny course."""

from __future__ import annotations

from pathlib import Path

from autograder.batch import Batch, batches
from autograder.grading.report import CheckReport, GradeReport, SandboxReport
from autograder.grading.submission import Submission

RIGHT = """import numpy as np
def double(x):
    return np.asarray(x) * 2.0
def quadruple(x):
    return double(double(x))
"""
SLOW = "import time\n" + RIGHT.replace("    return np", "    time.sleep(0.2)\n    return np")


def hand_in(student: str, text: str = RIGHT) -> Submission:
    return Submission(student, "tiny", "tiny.py", text.encode(), seed=7)


def of(course: Path, *hand_ins: Submission, size: int = 2) -> list[Batch]:
    return list(batches(course, "strict", hand_ins, size))


def plain(reports: list[list[GradeReport]]) -> dict[str, GradeReport]:
    """Reports by student, without what may differ from machine to machine."""
    return {report.student: _plain(report) for batch in reports for report in batch}


def _plain(report: GradeReport) -> GradeReport:
    import msgspec

    checks: tuple[CheckReport, ...] = tuple(msgspec.structs.replace(c, duration_s=0.0) for c in report.checks)
    return msgspec.structs.replace(report, checks=checks, sandbox=SandboxReport(report.sandbox.profile, ()))
