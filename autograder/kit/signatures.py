"""Compare the arguments of a student's functions with the released ones: names and order are part of a task."""

from __future__ import annotations

import ast
from collections.abc import Iterable

Arguments = tuple[str, ...]

_UNBOUND = {"staticmethod", "classmethod"}


def signature_notes(tasks: Iterable[str], released: str, sources: Iterable[str]) -> list[str]:
    """Return a remark for each function and method of these tasks whose arguments are not the released ones.

    Code that is not Python has none.
    """
    asked = _arguments([released])
    written = _arguments(sources)
    names = [name for task in tasks for name in asked if name.partition(".")[0] == task]
    notes = (_note(name, asked[name], written.get(name)) for name in names)
    return [note for note in notes if note]


def _arguments(sources: Iterable[str]) -> dict[str, Arguments]:
    """Return the argument names of every top-level function and of the methods ("Gate.forward"), the last of a name."""
    found: dict[str, Arguments] = {}
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found = {name: arguments for name, arguments in found.items() if not name.startswith(f"{node.name}.")}
                found |= {f"{node.name}.{name}": arguments for name, arguments in _functions(node.body)}
            else:
                found |= dict(_functions([node]))
    return found


def _functions(statements: list[ast.stmt]) -> list[tuple[str, Arguments]]:
    """Return the name and arguments of each function whose calls they bind as they stand."""
    return [
        (node.name, tuple(a.arg for a in [*node.args.posonlyargs, *node.args.args]))
        for node in statements
        if isinstance(node, ast.FunctionDef)
        and not (node.args.vararg or node.args.kwarg)
        and not any(isinstance(d, ast.Name) and d.id in _UNBOUND for d in node.decorator_list)
    ]


def _note(name: str, asked: Arguments, written: Arguments | None) -> str:
    if written is None:
        return ""
    if "." in name:
        if len(written) < len(asked) and written[:1] != asked[:1]:
            return f"Your `{name}({', '.join(written)})` has no `self`: the first argument of a method is `self`."
        asked, written = asked[1:], written[1:]
    if asked == written[: len(asked)]:
        return ""
    yours, wanted = f"{name}({', '.join(written)})", f"{name}({', '.join(asked)})"
    if sorted(asked) == sorted(written):
        return f"Your `{yours}` takes its arguments in another order than `{wanted}`. Calls rely on that order."
    if len(written) < len(asked):
        number = f"{len(written)} argument{'' if len(written) == 1 else 's'}"
        return f"Your `{yours}` takes {number}, where `{wanted}` has {len(asked)}."
    return f"Your `{yours}` names its arguments otherwise than `{wanted}`. Calls may use those names."
