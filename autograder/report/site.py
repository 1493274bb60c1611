"""Write the site of a graded run: a page for each student, one for each assignment, and the class's front page."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.catalog import Assignment
from autograder.course import Course
from autograder.declared import misconceptions
from autograder.depth import at_depth
from autograder.gradebook.book import Book
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Mark
from autograder.intake.left_out import read_left_out
from autograder.outputs import write_atomically
from autograder.report.class_pages import (
    OFTEN,
    AssignmentPage,
    Row,
    anchor,
    assignment_page,
    bars,
    cell_of,
    top_mistakes,
)
from autograder.report.feedback import MAX_NOTES, VERDICTS, assignment_view
from autograder.report.pages import Pages
from autograder.report.pictures import Album
from autograder.report.statistics import AssignmentFigures, Names, Scores
from autograder.roster import Person, people_of
from autograder.store import Store

# Rows on one page of the class's table; a page with so many stays below 300 KB with seven assignments.
ROWS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What to write pages of, and where to.

    Every page is about all the assignments. With `renewed`, the class pages of others stay as they are, where there
    are any.
    """

    out: Path
    url: str
    course: Course
    assignments: list[Assignment]
    renewed: list[Assignment] | None = None


Progress = Callable[[], None]


def feedback_path(out: Path, student: str) -> Path:
    """Return where a student's page is written."""
    return out / "feedback" / f"{student}.html"


def write_site(options: SiteOptions, progress: Progress = lambda: None) -> Path:
    """Write every page and return the front page; `progress` is called for each student.

    Raises:
        CourseError, StoreError, AssignmentError: what the pages are made of cannot be read.
    """
    with Store(options.url) as store, Ledger(options.url) as ledger:
        return _Site(options, store, ledger).write(progress)


class _Site:
    """A site under construction. Students pass one at a time; only figures and table rows are kept."""

    def __init__(self, options: SiteOptions, store: Store, ledger: Ledger) -> None:
        self._options = options
        self._store = store
        self._ledger = ledger
        self._book = Book(ledger, options.course, options.assignments)
        self._people = people_of(options.course)
        self._left_out = read_left_out(options.out)
        self._pages = Pages()
        self._album = Album(options.out / "feedback")
        self._figures = {assignment.slug: AssignmentFigures() for assignment in options.assignments}
        self._totals = Scores()
        self._begun: set[str] = set()  # the assignments that somebody has a mark in
        self._absent = Names()

    def write(self, progress: Progress) -> Path:
        for folder in ("feedback", "class"):
            (self._options.out / folder).mkdir(parents=True, exist_ok=True)
        rows = []
        for student, marks in self._students():
            rows.append(self._student(student, marks))
            progress()
        return self._class(sorted(rows, key=lambda row: row.student))

    def _students(self) -> Iterator[tuple[str, list[Mark]]]:
        """Return every student with the marks there are; those who are only on the roster have none."""
        seen = set()
        for student, group in itertools.groupby(self._book.marks(), key=lambda mark: mark.student):
            seen.add(student)
            yield student, list(group)
        for student in sorted({*self._people, *self._ledger.students()} - seen):
            yield student, []

    def _student(self, student: str, marks: list[Mark]) -> Row:
        by_slug = {mark.assignment: mark for mark in marks}
        self._begun.update(by_slug)
        views = []
        for assignment in self._options.assignments:
            mark = by_slug.get(assignment.slug)
            if mark is None:
                continue
            report = self._book.report(mark, self._store)
            if report is not None:
                self._figures[assignment.slug].add(report)
                report = at_depth(report, self._options.course.feedback)
            pictures = self._album.of(assignment, mark.submission_sha256) if mark.submission_sha256 else ()
            views.append(assignment_view(assignment, mark, report, pictures))
        person = self._people.get(student, Person(student))
        row = Row(student, person.name, tuple(cell_of(by_slug.get(a.slug)) for a in self._options.assignments))
        if not marks:
            self._absent.add(student, person.name)
        page = self._pages.fill(
            "feedback.html",
            person=person,
            course=self._options.course,
            views=views,
            left_out=self._left_out.get(student, [])[:MAX_NOTES],
            missing=[a.manifest.title for a in self._options.assignments if a.slug not in by_slug],
            total=row.total,
            most=row.most,
            verdicts=VERDICTS,
        )
        write_atomically(feedback_path(self._options.out, student), page)
        return row

    def _class(self, rows: list[Row]) -> Path:
        for row in rows:
            if any(row.cells):
                self._totals.add(row.total / len(self._begun))
        pages = [
            assignment_page(assignment, self._figures[assignment.slug], misconceptions(assignment))
            for assignment in self._options.assignments
        ]
        for page in pages:
            path = f"class/{page.slug}.html"
            if self._is_renewed(page.slug) or not (self._options.out / path).exists():
                self._write(path, "assignment.html", root="../", page=page, pages=pages, often=OFTEN, anchor=anchor)
        parts = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)] or [[]]
        names = ["index.html", *(f"class/students-{number}.html" for number in range(2, len(parts) + 1))]
        for number, (name, part) in enumerate(zip(names, parts, strict=True), start=1):
            self._front_or_more(name, number, part, parts, names, pages)
        return self._options.out / "index.html"

    def _is_renewed(self, slug: str) -> bool:
        renewed = self._options.renewed
        return renewed is None or slug in [assignment.slug for assignment in renewed]

    def _front_or_more(
        self,
        name: str,
        number: int,
        part: list[Row],
        parts: list[list[Row]],
        names: list[str],
        pages: list[AssignmentPage],
    ) -> None:
        root = "" if number == 1 else "../"
        self._write(
            name,
            "class.html" if number == 1 else "students.html",
            root=root,
            pages=pages,
            rows=part,
            number_of_rows=sum(map(len, parts)),
            first=(number - 1) * ROWS + 1,
            others=[(other, f"{p[0].student} to {p[-1].student}") for other, p in zip(names, parts, strict=True) if p],
            here=name,
            begun=len(self._begun),
            bars=bars(self._totals.bars()),
            mistakes=top_mistakes(pages),
            absent=self._absent,
        )

    def _write(self, path: str, template: str, **values: object) -> None:
        page = self._pages.fill(template, course=self._options.course, **values)
        write_atomically(self._options.out / path, page)
