"""Read a submitted notebook: its code cells as plain Python, with no kernel."""

from __future__ import annotations

import json

from autograder.submission_source import Cells, SourceError


def code_cells(name: str, data: bytes) -> Cells:
    """Return ("cell N", source) for each code cell.

    N counts all cells from 1, as a reader of the notebook does.

    Raises:
        SourceError: not a notebook of format 4, or without code.
    """
    cells = [
        (f"cell {number}", source)
        for number, source in _sources(name, _document(name, data))
        if source.strip()
    ]
    if not cells:
        raise SourceError(f"{name} has no code cells. Hand in the notebook with your solution.")
    return cells


def _document(name: str, data: bytes) -> dict[str, object]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SourceError(
            f"{name} is not a notebook: its JSON is broken. Open it in Jupyter, save it, and hand it in again."
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise SourceError(
            f"{name} is not a notebook of format 4. Open it in a current Jupyter and save it again."
        )
    return document


def _sources(name: str, document: dict[str, object]) -> list[tuple[int, str]]:
    found = []
    cells = document["cells"]
    assert isinstance(cells, list)
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise SourceError(f"{name}, cell {number}: its source is not text.")
        found.append((number, source.replace("\0", "")))
    return found

