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
TRIALS: Final = 4
MAX_CASES: Final = 40
MIN_RIGHT: Final = 3
MAX_RIGHT_AT_TIES: Final = 0.1  # a mistake need not show at every tie
_SEED: Final = 0


def relation_of_ties(
    task: str, reference: Callable[..., object], wrong: Sequence[Case], right: Sequence[Case]
) -> Relation | None:
    """Say so where all wrong calls are at a tie and hardly any right one is."""
    smooth = [case for case in right if case.has_values][:MAX_CASES]
    if len(smooth) < MIN_RIGHT or not wrong or not all(case.has_values for case in wrong):
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        if not all(_jumps(reference, case) for case in wrong[:MAX_CASES]):
            return None
        if sum(_jumps(reference, case) for case in smooth) > MAX_RIGHT_AT_TIES * len(smooth):
            return None
    return _TIES.relation(f"`{task}`")


def _jumps(reference: Callable[..., object], case: Case) -> bool:
    for arguments in _nudged(case.arguments):
        try:
            moved = reference(**{name: _fresh(value) for name, value in arguments.items()})
        except Exception:  # a nudged label or count is refused: that argument has no ties
            continue
        for leaf in Case(case.arguments, moved, case.want).leaves or []:
            if leaf.got.shape != leaf.want.shape:
                return True
            if (np.abs(leaf.got - leaf.want) > JUMP * (1 + np.abs(leaf.want))).any():
                return True
    return False


def _fresh(value: object) -> object:
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else value


def _nudged(arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the arguments with one of them moved a little: up, down, and at random."""
    rng = np.random.default_rng(_SEED)
    for name, value in arguments.items():
        array = numbers(value)
        if array is None or isinstance(value, bool | str):
            continue
        size = NUDGE * max(1.0, float(np.max(np.abs(array), initial=0.0)))
        for trial in range(TRIALS):
            signs = (1.0, -1.0)[trial] if trial < 2 else rng.choice([-1.0, 1.0], array.shape)
            yield {**arguments, name: array + size * signs}


_TIES: Final = Wording(
    "at-ties",
    "{What} goes wrong only where two things are exactly equal. Which comparison decides there, and does it include "
    "equality?",
)
