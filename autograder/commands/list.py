"""`autograder list`: how far a student is, with a bar for each assignment."""

from __future__ import annotations

from rich.progress_bar import ProgressBar
from rich.table import Table

from autograder import catalog
from autograder.console import console, progress_bar
from autograder.kit.choice import chosen_file
from autograder.kit.runner import Run, Target, run_visible
from autograder.kit.score import task_scores

BAR_WIDTH = 24


def run_list() -> None:
    """Run every visible test and print one row for each assignment."""
    assignments = catalog.load_all(catalog.find_root())
    targets = [Target(assignment, chosen_file(assignment.folder)) for assignment in assignments]
    with progress_bar() as bar:
        job = bar.add_task("visible tests", total=None)
        runs = run_visible(targets, lambda: bar.advance(job))
    screen = console()
    screen.print(_table(runs))
    done, total = (sum(values) for values in zip(*map(_tasks, runs), strict=True))
    screen.print(f"{done} of {total} tasks pass their visible tests.")


def _table(runs: list[Run]) -> Table:
    table = Table(header_style="bold")
    for heading, justify in (
        ("", "right"),
        ("assignment", "left"),
        ("tasks", "right"),
        ("", "left"),
        ("points", "right"),
    ):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    for run in runs:
        manifest, (done, total) = run.target.assignment.manifest, _tasks(run)
        scores = task_scores(run)
        points = f"{sum(s.points for s in scores):g} of {sum(s.visible for s in scores):g}"
        state = "[red]cannot be run[/red]" if run.unusable else points
        name = f"[bold]{run.target.assignment.slug}[/bold]\n[dim]{manifest.title}[/dim]"
        table.add_row(str(manifest.number), name, f"{done} of {total}", ProgressBar(total, done, BAR_WIDTH), state)
    return table


def _tasks(run: Run) -> tuple[int, int]:
    scores = task_scores(run)
    return sum(score.state == "passed" for score in scores), len(scores)
