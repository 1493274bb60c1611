"""`autograder reset`: bring a stub back, and say where the student's version is kept."""

from __future__ import annotations

from pathlib import Path

from autograder import catalog
from autograder.catalog import Assignment
from autograder.console import console
from autograder.kit import KitError
from autograder.kit.choice import chosen_file
from autograder.kit.names import find_task
from autograder.kit.resetting import keep_copy, reset_all, reset_task

KEPT = "kept"
SUFFIXES = (".py", ".ipynb")


def run_reset(name: str) -> None:
    """Reset a task, or a whole file if `name` is one or an assignment.

    Raises:
        KitError: there is nothing of that name, or more than one thing.
    """
    root = catalog.find_root()
    path, assignment, task = _named(catalog.load_all(root), name)
    kept = keep_copy(path, root / KEPT) if path.exists() else None
    if task and path.exists():
        reset_task(path, assignment, task)
    else:
        reset_all(path)
    _say(task or path.name, path, kept)


def _named(assignments: list[Assignment], name: str) -> tuple[Path, Assignment, str]:
    """Return the file, its assignment and the task, which is empty for all of the file."""
    for assignment in assignments:
        path = chosen_file(assignment.folder).path
        if name in (assignment.slug + suffix for suffix in SUFFIXES):
            return assignment.folder / name, assignment, ""
        if name == assignment.slug:
            tasks = [f"{a.slug}.{t.id}" for a in assignments for t in a.manifest.tasks if t.id == name]
            if tasks:
                ways = f"{' or '.join(tasks)} for the task, or {path.name} for the whole file"
                raise KitError(f"{name!r} is an assignment and a task. Write {ways}.")
            return path, assignment, ""
    assignment, found = find_task(assignments, name)
    return chosen_file(assignment.folder).path, assignment, found.id


def _say(what: str, path: Path, kept: Path | None) -> None:
    console().print(f"{what} in {path} is as it was released.", soft_wrap=True)
    if kept:
        console().print(f"Your version is kept in {kept}", soft_wrap=True)
