"""Find out whether calls come out wrong only at ties and kinks: where the right answer jumps."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from autograder.diagnosis.cases import Case, numbers
from autograder.diagnosis.rules import Relation, Wording

# A smooth function moves by about as much as its arguments; one at a tie jumps by far more.
NUDGE: Final = 1e-9
JUMP: Final = 1e-5
BESIDE: Final = 1e-7  # a hundred nudges
TRIALS: Final = 4
SIDES: Final = 12  # several ties at once may each go another way
MAX_CASES: Final = 40
MIN_RIGHT: Final = 3
MAX_RIGHT_AT_TIES: Final = 0.1  # a mistake need not show at every tie
_SEED: Final = 0


def relation_of_ties(
    task: str, reference: Callable[..., object], wrong: Sequence[Case], right: Sequence[Case]
) -> Relation | None:
    """Say so where all wrong calls are at a tie and hardly any right one is.

    What the student returns at a tie must be right on one of its sides.
    """
    smooth = [case for case in right if case.has_values][:MAX_CASES]
    if len(smooth) < MIN_RIGHT or not wrong or not all(case.has_values for case in wrong):
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        if not all(_right_beside(reference, case) for case in wrong[:MAX_CASES]):
            return None
        if sum(_jumps(reference, case) for case in smooth) > MAX_RIGHT_AT_TIES * len(smooth):
            return None
    return _TIES.relation(f"`{task}`")


def _right_beside(reference: Callable[..., object], case: Case) -> bool:
    """Tell whether the student's answer is the right one for arguments that are hardly different."""
    if not _jumps(reference, case):
        return False
    for moved in _moved(reference, case, SIDES):
        leaves = Case(case.arguments, case.got, moved).leaves
        if leaves and all(
            leaf.got.shape == leaf.want.shape and np.allclose(leaf.got, leaf.want, rtol=BESIDE, atol=BESIDE)
            for leaf in leaves
        ):
            return True
    return False


def _jumps(reference: Callable[..., object], case: Case) -> bool:
    for moved in _moved(reference, case, TRIALS):
        for leaf in Case(case.arguments, moved, case.want).leaves or []:
            if leaf.got.shape != leaf.want.shape:
                return True
            if (np.abs(leaf.got - leaf.want) > JUMP * (1 + np.abs(leaf.want))).any():
                return True
    return False


def _moved(reference: Callable[..., object], case: Case, trials: int) -> Iterator[object]:
    """Yield what is right for arguments that are moved a little."""
    for arguments in _nudged(case.arguments, trials):
        try:
            yield reference(**{name: _fresh(value) for name, value in arguments.items()})
        except Exception:  # a nudged label or count is refused: that argument has no ties
            continue


def _fresh(value: object) -> object:
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else value


def _nudged(arguments: dict[str, Any], trials: int) -> Iterator[dict[str, Any]]:
    """Yield the arguments with one of them moved a little: up, down, and at random."""
    rng = np.random.default_rng(_SEED)
    for name, value in arguments.items():
        array = numbers(value)
        if array is None or isinstance(value, bool | str):
            continue
        size = NUDGE * max(1.0, float(np.max(np.abs(array), initial=0.0)))
        for trial in range(trials):
            signs = (1.0, -1.0)[trial] if trial < 2 else rng.choice([-1.0, 1.0], array.shape)
            yield {**arguments, name: array + size * signs}


_TIES: Final = Wording(
    "at-ties",
    "{What} goes wrong only where two things are exactly equal. Which comparison decides there, and does it include "
    "equality?",
)
