"""Find the known misconception whose outputs are the student's."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.compare import same, same_error
from autograder.diagnosis.replay import calls_of, replay
from autograder.student import Call


def matching(
    task: str,
    reference: Callable[..., object],
    bank: Sequence[Misconception],
    failing: Sequence[Call],
    others: Sequence[Sequence[Call]],
) -> list[Misconception]:
    """Return the misconceptions of `task` that behave as the student's function did.

    `failing` are the calls of one failed check, `others` those of each other check. A misconception matches when it
    gives the student's results in every failing call and differs from the reference in one. One that gives the
    student's results in all the other checks too is surest and comes alone. Without such a one, a
    single match stands, and several are no evidence for any.
    """
    observed = calls_of(task, failing)
    if not observed:
        return []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        right = replay(task, reference, observed)
        kinds = _agree(observed, right, kinds=False)  # then it is the kind of number that is wrong, if anything
        if kinds and _agree(observed, right, kinds=True):
            return []

        def behaves(misconception: Misconception, calls: Sequence[Call]) -> bool:
            return _agree(calls, replay(task, misconception.variant, calls), kinds=kinds)

        matches = [m for m in bank if m.task == task and behaves(m, observed)]
        for misconception in matches:
            if all(behaves(misconception, calls_of(task, calls)) for calls in others):
                return [misconception]
    return matches if len(matches) == 1 else []


def _agree(observed: Sequence[Call], replayed: Sequence[Call], *, kinds: bool) -> bool:
    return len(observed) == len(replayed) and all(
        same_error(left.error, right.error) and same(left.result, right.result, kinds=kinds)
        for left, right in zip(observed, replayed, strict=True)
    )
