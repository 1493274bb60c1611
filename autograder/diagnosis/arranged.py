"""Find results that are right and stand elsewhere: in another order, one of several alone, in other brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Final

import numpy as np

from autograder.diagnosis.cases import Case, Floats, numbers
from autograder.diagnosis.compare import same
from autograder.diagnosis.rules import Relation, Wording

MIN_TELLING: Final = 3
MOST_RESULTS: Final = 5
_PLAIN: Final = frozenset({0.0, 1.0, -1.0, 2.0})
_Items = list[object] | tuple[object, ...]


def arranged(task: str, cases: Sequence[Case]) -> list[Relation]:
    """Return how the right results stand in the student's, where that is so in every wrong call."""
    wrong = [case for case in cases if not case.right]
    if not wrong or not all(case.has_values for case in wrong) or not _telling(wrong):
        return []
    for words, fits in _ARRANGEMENTS:
        if fits(wrong):
            return [words.relation(f"`{task}`")]
    return []


def _telling(cases: Sequence[Case]) -> bool:
    with np.errstate(over="ignore"):
        values = {value for case in cases for value in np.round(_flat(case.want), 9).tolist()}
    return len(values - _PLAIN) >= MIN_TELLING


def _flat(value: object) -> Floats:
    """Return all numbers of a result in their order."""
    if isinstance(value, dict):
        return _flat(list(value.values()))
    if isinstance(value, list | tuple):
        parts = [_flat(item) for item in value]
        return np.concatenate(parts) if parts else np.empty(0)
    array = numbers(value)
    return np.empty(0) if array is None else array.ravel()


def _items(value: object) -> _Items:
    return value if isinstance(value, list | tuple) else []


def _keys_missing(cases: Sequence[Case]) -> bool:
    return all(
        isinstance(case.got, dict)
        and isinstance(case.want, dict)
        and not case.want.keys() <= case.got.keys()
        and bool(shared := case.want.keys() & case.got.keys())
        and all(same(case.got[key], case.want[key]) for key in shared)
        for case in cases
    )


def _in_all(cases: Sequence[Case], picks: Callable[[int], Iterator[tuple[int, ...]]]) -> bool:
    """Tell whether what was got are always the same of the right results, in the same order."""
    sizes = {len(_items(case.want)) for case in cases}
    if len(sizes) != 1 or not 1 < max(sizes) <= MOST_RESULTS:
        return False
    return any(
        all(
            len(_items(case.got)) == len(pick)
            and all(same(mine, _items(case.want)[place]) for mine, place in zip(_items(case.got), pick, strict=True))
            for case in cases
        )
        for pick in picks(max(sizes))
    )


def _in_other_order(cases: Sequence[Case]) -> bool:
    return all(isinstance(case.want, tuple) for case in cases) and _in_all(cases, lambda n: permutations(range(n)))


def _some_missing(cases: Sequence[Case]) -> bool:
    def fewer(n: int) -> Iterator[tuple[int, ...]]:
        for size in range(1, n):
            yield from combinations(range(n), size)

    return all(isinstance(case.want, tuple) for case in cases) and _in_all(cases, fewer)


def _one_of_several(cases: Sequence[Case]) -> bool:
    """Tell whether one of the results came without the others."""
    shortest = min(len(_items(case.want)) for case in cases)
    return shortest > 1 and any(
        all(same(case.got, _items(case.want)[place]) for case in cases) for place in (*range(min(shortest, 5)), -1)
    )


def _more_than_asked(cases: Sequence[Case]) -> bool:
    """Tell whether the right result came along with others."""
    longest = min(len(_items(case.got)) for case in cases)
    if any(isinstance(case.want, tuple) for case in cases):
        return longest > 0 and all(same(list(_items(case.got))[: len(_items(case.want))], case.want) for case in cases)
    return 1 < longest <= MOST_RESULTS and any(
        all(len(_items(case.got)) == longest and same(_items(case.got)[place], case.want) for case in cases)
        for place in range(longest)
    )


def _backwards(cases: Sequence[Case]) -> bool:
    return all(isinstance(case.want, list) and same(list(_items(case.got))[::-1], case.want) for case in cases)


def _ends(cases: Sequence[Case]) -> bool:
    """Tell whether a list lacks its first or its last item, or has one more there."""
    if not all(isinstance(case.want, list) and isinstance(case.got, list | tuple) for case in cases):
        return False
    pairs = [(list(_items(case.got)), list(_items(case.want))) for case in cases]
    ends = (slice(1, None), slice(None, -1))
    return any(all(same(got, want[end]) for got, want in pairs) for end in ends) or any(
        all(len(got) > 1 and same(got[end], want) for got, want in pairs) for end in ends
    )


def _in_other_brackets(cases: Sequence[Case]) -> bool:
    return all(
        isinstance(case.want, list | tuple) and numbers(case.want) is None and same(_flat(case.got), _flat(case.want))
        for case in cases
    )


_ARRANGEMENTS: Final[tuple[tuple[Wording, Callable[[Sequence[Case]], bool]], ...]] = (
    (Wording("keys-missing", "What {what} returns under the names that are asked for is right, and some of them are "
             "missing. Compare the keys of your dict with the docstring, letter by letter: which are not there?"),
     _keys_missing),
    (Wording("results-in-other-order", "{What} returns the right results in another order than the one asked for. What "
             "does the docstring name first, and what last?"), _in_other_order),
    (Wording("results-missing", "What {what} returns is right, and it is not all that is asked for. How many results "
             "does the docstring name, and which of them is not in your `return`?"), _some_missing),
    (Wording("one-of-several", "{What} returns only one of the results that are asked for. How many does the docstring "
             "name, and which of them is not in your `return`?"), _one_of_several),
    (Wording("more-than-asked", "{What} returns more than what is asked for. How many results does the docstring name, "
             "and what does your `return` add to them?"), _more_than_asked),
    (Wording("items-backwards", "The items that {what} returns are right and stand in the opposite order. Which comes "
             "first, and from which end does your loop start?"), _backwards),
    (Wording("items-at-the-ends", "{What} returns a list that has an item too many or too few at one of its ends. What "
             "should the first item be, and what the last?"), _ends),
    (Wording("in-other-brackets", "The numbers that {what} returns are right and not put together as asked: print what "
             "you return, and compare its brackets with the docstring. What belongs to what?"), _in_other_brackets),
)  # fmt: skip
