"""Read a submission's text: a script is one cell, a notebook is its code cells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

# How a notebook's file begins, with whatever of its four parts comes first. No Python that does anything begins so.
_NOTEBOOK: Final = re.compile(r'\s*\{\s*"(cells|metadata|nbformat|nbformat_minor)"\s*:')

MAX_SCRIPT_BYTES = 1024 * 1024
MAX_CELLS = 2000
MAX_NOTEBOOK_BYTES = 32 * 1024 * 1024

Cells = list[tuple[str, str]]


class SourceError(Exception):
    """A submission's file cannot be read as a script or notebook."""


def read_cells(path: Path) -> Cells:
    """Return (name for tracebacks, source) of each cell.

    Raises:
        SourceError: not a readable script or notebook; the message names the file and the remedy.
    """
    return cells_of_bytes(path.name, read_bytes(path))


def limit_of(name: str) -> int:
    """Return how many bytes a submission of this name may have."""
    return MAX_NOTEBOOK_BYTES if name.lower().endswith(".ipynb") else MAX_SCRIPT_BYTES


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """Return a submission's bytes; `limit` is how many there may be, if not what its kind allows.

    Raises:
        SourceError: missing, not a file, or too large.
    """
    limit = limit_of(path.name) if limit is None else limit
    try:
        if not path.is_file() or path.is_symlink():
            raise SourceError(f"{path.name} is not a file. Hand in one .py or .ipynb file.")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}.") from None
    if len(data) > limit:
        raise SourceError(f"{path.name} has more than {limit // 1024**2} MiB. Remove data and outputs from it.")
    return data


def cells_of_bytes(name: str, data: bytes) -> Cells:
    """Return the cells of a script or notebook, by its name's suffix.

    Raises:
        SourceError: see `read_cells`.
    """
    if name.endswith(".ipynb"):
        from autograder.notebooks import code_cells

        return _bounded(name, code_cells(name, data))
    return [(name, script_text(name, data))]


def _bounded(name: str, cells: Cells) -> Cells:
    if len(cells) > MAX_CELLS:
        raise SourceError(f"{name} has {len(cells)} code cells; {MAX_CELLS} are read. Hand in a shorter one.")
    if sum(len(source.encode("utf-8", "surrogatepass")) for _, source in cells) > MAX_SCRIPT_BYTES:
        raise SourceError(f"{name} has more than {MAX_SCRIPT_BYTES // 1024**2} MiB of code. Remove data from it.")
    for cell, source in cells:
        if not source.isascii() and source.encode("utf-8", "ignore").decode() != source:
            raise SourceError(f"{name}, {cell}: it holds half a character. Save it again in Jupyter.")
    return cells


def script_text(name: str, data: bytes) -> str:
    """Decode a script.

    Raises:
        SourceError: empty, not UTF-8, with null bytes, or a notebook.
    """
    if not data.strip():
        raise SourceError(f"{name} is empty. Hand in the file with your solution.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not UTF-8 text (byte {error.start}). Save it as UTF-8 in your editor.") from None
    if "\0" in text:
        raise SourceError(f"{name} contains a null byte. Save it as plain text.")
    if _NOTEBOOK.match(text):
        raise SourceError(f"{name} holds a notebook. Give it the ending .ipynb, or export it from Jupyter as Python.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
