"""Find the one slip in a right solution that gives exactly the student's results, in every call of every check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from autograder.diagnosis.called import fresh, plain, quietly
from autograder.diagnosis.cases import Case
from autograder.diagnosis.compare import same, same_error
from autograder.diagnosis.replay import calls_of, replays
from autograder.diagnosis.rewritten import Fuel, Rewritten, Slipped
from autograder.student import Call, StudentRaised

PROBES: Final = 3  # wrong calls that a slip must explain before all others are tried
CANDIDATES: Final = 40  # of which the cheapest are chosen
# Rounds of loops: beyond any right solution's need for one call, and for the calls that a match is checked with.
MOST_FOR_A_CALL: Final = 50_000
MOST_FOR_A_MATCH: Final = 200_000
# Values that any function of truth values returns: as many as this may agree by chance.
PLAIN: Final = frozenset({0.0, 1.0, -1.0, 2.0})
MIN_PLAIN: Final = 12
MIN_TELLING: Final = 2
STEPS: Final = frozenset({"order-of-steps", "step-missing", "place-in-loop"})


class _Raised:
    """What a call ended with in place of a value."""

    def __init__(self, error: BaseException) -> None:
        self.name = type(error).__name__


def matching_slips(solution: Rewritten, cases: Sequence[Case], refused: Sequence[Case] = ()) -> list[Slipped]:
    """Return the slips that give the student's result wherever it is wrong, and the right one wherever it is right.

    `cases` are all calls of the function that have an answer. None where too few wrong values tell one slip from
    another, or where nothing but exceptions is wrong, which too many slips raise. In the calls that should be
    `refused` a slip may differ, for an argument that is no longer used is not looked at either; only one that moves
    steps about has to agree there, too.
    """
    wrong = [case for case in cases if not case.right]
    if not any(case.has_values for case in wrong) or not _callable(cases):
        return []
    costs = [(_cost(solution, case), place) for place, case in enumerate(wrong[:CANDIDATES])]
    probes = [wrong[place] for _, place in sorted(costs)[:PROBES]]
    found = [slip for slip in solution.slipped if all(_agrees(slip, solution.fuel, case) for case in probes)]
    found = [slip for slip in found if _agrees_everywhere(slip, solution.fuel, [*wrong, *cases])]
    found = [slip for slip in found if slip.kind not in STEPS or _agrees_everywhere(slip, solution.fuel, refused)]
    return found if _telling(wrong) or len({slip.kind for slip in found}) == 1 else []


def matching_objects(solution: Rewritten, task: str, checks: Sequence[Sequence[Call]]) -> list[Slipped]:
    """Return the slips in a class with which all recorded calls, of its methods too, end as the student's did."""
    observed = [made for calls in checks if (made := calls_of(task, calls))]

    def agrees(slip: Slipped) -> bool:
        solution.fuel.left = MOST_FOR_A_MATCH
        return all(_alike(made, replays(task, slip.function, made)) for made in observed)

    if not observed or all(_alike(made, replays(task, solution.right, made)) for made in observed):
        return []
    return [slip for slip in solution.slipped if agrees(slip)]


def _alike(observed: Sequence[Call], replayed: Iterable[Call]) -> bool:
    answers = iter(replayed)
    return all(
        (answer := next(answers, None)) is not None
        and same_error(call.error, answer.error)
        and same(call.result, answer.result)
        for call in observed
    )


def _callable(cases: Sequence[Case]) -> bool:
    """Tell whether the calls can be made again one by one: an object's methods cannot."""
    return all(case.got_error is None or isinstance(case.got_error, StudentRaised) for case in cases)


def _cost(solution: Rewritten, case: Case) -> int:
    _called(solution.right, solution.fuel, case)
    return MOST_FOR_A_CALL - solution.fuel.left + _size(list(case.arguments.values()))


def _size(values: Sequence[Any]) -> int:
    return sum(value.size if isinstance(value, np.ndarray) else 1 for value in values)


def _agrees_everywhere(slip: Slipped, fuel: Fuel, cases: Sequence[Case]) -> bool:
    burnt = 0
    for case in cases:
        if not _agrees(slip, fuel, case):
            return False
        burnt += MOST_FOR_A_CALL - fuel.left
        if burnt > MOST_FOR_A_MATCH:
            break
    return True


def _agrees(slip: Slipped, fuel: Fuel, case: Case) -> bool:
    value = _called(slip.function, fuel, case)
    if isinstance(value, _Raised):
        error = case.got_error
        return isinstance(error, StudentRaised) and error.problem.bases[:1] == (value.name,)
    if isinstance(case.want, dict) and not (isinstance(value, dict) and case.want.keys() <= value.keys()):
        return False  # what a slip leaves out is compared with nothing
    return case.got_error is None and Case(case.arguments, case.got, value).right


def _called(function: Any, fuel: Fuel, case: Case) -> object:
    fuel.left = MOST_FOR_A_CALL
    with quietly(case.quiet):
        try:
            return plain(function(**{name: fresh(value) for name, value in case.arguments.items()}))
        except Exception as error:  # a slip may break the function
            return _Raised(error)


def _telling(wrong: Sequence[Case]) -> bool:
    """Tell whether the wrong values are more than a few zeros and ones."""
    values = [
        value for case in wrong for leaf in case.leaves or [] if not leaf.right for value in leaf.got.ravel().tolist()
    ]
    return len(values) >= MIN_PLAIN or len(set(values) - PLAIN) >= MIN_TELLING
