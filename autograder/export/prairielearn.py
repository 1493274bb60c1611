"""PrairieLearn's `results.json`: one submission, score as a share, at most one megabyte."""

from __future__ import annotations

from typing import Final

import msgspec

from autograder.export.graded import is_ungraded, numbered
from autograder.export.wording import plain, points, remarks, told
from autograder.grading.report import GradeReport

MAX_BYTES: Final = 1024 * 1024  # grader-host refuses more
# How much of each text is kept, tried in turn until the file is small enough.
_TEXT_CHARS: Final = (4000, 1000, 200)

FAILED: Final = "The grader failed, not your code. This attempt does not count; please submit again later."


class Test(msgspec.Struct, frozen=True):
    """One row of the results; without both points and max_points on every row PrairieLearn shows none."""

    name: str
    description: str
    points: float
    max_points: float
    message: str


class Results(msgspec.Struct, frozen=True, omit_defaults=True):
    """The whole of `results.json`; `score` is left out when the attempt cannot be graded."""

    gradable: bool
    score: float | None = None
    message: str = ""
    format_errors: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()


def results_json(report: GradeReport) -> bytes:
    """Return `results.json`.

    What cannot be graded costs no attempt, whether it is the student's file or the grader that is at fault.
    """
    if is_ungraded(report):
        return failed_json()
    if report.status == "not_gradable":
        return _encoded(Results(gradable=False, format_errors=(remarks(report),)))
    for max_chars in _TEXT_CHARS:
        data = _encoded(_graded(report, max_chars))
        if len(data) <= MAX_BYTES:
            break
    return data


def failed_json() -> bytes:
    """Return the `results.json` of a grader that failed: nobody loses an attempt."""
    return _encoded(Results(gradable=False, format_errors=(FAILED,)))


def _graded(report: GradeReport, max_chars: int) -> Results:
    share = report.score / report.max_score if report.max_score else 0.0
    return Results(
        gradable=True,
        score=round(min(max(share, 0.0), 1.0), 6),
        message="\n".join(part for part in (_score_line(report), remarks(report, max_chars)) if part),
        tests=tuple(
            Test(
                name=f"{number} {check.task}",
                description=plain(check.title, max_chars),
                points=check.points,
                max_points=check.max_points,
                message=told(check, max_chars),
            )
            for number, check in numbered(report)
        ),
    )


def _score_line(report: GradeReport) -> str:
    return plain(f"{report.file}: {points(report.score)} of {points(report.max_score)} points.")


def _encoded(results: Results) -> bytes:
    return msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n"
