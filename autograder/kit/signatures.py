"""Compare the arguments of a student's functions with the released ones: names and order are part of a task."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from autograder.catalog import Assignment

Arguments = tuple[str, ...]


def signature_notes(assignment: Assignment, released: str, sources: Iterable[str]) -> list[str]:
    """Return a remark for each task whose arguments are not the released ones; code that is not Python has none."""
    asked = _arguments([released])
    written = _arguments(sources)
    notes = (_note(t.id, asked.get(t.id), written.get(t.id)) for t in assignment.manifest.tasks)
    return [note for note in notes if note]


def _arguments(sources: Iterable[str]) -> dict[str, Arguments]:
    """Return the argument names of every top-level function, the last of a name."""
    found: dict[str, Arguments] = {}
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not (node.args.vararg or node.args.kwarg):
                found[node.name] = tuple(a.arg for a in [*node.args.posonlyargs, *node.args.args])
    return found


def _note(name: str, asked: Arguments | None, written: Arguments | None) -> str:
    if asked is None or written is None or asked == written[: len(asked)]:
        return ""
    yours, wanted = f"{name}({', '.join(written)})", f"{name}({', '.join(asked)})"
    if sorted(asked) == sorted(written):
        return f"Your `{yours}` takes its arguments in another order than `{wanted}`. Calls rely on that order."
    if len(written) < len(asked):
        number = f"{len(written)} argument{'' if len(written) == 1 else 's'}"
        return f"Your `{yours}` takes {number}, where `{wanted}` has {len(asked)}."
    return f"Your `{yours}` names its arguments otherwise than `{wanted}`. Calls may use those names."
