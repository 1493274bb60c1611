"""Reduce a program to what stays when names, comments, text and layout are changed.

Only the tokenizer is used: no source can exhaust it as deep nesting exhausts a parser. It may look at a line again from
each quote in it, so a line longer than anybody writes counts as empty.
"""

from __future__ import annotations

import builtins
import io
import keyword
import tokenize
from collections.abc import Iterator
from typing import Final

import msgspec

MAX_CHARS: Final = 200_000
MAX_LINE_CHARS: Final = 2_000
_KEPT: Final = frozenset({*keyword.kwlist, *dir(builtins)})
_LAYOUT: Final = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
_DEFINES: Final = ("def", "class", "async")


class Token(msgspec.Struct, frozen=True):
    """A token in its reduced form, the line it stands on, and the top-level definition it belongs to."""

    text: str
    line: int
    owner: str


def tokens(source: str) -> list[Token]:
    """Return the reduced tokens of a program; of one that is broken, those before the break."""
    reduced: list[Token] = []
    owner = ""
    for line in _logical_lines(_without_long_lines(source[:MAX_CHARS])):
        if line[0].start[1] == 0:
            owner = _defined(line) or ("" if line[0].string != "@" else owner)
        if not _is_docstring(line):
            reduced.extend(_reduced(line, owner))
    return reduced


def _without_long_lines(source: str) -> str:
    return "\n".join(line if len(line) <= MAX_LINE_CHARS else "" for line in source.split("\n"))


def _logical_lines(source: str) -> Iterator[list[tokenize.TokenInfo]]:
    line: list[tokenize.TokenInfo] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in _LAYOUT:
                line.append(token)
            elif token.type == tokenize.NEWLINE and line:
                yield line
                line = []
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        pass
    if line:
        yield line


def _defined(line: list[tokenize.TokenInfo]) -> str:
    """Return the name that a line at the margin defines, if it does."""
    words = [token.string for token in line[:3]]
    if words[0] not in _DEFINES:
        return ""
    return next((word for word in words if word not in _DEFINES), "")


def _is_docstring(line: list[tokenize.TokenInfo]) -> bool:
    return all(token.type == tokenize.STRING for token in line)


def _reduced(line: list[tokenize.TokenInfo], owner: str) -> Iterator[Token]:
    """Names a student chose become V; keywords, builtins, attributes and imported names say what is done."""
    keeps_names = line[0].string in ("import", "from")
    before = ""
    for token in line:
        text = token.string
        if token.type == tokenize.STRING:
            text = "S"
        elif token.type == tokenize.NUMBER:
            text = text.rstrip("0").rstrip(".") or "0"
        elif token.type == tokenize.NAME and before != "." and text not in _KEPT and not keeps_names:
            text = "V"
        before = token.string
        yield Token(text, token.start[0], owner)
