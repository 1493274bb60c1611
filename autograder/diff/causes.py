"""Say why a mark is another one than before: other work, other tests, other outcomes, other rules."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from autograder.gradebook.mark import Mark
from autograder.grading.report import CheckReport, GradeReport


class Cause(msgspec.Struct, frozen=True, order=True):
    """One reason; `check` is the check it is about, if it is about one, and `points` what it adds or takes."""

    text: str
    check: str = ""
    points: float = 0.0


def causes(
    before: Mark | None, after: Mark | None, old: GradeReport | None, new: GradeReport | None
) -> tuple[Cause, ...]:
    """Return the reasons for the difference between two marks made of these reports."""
    return (*_about_reports(old, new), *_about_rules(before, after))


def _about_reports(old: GradeReport | None, new: GradeReport | None) -> Iterator[Cause]:
    if old is None and new is None:
        return
    if old is None or new is None:
        yield Cause("handed in since" if old is None else "no longer handed in")
        return
    if old.submission_sha256 != new.submission_sha256:
        yield Cause("another file was handed in")
    if old.assignment_version != new.assignment_version:
        yield Cause(f"the assignment went from {old.assignment_version} to {new.assignment_version}")
    if old.seed != new.seed:
        yield Cause(f"the seed went from {old.seed} to {new.seed}")
    if old.sandbox.profile != new.sandbox.profile:
        yield Cause(f"the sandbox went from {old.sandbox.profile} to {new.sandbox.profile}")
    if old.status != new.status:
        yield Cause(f"{_words(old.status)}, now {_words(new.status)}")
    yield from _about_checks(old, new)


def _about_checks(old: GradeReport, new: GradeReport) -> Iterator[Cause]:
    earlier = {check.id: check for check in old.checks}
    for check in new.checks:
        was = earlier.pop(check.id, None)
        if was is None:
            yield Cause(f"new check {check.id}: {check.outcome}", check.id, check.points)
        elif (was.points, was.outcome, was.max_points) != (check.points, check.outcome, check.max_points):
            yield Cause(_changed(was, check), check.id, round(check.points - was.points, 2))
    for check in earlier.values():
        yield Cause(f"check {check.id} is gone: {check.outcome}", check.id, -check.points)


def _changed(was: CheckReport, check: CheckReport) -> str:
    text = f"check {check.id}: {was.outcome} → {check.outcome}" if was.outcome != check.outcome else f"check {check.id}"
    if was.max_points != check.max_points:
        text += f", now worth {check.max_points:g} in place of {was.max_points:g}"
    elif was.outcome == check.outcome:
        text += f": {was.points:g} → {check.points:g} points"
    return text


def _about_rules(before: Mark | None, after: Mark | None) -> Iterator[Cause]:
    """Compare what leads from the raw score to the mark."""
    if before is None or after is None:
        return
    if before.late != after.late:
        yield Cause(f"lateness takes {after.late.percent:g} % off, before {before.late.percent:g} %")
    elif after.late.percent and before.raw != after.raw:
        yield Cause(f"of points gained or lost lateness takes {after.late.percent:g} %, as before")
    known = {step.what for step in before.steps}
    decided = [step.what for step in after.steps if step.what.startswith(("Set to ", "Excused by "))]
    for what in decided:
        if what not in known:
            yield Cause(what.rstrip("."))
    gone = [s.what for s in before.steps if s.what.startswith(("Set to ", "Excused by "))]
    for what in gone:
        if what not in decided:
            yield Cause(f"no longer holds: {what.rstrip('.')}")


def _words(status: str) -> str:
    return status.replace("_", " ")
