"""The archive from which Moodle gives each student their feedback page, its folders called as Moodle reads them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Final

from autograder.export import ExportError
from autograder.export.marks import read_gradebook
from autograder.export.moodle_worksheet import FULL_NAME, IDENTIFIER, PARTICIPANT, worksheet_rows
from autograder.export.request import Made, Request
from autograder.export.sheet import Sheet, cell, read_sheet

FILE: Final = "moodle-feedback.zip"
PAGE: Final = "feedback.html"
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the same pages make the same archive
_PICTURE: Final = b'src="pictures/'


def make(request: Request) -> Made:
    """Pack the page of each student who has a mark and a row in the worksheet.

    Raises:
        ExportError: there is no worksheet, or the pages were not written.
    """
    if request.template is None:
        raise ExportError(
            "Moodle finds students by its participant numbers. Download the grading worksheet there, and name it "
            "with --template."
        )
    sheet = read_sheet(request.template)
    if sheet.column(IDENTIFIER) is None:
        raise ExportError(f"the worksheet has no column {IDENTIFIER}, but {', '.join(sheet.headings)}.")
    book = read_gradebook(request)
    rows = book.paired(worksheet_rows(sheet))
    students = list(dict.fromkeys(mark.student for mark in book.marks))
    pages = {_folder(sheet, rows[student]): _page(request, student) for student in students if student in rows}
    warnings = [
        f"{s}: nobody, or not only one, has this name in the worksheet; left out." for s in students if s not in rows
    ]
    if any(_PICTURE in page for page in pages.values()):
        warnings.append("the pages' pictures do not go along: Moodle gives each student a single file.")
    return Made({FILE: _packed(pages.items())}, tuple(warnings))


def _page(request: Request, student: str) -> bytes:
    path = request.folder / "feedback" / f"{student}.html"
    try:
        return path.read_bytes()
    except OSError:
        raise ExportError(f"{path} is not there. Write the pages: autograder report {request.folder}") from None


def _folder(sheet: Sheet, row: list[str]) -> str:
    """Return a name of four parts: Moodle takes the second for the participant, the others for where files belong."""
    number = cell(row, sheet.column(IDENTIFIER)).split()[-1]
    name = re.sub(r"[^\w .-]|_", " ", cell(row, sheet.column(FULL_NAME))).strip(" .") or PARTICIPANT
    return f"{name}_{number}_assignfeedback_file"


def _packed(pages: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for folder, page in sorted(pages):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{PAGE}", _ZIP_DATE), page, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
