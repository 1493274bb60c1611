"""Choose which of an assignment's two files is the student's work: the script or the notebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


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
    edited = [path for path in existing if not _as_released(path, folder / "stub.py")]
    if len(edited) == 2:
        newer, older = sorted(edited, key=lambda path: path.stat().st_mtime, reverse=True)
        remark = f"You have work in {newer.name} and in {older.name}. {newer.name} is newer, so it counts."
        return Choice(newer, remark)
    return Choice((edited or existing or [script])[0])


def _as_released(path: Path, stub: Path) -> bool:
    """Tell whether a file still is the stub; a notebook is if each of its functions stands in the stub."""
    try:
        released = stub.read_text(encoding="utf-8")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    if path.suffix == ".py":
        return text == released
    return all(source.strip() in released for source in _solution_cells(text))


def _solution_cells(text: str) -> list[str]:
    """Return the sources of the cells that are a student's to write, but the empty room for helpers."""
    try:
        cells = json.loads(text)["cells"]
        code = [c for c in cells if c["cell_type"] == "code" and c["metadata"].get("nbgrader", {}).get("solution")]
        return [source for c in code if not (source := "".join(c["source"])).startswith("#")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["?"]  # unreadable: certainly not as released
