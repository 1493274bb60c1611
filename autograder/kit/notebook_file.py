"""Make an assignment's notebook from its handout and a stub or reference, with nbgrader's metadata."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.catalog import Assignment
from autograder.kit.handouts import Part, part_markdown, read_handout
from autograder.kit.pieces import Pieces, pieces_of

IMPORT_CHECK = "from autograder.notebook import check"
NBGRADER_SCHEMA = 3
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook_of(
    assignment: Assignment, source: str, points: dict[str, float], note: str = ""
) -> nbformat.NotebookNode:
    """Return the notebook of a stub's or reference's source.

    `points` are those of each task's visible checks; `note` is a text that follows the introduction.

    Raises:
        AssignmentError: the handout or the source does not fit the assignment's tasks.
    """
    pieces = pieces_of(assignment, source)
    parts = read_handout(assignment)
    cells = [_text("intro", part_markdown(assignment, parts[0], first=True))]
    if note:
        cells.append(_text("how-to", note))
    cells.append(_cell(new_code_cell, "setup", f"{pieces.setup}\n\n{IMPORT_CHECK}"))
    cells.append(_solution("helpers", pieces.helpers))
    for number, part in enumerate(parts[1:]):
        cells += _part_cells(assignment, part, number, pieces, points)
    return new_notebook(cells=cells, metadata={"kernelspec": _KERNEL, "language_info": {"name": "python"}})


def notebook_text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as it stands on disk: the same text for the same cells."""
    return str(nbformat.writes(notebook, version=4)) + "\n"


def _part_cells(
    assignment: Assignment, part: Part, number: int, pieces: Pieces, points: dict[str, float]
) -> list[nbformat.NotebookNode]:
    text = part_markdown(assignment, part)
    if not part.task:
        return [_text(f"text-{number}", text)]
    return [
        _text(f"{part.task}-text", text),
        _solution(part.task, pieces.tasks[part.task]),
        _check(part.task, points.get(part.task, 0.0)),
    ]


def _text(name: str, text: str) -> nbformat.NotebookNode:
    return _cell(new_markdown_cell, name, text, locked=True)


def _solution(name: str, code: str) -> nbformat.NotebookNode:
    return _cell(new_code_cell, name, code, solution=True)


def _check(task: str, points: float) -> nbformat.NotebookNode:
    return _cell(new_code_cell, f"{task}-check", f'check("{task}")', grade=True, locked=True, points=points)


def _cell(make: Any, name: str, source: str, **roles: Any) -> nbformat.NotebookNode:
    """Make a cell; one without a role in grading carries no nbgrader metadata and may be changed freely."""
    cell = make(source, id=name)
    if roles:
        flags = {"grade": False, "locked": False, "solution": False, "task": False, **roles}
        cell.metadata = {
            "nbgrader": {"schema_version": NBGRADER_SCHEMA, "grade_id": name, **flags},
            "deletable": False,
            "editable": not flags["locked"],
        }
    return cell
