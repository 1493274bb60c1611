"""Make an assignment's notebook from its handout and a stub or reference, with nbgrader's metadata."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.catalog import Assignment
from autograder.kit.handouts import rendered_parts, with_pictures
from autograder.kit.pieces import Pieces, pieces_of

IMPORT_CHECK = "from autograder.notebook import check"
NBGRADER_SCHEMA = 3
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(
    assignment: Assignment,
    source: str,
    points: dict[str, float],
    note: str = "",
    pictures: dict[str, str] | None = None,
) -> nbformat.NotebookNode:
    """Return the notebook of a stub's or reference's source.

    `points` are those of each task's visible checks; `note` is a text that follows the introduction; `pictures` has
    Markdown for tasks that have pictures.

    Raises:
        AssignmentError: the handout or the source does not fit the assignment's tasks.
    """
    pieces = pieces_of(assignment, source)
    intro, *parts = rendered_parts(assignment)
    cells = [_text("intro", intro.text)]
    if note:
        cells.append(_cell(new_markdown_cell, "how-to", note))
    cells.append(_cell(new_code_cell, "setup", f"{pieces.setup}\n\n{IMPORT_CHECK}"))
    cells.append(_solution("helpers", pieces.helpers))
    for number, part in enumerate(parts):
        text = with_pictures(part, pictures or {})
        cells += _task_cells(part.task, text, pieces, points) if part.task else [_text(f"text-{number}", text)]
    notebook: nbformat.NotebookNode = new_notebook(cells=cells, metadata=_METADATA)
    return notebook


def notebook_text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as it stands on disk: the same text for the same cells."""
    return str(nbformat.writes(notebook, version=4)) + "\n"


def _task_cells(task: str, text: str, pieces: Pieces, points: dict[str, float]) -> list[nbformat.NotebookNode]:
    return [_text(f"{task}-text", text), _solution(task, pieces.tasks[task]), _check(task, points.get(task, 0.0))]


def _text(name: str, text: str) -> nbformat.NotebookNode:
    return _cell(new_markdown_cell, name, text, locked=True)


def _solution(name: str, code: str) -> nbformat.NotebookNode:
    return _cell(new_code_cell, name, code, solution=True)


def _check(task: str, points: float) -> nbformat.NotebookNode:
    return _cell(new_code_cell, f"{task}-check", f'check("{task}")', grade=True, locked=True, points=points)


def _cell(make: Any, name: str, source: str, **roles: Any) -> nbformat.NotebookNode:
    """Make a cell; one without a role in grading carries no nbgrader metadata and may be changed freely."""
    cell: nbformat.NotebookNode = make(source, id=name)
    if roles:
        flags = {"grade": False, "locked": False, "solution": False, "task": False, **roles}
        cell.metadata = {
            "nbgrader": {"schema_version": NBGRADER_SCHEMA, "grade_id": name, **flags},
            "deletable": False,
            "editable": not flags["locked"],
        }
    return cell
