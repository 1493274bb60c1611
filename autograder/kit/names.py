"""Find the task or assignment that a student names on the command line."""

from __future__ import annotations

import difflib

from autograder.catalog import Assignment, Task
from autograder.kit import KitError


def find_assignments(assignments: list[Assignment], names: list[str]) -> list[Assignment]:
    """Return the assignments of these names (all, when the list is empty).

    Raises:
        KitError: there is none of a name; the message says what to type.
    """
    known = {assignment.slug: assignment for assignment in assignments}
    for name in names:
        if name not in known:
            raise KitError(_unknown_assignment(assignments, name))
    return [known[name] for name in names] if names else assignments


def find_task(assignments: list[Assignment], name: str) -> tuple[Assignment, Task]:
    """Return the task called `name` ("softmax") or `assignment.task`.

    Raises:
        KitError: there is none, or more than one; the message says what to type.
    """
    slug, _, task_id = name.rpartition(".")
    found = [(a, t) for a in assignments if slug in ("", a.slug) for t in a.manifest.tasks if t.id == task_id]
    if len(found) == 1:
        return found[0]
    if not found and any(a.slug == name for a in assignments):
        tasks = ", ".join(t.id for a in assignments if a.slug == name for t in a.manifest.tasks)
        raise KitError(f"{name!r} is an assignment. Name one of its tasks: {tasks}.")
    if found:
        ways = " or ".join(f"{a.slug}.{t.id}" for a, t in found)
        raise KitError(f"{name!r} is a task of {len(found)} assignments. Write {ways}.")
    raise KitError(unknown_task(assignments, name, task_id))


def unknown_task(assignments: list[Assignment], name: str, task_id: str) -> str:
    """Say that there is no such task, and which one is most like it."""
    near = difflib.get_close_matches(task_id, [t.id for a in assignments for t in a.manifest.tasks], n=1)
    ask = f"Did you mean {near[0]!r}?" if near else "Each assignment's README.md lists its tasks."
    return f"There is no task {name!r}. {ask}"


def _unknown_assignment(assignments: list[Assignment], name: str) -> str:
    task_id = name.rpartition(".")[2]
    owners = [a.slug for a in assignments if any(t.id == task_id for t in a.manifest.tasks)]
    if owners:
        return f"{name!r} is a task of {' and of '.join(owners)}. Name the assignment: {' or '.join(owners)}."
    slugs = [a.slug for a in assignments]
    near = difflib.get_close_matches(name, slugs, n=1)
    ask = f"Did you mean {near[0]!r}? " if near else ""
    return f"There is no assignment {name!r}. {ask}There are: {', '.join(slugs)}."
