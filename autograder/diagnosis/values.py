"""Find how one result follows from the right one in every call: by a rule, a factor, or a term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from autograder.diagnosis.cases import Floats, Leaf, numbers
from autograder.diagnosis.compare import same
from autograder.diagnosis.naming import STEADY, SUMMARIES, Named, name_of
from autograder.diagnosis.rules import RULES, SIGN, TURNED, Relation, Turn, Wording

# Fewer different values than this may agree by chance with a wrong rule.
MIN_TELLING: Final = 3
MIN_PLAIN: Final = 6
_PLAIN: Final = frozenset({0.0, 1.0, 2.0})


def relations_of_values(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    """Return how `what` follows from the right values in every one of `leaves`: one relation, two, or none.

    `leaves` are one result of several calls, right ones included.
    """
    wrong = [leaf for leaf in leaves if not leaf.right]
    if not wrong or not telling(wrong):
        return []
    with np.errstate(all="ignore"):
        for rule in RULES:
            if all(rule.fits(leaf.got, leaf.want) for leaf in leaves):
                return [rule.relation(what)]
        found = _across(what, leaves)
        if found:
            return found
        for turn in (None, *TURNED):
            factor = _factor(what, [_turned(turn, leaf) for leaf in leaves])
            if factor:
                return [*([turn.relation(what)] if turn else []), *factor][:2]
        return _only_summary(what, leaves) or _difference(what, leaves)


def telling(wrong: Sequence[Leaf]) -> bool:
    """Tell whether enough different values are wrong for a rule that fits to mean something."""
    values = np.concatenate([np.abs(_missed(leaf)) for leaf in wrong])
    known = set(np.round(values[np.isfinite(values)], 9).tolist())
    return len(known - _PLAIN) >= MIN_TELLING or (values.size >= MIN_PLAIN and len(wrong) > 1)


def _missed(leaf: Leaf) -> Floats:
    """Return the right values that the student has not."""
    if leaf.got.shape != leaf.want.shape:
        return leaf.want.ravel()
    missed: Floats = leaf.want[~np.isclose(leaf.got, leaf.want, rtol=1e-9, atol=1e-12)]
    return missed.ravel()


def _turned(turn: Turn | None, leaf: Leaf) -> Leaf:
    made = turn.make(leaf.want) if turn else leaf.want
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
    sign = [SIGN.relation(what)] if kept[0][0] < 0 else []
    if all(abs(size - 1) <= 1e-9 for size in sizes):
        return sign
    named = name_of(sizes, [leaf.arguments for _, leaf in kept])
    if named is None:
        arrays = all(np.count_nonzero(leaf.want) >= MIN_TELLING for _, leaf in kept)
        return [*sign, _PROPORTIONAL.relation(what)] if arrays else []
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
    if not all(np.isfinite(gap).all() for gap, _ in gaps) or all(map(_is_truth, leaves)):
        return []
    for argument in leaves[0].arguments:
        found = _multiple_of(what, argument, gaps)
        if found is not None:
            return [found]
    found = _summary_of(what, gaps)
    if found is not None:
        return [found]
    shifts = [_ratio(gap, np.ones_like(gap)) or 0.0 for gap, _ in gaps]
    if any(shift == 0.0 for shift in shifts) or len({np.sign(shift) for shift in shifts}) > 1 or len(shifts) < 2:
        return []
    if all(abs(abs(shift) - 1) <= 1e-9 for shift in shifts):
        return [_OFF_BY_ONE.relation(what)]
    named = name_of([abs(shift) for shift in shifts], [leaf.arguments for _, leaf in gaps])
    if named is None:
        return []
    return [_SHIFT.relation(what) if named.word in STEADY else _OFFSET.relation(what, named.words)]


def _is_truth(leaf: Leaf) -> bool:
    """Tell whether all values are 0 or 1: their differences are no terms of a formula."""
    return all(bool(np.isin(values, (0.0, 1.0)).all()) for values in (leaf.got, leaf.want))


def _multiple_of(what: str, argument: str, gaps: Sequence[tuple[Floats, Leaf]]) -> Relation | None:
    shares = []
    for gap, leaf in gaps:
        term = numbers(leaf.arguments.get(argument))
        if term is None or term.shape != gap.shape or term.size < 2:
            return None
        share = 0.0 if not gap.any() else _ratio(gap, term)
        if share is None:
            return None
        shares.append(share)
    return _TERM.relation(what, f"`{argument}`") if any(shares) else None


def _summary_of(what: str, gaps: Sequence[tuple[Floats, Leaf]]) -> Relation | None:
    """Say so where the difference is the largest entry, the sum, … of an argument, or of each of its rows."""
    for argument in gaps[0][1].arguments:
        for words, summary in SUMMARIES.items():
            for sign in (1.0, -1.0):
                if all(_is_summary(sign * gap, leaf.arguments.get(argument), summary) for gap, leaf in gaps):
                    return _OFFSET.relation(what, f"{words} of `{argument}`")
    return None


def _is_summary(value: Floats, argument: object, summary: Callable[..., object]) -> bool:
    """Tell whether `value` sums up an array, or each of its rows."""
    given = numbers(argument)
    if given is None or given.ndim == 0 or given.size == 0 or given.shape[:-1] != value.shape:
        return False
    return same(value, np.asarray(summary(given, axis=-1)))


def proportional(what: str, leaves: Sequence[Leaf]) -> Relation | None:
    """Say so where each row, or each column, is a multiple of the right one."""
    if any(leaf.want.ndim != 2 or min(leaf.want.shape) < 2 or leaf.got.shape != leaf.want.shape for leaf in leaves):
        return None
    for pattern, turn in ((_ROWS, lambda a: a), (_COLUMNS, np.transpose)):
        pairs = [(mine, right) for leaf in leaves for mine, right in zip(turn(leaf.got), turn(leaf.want), strict=True)]
        filled = sum(np.count_nonzero(right) > 1 for _, right in pairs)
        if filled > len(pairs) / 2 and all(_ratio(mine, right) is not None for mine, right in pairs):
            return pattern.relation(what)
    return None


def _across(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    """Say so where nothing is computed: only zeros, the same for every call, or an argument as it came."""
    wrong = [leaf for leaf in leaves if not leaf.right]
    if not any(leaf.got.any() for leaf in leaves):
        return [_ZERO.relation(what)]
    first = leaves[0]
    steady = all(same(leaf.got, first.got) for leaf in leaves)
    if steady and len(wrong) >= MIN_TELLING and not all(same(leaf.want, first.want) for leaf in leaves):
        return [_ALWAYS_THE_SAME.relation(what)]
    for argument in first.arguments:
        given = [numbers(leaf.arguments.get(argument)) for leaf in leaves]
        if all(value is not None and same(leaf.got, value) for value, leaf in zip(given, leaves, strict=True)):
            return [_UNCHANGED.relation(what, f"`{argument}`")]
    return []


def _only_summary(what: str, leaves: Sequence[Leaf]) -> list[Relation]:
    for argument in leaves[0].arguments:
        for words, summary in SUMMARIES.items():
            if all(_is_summary(leaf.got, leaf.arguments.get(argument), summary) for leaf in leaves):
                return [_ONLY_SUMMARY.relation(what, f"{words} of `{argument}`")]
    return []


def _times(what: str, named: Named) -> Relation:
    return Wording(f"factor-{named.word}", _FACTOR).relation(what, named.words)


_FACTOR: Final = (
    "Take {what} in a small example and divide it by the value worked out by hand: does {term} come out? "
    "How often should your code multiply or divide by that?"
)
_PROPORTIONAL: Final = Wording(
    "proportional",
    "{What} is a multiple of the right one, another multiple in every call. By what do you divide, and over which "
    "entries is that taken?",
)
_ROWS: Final = Wording(
    "proportional-rows",
    "Every row in {what} is a multiple of the right row. By what should each row be divided, and by what is it?",
)
_COLUMNS: Final = Wording(
    "proportional-columns",
    "Every column in {what} is a multiple of the right column. By what should each be divided, and by what is it?",
)
_TERM: Final = Wording(
    "extra-term",
    "{What} has a multiple of {term} too much or too little. Which term of the formula contains {term} alone, and "
    "how often do you add it?",
)
_OFFSET: Final = Wording(
    "offset",
    "{What} is too large or too small by the same amount everywhere in a call. Compare that amount with {term}: what "
    "do you add, or never take away?",
)
_SHIFT: Final = Wording(
    "shift",
    "{What} is too large or too small by the same number in every call. Work out the smallest example by hand: what "
    "is counted or added once too often, or never?",
)
_OFF_BY_ONE: Final = Wording(
    "off-by-one",
    "Every number in {what} is off by exactly one. What is counted or added once too often, or never?",
)
_ZERO: Final = Wording("zero", "{What} is zero in every call. Which factor is zero, or what is never stored?")
_ALWAYS_THE_SAME: Final = Wording(
    "always-the-same", "{What} is the same in every call. Where does your code use its arguments?"
)
_UNCHANGED: Final = Wording(
    "unchanged", "{What} is {term} as it came in. What should have happened to it, and is the result of that returned?"
)
_ONLY_SUMMARY: Final = Wording("summary", "{What} is {term}, row by row. What else does the formula ask for?")
