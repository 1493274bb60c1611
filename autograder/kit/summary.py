"""Write a run of visible checks as Markdown, for the page of a GitHub Actions run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.kit.runner import Run
from autograder.kit.score import task_scores
from autograder.kit.views import HIDDEN


def write_summary(path: Path, runs: Sequence[Run]) -> None:
    """Append the table of points to `path`."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(summary_markdown(runs))


def summary_markdown(runs: Sequence[Run]) -> str:
    """Return the table of points, one row for each assignment."""
    rows = [_row(run) for run in runs]
    head = ["## Visible tests", "", "| assignment | tasks done | points |", "|---|---|---|"]
    return "\n".join([*head, *rows, "", HIDDEN, ""])


def _row(run: Run) -> str:
    slug = run.target.assignment.slug
    if run.unusable:
        return f"| {slug} | cannot be run | 0 |"
    scores = task_scores(run)
    done = sum(score.state == "passed" for score in scores)
    got, visible = sum(score.points for score in scores), sum(score.visible for score in scores)
    return f"| {slug} | {done} of {len(scores)} | {got:g} of {visible:g} |"
