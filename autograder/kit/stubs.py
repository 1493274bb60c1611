"""Make a stub of a reference solution: signatures and docstrings stay, solution regions go."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.catalog import Assignment, AssignmentError
from autograder.kit.regions import Region, find_regions


def stub_path(assignment: Assignment) -> Path:
    """Return where an assignment's stub lies."""
    return assignment.folder / "stub.py"


def stale(assignment: Assignment) -> bool:
    """Tell whether the stub on disk is not what the reference makes now.

    Raises:
        AssignmentError: the reference cannot be turned into a stub.
    """
    path = stub_path(assignment)
    return not path.exists() or path.read_text(encoding="utf-8") != stub_of(assignment)


def stub_of(assignment: Assignment) -> str:
    """Return the stub's text.

    Raises:
        AssignmentError: there is no reference, its markers are wrong, or a task has no region.
    """
    path = assignment.reference_path
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AssignmentError(f"{path}: {error.strerror}") from None
    regions = find_regions(path, source)
    for task in assignment.manifest.tasks:
        if not any(region.task == task.id for region in regions):
            raise AssignmentError(f"{path}: the task {task.id!r} has no solution region")
    return _with_heading(assignment, _tidy(_without(source, regions)))


def _without(source: str, regions: tuple[Region, ...]) -> str:
    lines = source.splitlines()
    for region in reversed(regions):
        lines[region.first - 1 : region.last] = _gap(region)
    return "\n".join(lines) + "\n"


def _gap(region: Region) -> list[str]:
    if not region.owner:
        return []
    if region.owner.endswith(".__init__"):
        return [f"{region.indent}pass"]
    return [f'{region.indent}raise NotImplementedError("Task {_label(region)} is not written yet.")']


def _label(region: Region) -> str:
    task, _, method = region.owner.partition(".")
    return f"{task}, method {method}," if method else task


def _tidy(source: str) -> str:
    """Leave two blank lines at most where a region was."""
    return re.sub(r"\n{4,}", "\n\n\n", source).rstrip("\n") + "\n"


def _with_heading(assignment: Assignment, source: str) -> str:
    """Put the assignment's title above what the reference's docstring says beyond its first line."""
    first = ast.parse(source).body[0]
    more = ""
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        _, _, more = str(first.value.value).replace("\\", "\\\\").partition("\n")
        source = "\n".join(source.splitlines()[first.end_lineno :]) + "\n"
    parts = (
        f"{assignment.manifest.title}.",
        more.strip(),
        f"Each task says where it is not written yet. Try your code with: autograder check {assignment.slug}",
    )
    heading = "\n\n".join(part for part in parts if part)
    return f'"""{heading}\n"""\n{source}'
