"""Find the known misconception whose outputs are the student's."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.cases import cases_of
from autograder.diagnosis.compare import same, same_error
from autograder.diagnosis.replay import calls_of, replay, replays
from autograder.student import Call

# Any function of truth values returns these: as many may agree by chance.
PLAIN: Final = frozenset({0.0, 1.0, -1.0, 2.0})
MIN_PLAIN: Final = 12


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
    student's results in all the other checks too is surest and comes alone. Without such a one, a single match stands
    whose answers are the student's wherever one is due and given, if they could hardly come about by chance.
    """
    observed = calls_of(task, failing)
    if not observed:
        return []
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        right = replay(task, reference, observed)
        kinds = _agrees(observed, right, kinds=False)  # then it is the kind of number that is wrong, if anything
        if kinds and _agrees(observed, right, kinds=True):
            return []
        own = [m for m in bank if m.task == task]
        probes = _probes(observed, right)
        likely = [m for m in own if _agrees(probes, replays(task, m.variant, probes), kinds=kinds)]
        matches = [m for m in likely if _agrees(observed, replays(task, m.variant, observed), kinds=kinds)]
        seen = [calls_of(task, calls) for calls in others]
        for match in matches:
            if all(_agrees(calls, replays(task, match.variant, calls), kinds=kinds) for calls in seen):
                return [match]
        compatible = [m for m in matches if all(_compatible(calls, task, m, reference) for calls in seen)]
    return compatible if len(compatible) == 1 and _telling(task, reference, failing) else []


def _probes(observed: Sequence[Call], right: Sequence[Call]) -> list[Call]:
    """Return the first call that ended otherwise than the reference's, which few misconceptions explain.

    None where calls belong to objects, which have to be made first.
    """
    if any(call.target is not None for call in observed) or len(observed) != len(right):
        return []
    return [call for call, answer in zip(observed, right, strict=True) if not _alike(call, answer)][:1]


def _compatible(
    calls: Sequence[Call], task: str, misconception: Misconception, reference: Callable[..., object]
) -> bool:
    """Tell whether another check's calls allow a mistake: wherever an answer is due and given, it is the mistake's."""
    changed, right = replay(task, misconception.variant, calls), replay(task, reference, calls)
    return len(calls) == len(changed) == len(right) and all(
        unchanged.error is not None or mine.error is not None or _lost(mine) or _lost(wrong) or _alike(mine, wrong)
        for mine, wrong, unchanged in zip(calls, changed, right, strict=True)
    )


def _lost(call: Call) -> bool:
    """Tell whether an answer is no finite number, which says nothing about the formula: others overflow elsewhere."""
    return isinstance(call.result, float | np.ndarray) and not np.isfinite(call.result).all()


def _telling(task: str, reference: Callable[..., object], failing: Sequence[Call]) -> bool:
    """Tell whether the failing calls' wrong values are more than a few zeros and ones."""
    values = [
        value
        for case in cases_of(task, reference, failing)
        if not case.right and case.has_values
        for leaf in case.leaves or []
        if not leaf.right
        for value in leaf.got.ravel().tolist()
    ]
    return len(values) >= MIN_PLAIN or any(value not in PLAIN for value in values)


def _agrees(observed: Sequence[Call], replayed: Iterable[Call], *, kinds: bool) -> bool:
    answers = iter(replayed)
    return all((answer := next(answers, None)) is not None and _alike(call, answer, kinds=kinds) for call in observed)


def _alike(left: Call, right: Call, *, kinds: bool = False) -> bool:
    return same_error(left.error, right.error) and same(left.result, right.result, kinds=kinds)
