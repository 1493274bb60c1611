"""Turn one student's attempts at one assignment into a mark that says how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal

import msgspec

from autograder.course import NO_RULES, Policy
from autograder.gradebook.late import Lateness, lateness
from autograder.grading.report import MAX_SCORE, Status

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

    `value` is the score as text, empty, or the deadline in ISO form with its offset.
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

    `mark` is None where there is none yet, or none to come (excused). `attempt` counts from 1. `steps` lead to the
    mark from the raw score.
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


@dataclass(frozen=True, slots=True)
class Rules:
    """What marks of one assignment are made with; `version` is that of its tests now, `zone` the clock to quote."""

    policy: Policy = NO_RULES
    version: str = ""
    zone: tzinfo = UTC


def mark_of(
    student: str,
    assignment: str,
    attempts: Sequence[Attempt],
    decisions: Sequence[Decision] = (),
    rules: Rules | None = None,
) -> Mark:
    """Return the mark. `attempts` and `decisions` come oldest first; the latest decision of each kind holds."""
    latest = {decision.kind: decision for decision in decisions}
    if attempts:
        mark = _counted(student, assignment, attempts, latest.get("deadline"), rules or Rules())
    else:
        mark = Mark(student, assignment, "not_handed_in", None, steps=(Step("Nothing was handed in.", None),))
    return _decided(mark, latest)


@dataclass(frozen=True, slots=True)
class _Settled:
    """One attempt with what lateness leaves of its score."""

    attempt: Attempt
    late: Lateness
    score: float


def _counted(student: str, assignment: str, attempts: Sequence[Attempt], own: Decision | None, rules: Rules) -> Mark:
    """Return the mark of the attempt that counts, before decisions about the mark itself."""
    policy = rules.policy
    deadline = datetime.fromisoformat(own.value) if own else policy.deadline
    settled = [_settle(attempt, deadline, policy) for attempt in attempts]
    number = len(settled)
    if policy.attempts == "best":  # the later one of equals: it is the one the student ended with
        number = max(range(1, len(settled) + 1), key=lambda n: (settled[n - 1].score, n))
    chosen = settled[number - 1]
    regrade = chosen.attempt.status == "needs_regrade"
    value = None if regrade else chosen.score
    sentences = [
        (_raw_sentence(chosen.attempt, number, len(settled), rules), chosen.attempt.score),
        (_time_sentence(chosen, deadline, own, rules.zone), chosen.score),
        ("A check or the grader failed, not the student: the mark comes with the regrade." if regrade else "", None),
    ]
    return Mark(
        student=student,
        assignment=assignment,
        status=chosen.attempt.status,
        mark=value,
        raw=chosen.attempt.score,
        submission_sha256=chosen.attempt.submission_sha256,
        attempt=number,
        attempts=len(settled),
        late=chosen.late,
        steps=tuple(Step(what, mark) for what, mark in sentences if what),
    )


def _settle(attempt: Attempt, deadline: datetime | None, policy: Policy) -> _Settled:
    late = Lateness()
    if deadline is not None and attempt.handed_in is not None:
        late = lateness(attempt.handed_in, deadline, policy.late)
    return _Settled(attempt, late, round(attempt.score * (1 - late.percent / 100), 2))


def _raw_sentence(attempt: Attempt, number: int, count: int, rules: Rules) -> str:
    text = f"Raw score {attempt.score:g} of {MAX_SCORE:g}"
    if attempt.status == "not_gradable":
        text = "The file cannot be graded: raw score 0"
    if count > 1:
        which = "best" if rules.policy.attempts == "best" else "last"
        text += f", from attempt {number} of {count}: the {which} one counts"
    if attempt.version and rules.version and attempt.version != rules.version:
        text += f" (graded with version {attempt.version} of the assignment; now it is {rules.version})"
    return f"{text}."


def _time_sentence(settled: _Settled, deadline: datetime | None, own: Decision | None, zone: tzinfo) -> str:
    if deadline is None:
        return ""
    by = f"the deadline {quoted(deadline, zone)}"
    if own is not None:
        by = f"the student's own deadline {quoted(deadline, zone)} (given by {own.author}: {own.reason})"
    handed_in = settled.attempt.handed_in
    if handed_in is None:
        return f"When it was handed in is not known; {by} takes nothing off."
    when = f"Handed in {quoted(handed_in, zone)}"
    days = settled.late.days
    if not days:
        return f"{when}, in time for {by}." if handed_in <= deadline else f"{when}, within the grace after {by}."
    late = f"{days} day{'' if days == 1 else 's'} begun after {by}"
    return f"{when}, {late}: {settled.late.percent:g} % off, {settled.score:g} left."


def quoted(when: datetime, zone: tzinfo) -> str:
    """Return a time as people read it, on the course's clock."""
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"


def _decided(mark: Mark, latest: dict[Kind, Decision]) -> Mark:
    """Apply what a person decided about the mark; an excuse holds over a score when it came later."""
    decided = [latest[kind] for kind in ("score", "excuse") if kind in latest]
    if not decided:
        return mark
    decision = max(decided, key=lambda d: d.decided_at)
    if decision.kind == "score":
        value = float(decision.value)
        step = Step(f"Set to {value:g} by {decision.author}: {decision.reason}", value)
        return msgspec.structs.replace(mark, status="graded", mark=value, steps=(*mark.steps, step))
    step = Step(f"Excused by {decision.author}: {decision.reason}", None)
    return msgspec.structs.replace(mark, status="excused", mark=None, steps=(*mark.steps, step))
