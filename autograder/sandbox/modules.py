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
_OTHERWISE: Final = (b"__import__", b"importlib", b"testing", b"ctypeslib", b"fft", b"polynomial")
_EVERYTHING: Final = re.compile(rb"\bimport\s*\*")
# A statement that goes on in the next line, in a script and as JSON spells it in a notebook.
_GOES_ON: Final = (b"\\\n", b"\\\r", rb"\\\n")
_SIGNS: Final = (*_OTHERWISE, *_GOES_ON)
# Nobody writes that much; a notebook of that size holds pictures, which would take a second to look through.
MAX_BYTES: Final = 1024 * 1024


def needed(source: bytes) -> Modules:
    """Return "common" if the text of a script or notebook names no module beyond those.

    It may take words of a comment or of a text for a statement and say "all", which costs a little time. What is
    hidden from it cannot be imported, as if it did not exist.
    """
    if len(source) > MAX_BYTES or any(map(source.__contains__, _SIGNS)):
        return "all"
    lines = b"\n".join(_lines_with(b"import", source.replace(b"\r", b"\n")))  # a tenth of the time that all lines take
    return "common" if not _EVERYTHING.search(lines) and all(map(_is_common, _imported(lines))) else "all"


def _lines_with(word: bytes, source: bytes) -> Iterator[bytes]:
    place = source.find(word)
    while place >= 0:
        end = source.find(b"\n", place)
        end = len(source) if end < 0 else end
        yield source[source.rfind(b"\n", 0, place) + 1 : end]
        place = source.find(word, end)


def _imported(lines: bytes) -> Iterator[bytes]:
    """Yield the modules that import statements name."""
    for origin, names in _IMPORT.findall(lines):
        if origin:
            yield origin
        else:
            yield from (name.split()[0] for name in names.split(b",") if name.strip())


def _is_common(name: bytes) -> bool:
    return name in _KNOWN or name in _INERT or name.partition(b".")[0] in _INERT
