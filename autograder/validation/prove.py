"""Prove one assignment: hand in what should pass and what should not, and compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from autograder.authoring import Misconception
from autograder.grading.report import GradeReport
from autograder.kit.stubs import stale, stub_of
from autograder.sandbox.zygote import Profile
from autograder.validation import exemplars
from autograder.validation.handins import HandIns, hand_ins
from autograder.validation.proof import MisconceptionProof, Proof
from autograder.validation.right_answers import problems_of_forms

MIN_ALTERNATIVES = 3
MIN_VISIBLE, MIN_HIDDEN = 1, 2


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
            *self._declaration_problems(),
            *_perfect_problems("the reference", right),
            *(p for name, report in others.items() for p in _perfect_problems(f"the alternative {name}", report)),
            *_stub_problems(stub),
            *self._bank_problems(wrong),
            *problems_of_forms(self._bench),
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

    def _declaration_problems(self) -> Iterable[str]:
        assignment = self._assignment
        total = sum(task.points for task in assignment.manifest.tasks)
        if abs(total - 100) > 1e-9:
            yield f"the tasks' points sum to {total:g}; they must sum to 100"
        for task in assignment.manifest.tasks:
            checks = [check for check in self._bench.checks if check.task == task.id]
            points = sum(check.points for check in checks)
            if abs(points - task.points) > 1e-9:
                yield f"task {task.id} is worth {task.points:g}, but its checks sum to {points:g}"
            seen = Counter(check.visibility for check in checks)
            if seen["visible"] < MIN_VISIBLE or seen["hidden"] < MIN_HIDDEN:
                yield (
                    f"task {task.id} has {seen['visible']} visible and {seen['hidden']} hidden checks; "
                    f"it needs {MIN_VISIBLE} and {MIN_HIDDEN}"
                )
        if len(assignment.alternative_paths) < MIN_ALTERNATIVES:
            yield f"{len(assignment.alternative_paths)} alternative solutions; {MIN_ALTERNATIVES} are needed"
        if stale(assignment):
            yield "stub.py is stale: run `autograder generate`"

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


def _perfect_problems(who: str, report: GradeReport) -> Iterable[str]:
    if report.status != "graded":
        yield f"{who} is {report.status}: {report.message}"
    for check in report.checks:
        if check.outcome != "passed":
            yield f"{who} fails {check.id}: {check.message}{check.trace}"


def _stub_problems(report: GradeReport) -> Iterable[str]:
    if report.score != 0:
        yield f"the stub scores {report.score:g}; it must score 0"
    for check in report.checks:
        if "not written yet" not in check.message:
            yield f"the stub's message in {check.id} does not say “not written yet”: {check.message!r}"
