"""The marks that gradebooks are given: what the course's rules and decisions made of the raw scores."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from autograder.course import Course, load_course
from autograder.database import url_of
from autograder.export.graded import require_run
from autograder.export.request import Request
from autograder.gradebook.book import Book, with_hand_ins
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Mark
from autograder.people import Index, student_keys
from autograder.roster import Person, people_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A run's marks in order of student, everyone there is, and the course's facts.

    `handed_in` gives when the hand-in behind a mark came, where that is known.
    """

    course: Course
    people: Mapping[str, Person]
    students: tuple[str, ...]
    slugs: tuple[str, ...]
    marks: tuple[Mark, ...]
    handed_in: Mapping[tuple[str, str], datetime]

    def person(self, student: str) -> Person:
        """Return someone's row of the roster; of those who have none, the id is known only."""
        return self.people.get(student, Person(student))

    def paired(self, index: Index[T]) -> dict[str, T]:
        """Return what a platform's list has for each student with a hand-in, as far as they can be recognised."""
        students = dict.fromkeys(mark.student for mark in self.marks)
        return index.pair({student: student_keys(student, self.people) for student in students})


def read_gradebook(request: Request) -> Gradebook:
    """Return the marks of the assignments and the student that are asked for.

    Raises:
        ExportError: nothing was graded into the folder.
        CourseError: the course's facts cannot be read.
    """
    require_run(request.folder)
    course = load_course(request.root)
    people = people_of(course)
    with Ledger(url_of(request.folder)) as ledger:
        assignments = list(request.assignments)
        if not request.only:
            assignments = with_hand_ins(ledger, assignments)
        among = None if request.student is None else [request.student]
        marks = list(Book(ledger, course, assignments).marks(among))
        students = sorted({*ledger.students(), *people})
        times = _hand_in_times(ledger, course, among)
    return Gradebook(
        course=course,
        people=people,
        students=tuple(s for s in students if request.student in (None, s)),
        slugs=tuple(a.slug for a in assignments),
        marks=tuple(sorted(marks, key=lambda m: m.student)),
        handed_in={(m.student, m.assignment): times[key] for m in marks if (key := _key(m)) in times},
    )


def _hand_in_times(
    ledger: Ledger, course: Course, among: Collection[str] | None
) -> dict[tuple[str, str, str], datetime]:
    times = {}
    for recorded in ledger.attempts(among):
        for attempt, hand_in in recorded.attempts:
            seconds = hand_in.stated_time
            if seconds is None and course.file_times:
                seconds = hand_in.file_time
            if seconds is not None:
                key = (recorded.student, recorded.assignment, attempt.submission_sha256)
                times[key] = datetime.fromtimestamp(seconds, UTC)
    return times


def _key(mark: Mark) -> tuple[str, str, str]:
    return mark.student, mark.assignment, mark.submission_sha256
