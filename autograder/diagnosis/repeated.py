"""Find out whether a function answers the same question in two ways: something is kept, or drawn from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from autograder.diagnosis.cases import Case
from autograder.diagnosis.compare import same
from autograder.diagnosis.rules import Relation, Wording
from autograder.references import References
from autograder.worker import wire


def answers_differ(task: str, cases: Sequence[Case]) -> list[Relation]:
    """Say so where two calls with equal arguments gave different answers, of which one is right or none."""
    known: dict[bytes, Case] = {}
    for case in cases:
        if not case.has_values or any(map(callable, case.arguments.values())):
            continue
        question = wire.encode(case.arguments, References().refer)
        other = known.setdefault(question, case)
        if not same(other.got, case.got) and same(other.want, case.want):
            return [_DIFFERS.relation(f"`{task}`")]
    return []


_DIFFERS: Final = Wording(
    "differs-from-call-to-call",
    "{What} was given the same arguments twice and answered differently. What does it keep from one call to the next "
    "(a global name, a default list, an attribute), or which random numbers does it draw that no argument gave it?",
)
