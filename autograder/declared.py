"""Load what an assignment's files declare: misconceptions, normal forms, oracles, sweeps and figures.

Each function raises AssignmentError where a file speaks of a task that the assignment does not have.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.authoring import Figure, Misconception, NormalForm, Oracle, Sweep
from autograder.catalog import Assignment, AssignmentError, import_file


def misconceptions(assignment: Assignment) -> list[Misconception]:
    """Return the assignment's misconceptions, in file order (none when there is no file)."""
    found = [m for m in _declared(assignment, "misconceptions", "__misconception__") if isinstance(m, Misconception)]
    ids = [m.id for m in found]
    for m in found:
        assignment.task(m.task, f"{assignment.slug}, misconception {m.id}")
        if ids.count(m.id) > 1:
            raise AssignmentError(f"{assignment.slug}: two misconceptions are called {m.id!r}")
    return found


def normal_forms(assignment: Assignment) -> dict[str, Callable[..., Any]]:
    """Return the normal form of each task that has one; they stand beside the misconceptions."""
    found = [n for n in _declared(assignment, "misconceptions", "__normal_form__") if isinstance(n, NormalForm)]
    for form in found:
        assignment.task(form.task, f"{assignment.slug}, normal form of {form.task}")
    if len({form.task for form in found}) < len(found):
        raise AssignmentError(f"{assignment.slug}: a task has two normal forms, and can have one")
    return {form.task: form.of for form in found}


def oracles(assignment: Assignment) -> list[Oracle]:
    """Return the assignment's oracles, in file order (none when there is no file)."""
    found = [o for o in _declared(assignment, "oracle", "__oracle__") if isinstance(o, Oracle)]
    for o in found:
        assignment.task(o.task, f"{assignment.slug}, oracle {o.task}")
    return found


def sweeps(assignment: Assignment) -> list[Sweep]:
    """Return the assignment's sweeps, in file order (none when there is no file)."""
    return [s for s in _declared(assignment, "oracle", "__sweep__") if isinstance(s, Sweep)]


def figures(assignment: Assignment) -> list[Figure]:
    """Return the assignment's figures, in file order (none when there is no file)."""
    found = [f for f in _declared(assignment, "figures", "__figure__") if isinstance(f, Figure)]
    for f in found:
        for task in f.tasks:
            assignment.task(task, f"{assignment.slug}, figure {f.title!r}")
    return found


def _declared(assignment: Assignment, part: str, attribute: str) -> list[object]:
    path = assignment.folder / f"{part}.py"
    if not path.exists():
        return []
    module = import_file(path, f"assignment_{assignment.slug}_{part}")
    return [getattr(value, attribute) for value in vars(module).values() if hasattr(value, attribute)]
