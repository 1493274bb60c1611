"""`autograder reset`: bring a stub back, and say where the student's version is kept."""

from __future__ import annotations

from pathlib import Path

from autograder import catalog
from autograder.catalog import Assignment
from autograder.console import console
from autograder.kit.choice import chosen_file
from autograder.kit.names import find_task
from autograder.kit.resetting import keep_copy, reset_all, reset_task

KEPT = "kept"


def run_reset(name: str) -> None:
    """Reset a task, or a whole assignment if `name` is one."""
    root = catalog.find_root()
    assignments = catalog.load_all(root)
    whole = next((assignment for assignment in assignments if assignment.slug == name), None)
    assignment, task = (whole, "") if whole else _named(assignments, name)
    path = chosen_file(assignment.folder).path
    kept = keep_copy(path, root / KEPT) if path.exists() else None
    if task and path.exists():
        reset_task(path, assignment, task)
    else:
        reset_all(path)
    _say(task or path.name, path, kept)


def _named(assignments: list[Assignment], name: str) -> tuple[Assignment, str]:
    assignment, task = find_task(assignments, name)
    return assignment, task.id


def _say(what: str, path: Path, kept: Path | None) -> None:
    console().print(f"{what} in {path} is as it was released.", soft_wrap=True)
    if kept:
        console().print(f"Your version is kept in {kept}", soft_wrap=True)
