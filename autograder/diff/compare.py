"""Compare marks with earlier ones: another output folder's, or those that were published."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from autograder.diff.causes import Cause, causes
from autograder.gradebook.mark import Mark
from autograder.grading.report import GradeReport
from autograder.outputs import neutral

Key = tuple[str, str]
ReportOf = Callable[[Mark], GradeReport | None]


class Change(msgspec.Struct, frozen=True):
    """One mark that is another one than before, and why; None where there was or is none."""

    student: str
    assignment: str
    before: float | None
    after: float | None
    causes: tuple[Cause, ...]

    @property
    def by(self) -> float:
        """How much the mark changes; a mark that is missing counts 0."""
        return round((self.after or 0.0) - (self.before or 0.0), 2)


class Totals(msgspec.Struct):
    """What was compared, beyond the changes themselves."""

    same: int = 0


def changes(
    earlier: Mapping[Key, Mark], old_report: ReportOf, now: Iterable[Mark], new_report: ReportOf, totals: Totals
) -> Iterator[Change]:
    """Return every mark that changes, by student and assignment; reports are read for those only."""
    left = dict(earlier)
    for mark in now:
        before = left.pop((mark.student, mark.assignment), None)
        if before is not None and (before.mark, before.status) == (mark.mark, mark.status):
            totals.same += 1
            continue
        yield _change(before, mark, old_report, new_report)
    for before in left.values():
        yield _change(before, None, old_report, new_report)


def _change(before: Mark | None, after: Mark | None, old_report: ReportOf, new_report: ReportOf) -> Change:
    known = after or before
    assert known is not None
    old = old_report(before) if before is not None else None
    new = new_report(after) if after is not None else None
    return Change(
        student=known.student,
        assignment=known.assignment,
        before=before.mark if before is not None else None,
        after=after.mark if after is not None else None,
        causes=causes(before, after, old, new),
    )


def common_causes(found: Iterable[Change]) -> list[tuple[str, Cause, int]]:
    """Return (assignment, cause, how many marks it changes), the most frequent first."""
    counted = Counter((change.assignment, cause) for change in found for cause in change.causes)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [(assignment, cause, count) for (assignment, cause), count in ordered]


def changes_csv(found: Iterable[Change]) -> bytes:
    """Return the changes as a table."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["student", "assignment", "before", "after", "change", "why"])
    for change in found:
        why = "; ".join(told(cause) for cause in change.causes)
        numbers = ["" if n is None else f"{n:g}" for n in (change.before, change.after)]
        writer.writerow([neutral(change.student), change.assignment, *numbers, f"{change.by:g}", neutral(why)])
    return stream.getvalue().encode()


def told(cause: Cause) -> str:
    """Return a cause as text, with the points it moves."""
    return f"{cause.text} ({cause.points:+g})" if cause.points else cause.text
