"""Make the lines inert that only IPython understands, keeping every line's number."""

from __future__ import annotations

import ast
import builtins
import re
import types
from typing import Final

from autograder.worker.inert import NOTHING

# Cell magics whose body is ordinary Python; a cell with any other is left out.
_PYTHON_CELL_MAGICS: Final = frozenset({"time", "timeit", "capture", "prun", "python", "python3"})
# What becomes of a line that Python cannot read, the first that fits: magics, shell lines, questions, and commands that
# IPython takes for magics without their sign.
_REPLACEMENTS: Final = (
    (re.compile(r"^(\s*)%time\s+(\S.*)$"), r"\1\2"),
    (re.compile(r"^(\s*)(?:[%!?].*|\w[\w.]*\?{1,2}\s*)$"), r"\1pass"),
    (re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$"), r"\1None"),
    (re.compile(r"^(\s*)(?:pip|conda|cd|ls|mkdir|cat|cp|mv|rm|run|matplotlib|load_ext)\s+[^=(].*$"), r"\1pass"),
)
MAX_LINES: Final = 100  # each costs one more parse of its cell


def inert(source: str) -> str:
    """Return a cell's source without magics and shell lines.

    Only a line at which Python's parser stops is looked at, so text in a string that looks like a magic stays.
    """
    lines = source.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        words = lines[first][2:].split()
        if not words or words[0] not in _PYTHON_CELL_MAGICS:
            return ""
        lines[first] = ""
    for _ in range(MAX_LINES):
        number = _unreadable_line("\n".join(lines))
        if not 0 < number <= len(lines):
            break
        line = _inert_line(lines[number - 1])
        if line == lines[number - 1]:
            break
        lines[number - 1] = line
    return "\n".join(lines)


def provide_notebook_names(module: types.ModuleType) -> None:
    """Let a module find the two names that every notebook has without an import; both do nothing."""
    module.__dict__["__builtins__"] = {**vars(builtins), "display": NOTHING, "get_ipython": NOTHING}


def _unreadable_line(source: str) -> int:
    """Return the number of the line that Python's parser stops at, or 0."""
    try:
        ast.parse(source)
    except SyntaxError as error:
        return error.lineno or 0
    except ValueError:
        return 0
    return 0


def _inert_line(line: str) -> str:
    for pattern, replacement in _REPLACEMENTS:
        if pattern.match(line):
            return pattern.sub(replacement, line)
    return line
