"""Look over a file before it is handed in: what would surprise its author when it is graded."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from typing import Final

from autograder.submission_source import Cells
from autograder.worker.magics import inert

# Plotting and notebook packages do no harm when graded; see `autograder.worker.policy.INERT`.
HARMLESS: Final = frozenset(
    {"numpy", "matplotlib", "mpl_toolkits", "seaborn", "plotly", "IPython", "ipywidgets", "google", "nbformat"}
)
_CONFLICT: Final = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
_OPENERS: Final = frozenset({"open", "load", "loadtxt", "genfromtxt", "read_csv"})


def leftovers(cells: Cells) -> list[str]:
    """Return remarks on a file's cells, each with its place."""
    return [remark for cell, source in cells for remark in _of_cell(cell, source)]


def _of_cell(cell: str, source: str) -> Iterator[str]:
    found = _CONFLICT.search(source)
    if found:
        line = source.count("\n", 0, found.start()) + 1
        yield f"{cell}, line {line}: a mark of a merge conflict. Decide which version stays."
    try:
        tree = ast.parse(inert(source) if cell.startswith("cell ") else source)
    except (SyntaxError, ValueError) as error:
        yield f"{cell}, line {getattr(error, 'lineno', 1)}: this is not Python, so it is left out when graded."
        return
    for node in ast.walk(tree):
        yield from (f"{cell}, line {getattr(node, 'lineno', 1)}: {text}" for text in _of_node(node))


def _of_node(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from _foreign(alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield from _foreign([module])
        case ast.Call(func=ast.Name(id="input")):
            yield "`input()` waits for someone to type. Nobody does when it is graded."
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _OPENERS:
            yield f"`{name}(...)` reads a file. There are no files when it is graded."
        case ast.Constant(value=str(text)) if re.match(r"/home/|/Users/|[A-Z]:\\", text):
            yield "a path of your own computer. It does not exist where it is graded."


def _foreign(modules: Iterator[str] | list[str]) -> Iterator[str]:
    for module in modules:
        top = module.partition(".")[0]
        if top not in HARMLESS and top not in sys.stdlib_module_names and module != "autograder.notebook":
            yield f"imports `{top}`, which is not there when it is graded. Use NumPy and the standard library."
