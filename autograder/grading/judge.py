"""Run an assignment's checks against one student's code and make a report of each.

Every check runs once. One that fails after an earlier function failed its own checks runs a second time with that
function answered from our side; points follow the better run. Then the bank says which mistake it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from autograder.expect import CheckFailed
from autograder.explain import explain
from autograder.grading.attempt import Attempt, attempt
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.grading.diagnoser import Diagnoser, Tried
from autograder.grading.report import CheckReport, Diagnosis, Isolated, Outcome
from autograder.local import student_of_module
from autograder.student import (
    NameMissing,
    NotWritten,
    Student,
    StudentError,
    renew,
    substitute,
)
from autograder.submission_source import Cells

Lend = Callable[[str], Callable[..., object]]

REFUSES = "refuses what it should refuse. That counts as soon as it gives a right answer in another check, too."
UNUSABLE = "returned something that no right answer could be mistaken for; the check could not go on with it."


@dataclass(frozen=True, slots=True)
class _Run:
    """One check's first attempt, and its second with substitutes, if it had one."""

    check: Check
    first: Attempt
    second: Attempt | None = None
    substituted: tuple[str, ...] = ()
    trace: str = ""

    @property
    def last(self) -> Attempt:
        """The attempt that shows the function's own mistakes best."""
        return self.second or self.first


def judge(
    bench: Bench, student: Student, lend: Lend, seed: int, cells: Cells, first: Sequence[Attempt] | None = None
) -> tuple[CheckReport, ...]:
    """Return the report of every check.

    `lend` gives the reference's function of a name; `cells` is the student's text, which messages may quote; `first`
    is how the checks ended if they have been run already.
    """
    if first is None:
        first = [attempt(check, student, bench.reference, seed) for check in bench.checks]
    runs = [_blamed(bench, _Run(c, a), seed) for c, a in zip(bench.checks, first, strict=True)]
    failed = {run.check.task for run in runs if run.first.outcome not in ("passed", "broken")}
    runs = _second_looks(bench, student, lend, runs, failed, seed)
    runs = _without_empty_refusals(runs)
    diagnoser = Diagnoser(bench, [Tried(run.check, run.last, run.second is not None) for run in runs], seed)
    return tuple(_report(run, cells, partial(diagnoser.diagnose, index)) for index, run in enumerate(runs))


def not_run(bench: Bench, outcome: Outcome) -> tuple[CheckReport, ...]:
    """Return reports of checks that were not run; what is ours to blame ("broken") costs no points."""
    return tuple(_check_report(c, outcome, c.points if outcome == "broken" else 0.0, "Not run.") for c in bench.checks)


def _blamed(bench: Bench, run: _Run, seed: int) -> _Run:
    """Find out whose fault an exception in a check is: ours, if it breaks for the reference too."""
    if run.first.outcome != "broken":
        return run
    again = attempt(run.check, student_of_module(bench.module), bench.reference, seed)
    if again.outcome != "passed":
        return _Run(run.check, run.first, trace=again.trace or run.first.trace)
    return _Run(run.check, replace(run.first, outcome="failed", error=CheckFailed(UNUSABLE)))


def _second_looks(
    bench: Bench, student: Student, lend: Lend, runs: list[_Run], failed: set[str], seed: int
) -> list[_Run]:
    """Run failed checks again with the earlier functions that failed answered by the reference.

    What is lent could be kept, and used as the student's own where just that is judged. So a process that was lent
    some functions sees no check but those that are lent the same, none of which judges any of them.
    """
    lent = [_lent(bench, run, failed) for run in runs]
    looked = list(runs)
    for names in sorted({names for names in lent if names}):
        renew(student)
        for index, run in enumerate(runs):
            if lent[index] == names:
                looked[index] = _second_look(bench, student, lend, run, names, seed)
        renew(student)
    return looked


def _lent(bench: Bench, run: _Run, failed: set[str]) -> tuple[str, ...]:
    """Return the names that a check may be lent: earlier functions that failed checks of their own."""
    if run.first.outcome not in ("failed", "raised", "stopped", "skipped") or _own_gap(run):
        return ()
    return tuple(n for n in bench.substitutable(run.check.task) if n in failed and n != run.check.task)


def _second_look(bench: Bench, student: Student, lend: Lend, run: _Run, names: tuple[str, ...], seed: int) -> _Run:
    try:
        substitute(student, {name: lend(name) for name in names})
        second = attempt(run.check, student, bench.reference, seed)
    except StudentError:
        return run
    return _Run(run.check, run.first, second, names)


def _own_gap(run: _Run) -> bool:
    """Tell whether the check's own function is what is missing or not written."""
    error = run.first.error
    if isinstance(error, NotWritten) and error.problem.frames:
        return error.problem.frames[-1][2].split(".")[-1] == run.check.task
    return isinstance(error, NameMissing | NotWritten) and error.call_name == run.check.task


def _without_empty_refusals(runs: list[_Run]) -> list[_Run]:
    """Let checks that only ask for exceptions count where another check of the task saw a right answer.

    A function that refuses everything would pass them without knowing what to refuse.
    """
    passed = [(run, a) for run in runs for a in (run.first, run.second) if a is not None and a.outcome == "passed"]
    answered = {run.check.task for run, a in passed if a.gist.answered}
    return [_refused(run) if run.check.task not in answered and _only_refuses(run) else run for run in runs]


def _only_refuses(run: _Run) -> bool:
    passed = run.first if run.first.outcome == "passed" else run.last
    return passed.outcome == "passed" and passed.gist.refused


def _refused(run: _Run) -> _Run:
    return _Run(run.check, replace(run.first, outcome="failed", error=CheckFailed(REFUSES)))


def _report(run: _Run, cells: Cells, diagnose: Callable[[], tuple[Diagnosis, ...]]) -> CheckReport:
    check, first = run.check, run.first
    if first.outcome == "passed":
        return _check_report(check, "passed", check.points, "", run=run)
    if first.outcome == "broken":
        message = "This check is broken by its own fault; its points are given."
        return _check_report(check, "broken", check.points, message, run=run)
    assert first.error is not None
    told = explain(first.error, first.calls, visible=check.visibility == "visible", cells=cells)
    message = told.text()
    if run.second is not None and run.second.outcome == "passed":
        names = ", ".join(f"`{name}`" for name in run.substituted)
        message = f"Passes once {names} is right; with yours: {message}"
        return _check_report(check, "passed", check.points, message, run=run)
    return _check_report(check, first.outcome, 0.0, message, run=run, diagnosis=diagnose(), question=told.ask)


def _check_report(
    check: Check,
    outcome: Outcome,
    points: float,
    message: str,
    *,
    run: _Run | None = None,
    diagnosis: tuple[Diagnosis, ...] = (),
    question: str = "",
) -> CheckReport:
    isolated = None
    if run is not None and run.second is not None:
        isolated = Isolated(run.first.outcome, run.second.outcome, run.substituted)
    return CheckReport(
        id=check.id,
        task=check.task,
        title=check.title,
        visibility=check.visibility,
        outcome=outcome,
        points=points,
        max_points=check.points,
        message=message,
        diagnosis=diagnosis,
        isolated=isolated,
        trace=run.trace if run else "",
        duration_s=round(run.first.duration_s, 6) if run else 0.0,
        question=question,
    )
