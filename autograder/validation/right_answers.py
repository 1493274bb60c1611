"""Prove the normal forms of an assignment: in them all right answers of one task are alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from autograder.diagnosis.cases import cases_of
from autograder.diagnosis.replay import calls_of, replay
from autograder.grading.attempt import attempt
from autograder.grading.bench import Bench
from autograder.local import student_of_module

SEED: Final = 0


def problems_of_forms(bench: Bench) -> Iterator[str]:
    """Yield a sentence for each alternative that a normal form tells from the reference, in the calls of the checks."""
    for check in bench.checks:
        if check.task not in bench.forms.tasks:
            continue
        made = attempt(check, student_of_module(bench.module), bench.reference, SEED).calls
        made = calls_of(check.task, made)
        for module, function in zip(bench.others, bench.alternatives(check.task), strict=True):
            answers = replay(check.task, function, made)
            cases = cases_of(check.task, bench.compared(check.task), answers)
            if len(answers) < len(made) or not all(case.right for case in cases):
                name = module.__name__.removeprefix(f"alternative_{bench.assignment.slug}_")
                yield (
                    f"the normal form of {check.task} tells the alternative {name} from the reference in {check.id}: "
                    "leave out of it what right answers may choose"
                )
