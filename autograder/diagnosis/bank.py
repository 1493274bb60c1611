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
        if _agree(observed, replay(task, reference, observed)):
            return []
        candidates = [m for m in bank if m.task == task]
        matches = [m for m in candidates if _agree(observed, replay(task, m.variant, observed))]
        for misconception in matches:
            if all(_behaves(misconception, calls_of(task, calls)) for calls in others):
                return [misconception]
    return matches if len(matches) == 1 else []


def _behaves(misconception: Misconception, calls: Sequence[Call]) -> bool:
    return _agree(calls, replay(misconception.task, misconception.variant, calls))


def _agree(observed: Sequence[Call], replayed: Sequence[Call]) -> bool:
    return len(observed) == len(replayed) and all(map(_same_call, observed, replayed))


def _same_call(left: Call, right: Call) -> bool:
    return same_error(left.error, right.error) and same(left.result, right.result)
