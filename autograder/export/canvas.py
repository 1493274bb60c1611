"""Canvas's gradebook: its own export with our marks filled in, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from autograder.export import ExportError
from autograder.export.marks import Gradebook, read_gradebook
from autograder.export.request import Made, Request
from autograder.export.sheet import Sheet, cell, number_in, read_sheet
from autograder.export.wording import points
from autograder.gradebook.mark import Mark
from autograder.grading.report import MAX_SCORE
from autograder.people import Index, identifiers, name_keys, numbered_keys

FILE: Final = "canvas.csv"
EXCUSED: Final = "EX"
# "Softmax (123)": how Canvas writes an assignment and its id.
_TITLE: Final = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
_POINTS_POSSIBLE: Final = "Points Possible"
_MIN_COLUMNS: Final = 4  # Canvas refuses fewer
# How an export begins; the second where an institution has first and last names apart.
_BEGINNINGS: Final = (("Student", "ID"), ("LastName", "FirstName", "ID"))
_ID_COLUMNS: Final = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")


def make(request: Request) -> Made:
    """Fill Canvas's own export.

    Raises:
        ExportError: there is none, it is none, or an assignment has no column in it.
    """
    if request.template is None:
        raise ExportError(
            "Canvas takes back its own file only. In Canvas: Grades, Export, Export Entire Gradebook; "
            "then name that file with --template."
        )
    sheet = read_sheet(request.template)
    _require_canvas(sheet)
    book = read_gradebook(request)
    possible = next((row for row in sheet.rows[1:] if row and _POINTS_POSSIBLE in row[0]), [])
    columns = {slug: _column(sheet, possible, slug, request) for slug in book.slugs}
    rows = book.paired(_index(sheet))
    for mark in book.marks:
        if mark.student in rows:
            row, column = rows[mark.student], columns[mark.assignment]
            row[column] = _cell(mark, number_in(cell(possible, column), MAX_SCORE), row[column])
    unmatched = dict.fromkeys(mark.student for mark in book.marks if mark.student not in rows)
    return Made({FILE: sheet.to_bytes()}, _warnings(book, unmatched))


def _require_canvas(sheet: Sheet) -> None:
    """Refuse what Canvas itself would refuse."""
    headings = sheet.headings
    begins = any(all(name in heading for name, heading in zip(names, headings, strict=False)) for names in _BEGINNINGS)
    if len(headings) < _MIN_COLUMNS or not begins:
        raise ExportError(
            f"the template begins with {', '.join(headings[:3])!r} and not with Student, ID: it is not "
            "Canvas's gradebook export."
        )
    if not any("Section" in heading for heading in headings):
        raise ExportError("the template has no column Section. Export it from Canvas again, and change nothing in it.")


def _column(sheet: Sheet, possible: Sequence[str], slug: str, request: Request) -> int:
    title = next(a.manifest.title for a in request.assignments if a.slug == slug)
    wanted = [request.columns[slug]] if slug in request.columns else [slug, title]
    letters = {_letters(name) for name in wanted}
    found = [
        number
        for number, heading in enumerate(sheet.headings)
        if heading in wanted or _letters(heading) in letters or _letters(_without_id(heading)) in letters
    ]
    if len(found) != 1:
        there = ", ".join(h for h in sheet.headings if _TITLE.fullmatch(h)) or "none"
        count = "no column" if not found else f"{len(found)} columns"
        raise ExportError(
            f"the template has {count} for {slug}. Assignments there: {there}. "
            f"Say which with --column '{slug}=Title (123)', or name other assignments with --only."
        )
    if "read only" in cell(possible, found[0]):
        raise ExportError(f"Canvas marks the column {sheet.headings[found[0]]!r} read only, and would ignore it.")
    return found[0]


def _index(sheet: Sheet) -> Index[list[str]]:
    """Return the students' rows, to be found by any id or name in them."""
    columns = [number for name in _ID_COLUMNS if (number := sheet.column(name)) is not None]
    user = next(number for number, heading in enumerate(sheet.headings) if "ID" in heading)
    index: Index[list[str]] = Index()
    for row in sheet.rows[1:]:
        if len(row) == len(sheet.headings) and _POINTS_POSSIBLE not in row[0] and row[user].strip():
            name = ", ".join(row[:user])
            ids = identifiers(*(row[number] for number in columns))
            canvas_id = f"canvas:{row[user].strip()}"
            index.add(row, [*ids, canvas_id, *numbered_keys(row[user].strip(), name), *name_keys(name)])
    return index


def _cell(mark: Mark, max_points: float, old: str) -> str:
    """Return what the cell says; a mark that is not there yet leaves it alone."""
    if mark.status == "excused":
        return EXCUSED
    return old if mark.mark is None else points(mark.mark * max_points / MAX_SCORE)


def _warnings(book: Gradebook, unmatched: Iterable[str]) -> tuple[str, ...]:
    lines = [
        f"{student}: nobody, or not only one, has this id or name in Canvas's export; no mark was filled in."
        for student in unmatched
    ]
    waiting = [m for m in book.marks if m.status == "needs_regrade" and m.mark is None]
    lines += [f"{m.student}, {m.assignment}: needs a regrade; the cell was left as it was." for m in waiting]
    return tuple(lines)


def _without_id(heading: str) -> str:
    found = _TITLE.fullmatch(heading)
    return found["title"] if found else heading


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
