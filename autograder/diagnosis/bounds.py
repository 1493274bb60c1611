"""Find numbers that are cut off at a bound, rounded, or dropped because they are small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from autograder.diagnosis.cases import Floats, Leaf
from autograder.diagnosis.rules import Relation, Wording

MIN_WRONG: Final = 3
MIN_RIGHT: Final = 2
MOST_DIGITS: Final = 8
_Mask = np.ndarray[Any, np.dtype[np.bool_]]


def relation_of_bounds(what: str, leaves: Sequence[Leaf]) -> Relation | None:
    """Say by which cut or rounding of the right values the wrong ones come about, in all calls alike."""
    if not leaves or any(leaf.got.shape != leaf.want.shape for leaf in leaves):
        return None
    got, want = (np.concatenate([getattr(leaf, side).ravel() for leaf in leaves]) for side in ("got", "want"))
    if not (np.isfinite(got).all() and np.isfinite(want).all()):
        return None
    wrong: _Mask = ~np.isclose(got, want, rtol=1e-9, atol=1e-12)
    if len(set(np.round(want[wrong], 9).tolist())) < MIN_WRONG:
        return None
    for words, fits in _BOUNDS:
        if fits(got, want, wrong):
            return words.relation(what)
    return None


def _rounded(got: Floats, want: Floats, wrong: _Mask) -> bool:
    ways: list[Callable[[Floats], Floats]] = [np.floor, np.ceil, np.trunc]
    exact = [way(want) for way in ways] + [np.round(want, digits) for digits in range(MOST_DIGITS + 1)]
    return any(np.allclose(got, other, rtol=1e-12, atol=1e-13) for other in exact)


def _dropped(got: Floats, want: Floats, wrong: _Mask) -> bool:
    kept = np.abs(want[~wrong & (want != 0.0)])
    return len(kept) >= MIN_RIGHT and not got[wrong].any() and bool(np.abs(want[wrong]).max() < kept.min())


def _cut(got: Floats, want: Floats, wrong: _Mask) -> bool:
    """Tell whether no value passes a highest or a lowest one, at which the wrong ones stand."""
    right = want[~wrong]
    high, low = wrong & (want > got), wrong & (want < got)
    if len(right) < MIN_RIGHT or len(set(right.tolist())) < MIN_RIGHT:
        return False
    return all(
        not side.any() or (np.ptp(got[side]) <= 1e-12 and bool((sign * right <= sign * got[side][0] + 1e-12).all()))
        for side, sign in ((high, 1.0), (low, -1.0))
    )


def _in_a_logarithm(got: Floats, want: Floats, wrong: _Mask) -> bool:
    """Tell whether a number too much is added to what the logarithm is taken of."""
    for sign in (1.0, -1.0):
        with np.errstate(all="ignore"):
            mine, right = np.exp(sign * got), np.exp(sign * want)
        gaps = mine - right
        if not np.isfinite(gaps).all() or not (right <= 1e6).all():
            continue
        size = float(np.median(gaps[wrong]))
        if size > 1e-11 and np.allclose(gaps, size, rtol=1e-3, atol=1e-14 * float(1 + right.max())):
            return True
    return False


_BOUNDS: Final[tuple[tuple[Wording, Callable[[Floats, Floats, _Mask], bool]], ...]] = (
    (Wording("rounded", "{What} is the right one, rounded. Which line turns it into a whole number or cuts its digits "
             "off, and does anybody ask for that?"), _rounded),
    (Wording("small-dropped", "{What} has a 0 where a small number belongs. Which line takes small numbers for none?"),
     _dropped),
    (Wording("added-inside-the-logarithm", "{What} comes out as if a number were added to what the logarithm is taken "
             "of. Which one do you add there against log 0, and what becomes of the digits of a small probability?"),
     _in_a_logarithm),
    (Wording("cut-off", "{What} never passes a certain value, and is right wherever it need not. Which line holds it "
             "there (a clip, a maximum, a minimum, a guard), and may the right result not pass it?"), _cut),
)  # fmt: skip
