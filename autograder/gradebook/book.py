"""Make the marks of a graded run: every attempt, the course's rules, and the decisions about single students."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from autograder.catalog import Assignment
from autograder.course import Course
from autograder.database_url import StoreError
from autograder.gradebook.ledger import HandIn, Ledger, Recorded
from autograder.gradebook.mark import Attempt, Mark, Rules, mark_of
from autograder.grading.report import GradeReport
from autograder.roster import read_hand_in_times
from autograder.store import Store


def with_hand_ins(ledger: Ledger, assignments: list[Assignment]) -> list[Assignment]:
    """Return the assignments that a run has anything of; all, when it has nothing."""
    known = ledger.assignments()
    return [assignment for assignment in assignments if assignment.slug in known] or assignments


class Book:
    """The marks of one output folder under one course's rules."""

    def __init__(self, ledger: Ledger, course: Course, assignments: list[Assignment]) -> None:
        """Read what is small: decisions, and the hand-in times that a CSV states.

        Raises:
            CourseError: that CSV cannot be read.
        """
        self._ledger = ledger
        self._course = course
        self._decisions = ledger.decisions()
        self._decided = {student for student, _ in self._decisions}
        self._times = read_hand_in_times(course.handed_in, course.timezone) if course.handed_in else {}
        self._rules = {a.slug: Rules(course.policy(a.slug), a.version(), course.timezone) for a in assignments}

    def marks(self, among: Collection[str] | None = None) -> Iterator[Mark]:
        """Return every mark of these assignments, or those of a few students.

        All of a student come together, those without any hand-in last.
        """
        handed_in = set()
        for student, group in itertools.groupby(self._ledger.attempts(among), key=lambda recorded: recorded.student):
            handed_in.add(student)
            recorded = {one.assignment: self._timed(one) for one in group}
            yield from self._student(student, recorded)
        decided = self._decided if among is None else self._decided.intersection(among)
        for student in sorted(decided - handed_in):
            yield from self._student(student, {})

    def report(self, mark: Mark, store: Store) -> GradeReport | None:
        """Return the report of the attempt that a mark counts; None when there is none."""
        if not mark.submission_sha256:
            return None
        if mark.attempt != mark.attempts:
            return self._ledger.earlier_report(mark.student, mark.assignment, mark.submission_sha256)
        try:
            return store.report(mark.student, mark.assignment)
        except StoreError:  # graded, and the run was killed before it was stored
            return None

    def _student(self, student: str, attempts: Mapping[str, list[Attempt]]) -> Iterator[Mark]:
        for slug, rules in self._rules.items():
            decisions = self._decisions.get((student, slug), [])
            if slug in attempts or decisions:
                yield mark_of(student, slug, attempts.get(slug, []), decisions, rules)

    def _timed(self, recorded: Recorded) -> list[Attempt]:
        """Return the attempts with the times that the course goes by."""
        stated = self._times.get((recorded.student, recorded.assignment))
        timed = [
            msgspec.structs.replace(attempt, handed_in=self._time(hand_in)) for attempt, hand_in in recorded.attempts
        ]
        if stated is not None:
            timed[-1] = msgspec.structs.replace(timed[-1], handed_in=stated)
        return timed

    def _time(self, hand_in: HandIn) -> datetime | None:
        seconds = hand_in.stated_time
        if seconds is None and self._course.file_times:
            seconds = hand_in.file_time
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
