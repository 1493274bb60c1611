"""The table that nbgrader's own export writes: one row for each student and assignment."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from autograder.export.marks import Gradebook, read_gradebook
from autograder.export.request import Made, Request
from autograder.export.sheet import csv_text
from autograder.gradebook.mark import Mark
from autograder.grading.report import MAX_SCORE
from autograder.outputs import neutral

FILE: Final = "nbgrader.csv"
HEADINGS: Final = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
# As nbgrader writes times: naive, in UTC.
_TIME: Final = "%Y-%m-%d %H:%M:%S.%f"


def make(request: Request) -> Made:
    """Write the table. As in nbgrader, who handed in nothing has 0; who has no mark yet, or is excused, has no row."""
    book = read_gradebook(request)
    marks = {(mark.student, mark.assignment): mark for mark in book.marks}
    rows, warnings = [], []
    for slug in book.slugs:
        for student in book.students:
            mark = marks.get((student, slug)) or Mark(student, slug, "not_handed_in", 0.0)
            if mark.mark is None and mark.status != "not_handed_in":
                warnings.append(f"{student}, {slug}: {mark.status.replace('_', ' ')}; left out.")
            else:
                rows.append(_row(book, mark))
    data = csv_text([HEADINGS, *([neutral(cell) for cell in row] for row in rows)])
    return Made({FILE: data.encode()}, tuple(warnings))


def _row(book: Gradebook, mark: Mark) -> list[str]:
    person = book.person(mark.student)
    first, last = _names(person.name)
    deadline = book.course.policy(mark.assignment).deadline
    handed_in = book.handed_in.get((mark.student, mark.assignment))
    raw = mark.raw or 0.0
    return [
        mark.assignment,
        f"{deadline.astimezone(UTC):{_TIME}}" if deadline else "",
        f"{handed_in.astimezone(UTC):{_TIME}}" if handed_in else "",
        mark.student,
        person.other.get("last name", "") or last,
        person.other.get("first name", "") or first,
        person.email,
        str(raw),
        str(round(raw * mark.late.percent / 100, 2)),
        str(mark.mark or 0.0),
        str(MAX_SCORE),
    ]


def _names(name: str) -> tuple[str, str]:
    """Return first and last names of "Doe, Jane" or "Jane Doe"."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return first, last
