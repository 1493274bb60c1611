"""Arrange what one student is told: for each assignment the mark and how it came about, tasks, checks, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from autograder.catalog import Assignment
from autograder.gradebook.mark import Mark, Step
from autograder.grading.report import CheckReport, GradeReport
from autograder.report.pictures import Shown
from autograder.report.statistics import by_task

VERDICTS: Final = {
    "passed": "Passed",
    "failed": "Not right yet",
    "raised": "Raised an error",
    "stopped": "Stopped",
    "skipped": "Not written yet",
    "broken": "Our fault",
}
MAX_NOTES: Final = 20
_POINTS_GIVEN: Final = ("passed", "broken")


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task as the student sees it.

    `open` are the checks to read, `credited` those whose points are given because an earlier function or the check
    itself is at fault, `passed` those to be content with.
    """

    id: str
    title: str
    points: float
    max_points: float
    state: str
    hints: tuple[str, ...]
    open: tuple[CheckReport, ...]
    credited: tuple[CheckReport, ...]
    passed: tuple[CheckReport, ...]
    pictures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One assignment as the student sees it; `report` is None where nothing was handed in."""

    slug: str
    title: str
    mark: Mark
    report: GradeReport | None
    tasks: tuple[TaskView, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    @property
    def token(self) -> str:
        """Everything needed to run this again, in one line to be quoted in an appeal."""
        report = self.report
        if report is None:
            return ""
        return f"{self.slug} {report.assignment_version} seed {report.seed} file {report.submission_sha256[:16]}"


def assignment_view(
    assignment: Assignment, mark: Mark, report: GradeReport | None, pictures: Sequence[Shown] = ()
) -> AssignmentView:
    """Arrange one assignment's report."""
    told = report is not None and report.status != "not_gradable"
    return AssignmentView(
        slug=assignment.slug,
        title=assignment.manifest.title,
        mark=mark,
        report=report,
        tasks=_tasks(assignment, report, pictures) if report is not None and told else (),
        steps=mark.steps if _worth_telling(mark) else (),
        notes=report.notes[:MAX_NOTES] if report is not None else (),
    )


def _worth_telling(mark: Mark) -> bool:
    """Tell whether a mark is more than the raw score of the only attempt."""
    return len(mark.steps) > 1 or mark.attempts > 1 or mark.mark != mark.raw


def _tasks(assignment: Assignment, report: GradeReport, pictures: Sequence[Shown]) -> tuple[TaskView, ...]:
    titles = {task.id: task.title for task in assignment.manifest.tasks}
    checks = dict(by_task(report))
    ordered = [*(t for t in titles if t in checks), *(t for t in checks if t not in titles)]
    placed = _placed(ordered, pictures)
    return tuple(_task(task, titles.get(task, ""), checks[task], placed.get(task, ())) for task in ordered)


def _placed(order: Sequence[str], pictures: Sequence[Shown]) -> dict[str, tuple[Shown, ...]]:
    """Give each picture to the last of its tasks: all that it shows has been asked for by then."""
    placed: dict[str, tuple[Shown, ...]] = {}
    for picture in pictures:
        tasks = [task for task in order if task in picture.tasks]
        if tasks:
            placed[tasks[-1]] = (*placed.get(tasks[-1], ()), picture)
    return placed


def _task(task: str, title: str, checks: Sequence[CheckReport], pictures: tuple[Shown, ...]) -> TaskView:
    points, possible = sum(c.points for c in checks), sum(c.max_points for c in checks)
    unwritten = all(check.outcome == "skipped" for check in checks)
    full = abs(points - possible) < 1e-9
    return TaskView(
        id=task,
        title=title,
        points=points,
        max_points=possible,
        state="unwritten" if unwritten else "full" if full else "part" if points else "none",
        hints=tuple(dict.fromkeys(d.hint for check in checks for d in check.diagnosis)),
        open=() if unwritten else tuple(c for c in checks if c.outcome not in _POINTS_GIVEN),
        credited=tuple(c for c in checks if c.outcome in _POINTS_GIVEN and c.message),
        passed=tuple(c for c in checks if c.outcome == "passed" and not c.message),
        pictures=pictures,
    )
