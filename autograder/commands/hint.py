"""`autograder hint`: help with one task, a step at a time."""

from __future__ import annotations

from rich.markdown import Markdown
from rich.rule import Rule

from autograder import catalog
from autograder.console import console
from autograder.kit.choice import chosen_file
from autograder.kit.hints import STEPS, hint
from autograder.kit.names import find_task
from autograder.kit.runner import Target, run_visible
from autograder.kit.score import all_passed, first_mistake


def run_hint(name: str, step: int) -> None:
    """Print one step, and how to get the next."""
    assignment, task = find_task(catalog.load_all(catalog.find_root()), name)
    (run,) = run_visible([Target(assignment, chosen_file(assignment.folder), only=task.id)])
    found = first_mistake([run])
    screen = console()
    screen.print(Rule(f"{task.id} · {step} of {len(STEPS)}: {STEPS[step - 1]}", align="left"))
    if all_passed([run]):
        screen.print("[green]Every visible test of this task passes.[/green]")
    text = hint(assignment, task, step, found[1] if found else None)
    if step == len(STEPS):  # formulas do not survive rendering in a terminal
        screen.print(text, markup=False)
        screen.print(f"With its formulas and pictures: {assignment.folder / 'handout.html'}#{task.id}", soft_wrap=True)
    else:
        screen.print(Markdown(text))
        screen.print(f"[dim]More help: autograder hint {name} {step + 1}[/dim]")
