"""Make the lines inert that only IPython understands, keeping every line's number."""

from __future__ import annotations

import re

# Cell magics whose body is ordinary Python; a cell with any other is left out.
_PYTHON_CELL_MAGICS = frozenset({"time", "timeit", "capture", "prun", "python", "python3"})
_MAGIC_LINE = re.compile(r"^(\s*)(?:[%!?]|\w[\w.]*\?{1,2}\s*$)")
_MAGIC_VALUE = re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$")


def inert(source: str) -> str:
    """Return a cell's source without magics and shell lines.

    Only for a cell that does not compile as it stands: a continuation line may begin with `%` too.
    """
    lines = source.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%"):
        words = first[2:].split()
        if not words or words[0] not in _PYTHON_CELL_MAGICS:
            return ""
        lines[lines.index(first)] = ""
    return "\n".join(_inert_line(line) for line in lines)


def _inert_line(line: str) -> str:
    if match := _MAGIC_LINE.match(line):
        return f"{match[1]}pass"
    if match := _MAGIC_VALUE.match(line):
        return f"{match[1]}None"
    return line
