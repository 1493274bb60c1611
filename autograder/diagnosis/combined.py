"""Find two mistakes made at once: two known ones that show in different places, or a known one and a relation to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.cases import Case, Leaf, cases_of
from autograder.diagnosis.compare import same, same_error
from autograder.diagnosis.results import results_of
from autograder.diagnosis.rules import RULES, Relation
from autograder.diagnosis.values import relations_of_values
from autograder.diagnosis.wording import result_name
from autograder.student import Call


@dataclass(frozen=True, slots=True)
class _Compared:
    """One known mistake beside the student's function, place by place: a place is a result of a call.

    `explains` are the wrong places where it gives the student's value; `changes` all where it is not right.
    """

    misconception: Misconception
    explains: frozenset[int]
    changes: frozenset[int]


def two_mistakes(
    task: str, reference: Callable[..., object], bank: Sequence[Misconception], calls: Sequence[Sequence[Call]]
) -> list[Relation]:
    """Return two mistakes that together explain every wrong result, where only one pair does."""
    right = [case for made in calls for case in cases_of(task, reference, made)]
    known = {m.id: [case for made in calls for case in cases_of(task, m.variant, made)] for m in bank}
    whole = [m for m in bank if len(known[m.id]) == len(right)]
    pairs = _separable(right, [(m, known[m.id]) for m in whole])
    if len(pairs) == 1:
        return [Relation(m.id, m.hint) for m in pairs[0]]
    related = [found for m in whole if not pairs and (found := _related(task, m, known[m.id], right))]
    return related[0] if len(related) == 1 else []


def _separable(
    right: Sequence[Case], known: Sequence[tuple[Misconception, Sequence[Case]]]
) -> list[tuple[Misconception, Misconception]]:
    """Return the pairs of which each explains what the other leaves alone."""
    wrong = frozenset(place for place, is_wrong in enumerate(_wrong(right)) if is_wrong)
    compared = [_compare(m, cases, right, wrong) for m, cases in known]
    useful = [c for c in compared if c is not None and c.explains and c.changes <= wrong]
    return [
        (left.misconception, other.misconception)
        for left, other in combinations(useful, 2)
        if left.explains | other.explains == wrong
        and not left.changes & other.changes
        and left.changes == left.explains
        and other.changes == other.explains
    ]


def _compare(
    misconception: Misconception, cases: Sequence[Case], right: Sequence[Case], wrong: frozenset[int]
) -> _Compared | None:
    agrees, changes = [], []
    for mine, reference in zip(cases, right, strict=True):
        places = _places(mine, reference)
        if places is None:
            return None
        agrees += [agree for agree, _ in places]
        changes += [change for _, change in places]
    explains = frozenset(place for place in wrong if agrees[place] and changes[place])
    return _Compared(misconception, explains, frozenset(place for place, change in enumerate(changes) if change))


def _places(mine: Case, reference: Case) -> list[tuple[bool, bool]] | None:
    """Return for each result of a call whether the variant gives the student's value, and whether not the right one."""
    theirs, rights = mine.leaves, reference.leaves
    if theirs is not None and rights is not None and len(theirs) == len(rights):
        return [(a.right, not same(a.want, b.want)) for a, b in zip(theirs, rights, strict=True)]
    if rights is not None and len(rights) != 1:
        return None
    changed = not (same_error(mine.want_error, reference.want_error) and same(mine.want, reference.want))
    return [(mine.right, changed)]


def _wrong(cases: Sequence[Case]) -> list[bool]:
    return [not ok for case in cases for ok in ([leaf.right for leaf in case.leaves] if case.leaves else [case.right])]


def _related(task: str, misconception: Misconception, cases: Sequence[Case], right: Sequence[Case]) -> list[Relation]:
    """Return a misconception with the relation that the student's values have to it in every call."""
    pairs = [(mine, true) for mine, true in zip(cases, right, strict=True) if true.want_error is None]
    theirs, rights = (results_of([pair[side] for pair in pairs]) for side in (0, 1))
    found: list[Relation] = []
    for path in dict.fromkeys([*theirs, *rights]):
        mine, true = theirs.get(path, []), rights.get(path, [])
        if len(mine) != len(true):
            return []
        if all(leaf.right for leaf in mine):
            continue
        relation = relations_of_values(result_name(task, path), mine)
        if len(relation) != 1 or relation[0].id not in _PLAIN:
            return []
        if all(leaf.right for leaf in true) or not _changes_values(mine, true):
            return []
        found += relation
    if len({relation.id for relation in found}) != 1:
        return []
    return [Relation(misconception.id, misconception.hint), found[0]]


def _changes_values(theirs: Sequence[Leaf], rights: Sequence[Leaf]) -> bool:
    """Tell whether a misconception gives other values, and not the right ones turned, reshaped or in another order.

    Two such changes after each other may be a third one as well.
    """
    pairs = [
        Leaf(right.path, known.want, right.want, right.arguments) for known, right in zip(theirs, rights, strict=True)
    ]
    with np.errstate(all="ignore"):
        plain = any(all(rule.fits(pair.got, pair.want) for pair in pairs) for rule in RULES if rule.id in _REORDERED)
    return not plain and not all(pair.right for pair in pairs)


# Others, such as a division by N, turn one mistake into another one as often as they add to it.
_PLAIN: Final = frozenset(
    f"relation:{name}" for name in ("sign", "transposed", "reversed", "shape", "factor-2", "factor-half")
)
_REORDERED: Final = frozenset(
    {"sign", "transposed", "shape", "reversed", "reversed-columns", "permuted", "permuted-columns"}
)
