"""Tell a function's several results apart: which are wrong, and which two are exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

from autograder.diagnosis.cases import ANY, Case, Leaf, Path
from autograder.diagnosis.compare import same
from autograder.diagnosis.rules import Relation, Wording
from autograder.diagnosis.values import telling
from autograder.diagnosis.wording import result_name

MIN_CALLS: Final = 2

Results = dict[Path, list[Leaf]]


def results_of(cases: Sequence[Case]) -> Results:
    """Return the results of all calls, in their order, by which result they are.

    Nothing where one is not built like the right one.
    """
    found: Results = {}
    for case in cases:
        if case.has_values and case.leaves is None:
            return {}
        for leaf in case.leaves or []:
            found.setdefault(leaf.path, []).append(leaf)
    return found


def wrong_results(results: Results) -> list[Path]:
    """Return which results are wrong in some call.

    Of named results, which are computed one from the other, only the first: the others may be wrong because of it.
    """
    wrong = _wrong(results)
    return wrong[:1] if any(map(_named, wrong)) else wrong


def _wrong(results: Results) -> list[Path]:
    return [path for path, leaves in results.items() if not all(leaf.right for leaf in leaves)]


def _named(path: Path) -> bool:
    return any(isinstance(part, str) and part != ANY for part in path)


def exchanged(task: str, results: Results) -> list[Relation]:
    """Say so where two results have changed places."""
    for left, right in combinations(results, 2):
        mine, other = results[left], results[right]
        if len(mine) != len(other) or all(leaf.right for leaf in mine) or not telling(mine):
            continue
        pairs = list(zip(mine, other, strict=True))
        if all(same(a.got, b.want) and same(b.got, a.want) for a, b in pairs):
            return [_EXCHANGED.relation(result_name(task, left), result_name(task, right))]
    return []


def only_wrong(task: str, cases: Sequence[Case]) -> list[Relation]:
    """Say which result is the only wrong one in all calls.

    Which of several wrong ones is the cause is not said: they may be listed in another order than they are computed in.
    """
    results = results_of(cases)
    wrong = _wrong(results)
    if len(results) < 2 or len(wrong) != 1 or sum(not leaf.right for leaf in results[wrong[0]]) < MIN_CALLS:
        return []
    return [_ONLY_RESULT.relation(result_name(task, wrong[0]))]


_EXCHANGED: Final = Wording(
    "exchanged", "Compare {what} with {term}. Which is asked first, and which of the two belongs to which argument?"
)
_ONLY_RESULT: Final = Wording(
    "only-one-result",
    "Only {what} is wrong. Work that one out by hand for a small example, line by line: at which line does your code "
    "say something else?",
)
