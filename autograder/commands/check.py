"""`autograder check`: run the visible tests, show points, explain the first mistake, and run again on save."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import typer

from autograder import catalog
from autograder.console import console, fail, warn
from autograder.kit import KitError
from autograder.kit.choice import chosen_file
from autograder.kit.names import find_assignments
from autograder.kit.released import released_text
from autograder.kit.runner import Run, Target, run_visible
from autograder.kit.score import all_passed, first_mistake
from autograder.kit.signatures import signature_notes
from autograder.kit.summary import write_summary
from autograder.kit.views import hidden_note, load_problems, mistake, overview_table, task_table
from autograder.submission_source import SourceError, read_cells

NOT_PASSED = 1
# Where GitHub Actions shows Markdown on the page of a run.
STEP_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
POLL_S: Final = 0.3


def run_check(slug: str | None, watch: bool) -> None:
    """Check once, or again whenever a file changes."""
    root = catalog.find_root()
    assignments = find_assignments(catalog.load_all(root), [slug] if slug else [])
    if watch:
        _watch(assignments)
    runs = _check(assignments)
    if STEP_SUMMARY in os.environ:
        write_summary(Path(os.environ[STEP_SUMMARY]), runs)
    if not all_passed(runs):
        raise typer.Exit(NOT_PASSED)


def _check(assignments: list[catalog.Assignment]) -> list[Run]:
    runs = run_visible([Target(a, chosen_file(a.folder)) for a in assignments])
    screen = console()
    for run in runs:
        if run.target.choice.remark:
            warn(run.target.choice.remark)
        if run.unusable:
            fail(run.unusable)
        elif len(runs) == 1:
            screen.print(task_table(run))
        if run.problems:
            screen.print(load_problems(run))
        for note in _signature_notes(run):
            warn(note)
    if len(runs) > 1:
        screen.print(overview_table(runs))
    found = first_mistake(runs)
    if found:
        screen.print(mistake(*found))
    elif all_passed(runs):
        screen.print("[bold green]Every visible test passes.[/bold green]")
    screen.print(hidden_note([run for run in runs if not run.unusable]))
    return runs


def _signature_notes(run: Run) -> list[str]:
    path = run.target.choice.path
    try:
        sources = [source for _, source in read_cells(path)]
        tasks = [task.id for task in run.target.assignment.manifest.tasks]
        return signature_notes(tasks, released_text(path.with_suffix(".py")), sources)
    except (SourceError, KitError):
        return []  # said already, or not a kit


def _watch(assignments: list[catalog.Assignment]) -> None:
    """Check again on every save until Ctrl-C."""
    seen: dict[Path, float] = {}
    try:
        while True:
            now = _times(assignments)
            if now != seen:
                seen = now
                console().clear()
                _check(assignments)
                console().print("[dim]Watching: save to run again, Ctrl-C to stop.[/dim]")
            time.sleep(POLL_S)
    except KeyboardInterrupt:
        raise typer.Exit from None


def _times(assignments: list[catalog.Assignment]) -> dict[Path, float]:
    files = [a.folder / f"{a.slug}{suffix}" for a in assignments for suffix in (".py", ".ipynb")]
    return {path: path.stat().st_mtime for path in files if path.exists()}
