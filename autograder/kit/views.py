"""Show runs of visible checks in a terminal: tables of points, one explanation in full, what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.console import clean, table
from autograder.kit.protocol import LoadProblem, Ran
from autograder.kit.runner import Run
from autograder.kit.score import TaskScore, task_scores

_COLOURS: Final = {"passed": "green", "failed": "red", "not written": "dim", "no visible check": "dim"}
HIDDEN: Final = (
    "Hidden tests are not run here. They ask the same tasks for the same mathematics on other inputs: other sizes, "
    "ties and borders, large and small values, lists and integers, and the errors that the handout names."
)


def task_table(run: Run) -> Table:
    """Return the table of one assignment's tasks."""
    scores = task_scores(run)
    rows = [[f"[bold]{s.task.id}[/bold]", _state(s), f"{s.points:g} of {s.visible:g}", f"{s.hidden:g}"] for s in scores]
    got, visible, hidden = (
        sum(values) for values in zip(*((s.points, s.visible, s.hidden) for s in scores), strict=True)
    )
    rows.append(["together", "", f"[bold]{got:g} of {visible:g}[/bold]", f"{hidden:g}"])
    manifest = run.target.assignment.manifest
    columns = ["task", "visible tests", "points", "hidden points"]
    return table(f"{manifest.title} · {run.target.choice.path.name}", columns, rows)


def overview_table(runs: Sequence[Run]) -> Table:
    """Return the table of several assignments."""
    return table("Your assignments", ["assignment", "tasks done", "points"], [_overview_row(run) for run in runs])


def load_problems(run: Run) -> RenderableType:
    """Return what went wrong while a file was loaded."""
    return Group(*(_load_problem(run, problem) for problem in run.problems or ()))


def mistake(run: Run, ran: Ran) -> RenderableType:
    """Return one check's explanation in full."""
    if ran.outcome == "skipped":
        return _next_task(run, ran)
    told = ran.explanation
    lines: list[RenderableType] = [
        Text.assemble(("✘ ", "bold red"), (ran.task, "bold"), f"  {clean(ran.title)}"),
        _indented(told.happened),
        _indented(told.values),
        _indented(ran.place, "yellow"),
        _indented(told.rule, "bold"),
        _indented(told.ask, "cyan"),
    ]
    if ran.call:
        lines.append(_indented(f"Try it: {ran.call}"))
    if ran.printed:
        lines.append(_indented(f"Printed meanwhile:\n{ran.printed}", "dim"))
    lines.append(_indented(f"Stuck? autograder hint {ran.task}", "dim"))
    return Group(*(line for line in lines if line != _NOTHING))


def hidden_note(runs: Sequence[Run]) -> Text:
    """Say what is not run, and what it counts; nothing if nothing was run."""
    hidden = sum(score.hidden for run in runs for score in task_scores(run))
    total = sum(score.task.points for run in runs for score in task_scores(run))
    if not total:
        return Text("")
    return Text(f"{HIDDEN} They give {hidden:g} of these {total:g} points.", style="dim")


_NOTHING: Final = Text("")


def _indented(text: str, style: str = "") -> RenderableType:
    return Padding(Text(clean(text), style=style), (0, 0, 0, 2)) if text else _NOTHING


def _next_task(run: Run, ran: Ran) -> RenderableType:
    task = run.target.assignment.task(ran.task)
    return Group(
        Text.assemble(("→ ", "bold cyan"), (task.id, "bold"), f"  {task.title} comes next; it is not written yet."),
        _indented(f"Its section is in {run.target.assignment.folder / 'README.md'}."),
        _indented(f"Where to begin: autograder hint {task.id}", "dim"),
    )


def _load_problem(run: Run, problem: LoadProblem) -> RenderableType:
    cell = problem.cell or run.target.choice.path.name
    where = f"{cell}, line {problem.line}" if problem.line else cell
    lines = [
        Text.assemble(("✘ ", "bold red"), (where, "bold"), clean(f"  {problem.type_name}: {problem.message}")),
        _indented(problem.text.rstrip(), "yellow"),
        _indented(problem.advice, "bold"),
    ]
    return Group(*(line for line in lines if line != _NOTHING))


def _state(score: TaskScore) -> str:
    text = f"{score.passed} of {score.checks} pass" if score.state == "failed" else score.state
    return f"[{_COLOURS[score.state]}]{text}[/{_COLOURS[score.state]}]"


def _overview_row(run: Run) -> list[str]:
    slug = run.target.assignment.slug
    if run.unusable:
        return [f"[bold]{slug}[/bold]", "[red]cannot be run[/red]", "0"]
    scores = task_scores(run)
    done = sum(score.state == "passed" for score in scores)
    colour = "green" if done == len(scores) else "yellow" if any(s.state != "not written" for s in scores) else "dim"
    got, visible = sum(score.points for score in scores), sum(score.visible for score in scores)
    return [f"[bold]{escape(slug)}[/bold]", f"[{colour}]{done} of {len(scores)}[/{colour}]", f"{got:g} of {visible:g}"]
