"""Moodle's grades: a file for its grade import, or its own grading worksheet filled in.

The import gives up as a whole on one unknown person or one mark that is too large, and erases a grade when the cell is
empty. So each file is of one assignment, and each row has a person Moodle can find, a grade and feedback.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from autograder.export import ExportError
from autograder.export.marks import Gradebook, read_gradebook
from autograder.export.moodle_worksheet import EMAIL, FULL_NAME, ID_NUMBER, IDENTIFIER, filled_worksheet, safe_comment
from autograder.export.request import Made, Request
from autograder.export.sheet import Sheet, cell, csv_text, read_sheet
from autograder.export.wording import points
from autograder.gradebook.mark import Mark
from autograder.grading.report import MAX_SCORE
from autograder.outputs import neutral
from autograder.people import Index, identifiers, name_keys

FILE: Final = "moodle.csv"
_ROSTER_ID_NUMBERS: Final = ("id number", "idnumber", "id_number", "matriculation number")

Ids = tuple[str, str]


def make(request: Request) -> Made:
    """Fill the worksheet, if the template is one; else write rows for the grade import, a file for each assignment.

    Raises:
        ExportError: the template is of no use, or nobody's e-mail address or ID number is known.
    """
    sheet = read_sheet(request.template) if request.template else None
    book = read_gradebook(request)
    if sheet is not None and sheet.column(IDENTIFIER) is not None:
        data, warnings = filled_worksheet(sheet, book)
        return Made({FILE: data}, (*warnings, *_without_mark(book)))
    ids = _ids_of_roster(book) if sheet is None else book.paired(_people(sheet))
    files = {_file(slug, book): _import_file(slug, book, ids, _item(slug, request)) for slug in book.slugs}
    unknown = dict.fromkeys(mark.student for mark in book.marks if not any(ids.get(mark.student, ())))
    if not any(map(any, ids.values())):
        raise ExportError(
            "Moodle finds people by e-mail address or ID number, and none is known. Put them into the course's roster, "
            "or name Moodle's own list of participants or grading worksheet with --template."
        )
    left_out = (f"{student}: no e-mail address or ID number is known; left out." for student in unknown)
    return Made(files, (*left_out, *_without_mark(book)))


def _file(slug: str, book: Gradebook) -> str:
    return FILE if len(book.slugs) == 1 else f"moodle-{slug}.csv"


def _import_file(slug: str, book: Gradebook, ids: dict[str, Ids], item: str) -> bytes:
    rows = [["Email address", "ID number", item, f"{item} feedback"]]
    for mark in book.marks:
        own = ids.get(mark.student, ("", ""))
        if mark.assignment == slug and mark.mark is not None and any(own):
            rows.append([*own, _grade(mark), safe_comment(mark)])
    return csv_text([neutral(text) for text in row] for row in rows).encode()


def _grade(mark: Mark) -> str:
    value = mark.mark or 0.0
    if value > MAX_SCORE:
        raise ExportError(
            f"{mark.student}, {mark.assignment}: {value:g} is more than {MAX_SCORE:g}, and Moodle refuses a whole file "
            "for that. Override the mark."
        )
    return points(value)


def _people(sheet: Sheet) -> Index[Ids]:
    """Return Moodle's own e-mail addresses and ID numbers, to be found by whatever else is in the rows."""
    email, id_number = sheet.column(*EMAIL), sheet.column(*ID_NUMBER)
    if email is None and id_number is None:
        raise ExportError(
            f"the template has neither {IDENTIFIER} nor {EMAIL[0]}, but {', '.join(sheet.headings)}. "
            "Set Moodle to English and download it again."
        )
    first, last = sheet.column("First name", "First name(s)"), sheet.column("Last name", "Surname")
    name, username = sheet.column(FULL_NAME, "Name"), sheet.column("Username")
    index: Index[Ids] = Index()
    for row in sheet.rows[1:]:
        ids = cell(row, email), cell(row, id_number)
        full_name = cell(row, name) or f"{cell(row, first)} {cell(row, last)}"
        index.add(ids, [*identifiers(*ids, cell(row, username)), *name_keys(full_name)])
    return index


def _ids_of_roster(book: Gradebook) -> dict[str, Ids]:
    ids = {}
    for student in {mark.student for mark in book.marks}:
        person = book.person(student)
        id_number = next((person.other[name] for name in _ROSTER_ID_NUMBERS if person.other.get(name)), "")
        ids[student] = (person.email or (student if "@" in student else ""), id_number)
    return ids


def _item(slug: str, request: Request) -> str:
    title = next(a.manifest.title for a in request.assignments if a.slug == slug)
    return request.columns.get(slug, title)


def _without_mark(book: Gradebook) -> Iterator[str]:
    says = {"needs_regrade": "needs a regrade", "excused": "is excused"}
    for mark in book.marks:
        if mark.mark is None:
            yield f"{mark.student}, {mark.assignment}: {says.get(mark.status, 'has no mark')}; no grade was written."
