"""Visible tests as students get them: without the names of the misconceptions they catch."""

from __future__ import annotations

import ast

CATCHES = "catches"


def without_catches(source: str) -> str:
    """Return a test file's source with every `catches=` argument left out."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    text = b"".join(lines)
    cuts = sorted(
        cut for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) for cut in _cuts(node, starts)
    )
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text.decode()


def _cuts(call: ast.Call, starts: list[int]) -> list[tuple[int, int]]:
    """Return the bytes to leave out: an argument with the comma before it, or after it if it is the first."""
    arguments: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    arguments.sort(key=lambda node: (node.lineno, node.col_offset))
    spans = [(starts[a.lineno - 1] + a.col_offset, starts[_last(a) - 1] + (a.end_col_offset or 0)) for a in arguments]
    cuts = []
    for index, argument in enumerate(arguments):
        if not isinstance(argument, ast.keyword) or argument.arg != CATCHES:
            continue
        if index > 0:
            cuts.append((spans[index - 1][1], spans[index][1]))
        elif len(spans) > 1:
            cuts.append((spans[0][0], spans[1][0]))
        else:
            cuts.append(spans[0])
    return cuts


def _last(node: ast.expr | ast.keyword) -> int:
    return node.end_lineno or node.lineno
