"""Read a submitted notebook: its code cells as plain Python, with no kernel."""

from __future__ import annotations

from typing import Any, Final

import nbformat.converter
import nbformat.reader

from autograder.submission_source import Cells, SourceError

FORMAT: Final = 4
# A notebook of a hundred cells with plots has some thousand lists and objects, and a few hundred thousand commas if a
# plot carries its own script. A file of the largest size could hold ten million of either, and a gigabyte when read.
MAX_CONTAINERS: Final = 300_000
MAX_COMMAS: Final = 1_000_000


def code_cells(name: str, data: bytes) -> Cells:
    """Return ("cell N", source) for each code cell.

    N counts code cells from 1 and leaves out empty ones, as Jupyter does when it runs them all. Older formats are
    converted.

    Raises:
        SourceError: not a notebook, or without code.
    """
    cells = [(f"cell {number}", source) for number, source in enumerate(_sources(name, _document(name, data)), start=1)]
    if not cells:
        raise SourceError(f"{name} has no code cells. Hand in the notebook with your solution.")
    return cells


def _document(name: str, data: bytes) -> Any:
    """Return the notebook in the current format.

    Whatever nbformat raises for bytes that anyone may send means one thing: this is not a notebook.
    """
    if not data.strip():
        raise SourceError(f"{name} is empty. Hand in the notebook with your solution.")
    if data.count(b"[") + data.count(b"{") > MAX_CONTAINERS or data.count(b",") > MAX_COMMAS:
        raise SourceError(f"{name} holds too much data. Clear its outputs, save it, and hand it in again.")
    try:
        document = nbformat.converter.convert(nbformat.reader.reads(data.decode("utf-8-sig")), FORMAT)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not UTF-8 text (byte {error.start}). Save it again in Jupyter.") from None
    except Exception:
        raise SourceError(
            f"{name} is not a notebook that Jupyter could open. Open it in Jupyter, save it, and hand it in again."
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise SourceError(f"{name} is not a notebook: it has no list of cells. Save it again in a current Jupyter.")
    return document


def _sources(name: str, document: Any) -> list[str]:
    """Return the text of each code cell that has any."""
    found: list[str] = []
    for cell in document["cells"]:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise SourceError(f"{name}, cell {len(found) + 1}: its source is not text. Save it again in Jupyter.")
        source = source.replace("\0", "")
        if source.strip():
            found.append(source)
    return found
