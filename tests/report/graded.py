"""Graded classes made of reports alone: what a site is built from, without grading anything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder import catalog
from autograder.course import load_course
from autograder.database import url_of
from autograder.gradebook import recording
from autograder.gradebook.ledger import HandIn, Ledger
from autograder.gradebook.recording import Graded
from autograder.grading.report import CheckReport, Diagnosis, GradeReport, SandboxReport, total
from autograder.report.site import SiteOptions, write_site
from autograder.store import Store

TITLES = {"double": "Doubling holds for any numbers.", "quadruple": "Four times three is twelve."}


def check(task: str = "double", outcome: str = "passed", **more: Any) -> CheckReport:
    """One check of 50 points; what fails has a message."""
    passed = outcome in ("passed", "broken")
    values: dict[str, Any] = {
        "id": f"{task}.{more.pop('name', 'random')}",
        "task": task,
        "title": TITLES[task],
        "visibility": "hidden",
        "outcome": outcome,
        "points": 50.0 if passed else 0.0,
        "max_points": 50.0,
        "message": "" if passed else f"`{task}` returned something else.",
    }
    if "hints" in more:
        values["diagnosis"] = tuple(Diagnosis(*pair) for pair in more.pop("hints"))
    return CheckReport(**{**values, **more})


def report(student: str, *checks: CheckReport, **more: Any) -> GradeReport:
    """One report; by default everything passed."""
    checks = checks or (check("double"), check("quadruple"))
    values: dict[str, Any] = {
        "assignment": "tiny",
        "assignment_version": "1.0.0+abc",
        "student": student,
        "file": "tiny.py",
        "submission_sha256": "ab" * 32,
        "seed": 7,
        "status": "graded",
        "score": total(checks),
        "sandbox": SandboxReport("strict", ()),
        "checks": checks,
    }
    return GradeReport(**{**values, **more})


def keep(out: Path, reports: Iterable[GradeReport], hand_in: HandIn = HandIn()) -> None:  # noqa: B008  # frozen
    """Store reports as grading does."""
    out.mkdir(parents=True, exist_ok=True)
    with Store(url_of(out)) as store, Ledger(url_of(out)) as ledger:
        for one in reports:
            ledger.enrol([one.student])
            recording.keep(store, [Graded(one, f"{one.student} {one.submission_sha256}"[:64], hand_in)])


def site(root: Path, out: Path, *reports: GradeReport) -> Path:
    """Build the site of these reports; return its folder."""
    keep(out, reports)
    assignments = catalog.load_all(root)
    write_site(SiteOptions(out=out, url=url_of(out), course=load_course(root), assignments=assignments))
    return out
