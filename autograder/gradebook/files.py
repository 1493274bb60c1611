"""Write marks to disk: grades.csv with one row per student, marks.csv with one row and a reason for each mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from autograder.catalog import Assignment
from autograder.course import Course
from autograder.gradebook.book import Book
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Mark
from autograder.outputs import Score, neutral, write_atomically, write_grades
from autograder.roster import people_of

GRADES: Final = "grades.csv"
MARKS: Final = "marks.csv"
_HEADINGS: Final = (
    "student", "assignment", "status", "raw", "attempt", "attempts", "days_late", "late_percent", "mark", "why",
)  # fmt: skip


def write_gradebook(out: Path, ledger: Ledger, course: Course, assignments: list[Assignment]) -> None:
    """Write both files anew.

    Raises:
        CourseError: the roster or the hand-in times cannot be read.
    """
    book = Book(ledger, course, assignments)
    students = sorted({*ledger.students(), *people_of(course)})
    scores: list[Score] = []
    write_atomically(out / MARKS, marks_csv(_noting(book.marks(), scores)))
    write_grades(out / GRADES, students, [a.slug for a in assignments], scores)


def marks_csv(marks: Iterable[Mark]) -> bytes:
    """Return the table of marks, each with the steps that lead to it from the raw score."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADINGS)
    writer.writerows(_cells(mark) for mark in marks)
    return stream.getvalue().encode()


def _noting(marks: Iterable[Mark], scores: list[Score]) -> Iterator[Mark]:
    """Let marks through, of which a class has more than should be kept, and note the scores of those that there are."""
    for mark in marks:
        if mark.mark is not None:
            scores.append((mark.student, mark.assignment, mark.status, mark.mark))
        yield mark


def _cells(mark: Mark) -> Iterator[str]:
    yield from map(neutral, (mark.student, mark.assignment, mark.status))
    yield _number(mark.raw)
    yield from (str(mark.attempt or ""), str(mark.attempts or ""), str(mark.late.days or ""))
    yield _number(mark.late.percent or None)
    yield _number(mark.mark)
    yield neutral(mark.why)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
