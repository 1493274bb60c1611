"""Arrange what the instructor is told: the class at a glance, and one page for each assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from autograder.authoring import Misconception
from autograder.catalog import Assignment
from autograder.gradebook.mark import Mark, MarkStatus
from autograder.grading.report import MAX_SCORE
from autograder.report.clusters import RELATION, SLIP, Cluster
from autograder.report.statistics import AssignmentFigures, CheckFigures, Mistaken, TaskFigures

# With fewer students a share or a correlation says nothing.
LEAST_FOR_SMELL: Final = 5
LEAST_FOR_DISCRIMINATION: Final = 10
LOW_DISCRIMINATION: Final = 0.2
TOP_MISCONCEPTIONS: Final = 10
# Rows of a table that are seen at once; the rarer ones are folded away.
OFTEN: Final = 12
MAX_CLUSTERS: Final = 40
LOW_MARK: Final = 50
_WORDS: Final = {
    "needs_regrade": "regrade",
    "not_gradable": "unreadable",
    "not_handed_in": "–",
    "excused": "excused",
}
BAR_LABELS: Final = (*(f"{10 * i}–{10 * i + 9}" for i in range(10)), "100")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram, in units of the drawing: `height` of 100 at most."""

    label: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class NamedMistake:
    """A mistake that was named, and who made it; `idea` is what the bank says of it, or what students were told."""

    slug: str
    id: str
    task: str
    idea: str
    names: Mistaken
    share: float

    @property
    def anchor(self) -> str:
        """The place on the assignment's page that tells of it."""
        return anchor(self.task, self.id)


def anchor(task: str, name: str) -> str:
    """Return the id of the place that tells of a mistake; a relation or a slip can be found in several tasks."""
    if name.startswith((RELATION, SLIP)):
        return f"m-{task}-{name.removeprefix(RELATION).replace(':', '-')}"
    return f"m-{name}"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task's difficulty and discrimination."""

    id: str
    title: str
    figures: TaskFigures
    discrimination: float | None
    weak: bool


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """Everything the page of one assignment shows."""

    assignment: Assignment
    figures: AssignmentFigures
    bars: tuple[Bar, ...]
    tasks: tuple[TaskRow, ...]
    mistakes: tuple[NamedMistake, ...]
    slips: tuple[NamedMistake, ...]
    relations: tuple[NamedMistake, ...]
    clusters: tuple[Cluster, ...]
    more_clusters: int
    smells: tuple[tuple[str, CheckFigures], ...]

    @property
    def slug(self) -> str:
        """The assignment's slug."""
        return self.assignment.slug

    @property
    def title(self) -> str:
        """The assignment's title."""
        return self.assignment.manifest.title


def assignment_page(
    assignment: Assignment, figures: AssignmentFigures, bank: Sequence[Misconception]
) -> AssignmentPage:
    """Arrange one assignment's figures."""
    clusters = figures.clusters.common()
    mistakes = _mistakes(assignment, figures, bank)
    return AssignmentPage(
        assignment=assignment,
        figures=figures,
        bars=bars(figures.scores.bars()),
        tasks=_task_rows(assignment, figures),
        mistakes=tuple(m for m in mistakes if not m.id.startswith((RELATION, SLIP))),
        slips=tuple(m for m in mistakes if m.id.startswith(SLIP)),
        relations=tuple(m for m in mistakes if m.id.startswith(RELATION)),
        clusters=tuple(clusters[:MAX_CLUSTERS]),
        more_clusters=max(0, len(clusters) - MAX_CLUSTERS),
        smells=_smells(figures),
    )


def bars(counts: Sequence[int]) -> tuple[Bar, ...]:
    """Return the bars of a histogram."""
    tallest = max([*counts, 1])
    return tuple(Bar(label, count, 100 * count / tallest) for label, count in zip(BAR_LABELS, counts, strict=True))


def top_mistakes(pages: Sequence[AssignmentPage]) -> list[NamedMistake]:
    """Return the misconceptions that most students have, over all assignments."""
    found = [mistake for page in pages for mistake in page.mistakes]
    return sorted(found, key=lambda m: -m.names.count)[:TOP_MISCONCEPTIONS]


class Cell(NamedTuple):
    """What the table keeps of a mark."""

    status: MarkStatus
    mark: float | None
    raw: float | None
    late_days: int

    @property
    def word(self) -> str:
        """What stands in place of a number."""
        return _WORDS.get(self.status, "")


class Row(NamedTuple):
    """One student's line in the table: a cell for each assignment, None where nothing was handed in."""

    student: str
    name: str
    cells: tuple[Cell | None, ...]

    @property
    def total(self) -> float:
        """The sum of the marks there are."""
        return round(sum(cell.mark or 0.0 for cell in self.cells if cell), 2)

    @property
    def most(self) -> float:
        """The most that `total` could be: the full score for each mark there is."""
        return MAX_SCORE * sum(cell.mark is not None for cell in self.cells if cell)

    @property
    def flags(self) -> str:
        """Words the table filters by."""
        cells = [cell for cell in self.cells if cell]
        words: set[str] = {cell.status for cell in cells if cell.word}
        words |= {"late" for cell in cells if cell.late_days}
        words |= {"low" for cell in cells if cell.mark is not None and cell.mark < LOW_MARK}
        words |= {"not_handed_in" for cell in self.cells if cell is None}
        return " ".join(sorted(words))


def cell_of(mark: Mark | None) -> Cell | None:
    """Return what the table keeps of a mark."""
    return Cell(mark.status, mark.mark, mark.raw, mark.late.days) if mark else None


def _task_rows(assignment: Assignment, figures: AssignmentFigures) -> tuple[TaskRow, ...]:
    rows = []
    for task in assignment.manifest.tasks:
        found = figures.tasks.get(task.id)
        if found is None:
            continue
        enough = found.n >= LEAST_FOR_DISCRIMINATION
        value = found.discrimination if enough else None
        rows.append(TaskRow(task.id, task.title, found, value, value is not None and value < LOW_DISCRIMINATION))
    return tuple(rows)


def _mistakes(assignment: Assignment, figures: AssignmentFigures, bank: Sequence[Misconception]) -> list[NamedMistake]:
    known = {m.id: m for m in bank}
    total = max(1, figures.scores.count)
    found = [
        NamedMistake(
            slug=assignment.slug,
            id=name,
            task=known[name].task if name in known else task,
            idea=known[name].idea if name in known else names.hint,
            names=names,
            share=names.count / total,
        )
        for (task, name), names in figures.mistakes.items()
    ]
    return sorted(found, key=lambda m: (-m.names.count, m.id, m.task))


def _smells(figures: AssignmentFigures) -> tuple[tuple[str, CheckFigures], ...]:
    if figures.scores.count < LEAST_FOR_SMELL:
        return ()
    found = [(name, check) for name, check in figures.checks.items() if check.smell]
    return tuple(sorted(found, key=lambda pair: (pair[1].smell == "all pass", pair[0])))
