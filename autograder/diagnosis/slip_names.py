"""Say which of a function's arguments a part of its body is about."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final

MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a function stand for: its parameters, and what is worked out of them."""

    parameters: tuple[str, ...]
    sources: dict[str, frozenset[str]]

    @property
    def bound(self) -> frozenset[str]:
        """The names that have a value from the start."""
        return frozenset(self.parameters)

    @property
    def values(self) -> tuple[str, ...]:
        """All names that hold a value in it."""
        return tuple(self.sources)

    def words(self, part: ast.AST | None) -> tuple[str, ...]:
        """Return the parameters that a part of the body is worked out from, where they are few enough to tell."""
        if part is None:
            return ()
        used = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        found = frozenset[str]().union(*(self.sources.get(name, frozenset()) for name in used))
        return tuple(p for p in self.parameters if p in found) if len(found) <= MOST else ()


def names_of(statement: ast.stmt) -> Names:
    """Return the names of a function, of all methods of a class, or none."""
    functions = [node for node in ast.walk(statement) if isinstance(node, ast.FunctionDef)]
    parameters: dict[str, None] = {}
    for function in functions:
        given = function.args
        parameters.update(dict.fromkeys(arg.arg for arg in (*given.args, *given.kwonlyargs) if arg.arg != "self"))
    sources = {name: frozenset({name}) for name in parameters}
    for node in (n for function in functions for n in ast.walk(function)):
        _follow(node, sources)
    return Names(tuple(parameters), sources)


def _follow(node: ast.AST, sources: dict[str, frozenset[str]]) -> None:
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
            for target, value in zip(targets, values, strict=True):
                _bind(target, value, sources)
        case ast.Assign(targets=[target], value=value):
            _bind(target, value, sources)
        case ast.AugAssign(target=target, value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
            _bind(target, value, sources)
        case ast.For(target=target, iter=value):
            _bind(target, value, sources)


def _bind(target: ast.expr, value: ast.expr, sources: dict[str, frozenset[str]]) -> None:
    used = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    found = frozenset[str]().union(*(sources.get(name, frozenset()) for name in used))
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            sources[node.id] = sources.get(node.id, frozenset()) | found
