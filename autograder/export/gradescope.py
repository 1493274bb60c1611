"""Gradescope's `results.json`: one submission, a test for each check."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from autograder.export import ExportError
from autograder.export.choices import Shown
from autograder.export.graded import is_ungraded, numbered
from autograder.export.wording import plain, points, remarks, told
from autograder.grading.report import CheckReport, GradeReport

_PASSED: Final = "Passed."


class Test(msgspec.Struct, frozen=True):
    """One entry of `tests`; texts are plain, so that nothing a student wrote is read as markup."""

    number: str
    name: str
    score: float
    max_score: float
    status: Literal["passed", "failed"]
    output: str
    visibility: Shown
    tags: tuple[str, ...]
    output_format: str = "text"
    name_format: str = "text"


class Replay(msgspec.Struct, frozen=True):
    """What it takes to grade the same submission again, and the mistakes it was recognised by."""

    assignment: str
    assignment_version: str
    seed: int
    submission_sha256: str
    status: str
    sandbox: str
    misconceptions: tuple[str, ...]


class Results(msgspec.Struct, frozen=True):
    """The whole of `results.json`."""

    score: float
    execution_time: float
    output: str
    tests: tuple[Test, ...]
    extra_data: Replay
    output_format: str = "text"
    test_output_format: str = "text"
    visibility: Shown = Shown.visible
    stdout_visibility: Shown = Shown.hidden


def results_json(report: GradeReport, hidden: Shown = Shown.after_published) -> bytes:
    """Return `results.json`; `hidden` is when students see the hidden checks.

    Raises:
        ExportError: the grader failed on this submission; no score is better than a wrong one.
    """
    if is_ungraded(report):
        raise ExportError(f"{report.student}, {report.assignment} was not graded: {report.message} Grade it again.")
    results = Results(
        score=report.score,
        execution_time=round(sum(check.duration_s for check in report.checks), 3),
        output=_overview(report),
        tests=tuple(_test(number, check, hidden) for number, check in numbered(report)),
        extra_data=_replay(report),
    )
    return msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n"


def _overview(report: GradeReport) -> str:
    if report.status == "not_gradable":
        return remarks(report)
    score = f"{report.file}: {points(report.score)} of {points(report.max_score)} points."
    return "\n".join(part for part in (plain(score), remarks(report)) if part)


def _test(number: str, check: CheckReport, hidden: Shown) -> Test:
    return Test(
        number=number,
        name=f"{check.task}: {plain(check.title)}",
        score=check.points,
        max_score=check.max_points,
        status="passed" if check.outcome in ("passed", "broken") else "failed",
        output=told(check) or _PASSED,
        visibility=Shown.visible if check.visibility == "visible" else hidden,
        tags=(check.task, check.visibility),
    )


def _replay(report: GradeReport) -> Replay:
    found = dict.fromkeys(diagnosis.id for check in report.checks for diagnosis in check.diagnosis)
    return Replay(
        assignment=report.assignment,
        assignment_version=report.assignment_version,
        seed=report.seed,
        submission_sha256=report.submission_sha256,
        status=report.status,
        sandbox=report.sandbox.profile,
        misconceptions=tuple(found),
    )
