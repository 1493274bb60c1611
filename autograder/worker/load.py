"""Turn a student's source text into a namespace of their functions.

A script is one cell; a notebook is one per code cell. What a cell raises at top level costs only the statement
that raised: the statements after it still run, so a stray demonstration call does no harm.
"""

from __future__ import annotations
import __future__

import ast
import functools
import operator
import sys
import types
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.worker.magics import inert, provide_notebook_names

NOTEBOOK_CELL = "cell "


@dataclass(frozen=True, slots=True)
class Problem:
    """One exception of a student's code, as plain data.

    `bases` are the names of the built-in exceptions it is an instance of; `frames` are (cell, line, function),
    innermost last, of the student's own code only.
    """

    type_name: str
    bases: tuple[str, ...]
    message: str
    frames: tuple[tuple[str, int, str], ...]

    def plain(self) -> list[object]:
        """Return the problem as what crosses the wire."""
        return [self.type_name, list(self.bases), self.message, [list(f) for f in self.frames]]


@dataclass(slots=True)
class Loaded:
    """The namespace of a student's module, and what went wrong while it was filled."""

    module: types.ModuleType
    problems: list[Problem] = field(default_factory=list)
    cells: frozenset[str] = frozenset()
    future: int = 0  # compiler flags that one cell's `from __future__` sets for the later ones, as in a notebook


_FUTURE_FLAGS = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)
MAX_MESSAGE_CHARS = 500
MAX_FRAMES = 12


def load(module_name: str, cells: Sequence[tuple[str, str]]) -> Loaded:
    """Run `cells`, pairs of a name for tracebacks and source text, in one fresh module."""
    module = types.ModuleType(module_name)
    sys.modules[module_name] = module
    if any(name.startswith(NOTEBOOK_CELL) for name, _ in cells):
        provide_notebook_names(module)
    loaded = Loaded(module, cells=frozenset(name for name, _ in cells))
    for name, source in cells:
        _run_cell(loaded, name, source)
    return loaded


def problem_of(error: BaseException, cells: frozenset[str]) -> Problem:
    """Describe an exception by plain data, keeping only the frames that lie in `cells`."""
    frames: list[tuple[str, int, str]] = []
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename in cells:
            frames.append((code.co_filename, traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    if isinstance(error, SyntaxError) and error.filename in cells:
        frames.append((str(error.filename), error.lineno or 1, "<module>"))
    bases = tuple(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
    return Problem(type(error).__name__[:80], bases, _message(error), tuple(frames[-MAX_FRAMES:]))


def _message(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # a student's __str__ may raise anything
        return ""
    return str(text)[:MAX_MESSAGE_CHARS].encode("utf-8", "replace").decode("utf-8")


def _run_cell(loaded: Loaded, name: str, source: str) -> None:
    try:
        text, code = _compile(name, source, loaded.future)
    except Exception as error:
        loaded.problems.append(problem_of(error, loaded.cells))
        return
    loaded.future |= code.co_flags & _FUTURE_FLAGS
    statements: list[ast.stmt] | None = None  # parsed only for a cell that raises: it costs more than compiling
    while True:
        try:
            exec(code, loaded.module.__dict__)
        except BaseException as error:
            loaded.problems.append(problem_of(error, loaded.cells))
            if statements is None:
                statements = ast.parse(text, name).body
            imports = _future_imports(statements)
            statements = _after(statements, _top_line(error, name))
            if not statements:
                return
            code = compile(ast.Module(imports + statements, []), name, "exec", loaded.future, dont_inherit=True)
        else:
            return


def _compile(name: str, source: str, future: int) -> tuple[str, types.CodeType]:
    """Return the text that compiles, without magics if need be, and its code."""
    try:
        return source, compile(source, name, "exec", future, dont_inherit=True)
    except SyntaxError:
        text = inert(source)
        if not name.startswith(NOTEBOOK_CELL) or text == source:
            raise
        return text, compile(text, name, "exec", future, dont_inherit=True)


def _future_imports(statements: list[ast.stmt]) -> list[ast.stmt]:
    return [s for s in statements if isinstance(s, ast.ImportFrom) and s.module == "__future__"]


def _top_line(error: BaseException, name: str) -> int:
    traceback = error.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == name and code.co_name == "<module>":
            return traceback.tb_lineno
        traceback = traceback.tb_next
    return sys.maxsize


def _after(statements: list[ast.stmt], line: int) -> list[ast.stmt]:
    return [s for s in statements if s.lineno > line]
