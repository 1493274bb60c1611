"""Fill Moodle's grading worksheet, the table that goes with a download of all submissions of one assignment."""

from __future__ import annotations

import html
from typing import Final

from autograder.export import ExportError
from autograder.export.marks import Gradebook
from autograder.export.sheet import Sheet, cell, number_in
from autograder.export.wording import plain, points
from autograder.gradebook.mark import Mark
from autograder.grading.report import MAX_SCORE
from autograder.people import Index, identifiers, name_keys, numbered_keys

# Headings as Moodle writes them in English.
IDENTIFIER: Final = "Identifier"
FULL_NAME: Final = "Full name"
PARTICIPANT: Final = "Participant"  # what stands for a name where marking is blind
EMAIL: Final = ("Email address", "Email", "E-mail address")
ID_NUMBER: Final = ("ID number", "idnumber")
_GRADE: Final = "Grade"
_MAXIMUM: Final = "Maximum Grade"
_CHANGEABLE: Final = "Grade can be changed"
_FEEDBACK: Final = "Feedback comments"
_SCALE: Final = "Scale"
_NEEDED: Final = ("Last modified (grade)",)  # without it Moodle refuses the file


def filled_worksheet(sheet: Sheet, book: Gradebook) -> tuple[bytes, list[str]]:
    """Return the worksheet with grades and comments in it, and what could not be filled in.

    Raises:
        ExportError: the run has several assignments, or the worksheet no column for grades.
    """
    if len(book.slugs) != 1:
        raise ExportError(
            f"a grading worksheet is of one assignment; this run has {', '.join(book.slugs)}. Add --only."
        )
    grade, feedback = sheet.column(_GRADE), sheet.column(_FEEDBACK)
    maximum, changeable = sheet.column(_MAXIMUM), sheet.column(_CHANGEABLE)
    if grade is None:
        raise ExportError(
            f"the worksheet has no column {_GRADE}, but {', '.join(sheet.headings)}. Set Moodle to English."
        )
    if maximum is None and sheet.column(_SCALE) is not None:
        raise ExportError("this assignment's grade in Moodle is a scale, not points. Give it a maximum, 100 say.")
    for heading in _NEEDED:
        if sheet.column(heading) is None:
            raise ExportError(f"the worksheet has no column {heading!r}, and Moodle refuses it so. Download it again.")
    rows, warnings = book.paired(worksheet_rows(sheet)), []
    for mark in book.marks:
        row = rows.get(mark.student)
        if row is None:
            warnings.append(f"{mark.student}: nobody, or not only one, has this name in the worksheet; left out.")
        elif cell(row, changeable).casefold() == "no":
            warnings.append(f"{mark.student}: Moodle says that this grade cannot be changed; left as it was.")
        elif mark.mark is not None:
            row[grade] = points(mark.mark * number_in(cell(row, maximum), MAX_SCORE) / MAX_SCORE)
            if feedback is not None:
                row[feedback] = safe_comment(mark)
    return sheet.to_bytes(), warnings


def safe_comment(mark: Mark) -> str:
    """Return how the mark came about, as text that means the same where Moodle takes it for HTML."""
    return html.escape(plain(mark.why), quote=False)


def worksheet_rows(sheet: Sheet) -> Index[list[str]]:
    """Return the worksheet's rows, to be found by e-mail address, ID number, name and participant number."""
    identifier, name = sheet.column(IDENTIFIER), sheet.column(FULL_NAME)
    email, id_number = sheet.column(*EMAIL), sheet.column(*ID_NUMBER)
    index: Index[list[str]] = Index()
    for row in sheet.rows[1:]:
        if len(row) == len(sheet.headings):
            participant = cell(row, identifier).split()[-1:]
            names = (cell(row, name), PARTICIPANT)
            numbered = [key for n in names for key in numbered_keys(participant[0], n)] if participant else []
            ids = identifiers(cell(row, email), cell(row, id_number))
            index.add(row, [*ids, *numbered, *name_keys(cell(row, name))])
    return index
