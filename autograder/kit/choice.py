"""Choose which of an assignment's two files is the student's work: the script or the notebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.kit import KitError
from autograder.kit.released import released_text


@dataclass(frozen=True, slots=True)
class Choice:
    """The file to run, and a remark if the choice was not obvious."""

    path: Path
    remark: str = ""


def chosen_file(folder: Path) -> Choice:
    """Return the file of an assignment's folder that the student works in.

    The one that is no longer as it was released; the newer one, if both are not; the script, if there is neither.
    """
    script, notebook = folder / f"{folder.name}.py", folder / f"{folder.name}.ipynb"
    existing = [path for path in (script, notebook) if path.exists()]
    edited = [path for path in existing if not _as_released(path)]
    if len(edited) == 2:
        newer, older = sorted(edited, key=lambda path: path.stat().st_mtime, reverse=True)
        remark = f"You have work in {newer.name} and in {older.name}. {newer.name} is newer, so it counts."
        return Choice(newer, remark)
    return Choice((edited or existing or [script])[0])


def begun(folder: Path) -> bool:
    """Tell whether a student has written anything in an assignment's folder."""
    path = chosen_file(folder).path
    return path.exists() and not _as_released(path)


def _as_released(path: Path) -> bool:
    """Tell whether a file's code is as it was released; outputs and texts of a notebook do not count."""
    try:
        text, released = path.read_text(encoding="utf-8"), released_text(path)
    except (OSError, UnicodeDecodeError, KitError):
        return False
    return text == released or (path.suffix == ".ipynb" and _code(text) == _code(released) != [])


def _code(text: str) -> list[str]:
    """Return the sources of a notebook's code cells; none if it cannot be read."""
    try:
        return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        return []
