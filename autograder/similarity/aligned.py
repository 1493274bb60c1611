"""Lay two programs side by side, definition by definition, and mark the lines that are alike."""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import Final, Literal

import msgspec

from autograder.similarity.fingerprints import GRAM, grams
from autograder.similarity.pairs import Pair, Program

MAX_LINES: Final = 600
MAX_COLUMNS: Final = 160
Likeness = Literal["", "given", "alike", "same"]


class Line(msgspec.Struct, frozen=True):
    """A line of a program: where it stands, its text, its reduced form, and whether it lies in a shared passage."""

    number: int
    text: str
    reduced: str
    shared: bool


class Row(msgspec.Struct, frozen=True):
    """A line of each side (None where it has no counterpart) and how alike they are."""

    left: Line | None
    right: Line | None
    likeness: Likeness = ""


class Section(msgspec.Struct, frozen=True):
    """One definition of both programs; `name` is empty for what stands outside of any."""

    name: str
    rows: tuple[Row, ...]

    @property
    def alike(self) -> int:
        """How many rows are alike beyond the stub."""
        return sum(row.likeness in ("alike", "same") for row in self.rows)


def sections(pair: Pair, given: frozenset[int]) -> list[Section]:
    """Return the definitions that both programs have, those with the most alike rows first."""
    left, right = _lines(pair.left, pair.right, given), _lines(pair.right, pair.left, given)
    found = [Section(name, _rows(left[name], right[name])) for name in left if name in right]
    return sorted(found, key=lambda section: -section.alike)


def _lines(program: Program, other: Program, given: frozenset[int]) -> dict[str, list[Line]]:
    """Return the lines with code in them, by the top-level definition they belong to."""
    source = program.source.splitlines()
    words: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for token in program.tokens:
        words[token.owner][token.line].append(token.text)
    shared = _shared(program, other, given)
    return {
        owner: [
            Line(number, source[number - 1][:MAX_COLUMNS], " ".join(texts), number in shared)
            for number, texts in sorted(lines.items())[:MAX_LINES]
            if number <= len(source)
        ]
        for owner, lines in words.items()
    }


def _shared(program: Program, other: Program, given: frozenset[int]) -> set[int]:
    """Return the lines that lie in a passage which the other program has and the stub has not."""
    theirs = set(grams(other.tokens)) - given
    lines: set[int] = set()
    for index, gram in enumerate(grams(program.tokens)):
        if gram in theirs:
            lines.update(token.line for token in program.tokens[index : index + GRAM])
    return lines


def _rows(left: list[Line], right: list[Line]) -> tuple[Row, ...]:
    matcher = difflib.SequenceMatcher(None, [x.reduced for x in left], [x.reduced for x in right], autojunk=False)
    rows: list[Row] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            rows += [Row(x, y, _likeness(x, y)) for x, y in zip(left[a:b], right[c:d], strict=True)]
        else:
            rows += [Row(x, None) for x in left[a:b]]
            rows += [Row(None, y) for y in right[c:d]]
    return tuple(rows)


def _likeness(left: Line, right: Line) -> Likeness:
    if not (left.shared and right.shared):
        return "given"
    return "same" if left.text.split() == right.text.split() else "alike"
