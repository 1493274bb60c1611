"""Find the solution regions of a reference: what a student writes, and what it replaces."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.catalog import AssignmentError

BEGIN: Final = "### BEGIN SOLUTION"
END: Final = "### END SOLUTION"


@dataclass(frozen=True, slots=True)
class Region:
    """The lines from one marker to the other, both included, counted from 1.

    `owner` is the dotted name of the function around it ("MultiplyGate.backward"); empty at module level.
    """

    first: int
    last: int
    indent: str
    owner: str

    @property
    def task(self) -> str:
        """The task this region belongs to; empty at module level."""
        return self.owner.partition(".")[0]


def find_regions(path: Path, source: str) -> tuple[Region, ...]:
    """Return the regions of a reference solution, in order.

    Raises:
        AssignmentError: it is not Python, or a marker has no partner.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise AssignmentError(f"{path}, line {error.lineno}: {error.msg}") from None
    functions = _functions(tree.body, "")
    regions: list[Region] = []
    begun: int | None = None
    for number, line in enumerate(source.splitlines(), start=1):
        marker = line.strip()
        if marker not in (BEGIN, END):
            continue
        if (marker == BEGIN) != (begun is None):
            other = END if marker == BEGIN else BEGIN
            raise AssignmentError(f"{path}, line {number}: {marker!r} without {other!r} before it")
        if begun is None:
            begun = number
            continue
        indent = line[: len(line) - len(line.lstrip())]
        regions.append(Region(begun, number, indent, _owner(functions, begun)))
        begun = None
    if begun is not None:
        raise AssignmentError(f"{path}, line {begun}: {BEGIN!r} without {END!r} after it")
    return tuple(regions)


def _functions(body: list[ast.stmt], prefix: str) -> list[tuple[int, int, str]]:
    """Return (first line, last line, dotted name) of every function, outer ones first."""
    found = []
    for node in body:
        if isinstance(node, ast.ClassDef):
            found += _functions(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            found.append((node.lineno, node.end_lineno or node.lineno, f"{prefix}{node.name}"))
    return found


def _owner(functions: list[tuple[int, int, str]], line: int) -> str:
    for first, last, name in functions:
        if first <= line <= last:
            return name
    return ""
