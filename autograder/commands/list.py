"""`autograder list`: how far a student is, with a bar for each assignment."""

from __future__ import annotations

from textwrap import fill

from rich.progress_bar import ProgressBar
from rich.table import Table

from autograder import catalog
from autograder.console import console, progress_bar
from autograder.kit.choice import chosen_file
from autograder.kit.runner import Run, Target, run_visible
from autograder.kit.score import task_scores

BAR_WIDTH = 24
OTHER_COLUMNS_WIDTH = 61


def run_list() -> None:
    """Run every visible test and print one row for each assignment."""
    assignments = catalog.load_all(catalog.find_root())
    targets = [Target(assignment, chosen_file(assignment.folder)) for assignment in assignments]
    with progress_bar() as bar:
        job = bar.add_task("visible tests", total=None)
        runs = run_visible(targets, lambda: bar.advance(job))
    screen = console()
    screen.print(list_table(runs, screen.width))
    done, total = (sum(values) for values in zip(*map(_tasks, runs), strict=True))
    screen.print(f"{done} of {total} tasks pass their visible tests.")


def list_table(runs: list[Run], width: int) -> Table:
    """Return one row for each assignment; in a narrow terminal bars and titles give way to names."""
    titles = max(width - OTHER_COLUMNS_WIDTH, *(len(run.target.assignment.slug) for run in runs))
    table = Table(header_style="bold")
    table.add_column("", justify="right")
    table.add_column("assignment", no_wrap=True)
    table.add_column("tasks", justify="right")
    table.add_column("", max_width=BAR_WIDTH)
    table.add_column("points", justify="right")
    for run in runs:
        manifest, (done, total) = run.target.assignment.manifest, _tasks(run)
        scores = task_scores(run)
        points = f"{sum(s.points for s in scores):g} of {sum(s.visible for s in scores):g}"
        state = "[red]cannot be run[/red]" if run.unusable else points
        name = f"[bold]{run.target.assignment.slug}[/bold]\n[dim]{fill(manifest.title, titles)}[/dim]"
        table.add_row(str(manifest.number), name, f"{done} of {total}", ProgressBar(total, done), state)
    return table


def _tasks(run: Run) -> tuple[int, int]:
    scores = task_scores(run)
    return sum(score.state == "passed" for score in scores), len(scores)
