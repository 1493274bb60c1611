"""Tell from a submission's text which modules its worker has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from autograder.worker.policy import COMMON, INERT

Modules = Literal["common", "all"]

_KNOWN: Final = frozenset(name.encode() for name in COMMON)
_INERT: Final = frozenset(name.encode() for name in INERT)

# A statement begins a line or follows a ; or a : (in a notebook and in `exec` a quote, or a line break spelled out).
_IMPORT: Final = re.compile(
    rb"""(?m)(?:^|[;:'"]|\\n|\\t)[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w.][\w., \t]*))"""
)
# How a module is had whose name stands in no import statement: by its name in a string, or as NumPy's attribute.
_OTHERWISE: Final = re.compile(rb"\b(?:__import__|importlib|testing|ctypeslib)\b|\bimport\s*\*")
# Nobody writes that much; a notebook of that size holds pictures, which would take a second to look through.
MAX_BYTES: Final = 1024 * 1024


def needed(source: bytes) -> Modules:
    """Return "common" if the text of a script or notebook names no module beyond those.

    It may take words of a comment for a statement and say "all", which costs a little time. What is hidden from it
    cannot be imported, as if it did not exist.
    """
    if len(source) > MAX_BYTES or _OTHERWISE.search(source) or any(map(_goes_on, source.splitlines())):
        return "all"
    return "common" if all(map(_is_common, _imported(source))) else "all"


def _imported(source: bytes) -> Iterator[bytes]:
    """Yield the modules that import statements name."""
    for origin, names in _IMPORT.findall(source):
        if origin:
            yield origin
        else:
            yield from (name.split()[0] for name in names.split(b",") if name.strip())


def _goes_on(line: bytes) -> bool:
    """Tell whether an import statement may go on in the next line."""
    return line.rstrip().endswith(b"\\") and (b"import" in line or b"from" in line)


def _is_common(name: bytes) -> bool:
    return name in _KNOWN or name in _INERT or name.partition(b".")[0] in _INERT
