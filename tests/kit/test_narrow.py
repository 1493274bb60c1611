"""What a narrow terminal shows: names that a student types are never cut."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from autograder import catalog
from autograder.commands.list import list_table
from autograder.kit.choice import chosen_file
from autograder.kit.runner import Run, Target
from autograder.kit.views import overview_table, task_table

RUNS = [
    Run(Target(assignment, chosen_file(assignment.folder)))
    for assignment in catalog.load_all(Path(__file__).resolve().parents[2])
]


def shown(item: RenderableType, width: int) -> set[str]:
    """Return the words that a terminal of that width shows."""
    screen = io.StringIO()
    Console(file=screen, width=width).print(item)
    return set(screen.getvalue().split())


@pytest.mark.parametrize("width", [60, 120])
def test_names_are_whole(width: int) -> None:
    """Assignments in the list and the overview, tasks in their table."""
    slugs = {run.target.assignment.slug for run in RUNS}
    tasks = {task.id for run in RUNS for task in run.target.assignment.manifest.tasks}

    assert "points" in shown(list_table(RUNS, width), width)
    assert slugs - shown(list_table(RUNS, width), width) == set()
    assert slugs - shown(overview_table(RUNS), width) == set()
    assert tasks - set().union(*(shown(task_table(run), width) for run in RUNS)) == set()
