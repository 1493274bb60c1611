"""Find where in a result the wrong entries stand: in its last column, after the first step, at zeros of the input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.cases import Floats, Leaf, numbers
from autograder.diagnosis.rules import Relation, Wording

Mask = NDArray[np.bool_]

# A place is named when random entries would all lie in it less often than this.
MAX_CHANCE: Final = 0.05
MIN_ENTRIES: Final = 3
MIN_STEPS: Final = 4
LARGE: Final = 20.0  # exp(20) still leaves eight digits beside 1; overflow begins at 709


@dataclass(frozen=True, slots=True)
class _Place(Wording):
    """Part of an array; `of(shape)` is None where an array of that shape has no such part."""

    of: Callable[[tuple[int, ...]], Mask | None]


def relation_of_place(what: str, leaves: Sequence[Leaf]) -> Relation | None:
    """Say in which part of `what` alone the wrong entries are, in every one of the calls."""
    wrong = [leaf for leaf in leaves if not leaf.right]
    if not wrong or any(leaf.got.shape != leaf.want.shape for leaf in leaves):
        return None
    masks = [_differing(leaf) for leaf in wrong]
    for place in _PLACES:
        parts = [place.of(leaf.want.shape) for leaf in wrong]
        chance = 1.0
        for part, mask in zip(parts, masks, strict=True):
            inside = part is not None and not (mask & ~part).any()
            chance *= float(part.mean()) if inside and part is not None else np.inf
        if chance <= MAX_CHANCE:
            return place.relation(what)
    if _after_the_first_step(masks):
        return _LATER.relation(what)
    return _of_entries(what, leaves)


def _after_the_first_step(masks: Sequence[Mask]) -> bool:
    """Tell whether rows 0 and 1 are right and every later one is wrong; it could have begun at any other row."""
    chance = 1.0
    for mask in masks:
        rows = np.asarray(mask.reshape(len(mask), -1).any(axis=1))
        if len(rows) < MIN_STEPS or rows[:2].any() or not rows[2:].all():
            return False
        chance /= len(rows) - 1
    return chance <= MAX_CHANCE


def _of_entries(what: str, leaves: Sequence[Leaf]) -> Relation | None:
    """Say so where entries are wrong exactly where those of an argument are zero, negative or large."""
    wrong = np.concatenate([_differing(leaf).ravel() for leaf in leaves])
    if wrong.all() or (~wrong).sum() < MIN_ENTRIES:
        return None
    for name in leaves[0].arguments:
        values = [numbers(leaf.arguments.get(name)) for leaf in leaves]
        if any(v is None or v.shape != leaf.want.shape for v, leaf in zip(values, leaves, strict=True)):
            continue
        if not any(v is not None and v.ndim for v in values):  # numbers only: what the calls have in common says it
            continue
        entries = np.concatenate([v.ravel() for v in values if v is not None])
        for pattern, holds in _ENTRIES:
            if holds(entries, wrong):
                return pattern.relation(what, f"`{name}`")
    return None


def _differing(leaf: Leaf) -> Mask:
    close = np.isclose(leaf.got, leaf.want, rtol=1e-9, atol=1e-12, equal_nan=True)
    return np.asarray(np.atleast_1d(~close))


def _at_zero(entries: Floats, wrong: Mask) -> bool:
    return bool(np.array_equal(wrong, entries == 0))


def _negative(entries: Floats, wrong: Mask) -> bool:
    return int(wrong.sum()) >= MIN_ENTRIES and bool(np.array_equal(wrong, entries < 0))


def _positive(entries: Floats, wrong: Mask) -> bool:
    return int(wrong.sum()) >= MIN_ENTRIES and bool(np.array_equal(wrong, entries > 0))


def _large(entries: Floats, wrong: Mask) -> bool:
    sizes = np.abs(entries)
    return bool(sizes[wrong].min() >= LARGE and sizes[wrong].min() > sizes[~wrong].max())


def _large_negative(entries: Floats, wrong: Mask) -> bool:
    return bool(entries[wrong].max() <= -LARGE and entries[wrong].max() < entries[~wrong].min())


def _large_positive(entries: Floats, wrong: Mask) -> bool:
    return bool(entries[wrong].min() >= LARGE and entries[wrong].min() > entries[~wrong].max())


def _slice(*index: slice | int) -> Callable[[tuple[int, ...]], Mask | None]:
    def of(shape: tuple[int, ...]) -> Mask | None:
        if len(shape) < len(index):
            return None
        part = np.zeros(shape, dtype=bool)
        part[index] = True
        return part

    return of


def _both_ends(shape: tuple[int, ...]) -> Mask | None:
    if not shape:
        return None
    part = np.zeros(shape, dtype=bool)
    part[[0, -1]] = True
    return part


def _diagonal(shape: tuple[int, ...]) -> Mask | None:
    return np.eye(shape[0], dtype=bool) if len(shape) == 2 and shape[0] == shape[1] else None


def _off_diagonal(shape: tuple[int, ...]) -> Mask | None:
    diagonal = _diagonal(shape)
    return None if diagonal is None else ~diagonal


_AT_END: Final = "Only the {part} of {{what}} is wrong. What is done there and nowhere else, or everywhere but there?"
_PLACES: Final = (
    _Place("last-column", _AT_END.format(part="last column"), _slice(slice(None), -1)),
    _Place("first-column", _AT_END.format(part="first column"), _slice(slice(None), 0)),
    _Place("last-row", _AT_END.format(part="last entry or row"), _slice(-1)),
    _Place("first-row", _AT_END.format(part="first entry or row"), _slice(0)),
    _Place("both-ends", "Only the first and the last entry or row of {what} are wrong. What is done there and nowhere "
           "else, or everywhere but there?", _both_ends),
    _Place("only-diagonal-wrong", "Only the diagonal of {what} is wrong. Which term belongs there alone?", _diagonal),
    _Place("off-diagonal-wrong", "The diagonal of {what} is right. What stands beside it, and why is it not zero?",
           _off_diagonal),
)  # fmt: skip
_LATER: Final = Wording(
    "after-the-first-step",
    "The start and the first step in {what} are right, later ones are not. Which number should one step hand over to "
    "the next?",
)
_ENTRIES: Final[tuple[tuple[Wording, Callable[[Floats, Mask], bool]], ...]] = (
    (Wording("at-ties", "Only entries of {what} where {term} is exactly 0 are wrong. What is the rule at 0, and does "
             "your comparison include it?"), _at_zero),
    (Wording("large-negative-inputs", "{What} is wrong only for very negative {term}. Print what lies in "
             "between: which number overflows, or is lost beside another?"), _large_negative),
    (Wording("large-inputs", "{What} is wrong only for large {term}. Print what lies in between: which number "
             "overflows, or is lost beside another?"), _large_positive),
    (Wording("large-inputs", "{What} is wrong only for {term} far from 0. Print what lies in between: which number "
             "overflows, or is lost beside another?"), _large),
    (Wording("negative-inputs", "{What} is wrong exactly where {term} is negative. Which line treats those apart?"),
     _negative),
    (Wording("positive-inputs", "{What} is wrong exactly where {term} is positive. Which line treats those apart?"),
     _positive),
)  # fmt: skip
