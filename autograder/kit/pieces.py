"""Cut a stub or reference into what a notebook's cells hold: the set-up, helpers, and one piece for each task."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from autograder.catalog import Assignment, AssignmentError
from autograder.kit.regions import find_regions

HELPERS_GAP = "# Room for helpers of your own."


@dataclass(frozen=True, slots=True)
class Pieces:
    """A module's source by what it is for; `tasks` maps a task's id to its function or class."""

    setup: str
    helpers: str
    tasks: dict[str, str]


def pieces_of(assignment: Assignment, source: str) -> Pieces:
    """Cut a stub's or reference's source.

    Raises:
        AssignmentError: a task's function is not in it.
    """
    path = assignment.reference_path
    lines = source.splitlines()
    found = find_regions(path, source)
    helpers = [region for region in found if not region.owner]
    helper_lines = {n for region in helpers for n in range(region.first, region.last + 1)}
    tasks: dict[str, str] = {}
    setup: list[str] = []
    end = 0
    names = {task.id for task in assignment.manifest.tasks}
    for node in _after_docstring(ast.parse(source)):
        first, last = _span(node)
        if first in helper_lines:
            continue
        last = max([last, *(region.last for region in found if first <= region.first <= last)])
        text = "\n".join(lines[first - 1 : last])
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
            tasks[node.name] = text
        else:
            setup += ["", text] if setup and first > end + 1 else [text]
            end = last
    for task in assignment.manifest.tasks:
        if task.id not in tasks:
            raise AssignmentError(f"{path}: there is no function or class {task.id!r} at its top level")
    regions = ["\n".join(lines[region.first - 1 : region.last]) for region in helpers]
    return Pieces("\n".join(setup), "\n\n".join(regions) or HELPERS_GAP, tasks)


def _after_docstring(tree: ast.Module) -> list[ast.stmt]:
    first = tree.body[0] if tree.body else None
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return tree.body[1:] if documented else tree.body


def _span(node: ast.stmt) -> tuple[int, int]:
    """Return the first line (decorators included) and the last."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    return first, node.end_lineno or node.lineno
