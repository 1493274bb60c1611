"""Say how a student's results relate to the right ones, when no known misconception explains them.

Every relation holds for all calls it is drawn from: the student's values follow from the right ones by a rule, or
differ from them in one place, or for one kind of call. Where none does, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.arranged import arranged
from autograder.diagnosis.bounded_memory import bounded_memory
from autograder.diagnosis.bounds import relation_of_bounds
from autograder.diagnosis.cases import Case, Leaf, cases_of
from autograder.diagnosis.combined import two_mistakes
from autograder.diagnosis.compare import same
from autograder.diagnosis.conditions import relation_of_condition
from autograder.diagnosis.places import relation_of_place
from autograder.diagnosis.raised import CHANGES, changes_arguments, refused
from autograder.diagnosis.relation_words import ACCEPTS, APPROXIMATE, KIND, NOT_FINITE, REFUSES_OTHERWISE
from autograder.diagnosis.repeated import answers_differ
from autograder.diagnosis.replay import calls_of, replay
from autograder.diagnosis.results import exchanged, only_wrong, results_of, wrong_results
from autograder.diagnosis.rewritten import Rewritten, Slipped
from autograder.diagnosis.rules import Relation
from autograder.diagnosis.slip_words import RANK, relation_of_slip
from autograder.diagnosis.slipped import matching_objects, matching_slips
from autograder.diagnosis.ties import relation_of_ties
from autograder.diagnosis.values import proportional, relations_of_values
from autograder.diagnosis.wording import result_name
from autograder.student import Call, StudentRaised

MOST: Final = 2
REFUSALS: Final = frozenset({"relation:accepts", "relation:refuses-otherwise"})
# Relations that say more than the slip behind them.
SURE: Final = frozenset(f"relation:{name}" for name in ("sign", "transposed", "shape", "exchanged"))
# Slips of another style that say less than which part of a result, or which calls, are wrong.
SAYS_LITTLE: Final = frozenset(
    {"loop-range", "range", "index", "slice", "condition-missing", "function-missing", "step-missing"}
)
FACTOR: Final = "relation:factor-"
CLOSE: Final = 1e-4  # relative; what two right computations never differ by


class Relations:
    """How one function of a student's relates to the reference's, over all calls of all checks.

    `alternatives` are other right answers to the task: where they differ from the reference a student's may, too, and
    nothing is said. `rewritten` gives the reference with every slip, then other right solutions, for those who need it.
    """

    def __init__(
        self,
        task: str,
        reference: Callable[..., object],
        alternatives: Sequence[Callable[..., object]],
        bank: Sequence[Misconception],
        calls: Sequence[Sequence[Call]],
        rewritten: Callable[[], Iterable[Rewritten]] = tuple,
    ) -> None:
        self._task = task
        self._reference = reference
        self._alternatives = alternatives
        self._bank = bank
        self._calls = calls
        self._rewritten = rewritten
        self._checks = [cases_of(task, reference, made) for made in calls]

    def of_check(self, index: int, fails: Callable[[Callable[..., object]], bool] = lambda _: True) -> list[Relation]:
        """Return what explains the wrong calls of one failed check: at most two relations.

        `fails` tells whether the check fails for another function in the student's place. It is asked where the task
        has more than one right answer, of which the student's may be one.
        """
        wrong = [case for case in self._checks[index] if not case.right]
        if not wrong:
            return [KIND.relation(f"`{self._task}`")] if any(map(_is_whole, self._checks[index])) else []
        if changes_arguments(wrong):
            return [CHANGES.relation(f"`{self._task}`")]
        if not self._only_one_answer(index):
            slips = self._slipped or self._slipped_otherwise
            return self._said(slips) if any(fails(slip.function) for slip in slips[:1]) else []
        if all(case.want_error is not None for case in wrong):
            if not all(case.right for case in self._answered):
                return []  # a function that is wrong otherwise may well go on where it should not
            refused = all(case.got_error is not None for case in wrong)
            return [(REFUSES_OTHERWISE if refused else ACCEPTS).relation(f"`{self._task}`")]
        return self._sure or self._of_all or only_wrong(self._task, self._answered)

    def _only_one_answer(self, index: int) -> bool:
        made = calls_of(self._task, self._calls[index])
        answers = (replay(self._task, other, made) for other in self._alternatives)
        return all(case.right for calls in answers for case in cases_of(self._task, self._reference, calls))

    @cached_property
    def _answered(self) -> list[Case]:
        """All calls of all checks but those that should be refused."""
        return [case for cases in self._checks for case in cases if case.want_error is None]

    @cached_property
    def _slipped(self) -> list[Slipped]:
        """Slips in the reference that explain all calls of all checks, those that say most first."""
        return self._matching(islice(self._rewritten(), 1))

    @cached_property
    def _slipped_otherwise(self) -> list[Slipped]:
        """Slips in a right solution of another style."""
        return self._matching(islice(self._rewritten(), 1, None))

    def _matching(self, solutions: Iterable[Rewritten]) -> list[Slipped]:
        """Return the slips of the first solution that has one which explains all calls."""
        refused = [case for cases in self._checks for case in cases if case.want_error is not None]
        for solution in solutions:
            with bounded_memory():
                if isinstance(self._reference, type):
                    found = matching_objects(solution, self._task, self._calls)
                else:
                    found = matching_slips(solution, self._answered, refused)
            if found:
                return sorted(found, key=lambda slip: (RANK.get(slip.kind, -1), not slip.about))
        return []

    def _said(self, slips: Sequence[Slipped]) -> list[Relation]:
        """Say the first of some slips."""
        wrong = wrong_results(results_of(self._answered))
        what = result_name(self._task, wrong[0] if len(wrong) == 1 else ())
        return [
            relation_of_slip(slip.kind, slip.about, what) if slip.of is None else _borrowed(slip.of, what)
            for slip in slips[:1]
        ]

    @cached_property
    def _exact(self) -> tuple[list[Relation], bool]:
        """Relations of wrong results to the right ones, and whether they tell of every wrong result."""
        results = results_of(self._answered)
        found = exchanged(self._task, results)
        if found:
            return found, True
        wrong = wrong_results(results)
        values = [relations_of_values(result_name(self._task, path), results[path]) for path in wrong]
        return [relation for each in values for relation in each][:MOST], all(values)

    @cached_property
    def _sure(self) -> list[Relation]:
        """Relations in plain words that tell of all wrong results."""
        found, complete = self._exact
        return found if complete and all(_is_sure(relation) for relation in found) else []

    @cached_property
    def _of_all(self) -> list[Relation]:
        """What holds for all calls of all checks."""
        if self._slipped:
            return self._said(self._slipped)
        found, complete = self._exact
        if len(found) == 1 and complete:
            return found
        elsewhere = arranged(self._task, self._answered) or answers_differ(self._task, self._answered)
        if elsewhere:
            return elsewhere
        others = self._slipped_otherwise
        if others and others[0].kind not in SAYS_LITTLE:
            return self._said(others)
        return (self._of_two() or found or self._of_some(self._answered) or self._said(others))[:MOST]

    def _of_two(self) -> list[Relation]:
        return two_mistakes(self._task, self._reference, self._bank, self._calls)

    def _of_some(self, cases: Sequence[Case]) -> list[Relation]:
        """Say what is common to the calls, or the entries, that are wrong."""
        task = self._task
        wrong = [case for case in cases if not case.right]
        right = [case for case in cases if case.right]
        if all(_is_lost(case) for case in wrong):
            return [NOT_FINITE.relation(f"`{task}`")]
        bound = self._of_one(relation_of_bounds)
        if bound is not None:
            return [bound]
        when = relation_of_ties(task, self._reference, wrong, right) or relation_of_condition(task, wrong, right)
        where = self._of_one(relation_of_place)
        if when is None and where is None and all(_is_close(case) for case in wrong):
            return [APPROXIMATE.relation(f"`{task}`")]
        where = where or (None if when else self._of_one(proportional))
        if where is None and when is None:
            return refused(task, wrong)
        said = [relation for relation in (where, when) if relation is not None]
        return said if len({relation.id for relation in said}) == len(said) else said[:1]

    def _of_one(self, find: Callable[[str, Sequence[Leaf]], Relation | None]) -> Relation | None:
        """Return what is found of the first wrong result of which something is."""
        results = results_of(self._answered)
        found = (find(result_name(self._task, path), results[path]) for path in wrong_results(results))
        return next((relation for relation in found if relation is not None), None)


def _borrowed(known: Misconception, what: str) -> Relation:
    return Relation(
        f"slip:{known.id}",
        f"{what[:1].upper()}{what[1:]} comes out as if a mistake were made in `{known.task}`. {known.hint}",
    )


def _is_sure(relation: Relation) -> bool:
    return relation.id in SURE or (relation.id.startswith(FACTOR) and relation.id != f"{FACTOR}constant")


def _is_lost(case: Case) -> bool:
    """Tell whether nothing is wrong with a result but numbers that are not finite."""
    if isinstance(case.got_error, StudentRaised):
        return "FloatingPointError" in case.got_error.problem.bases
    leaves = _alike(case)
    return leaves is not None and all(
        same(np.where(np.isfinite(leaf.got), leaf.got, leaf.want), leaf.want) for leaf in leaves
    )


def _is_whole(case: Case) -> bool:
    """Tell whether whole numbers, or truth values, stand where floats of the same values belong."""
    return (
        case.has_values
        and not same(case.got, case.want, kinds=True)
        and not np.isin(np.asarray(case.want), (0, 1, -1)).all()  # any kind of number will do for those
        and all(np.asarray(value).dtype.kind == kind for value, kind in ((case.want, "f"), (case.got, "i")))
    )


def _is_close(case: Case) -> bool:
    """Tell whether the first digits of a result are right."""
    leaves = _alike(case)
    return leaves is not None and all(
        bool(np.allclose(leaf.got, leaf.want, rtol=CLOSE, atol=CLOSE * float(np.abs(leaf.want).max(initial=0.0))))
        for leaf in leaves
    )


def _alike(case: Case) -> list[Leaf] | None:
    """Return the results where all have the shape of the right ones."""
    leaves = case.leaves
    return leaves if leaves is not None and all(leaf.got.shape == leaf.want.shape for leaf in leaves) else None
