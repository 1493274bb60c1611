"""A CSV file of a platform's own: read, changed in single cells, and written back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.export import ExportError

_BOM: Final = b"\xef\xbb\xbf"
_DELIMITERS: Final = ",;\t"
MAX_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, the headings first, and how the file spells them."""

    rows: list[list[str]]
    delimiter: str = ","
    newline: str = "\n"
    bom: bool = False

    @property
    def headings(self) -> list[str]:
        """The first row."""
        return self.rows[0]

    def column(self, *names: str) -> int | None:
        """Return the number of the first column called one of these, whatever the case."""
        wanted = [name.casefold() for name in names]
        found = {heading.strip().casefold(): number for number, heading in reversed(list(enumerate(self.headings)))}
        return next((found[name] for name in wanted if name in found), None)

    def to_bytes(self) -> bytes:
        """Return the file."""
        text = csv_text(self.rows, self.delimiter, self.newline)
        return (_BOM if self.bom else b"") + text.encode()


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file of text in UTF-8.

    Raises:
        ExportError: it is not one, or holds nothing.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}. Give the file that the platform exported.") from None
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise ExportError(f"{path} is not UTF-8 text. Export it again, as CSV in UTF-8.") from None
    if len(data) > MAX_BYTES or "\0" in text or not text.strip():
        raise ExportError(f"{path} is not a CSV file with a row of headings. Export it again.")
    delimiter = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ExportError(f"{path} is not CSV: {error}. Export it again.") from None
    return Sheet(rows, delimiter, "\r\n" if "\r\n" in text else "\n", data.startswith(_BOM))


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",", newline: str = "\n") -> str:
    """Return rows as CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return stream.getvalue()


def cell(row: Sequence[str], column: int | None) -> str:
    """Return a cell's text; empty where there is no such column."""
    return row[column].strip() if column is not None and column < len(row) else ""


def number_in(text: str, otherwise: float) -> float:
    """Return the number in a cell; `otherwise` where there is none, or 0."""
    try:
        return float(text.replace(",", ".")) or otherwise
    except ValueError:
        return otherwise


def _delimiter(text: str) -> str:
    """Return what separates cells: what the first lines have most of, and equally many."""
    lines = [line for line in text.splitlines()[:3] if line.strip()]

    def count(delimiter: str) -> int:
        widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        return widths.pop() if len(widths) == 1 else 0

    return max(_DELIMITERS, key=count)
