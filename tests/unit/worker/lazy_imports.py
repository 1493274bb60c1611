"""Print what the modules of a common worker import only when a function of theirs is called, and it does not have.

Run in a fresh interpreter; each line is "module function: imported module".
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.worker import imports

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _imported(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.rsplit(".", node.level - 1)[0] if node.level else ""
        base = ".".join(part for part in (above, node.module) if part)
        yield from (base, *(f"{base}.{alias.name}" for alias in node.names))


def _found(name: str, path: Path) -> Iterator[tuple[str, str]]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for function in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(function, Function):
            for node in ast.walk(function):
                yield from ((f"{name} {function.name}", imported) for imported in _imported(node, package))


imports.preload(False)
there = {name: str(getattr(module, "__file__", None) or "") for name, module in sys.modules.items()}
imports.preload(True)
lacking = set(sys.modules) - set(there)
for name, file in sorted(there.items()):
    if file.endswith(".py") and name != "__main__":
        for where, imported in sorted(set(_found(name, Path(file)))):
            if imported in lacking:
                sys.stdout.write(f"{where}: {imported}\n")
