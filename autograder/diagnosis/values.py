"""The table of ways in which a wrong number or array follows from the right one, whatever the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from autograder.diagnosis.cases import Floats, Leaf
from autograder.diagnosis.compare import same
from autograder.diagnosis.naming import Named, name_of

# Fewer different values than this may agree by chance with a wrong rule.
MIN_TELLING: Final = 3
MIN_PLAIN: Final = 6
_PLAIN: Final = frozenset({0.0, 1.0, 2.0})


@dataclass(frozen=True, slots=True)
class Relation:
    """How the student's values follow from the right ones, and a question about it."""

    id: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way to make the wrong array from the right one; `make` returns None where it cannot be meant."""

    id: str
    hint: str
    make: Callable[[Floats], Floats | None]


def relations_of_values(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    """Return how `what` follows from the right values in every one of `leaves`: one relation, two, or none.

    `leaves` are one result of several calls, right ones included.
    """
    wrong = [leaf for leaf in leaves if not leaf.right]
    if not wrong or not telling(wrong):
        return []
    with np.errstate(all="ignore"):
        for rule in _RULES:
            if _holds(rule, leaves):
                return [Relation(f"relation:{rule.id}", rule.hint.format(what=what))]
        for rule in (None, *_TURNED):
            factor = _factor(what, [_turned(rule, leaf) for leaf in leaves])
            if factor:
                turned = [Relation(f"relation:{rule.id}", rule.hint.format(what=what))] if rule else []
                return [*turned, *factor][:2]
        return _difference(what, leaves) or _by_rows(what, leaves)


def telling(wrong: Sequence[Leaf]) -> bool:
    """Tell whether enough different values are wrong for a rule that fits to mean something."""
    values = np.concatenate([np.abs(leaf.want[_differing(leaf)]).ravel() for leaf in wrong])
    known = set(np.round(values[np.isfinite(values)], 9).tolist())
    return len(known - _PLAIN) >= MIN_TELLING or (values.size >= MIN_PLAIN and len(wrong) > 1)


def _differing(leaf: Leaf) -> object:
    if leaf.got.shape != leaf.want.shape:
        return ...
    return ~np.isclose(leaf.got, leaf.want, rtol=1e-9, atol=1e-12)


def _holds(rule: _Rule, leaves: Sequence[Leaf]) -> bool:
    for leaf in leaves:
        made = rule.make(leaf.want)
        if made is None or not same(leaf.got, made):
            return False
    return True


def _turned(rule: _Rule | None, leaf: Leaf) -> Leaf:
    made = rule.make(leaf.want) if rule else leaf.want
    return Leaf(leaf.path, leaf.got, leaf.want if made is None else made, leaf.arguments)


def _factor(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    """Name the factor between the student's and the right values, and its sign."""
    ratios = [_ratio(leaf.got, leaf.want) for leaf in leaves]
    if any(ratio is None for ratio in ratios):
        return []
    kept = [(ratio, leaf) for ratio, leaf in zip(ratios, leaves, strict=True) if ratio is not None and ratio != 0.0]
    if not kept or len({np.sign(ratio) for ratio, _ in kept}) > 1:
        return []
    sizes = [abs(ratio) for ratio, _ in kept]
    sign = [_SIGN.relation(what)] if kept[0][0] < 0 else []
    if all(abs(size - 1) <= 1e-9 for size in sizes):
        return sign
    named = name_of(sizes, [leaf.arguments for _, leaf in kept])
    if named is None:
        matrix = all(leaf.want.size >= MIN_TELLING for _, leaf in kept)
        return [*sign, _PROPORTIONAL.relation(what)] if matrix else []
    return [*sign, _times(what, named)]


def _ratio(got: Floats, want: Floats) -> float | None:
    """Return c with got = c want; 0.0 where `want` is all zero and says nothing; None where there is none."""
    if got.shape != want.shape or not np.isfinite(got).all():
        return None
    if not want.any():
        return 0.0 if not got.any() else None
    largest = np.unravel_index(np.argmax(np.abs(want)), want.shape)
    ratio = float(got[largest] / want[largest])
    return ratio if ratio != 0.0 and same(got, ratio * want) else None


def _difference(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    """Name what the student's values have too much or too little of: a number, or a multiple of an argument."""
    if any(leaf.got.shape != leaf.want.shape for leaf in leaves):
        return []
    gaps = [(leaf.got - leaf.want, leaf) for leaf in leaves]
    if not all(np.isfinite(gap).all() for gap, _ in gaps):
        return []
    for argument in leaves[0].arguments:
        found = _multiple_of(what, argument, gaps)
        if found is not None:
            return [found]
    shifts = [_ratio(gap, np.ones_like(gap)) or 0.0 for gap, _ in gaps]
    if any(shift == 0.0 for shift in shifts) or len({np.sign(shift) for shift in shifts}) > 1 or len(shifts) < 2:
        return []
    named = name_of([abs(shift) for shift in shifts], [leaf.arguments for _, leaf in gaps])
    if named is None:
        return []
    whole = all(abs(abs(shift) - 1) <= 1e-9 for shift in shifts)
    return [_OFF_BY_ONE.relation(what) if whole else _OFFSET.relation(what, named.words)]


def _multiple_of(what: str, argument: str, gaps: Sequence[tuple[Floats, Leaf]]) -> Relation | None:
    shares = []
    for gap, leaf in gaps:
        value = leaf.arguments.get(argument)
        term = np.asarray(value, dtype=np.float64) if isinstance(value, np.ndarray | list) else None
        if term is None or term.shape != gap.shape or term.size < 2:
            return None
        share = 0.0 if not gap.any() else _ratio(gap, term)
        if share is None:
            return None
        shares.append(share)
    return _TERM.relation(what, f"`{argument}`") if any(shares) else None


def _by_rows(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    """Say so where each row, or each column, is a multiple of the right one."""
    if any(leaf.want.ndim != 2 or min(leaf.want.shape) < 2 or leaf.got.shape != leaf.want.shape for leaf in leaves):
        return []
    for pattern, turn in ((_ROWS, lambda a: a), (_COLUMNS, np.transpose)):
        pairs = [(mine, right) for leaf in leaves for mine, right in zip(turn(leaf.got), turn(leaf.want), strict=True)]
        if all(_ratio(mine, right) is not None for mine, right in pairs):
            return [pattern.relation(what)]
    return []


def _times(what: str, named: Named) -> Relation:
    return Relation(f"relation:factor-{named.word}", _FACTOR.format(what=what, factor=named.words))


@dataclass(frozen=True, slots=True)
class _Wording:
    id: str
    hint: str

    def relation(self, what: str, term: str = "") -> Relation:
        return Relation(f"relation:{self.id}", self.hint.format(what=what, term=term))


_FACTOR: Final = (
    "Take {what} in a small example and divide it by the value worked out by hand: does {factor} come out? "
    "How often should your code multiply or divide by that?"
)
_SIGN: Final = _Wording("sign", "Every number in {what} has the opposite sign. Which difference is the other way round?")
_PROPORTIONAL: Final = _Wording(
    "proportional",
    "{what} is a multiple of the right one, another multiple in every call. By what do you divide, and over which "
    "entries is that taken?",
)
_ROWS: Final = _Wording(
    "proportional-rows",
    "Every row in {what} is a multiple of the right row. By what should each row be divided, and by what is it?",
)
_COLUMNS: Final = _Wording(
    "proportional-columns",
    "Every column in {what} is a multiple of the right column. By what should each be divided, and by what is it?",
)
_TERM: Final = _Wording(
    "extra-term",
    "{what} has a multiple of {term} too much or too little. Which term of the formula contains {term} alone, and "
    "how often do you add it?",
)
_OFFSET: Final = _Wording(
    "offset",
    "{what} is too large or too small by the same amount everywhere in a call. Compare that amount with {term}: what "
    "do you add, or never take away?",
)
_OFF_BY_ONE: Final = _Wording(
    "off-by-one", "Every number in {what} is off by one. Where does your counting start, and where does it stop?"
)


def _if_within(low: float, high: float, make: Callable[[Floats], Floats]) -> Callable[[Floats], Floats | None]:
    return lambda want: make(want) if ((want >= low) & (want <= high)).all() else None


def _along(axis: int, make: Callable[[Floats], Floats]) -> Callable[[Floats], Floats | None]:
    return lambda want: make(want) if want.ndim > axis and want.shape[axis] > 0 else None


_TURNED: Final = (
    _Rule("transposed", "Print the shape of {what} and its first row. What runs along the rows, and what should?",
          lambda w: w.T if w.ndim == 2 else None),
    _Rule("reversed", "Compare the first and the last entry of {what}. In which order is it asked?",
          _along(0, lambda w: w[::-1])),
    _Rule("reversed-columns", "Compare the first and the last column of {what}. In which order are they asked?",
          _along(1, lambda w: w[:, ::-1])),
)  # fmt: skip
_RULES: Final = (
    _Rule(_SIGN.id, _SIGN.hint, lambda w: -w),
    *_TURNED,
    _Rule("complement", "Where a 1 is asked {what} has a 0, or p where 1 - p is asked. Which case do you call yes?",
          _if_within(0.0, 1.0, lambda w: 1.0 - w)),
    _Rule("absolute", "Can {what} be negative? When should it be, and where in your code is the sign lost?", np.abs),
    _Rule("reciprocal", "Work out {what} for one small example by hand. What do you divide by what?", lambda w: 1 / w),
    _Rule("squared", "Work out {what} for one small example by hand. Which square is one too many?", np.square),
    _Rule("root", "Work out {what} for one small example by hand. Which square is missing, or which root too many?",
          _if_within(0.0, np.inf, np.sqrt)),
    _Rule("logarithm", "Is a logarithm asked in {what}, or what it is taken of?", _if_within(0.0, np.inf, np.log)),
    _Rule("exponential", "Is a logarithm asked in {what}, or what it is taken of?", np.exp),
    _Rule("running-total", "The entries in {what} add up what came before. What has to start anew each time?",
          _along(0, lambda w: np.cumsum(w, axis=0))),
    _Rule("first-missing", "How many entries should {what} have, and what should the first one be?",
          _along(0, lambda w: w[1:])),
    _Rule("last-missing", "How many entries should {what} have, and what should the last one be?",
          _along(0, lambda w: w[:-1])),
    _Rule("first-column-missing", "How many columns should {what} have, and what should the first one be?",
          _along(1, lambda w: w[:, 1:])),
    _Rule("last-column-missing", "How many columns should {what} have, and what should the last one be?",
          _along(1, lambda w: w[:, :-1])),
    _Rule("summed", "Should {what} be one number, or one for each entry?", _along(0, lambda w: np.asarray(w.sum()))),
    _Rule("averaged", "Should {what} be one number, or one for each entry?", _along(0, lambda w: np.asarray(w.mean()))),
    _Rule("summed-over-rows", "Which axis does {what} keep, and over which is it summed?",
          _along(1, lambda w: w.sum(axis=0))),
    _Rule("summed-over-columns", "Which axis does {what} keep, and over which is it summed?",
          _along(1, lambda w: w.sum(axis=1))),
    _Rule("only-diagonal", "What stands outside the diagonal of {what}? Is it zero?",
          lambda w: np.diag(np.diag(w)) if w.ndim == 2 and w.shape[0] == w.shape[1] else None),
    _Rule("diagonal-taken-out", "Is {what} asked as a matrix, or only its diagonal?",
          lambda w: np.diag(w) if w.ndim == 2 else None),
    _Rule("diagonal-as-matrix", "Is {what} asked as a matrix, or only its diagonal?",
          lambda w: np.diag(w) if w.ndim == 1 else None),
)  # fmt: skip
