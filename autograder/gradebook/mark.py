"""Turn one student's attempts at one assignment into a mark that says how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Literal

import msgspec

from autograder.course import Policy
from autograder.gradebook.late import Lateness, lateness
from autograder.grading.report import Status

Kind = Literal["score", "excuse", "deadline"]
MarkStatus = Literal["graded", "not_gradable", "needs_regrade", "not_handed_in", "excused"]


class Attempt(msgspec.Struct, frozen=True):
    """One hand-in and its raw score; `handed_in` is None when nobody knows."""

    submission_sha256: str
    status: Status
    score: float
    version: str = ""
    handed_in: datetime | None = None


class Decision(msgspec.Struct, frozen=True):
    """What a person decided about one student's assignment: a score, an excuse, or a deadline of their own.

    `value` is the score as text, empty, or the deadline in ISO form.
    """

    student: str
    assignment: str
    kind: Kind
    value: str
    reason: str
    author: str
    decided_at: datetime


class Step(msgspec.Struct, frozen=True):
    """One step from the raw score to the mark: what happened, and the mark after it."""

    what: str
    mark: float | None


class Mark(msgspec.Struct, frozen=True):
    """One student's mark for one assignment.

    `mark` is None where there is none yet, or none to come (excused). `steps` lead to it from the raw score.
    """

    student: str
    assignment: str
    status: MarkStatus
    mark: float | None
    raw: float | None = None
    submission_sha256: str = ""
    attempt: int = 0
    attempts: int = 0
    late: Lateness = Lateness()
    steps: tuple[Step, ...] = ()

    @property
    def why(self) -> str:
        """The steps as sentences."""
        return " ".join(step.what for step in self.steps)


def mark_of(
    student: str,
    assignment: str,
    attempts: Sequence[Attempt],
    policy: Policy,
    decisions: Sequence[Decision] = (),
    zone: tzinfo | None = None,
    version: str = "",
) -> Mark:
    """Return the mark. `attempts` come oldest first, `decisions` too: the latest of each kind holds.

    `version` is the assignment's; a counted attempt that was graded with another one says so.
    """
    latest = {decision.kind: decision for decision in decisions}
    deadline = _deadline(policy, latest.get("deadline"))
    settled = [_settle(attempt, deadline, policy) for attempt in attempts]
    best = policy.attempts == "best"
    order = sorted(range(len(attempts)), key=lambda i: settled[i][1]) if best else range(len(attempts))
    index = list(order)[-1] if attempts else None
    if index is None:
        mark = Mark(student, assignment, "not_handed_in", None, steps=(Step("Nothing was handed in.", None),))
    else:
        late, value = settled[index]
        own_deadline = latest.get("deadline")
        steps = _attempt_steps(attempts, index, late, value, deadline, own_deadline, best, zone, version)
        mark = _attempt_mark(student, assignment, attempts, index, late, value, steps)
    return _decided(mark, latest)


def _deadline(policy: Policy, own: Decision | None) -> datetime | None:
    return datetime.fromisoformat(own.value) if own else policy.deadline


def _settle(attempt: Attempt, deadline: datetime | None, policy: Policy) -> tuple[Lateness, float]:
    late = Lateness()
    if deadline is not None and attempt.handed_in is not None:
        late = lateness(attempt.handed_in, deadline, policy.late)
    return late, round(attempt.score * (1 - late.percent / 100), 2)


def _attempt_mark(
    student: str,
    assignment: str,
    attempts: Sequence[Attempt],
    index: int,
    late: Lateness,
    value: float,
    steps: tuple[Step, ...],
) -> Mark:
    chosen = attempts[index]
    return Mark(
        student=student,
        assignment=assignment,
        status=chosen.status,
        mark=None if chosen.status == "needs_regrade" else value,
        raw=chosen.score,
        submission_sha256=chosen.submission_sha256,
        attempt=index + 1,
        attempts=len(attempts),
        late=late,
        steps=steps,
    )
