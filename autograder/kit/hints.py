"""Help with a task in four steps, from nothing but what a kit holds: tests, the student's own run, the handout."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final

from autograder.catalog import Assignment, Task
from autograder.kit.handouts import read_handout
from autograder.kit.protocol import Ran

STEPS: Final = ("What should hold", "A question", "An experiment", "The handout")
_NO_QUESTION: Final = (
    "Work the handout's example by hand, line by line. At which line does your code say something else?"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one visible check says in its source."""

    name: str
    title: str
    rules: tuple[str, ...]
    asks: tuple[str, ...]


def hint(assignment: Assignment, task: Task, step: int, mistake: Ran | None) -> str:
    """Return one step's text, in Markdown; `mistake` is the task's first check that does not pass."""
    said = said_in_tests(assignment, task.id)
    match step:
        case 1:
            return _property(said, mistake)
        case 2:
            return _question(said, mistake)
        case 3:
            return _experiment(assignment, task, mistake)
    return next(part.text for part in read_handout(assignment) if part.task == task.id)


def said_in_tests(assignment: Assignment, task_id: str) -> list[Said]:
    """Return what the visible checks of a task say, in file order."""
    return [
        said
        for path in assignment.tests("visible")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and _is_check_of(node, task_id)
        for said in [_said(node)]
    ]


def _property(said: list[Said], mistake: Ran | None) -> str:
    if mistake is not None and mistake.explanation.rule:
        return f"{mistake.title}\n\n{mistake.explanation.rule}"
    lines = [f"* {s.title}" + "".join(f"\n  {rule}" for rule in s.rules[:1]) for s in said]
    return "\n".join(lines)


def _question(said: list[Said], mistake: Ran | None) -> str:
    if mistake is not None and mistake.explanation.ask:
        return mistake.explanation.ask
    asks = [ask for s in said for ask in s.asks]
    return asks[0] if asks else _NO_QUESTION


def _experiment(assignment: Assignment, task: Task, mistake: Ran | None) -> str:
    where = f"In `assignments/{assignment.slug}`, start `python` and type:"
    call = mistake.call if mistake is not None and mistake.call else f"help({task.id})"
    lines = [f"    >>> from {assignment.slug} import *", "    >>> import numpy as np", f"    >>> {call}"]
    question = "What do you expect by hand, and what comes back? Print the values in between, from the first line on."
    return "\n".join([where, "", *lines, "", question])


def _is_check_of(node: ast.FunctionDef, task_id: str) -> bool:
    return any(
        keyword.arg == "task" and isinstance(keyword.value, ast.Constant) and keyword.value.value == task_id
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
    )


def _said(node: ast.FunctionDef) -> Said:
    named = {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    title = (ast.get_docstring(node) or "").split("\n")[0]
    return Said(node.name, title, _texts(node, "rule", named), _texts(node, "ask", named))


def _texts(node: ast.FunctionDef, argument: str, named: dict[str, ast.expr]) -> tuple[str, ...]:
    """Return the plain strings given as `rule=` or `ask=`, also through a name in the function."""
    values = [
        keyword.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == argument
    ]
    values = [named.get(value.id, value) if isinstance(value, ast.Name) else value for value in values]
    texts = [value.value for value in values if isinstance(value, ast.Constant)]
    return tuple(dict.fromkeys(text for text in texts if isinstance(text, str)))
