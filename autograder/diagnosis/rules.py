"""The table of rules by which a wrong array follows from the right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from autograder.diagnosis.cases import Floats
from autograder.diagnosis.compare import same


@dataclass(frozen=True, slots=True)
class Relation:
    """How the student's values relate to the right ones, and a question about it."""

    id: str
    hint: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A relation's id and question; {what} is one of the results, {term} something else that is named."""

    id: str
    hint: str

    def relation(self, what: str, term: str = "") -> Relation:
        """Return the relation, its question filled in."""
        return Relation(f"relation:{self.id}", self.hint.format(what=what, What=what[:1].upper() + what[1:], term=term))


@dataclass(frozen=True, slots=True)
class Rule(Wording):
    """A relation that holds where `fits(got, want)`."""

    fits: Callable[[Floats, Floats], bool]


@dataclass(frozen=True, slots=True)
class Turn(Wording):
    """A relation that holds where `make(want)` is what was got, perhaps times a factor; None where none can be."""

    make: Callable[[Floats], Floats | None]


def _is(make: Callable[[Floats], object]) -> Callable[[Floats, Floats], bool]:
    return lambda got, want: same(got, make(want))


def _within(low: float, high: float, make: Callable[[Floats], object]) -> Callable[[Floats, Floats], bool]:
    return lambda got, want: bool(((want >= low) & (want <= high)).all()) and same(got, make(want))


def _along(axis: int, make: Callable[[Floats], object]) -> Callable[[Floats, Floats], bool]:
    return lambda got, want: want.ndim > axis and want.shape[axis] > 0 and _same_or_empty(got, np.asarray(make(want)))


def _same_or_empty(got: Floats, made: Floats) -> bool:
    """Compare, whatever shape nothing has."""
    return same(got, made) or got.size == made.size == 0


def _becomes(axis: int, make: Callable[[Floats], object]) -> Callable[[Floats, Floats], bool]:
    """Tell whether the right array follows from the wrong one."""
    return lambda got, want: got.ndim > axis and got.shape[axis] > 0 and same(want, make(got))


def _permuted(axis: int) -> Callable[[Floats, Floats], bool]:
    def fits(got: Floats, want: Floats) -> bool:
        if got.shape != want.shape or want.ndim <= axis or want.ndim > 2 or want.size == 0:
            return False
        mine, right = (np.moveaxis(a, axis, 0).reshape(a.shape[axis], -1) for a in (got, want))
        return same(mine[np.lexsort(mine.T)], right[np.lexsort(right.T)])

    return fits


def _reshaped(got: Floats, want: Floats) -> bool:
    return got.size == want.size and same(got.ravel(), want.ravel())


def _square(want: Floats) -> bool:
    return want.ndim == 2 and want.shape[0] == want.shape[1]


_ORDER: Final = "In which order should {what} be, and which line of your code decides that?"
_ONE_OR_EACH: Final = "Should {what} be one number, or one for each entry?"
_AXIS: Final = "Which axis does {what} keep, and over which is it summed?"
_SQUARE: Final = "Work out {what} for one small example by hand. Which square is missing, or one too many?"
_LOG: Final = "Is a logarithm asked in {what}, or what it is taken of?"
_DIAGONAL: Final = "Is {what} asked as a matrix, or only its diagonal?"

SIGN: Final = Rule(
    "sign",
    "Every number in {what} has the opposite sign. Which difference is the other way round?",
    _is(lambda want: -want),
)
TURNED: Final = (
    Turn("transposed", "Print the shape of {what} and its first row. What runs along the rows, and what should?",
         lambda w: w.T if w.ndim == 2 else None),
    Turn("reversed", _ORDER, lambda w: w[::-1] if w.ndim > 0 else None),
    Turn("reversed-columns", _ORDER, lambda w: w[:, ::-1] if w.ndim == 2 else None),
)  # fmt: skip
RULES: Final = (
    SIGN,
    Rule("transposed", TURNED[0].hint, _is(lambda w: w.T)),
    Rule("shape", "The numbers in {what} are right and their shape is not. Which shape is asked, and which "
         "operation of yours adds or drops an axis?", _reshaped),
    Rule("reversed", _ORDER, _along(0, lambda w: w[::-1])),
    Rule("reversed-columns", _ORDER, _along(1, lambda w: w[:, ::-1])),
    Rule("permuted", _ORDER, _permuted(0)),
    Rule("permuted-columns", _ORDER, _permuted(1)),
    Rule("complement", "{What} has a 0 where a 1 is asked, or p where 1 - p is. Which of the two cases do you count?",
         _within(0.0, 1.0, lambda w: 1.0 - w)),
    Rule("absolute", "Can {what} be negative? When should it be, and where in your code is the sign lost?",
         _is(np.abs)),
    Rule("reciprocal", "Work out {what} for one small example by hand. What is divided by what?", _is(lambda w: 1 / w)),
    Rule("squared", _SQUARE, _is(np.square)),
    Rule("root", _SQUARE, _within(0.0, np.inf, np.sqrt)),
    Rule("logarithm", _LOG, _within(0.0, np.inf, np.log)),
    Rule("exponential", _LOG, _is(np.exp)),
    Rule("running-total", "The entries in {what} add up what came before. What has to start anew each time?",
         _along(0, lambda w: np.cumsum(w, axis=0))),
    Rule("first-missing", "How many entries should {what} have, and what should the first one be?",
         _along(0, lambda w: w[1:])),
    Rule("last-missing", "How many entries should {what} have, and what should the last one be?",
         _along(0, lambda w: w[:-1])),
    Rule("first-column-missing", "How many columns should {what} have, and what does the first one hold?",
         _along(1, lambda w: w[:, 1:])),
    Rule("last-column-missing", "How many columns should {what} have, and what does the last one hold?",
         _along(1, lambda w: w[:, :-1])),
    Rule("one-too-many", "How many entries should {what} have? Where does yours start, and where does it stop?",
         lambda got, want: _becomes(0, lambda g: g[1:])(got, want) or _becomes(0, lambda g: g[:-1])(got, want)),
    Rule("only-diagonal", "What should stand outside the diagonal of {what}? Does one entry depend on the others?",
         lambda got, want: _square(want) and same(got, np.diag(np.diag(want)))),
    Rule("diagonal-taken-out", _DIAGONAL, lambda got, want: _square(want) and same(got, np.diag(want))),
    Rule("diagonal-as-matrix", _DIAGONAL, lambda got, want: want.ndim == 1 and same(got, np.diag(want))),
    Rule("summed", _ONE_OR_EACH, _along(0, np.sum)),
    Rule("averaged", _ONE_OR_EACH, _along(0, np.mean)),
    Rule("not-summed", _ONE_OR_EACH, _becomes(0, np.sum)),
    Rule("not-averaged", _ONE_OR_EACH, _becomes(0, np.mean)),
    Rule("not-summed-over-rows", _AXIS, _becomes(1, lambda g: g.sum(axis=0))),
    Rule("not-summed-over-columns", _AXIS, _becomes(1, lambda g: g.sum(axis=1))),
    Rule("summed-over-rows", _AXIS, _along(1, lambda w: w.sum(axis=0))),
    Rule("summed-over-columns", _AXIS, _along(1, lambda w: w.sum(axis=1))),
)  # fmt: skip
