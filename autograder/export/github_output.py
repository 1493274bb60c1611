"""The output of a grading step: the JSON that GitHub Classroom's graders made, which its reporters still read."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from autograder.export.github_place import Place
from autograder.export.graded import is_ungraded, numbered
from autograder.export.wording import plain, remarks, told
from autograder.grading.report import CheckReport, GradeReport

VERSION: Final = 3
MAX_OUTPUT_CHARS: Final = 500  # of one test, by the format

Status = Literal["pass", "fail", "error"]


class Test(msgspec.Struct, frozen=True):
    """One check in the step's output; `duration` is in seconds."""

    name: str
    status: Status
    message: str
    output: str
    test_code: str
    task_id: int
    filename: str
    line_no: int
    duration: float
    score: float


class Result(msgspec.Struct, frozen=True):
    """The step's output."""

    status: Status
    max_score: float
    tests: tuple[Test, ...]
    message: str = ""
    version: int = VERSION


def step_output(found: Sequence[GradeReport], places: Mapping[str, Place]) -> str:
    """Return the output `result`: JSON in base64."""
    tests = [_test(number, check, places[report.assignment]) for report in found for number, check in numbered(report)]
    result = Result(
        status=_status([test.status for test in tests], found),
        max_score=sum(report.max_score for report in found),
        tests=tuple(tests),
        message="\n".join(part for report in found if (part := remarks(report))),
    )
    return base64.b64encode(msgspec.json.encode(result)).decode()


def _test(number: str, check: CheckReport, place: Place) -> Test:
    text = told(check, MAX_OUTPUT_CHARS)
    return Test(
        name=f"{check.task}: {plain(check.title)}",
        status=_check_status(check),
        message=text,
        output=text[:MAX_OUTPUT_CHARS],
        test_code="",
        task_id=int(number.split(".")[0]),
        filename=place.file,
        line_no=place.line(check.task),
        duration=round(check.duration_s, 4),
        score=check.points,
    )


def _check_status(check: CheckReport) -> Status:
    match check.outcome:
        case "passed":
            return "pass"
        case "broken":
            return "error"
        case _:
            return "fail"


def _status(statuses: Sequence[Status], found: Sequence[GradeReport]) -> Status:
    if "error" in statuses or any(is_ungraded(report) for report in found):
        return "error"
    return "fail" if "fail" in statuses else "pass"
