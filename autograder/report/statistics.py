"""Gather what a class understood, one report at a time, in memory that does not grow with the class."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from autograder.grading.report import CheckReport, GradeReport
from autograder.report.clusters import RELATION, SLIP, Clusters, named

# So many students are named in a list; the rest is counted.
NAMED: Final = 40
BARS: Final = 11


@dataclass(slots=True)
class Names:
    """Some students, each with a remark: the first ones by name, all of them by number."""

    count: int = 0
    shown: list[tuple[str, str]] = field(default_factory=list)

    def add(self, student: str, remark: str = "") -> None:
        """Count a student."""
        self.count += 1
        if len(self.shown) < NAMED:
            self.shown.append((student, remark))

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.shown)


@dataclass(slots=True)
class Mistaken(Names):
    """The students who were told of one mistake; `hint` is what one of them was told."""

    hint: str = ""


@dataclass(slots=True)
class Scores:
    """A distribution of scores between 0 and 100, kept by the cent."""

    cents: Counter[int] = field(default_factory=Counter)

    def add(self, score: float) -> None:
        """Count a score."""
        self.cents[round(score * 100)] += 1

    @property
    def count(self) -> int:
        """How many there are."""
        return self.cents.total()

    @property
    def mean(self) -> float:
        """The mean; 0 of none."""
        return sum(c * n for c, n in self.cents.items()) / 100 / max(1, self.count)

    def quantile(self, share: float) -> float:
        """Return the least score that this share of scores does not exceed; 0 of none."""
        needed, seen = share * self.count, 0
        for cents in sorted(self.cents):
            seen += self.cents[cents]
            if seen >= needed:
                return cents / 100
        return 0.0

    def bars(self) -> list[int]:
        """Return how many lie in 0-9, 10-19, … 90-99, and at 100."""
        bars = [0] * BARS
        for cents, count in self.cents.items():
            bars[min(cents // 1000, BARS - 1)] += count
        return bars


@dataclass(slots=True)
class TaskFigures:
    """One task's points against the points of the rest of the assignment, as running sums."""

    points: float = 0.0
    n: int = 0
    unwritten: int = 0
    _x: float = 0.0
    _y: float = 0.0
    _xx: float = 0.0
    _yy: float = 0.0
    _xy: float = 0.0

    def add(self, got: float, rest: float, unwritten: bool) -> None:
        """Count one student's points in the task, and in the rest."""
        self.n += 1
        self.unwritten += unwritten
        self._x += got
        self._y += rest
        self._xx += got * got
        self._yy += rest * rest
        self._xy += got * rest

    @property
    def earned(self) -> float:
        """The share of the task's points that the class earned."""
        return self._x / (self.n * self.points) if self.n and self.points else 0.0

    @property
    def discrimination(self) -> float | None:
        """How the task's points go along with the points of the rest (a correlation); None where they do not vary."""
        spread_x = self.n * self._xx - self._x**2
        spread_y = self.n * self._yy - self._y**2
        if spread_x <= 1e-9 or spread_y <= 1e-9:
            return None
        return (self.n * self._xy - self._x * self._y) / math.sqrt(spread_x * spread_y)


@dataclass(slots=True)
class CheckFigures:
    """How often one check ended how."""

    task: str
    title: str
    visibility: str
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def smell(self) -> str:
        """What is suspicious about a check that does not tell students apart; empty for one that does."""
        total = self.outcomes.total()
        if self.outcomes["passed"] == total:
            return "all pass"
        if self.outcomes["skipped"] == total:
            return "nobody has written it"
        return "" if self.outcomes["passed"] else "all fail"


@dataclass(slots=True)
class AssignmentFigures:
    """What is known of one assignment: scores, tasks, checks, mistakes, clusters, and what needs a look.

    `mistakes` are those that were named, by `mistake_key`.
    """

    scores: Scores = field(default_factory=Scores)
    tasks: dict[str, TaskFigures] = field(default_factory=dict)
    checks: dict[str, CheckFigures] = field(default_factory=dict)
    mistakes: dict[tuple[str, str], Mistaken] = field(default_factory=dict)
    clusters: Clusters = field(default_factory=Clusters)
    stopped: Names = field(default_factory=Names)
    regrade: Names = field(default_factory=Names)
    unreadable: Names = field(default_factory=Names)

    @property
    def submissions(self) -> int:
        """How many reports there are, whether graded or not."""
        return self.scores.count + self.regrade.count + self.unreadable.count

    def add(self, report: GradeReport) -> None:
        """Count a report. What could not be graded is named, and left out of the figures."""
        if report.status == "not_gradable":
            self.unreadable.add(report.student, report.message)
            return
        if report.status == "needs_regrade":
            self.regrade.add(report.student, _regrade_remark(report))
            return
        self.scores.add(report.score)
        for task, checks in by_task(report):
            self._add_task(report, task, checks)
        self.clusters.add(report)
        for key, hint in sorted(_diagnosed(report).items()):
            self.mistakes.setdefault(key, Mistaken(hint=hint)).add(report.student)
        stopped = [check.id for check in report.checks if check.outcome == "stopped"]
        if stopped:
            self.stopped.add(report.student, ", ".join(f"`{name}`" for name in stopped))

    def _add_task(self, report: GradeReport, task: str, checks: list[CheckReport]) -> None:
        got = sum(check.points for check in checks)
        figures = self.tasks.setdefault(task, TaskFigures(sum(check.max_points for check in checks)))
        figures.add(got, report.score - got, all(check.outcome == "skipped" for check in checks))
        for check in checks:
            if check.id not in self.checks:
                self.checks[check.id] = CheckFigures(check.task, check.title, check.visibility)
            self.checks[check.id].outcomes[check.outcome] += 1


def by_task(report: GradeReport) -> Iterator[tuple[str, list[CheckReport]]]:
    """Return the checks of each task, tasks in order of their first check."""
    tasks: dict[str, list[CheckReport]] = {}
    for check in report.checks:
        tasks.setdefault(check.task, []).append(check)
    yield from tasks.items()


def _diagnosed(report: GradeReport) -> dict[tuple[str, str], str]:
    """Return the mistakes named in a report and what was said of each, by `mistake_key`."""
    return {mistake_key(task, name): hint for task, checks in by_task(report) for name, hint in named(checks).items()}


def mistake_key(task: str, name: str) -> tuple[str, str]:
    """Return (task, name) of a mistake; a misconception's name alone is unique, so its task is left out."""
    return (task if name.startswith((RELATION, SLIP)) else "", name)


def _regrade_remark(report: GradeReport) -> str:
    """Return why a report needs a regrade, with the end of the traceback where a check broke."""
    traces = [check.trace.strip().splitlines()[-1] for check in report.checks if check.trace.strip()]
    return f"{report.message} {traces[0]}" if traces else report.message
