"""Put a misconception of an assignment's bank into a hand-in, with no more of the bank than it needs."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from autograder.authoring import Misconception
from autograder.catalog import Assignment

_Named = ast.FunctionDef | ast.ClassDef


def binding(assignment: Assignment, wrong: Misconception) -> str:
    """Return source text that replaces a task's function by a misconception of it.

    It runs in a module of its own: the bank's helpers may be called like those of the hand-in.
    """
    source = _needed(assignment.folder / "misconceptions.py", wrong.variant.__name__)
    return (
        "\n\nimport types as _types\n"
        "_own = _types.ModuleType('own')\n"
        f"exec({source!r}, _own.__dict__)\n"
        f"{wrong.task} = _own.{wrong.variant.__name__}\n"
    )


@cache
def _needed(bank: Path, name: str) -> str:
    """Return the source of a bank's function or class, of what it uses, and of the imports."""
    body = [s for s in ast.parse(bank.read_text(encoding="utf-8")).body if not _of_the_framework(s)]
    named = {s.name: s for s in body if isinstance(s, _Named)}
    wanted: set[str] = set()
    queue = [name, *(used for s in body if not isinstance(s, _Named) for used in _names(s))]
    while queue:
        one = queue.pop()
        if one in named and one not in wanted:
            wanted.add(one)
            named[one].decorator_list = [d for d in named[one].decorator_list if "misconception" not in _names(d)]
            queue.extend(_names(named[one]))
    kept = [s for s in body if not isinstance(s, _Named) or s.name in wanted]
    return ast.unparse(ast.Module(kept, type_ignores=[]))


def _of_the_framework(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("autograder")


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
