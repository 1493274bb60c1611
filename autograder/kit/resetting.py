"""Bring a stub back into a student's file, one task or all of it, after keeping a copy."""

from __future__ import annotations

import ast
import shutil
import time
from pathlib import Path

import nbformat

from autograder.catalog import Assignment
from autograder.kit import KitError
from autograder.kit.released import released_text


def keep_copy(path: Path, folder: Path) -> Path:
    """Copy a file into `folder` under a name with the time in it; never over another copy."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    names = (f"{path.stem}-{stamp}{extra}{path.suffix}" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    kept = next(folder / name for name in names if not (folder / name).exists())
    shutil.copy2(path, kept)
    return kept


def reset_all(path: Path) -> None:
    """Bring the whole file back.

    Raises:
        KitError: the kit has no released version of it.
    """
    path.write_text(released_text(path), encoding="utf-8", newline="\n")


def reset_task(path: Path, assignment: Assignment, task: str) -> None:
    """Bring one task's stub back and leave the rest as it is.

    Raises:
        KitError: the file cannot be read, so that the task cannot be found in it.
    """
    text, released = path.read_text(encoding="utf-8"), released_text(path)
    replace = _in_notebook if path.suffix == ".ipynb" else _in_script
    path.write_text(replace(path, assignment, text, released, task), encoding="utf-8", newline="\n")


def _in_script(path: Path, assignment: Assignment, text: str, released: str, task: str) -> str:
    stub = _function(ast.parse(released), released, task)
    assert stub is not None, "a released stub has every task"
    try:
        mine = _function(ast.parse(text), text, task)
    except SyntaxError as error:
        raise KitError(
            f"{path.name} is not Python (line {error.lineno}), so {task!r} cannot be found in it. Mend that line, or "
            f"bring the whole file back: autograder reset {path.name}"
        ) from None
    lines, stub_lines = text.splitlines(), released.splitlines()[slice(*stub)]
    if mine is None:
        return "\n".join([*lines, "", "", *stub_lines]) + "\n"
    lines[slice(*mine)] = stub_lines
    return "\n".join(lines) + "\n"


def _function(tree: ast.Module, text: str, name: str) -> tuple[int, int] | None:
    """Return the slice of lines of the last function or class of that name."""
    found = None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            found = (first - 1, node.end_lineno or len(text.splitlines()))
    return found


def _in_notebook(path: Path, assignment: Assignment, text: str, released: str, task: str) -> str:
    stub = _cell(nbformat.reads(released, as_version=4), task)
    assert stub is not None, "a released notebook has every task"
    try:
        notebook = nbformat.reads(text, as_version=4)
        mine = _cell(notebook, task)
    except Exception:
        raise KitError(
            f"{path.name} is not a notebook any more. Bring the whole file back: autograder reset {path.name}"
        ) from None
    if mine is None:
        notebook.cells.append(stub)
    else:
        mine.update(source=stub.source, outputs=[], execution_count=None)
    return str(nbformat.writes(notebook, version=4)) + "\n"


def _cell(notebook: nbformat.NotebookNode, task: str) -> nbformat.NotebookNode | None:
    return next((c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == task), None)
