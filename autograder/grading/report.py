"""The report of one graded submission: what is written to disk, stored, rendered and exported."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

SCHEMA_VERSION: Final = 1
MAX_SCORE: Final = 100.0

Visibility = Literal["visible", "hidden"]
Outcome = Literal["passed", "failed", "raised", "stopped", "skipped", "broken"]
Status = Literal["graded", "not_gradable", "needs_regrade"]


class Diagnosis(msgspec.Struct, frozen=True):
    """A mistake that explains a failed check, and a hint that asks without telling."""

    id: str
    hint: str


class Isolated(msgspec.Struct, frozen=True):
    """A check that failed, and was run again with earlier functions answered by the reference.

    `own_outcome` is how it ended with all of the student's functions. When it passes with the substitutes, the
    mistake lies in them, and the check's points are given.
    """

    own_outcome: Outcome
    outcome: Outcome
    substituted: tuple[str, ...]


class CheckReport(msgspec.Struct, frozen=True):
    """How one check ended.

    `question` is the part of the message that asks; feedback that says no more than what should hold leaves it out.
    `trace` is the traceback of a check that broke by its own fault; it is for the instructor.
    """

    id: str
    task: str
    title: str
    visibility: Visibility
    outcome: Outcome
    points: float
    max_points: float
    message: str
    diagnosis: tuple[Diagnosis, ...] = ()
    isolated: Isolated | None = None
    trace: str = ""
    duration_s: float = 0.0
    question: str = ""


class SandboxReport(msgspec.Struct, frozen=True):
    """Which protection was on while the submission ran."""

    profile: Literal["strict", "basic"]
    layers: tuple[str, ...]


class GradeReport(msgspec.Struct, frozen=True):
    """Everything there is to know about one graded submission.

    `message` says why a submission is not gradable or needs a regrade; `notes` are remarks on the hand-in
    (a stray call that raised, two files of one name).
    """

    assignment: str
    assignment_version: str
    student: str
    file: str
    submission_sha256: str
    seed: int
    status: Status
    score: float
    sandbox: SandboxReport
    checks: tuple[CheckReport, ...]
    message: str = ""
    notes: tuple[str, ...] = ()
    max_score: float = MAX_SCORE
    schema_version: int = SCHEMA_VERSION

    def to_json(self) -> bytes:
        """Return the report as indented JSON text, keys in declaration order."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def from_json(data: bytes) -> GradeReport:
    """Read a report back.

    Raises:
        msgspec.ValidationError: it is not one.
    """
    return msgspec.json.decode(data, type=GradeReport)


def json_schema() -> dict[str, object]:
    """Return the JSON Schema of a report."""
    return msgspec.json.schema(GradeReport)


def total(checks: tuple[CheckReport, ...]) -> float:
    """Return the sum of points, rounded to the cent so that it does not depend on the order."""
    return round(sum(check.points for check in checks), 2)
