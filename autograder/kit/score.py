"""Add up a run by tasks, and pick what to explain first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.catalog import Task
from autograder.kit.protocol import Ran
from autograder.kit.runner import Run

SYNTAX_ERRORS = frozenset({"SyntaxError", "IndentationError", "TabError"})
State = Literal["passed", "failed", "not written", "no visible check"]


@dataclass(frozen=True, slots=True)
class TaskScore:
    """How one task stands: its visible checks and their points; `hidden` are the points of hidden checks."""

    task: Task
    state: State
    passed: int
    checks: int
    points: float
    visible: float

    @property
    def hidden(self) -> float:
        """The points that hidden checks give."""
        return self.task.points - self.visible


def task_scores(run: Run) -> list[TaskScore]:
    """Return the score of every task, in the assignment's order; of the one that was run, if it was only one."""
    only = run.target.only
    return [_score(task, run) for task in run.target.assignment.manifest.tasks if only in ("", task.id)]


def ordered(run: Run) -> list[Ran]:
    """Return the checks in the order of the tasks."""
    order = [task.id for task in run.target.assignment.manifest.tasks]
    return sorted(run.checks, key=lambda ran: order.index(ran.task))


def first_mistake(runs: Sequence[Run]) -> tuple[Run, Ran] | None:
    """Return the first check that fails for code that is written; else the first that is not written."""
    runs = [run for run in runs if not unreadable(run)]
    for wanted in (("failed", "raised", "stopped", "broken"), ("skipped",)):
        for run in runs:
            for ran in ordered(run):
                if ran.outcome in wanted:
                    return run, ran
    return None


def unreadable(run: Run) -> bool:
    """Tell whether Python could not read the whole script, so that what its checks miss says nothing."""
    script = run.target.choice.path.suffix == ".py"
    return script and any(problem.type_name in SYNTAX_ERRORS for problem in run.problems or ())


def all_passed(runs: Sequence[Run]) -> bool:
    """Tell whether every visible check of every run passed."""
    return all(not run.unusable and all(ran.outcome == "passed" for ran in run.checks) for run in runs)


def _score(task: Task, run: Run) -> TaskScore:
    checks = [ran for ran in run.checks if ran.task == task.id]
    passed = [ran for ran in checks if ran.outcome == "passed"]
    listed = [points for _, of, _, points in run.listed if of == task.id]
    return TaskScore(
        task=task,
        state=_state(checks, len(passed)),
        passed=len(passed),
        checks=len(listed),
        points=sum(ran.points for ran in passed),
        visible=sum(listed),
    )


def _state(checks: list[Ran], passed: int) -> State:
    if not checks:
        return "no visible check"
    if passed == len(checks):
        return "passed"
    return "not written" if all(ran.outcome == "skipped" for ran in checks) else "failed"
