"""Prove one assignment: hand in what should pass and what should not, and compare."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.authoring import Misconception
from autograder.explain import explain
from autograder.grading.attempt import attempt
from autograder.grading.checks import Check
from autograder.grading.report import GradeReport
from autograder.kit.stubs import stub_of
from autograder.local import student_of_module
from autograder.sandbox.zygote import Profile
from autograder.validation import exemplars
from autograder.validation.declarations import problems_of_declarations
from autograder.validation.handins import SEED, HandIns, hand_ins
from autograder.validation.proof import MisconceptionProof, Proof
from autograder.validation.repeats import problems_of_repeats
from autograder.validation.right_answers import problems_of_forms
from autograder.validation.right_pictures import problems_of_figures


def prove(root: Path, slug: str, profile: Profile) -> Proof:
    """Prove one assignment without its oracle, its mutants and other seeds.

    Raises:
        AssignmentError: a part of it is malformed. SandboxError: nothing can be graded.
    """
    with hand_ins(root, slug, profile) as graded:
        return _Proving(graded).proof()


class _Proving:
    """One assignment under proof."""

    def __init__(self, graded: HandIns) -> None:
        self._bench = graded.bench
        self._assignment = graded.assignment
        self._grade = graded.grade

    def proof(self) -> Proof:
        assignment = self._assignment
        right = self._grade("reference", exemplars.reference(assignment))
        others = {n: self._grade(n, cells) for n, cells in exemplars.alternatives(assignment).items()}
        stub = self._grade("stub", [(f"{assignment.slug}.py", stub_of(assignment))])
        wrong = {m.id: self._misconceived(m) for m in self._bench.bank}
        problems = [
            *problems_of_declarations(self._bench),
            *self._perfect_problems("the reference", right, self._bench.module),
            *(
                problem
                for (name, report), module in zip(others.items(), self._bench.others, strict=True)
                for problem in self._perfect_problems(f"the alternative {name}", report, module)
            ),
            *_stub_problems(stub),
            *self._bank_problems(wrong),
            *problems_of_forms(self._bench),
            *problems_of_repeats(self._bench),
            *problems_of_figures(self._bench),
        ]
        return Proof(
            slug=assignment.slug,
            reference_score=right.score,
            stub_score=stub.score,
            alternatives={name: report.score for name, report in others.items()},
            misconceptions=wrong,
            checks=tuple(check.id for check in self._bench.checks),
            problems=tuple(problems),
        )

    def _misconceived(self, misconception: Misconception) -> MisconceptionProof:
        report = self._grade(misconception.id, exemplars.misconceived(self._assignment, misconception))
        failed = [check for check in report.checks if check.outcome != "passed"]
        named = {diagnosis.id for check in failed for diagnosis in check.diagnosis}
        return MisconceptionProof(
            score=report.score,
            diagnosed=misconception.id in named,
            killed_by=tuple(check.id for check in failed),
            confused_with=tuple(sorted(named - {misconception.id})),
        )

    def _perfect_problems(self, who: str, report: GradeReport, module: ModuleType) -> Iterable[str]:
        if report.status != "graded":
            yield f"{who} is {report.status}: {report.message}"
        for check, graded in zip(self._bench.checks, report.checks, strict=True):
            if graded.outcome != "passed":
                message = self._openly(check, module) or graded.message
                yield f"{who} fails {check.id}: {message}\n{graded.trace}".rstrip()

    def _openly(self, check: Check, module: ModuleType) -> str:
        """Say with all values how a right solution fails a check; nothing, where it does not fail in this process."""
        with np.errstate(all="ignore"):
            again = attempt(check, student_of_module(module), self._bench.reference, SEED)
        return explain(again.error, again.calls, visible=True).text() if again.error else ""

    def _bank_problems(self, wrong: dict[str, MisconceptionProof]) -> Iterable[str]:
        killed_by = {name: set(proof.killed_by) for name, proof in wrong.items()}
        for name, proof in wrong.items():
            if proof.killed_by and not proof.diagnosed:
                yield f"the misconception {name} is not diagnosed as itself"
        for check in self._bench.checks:
            for name in check.catches:
                if name not in wrong:
                    yield f"the check {check.id} names an unknown misconception {name!r}"
                elif check.id not in killed_by[name]:
                    yield f"the check {check.id} says that it catches {name}, and does not"


def _stub_problems(report: GradeReport) -> Iterable[str]:
    if report.score != 0:
        yield f"the stub scores {report.score:g}; it must score 0"
    for check in report.checks:
        if "not written yet" not in check.message:
            yield f"the stub's message in {check.id} does not say “not written yet”: {check.message!r}"
