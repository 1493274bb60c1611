"""Find the task or assignment that a student names on the command line."""

from __future__ import annotations

import difflib

from autograder.catalog import Assignment, Task
from autograder.kit import KitError


def find_task(assignments: list[Assignment], name: str) -> tuple[Assignment, Task]:
    """Return the task called `name` ("softmax") or `assignment.task`.

    Raises:
        KitError: there is none, or more than one; the message says what to type.
    """
    slug, _, task_id = name.rpartition(".")
    found = [(a, t) for a in assignments if slug in ("", a.slug) for t in a.manifest.tasks if t.id == task_id]
    if len(found) == 1:
        return found[0]
    if found:
        ways = " or ".join(f"{a.slug}.{t.id}" for a, t in found)
        raise KitError(f"{name!r} is a task of {len(found)} assignments. Write {ways}.")
    near = difflib.get_close_matches(task_id, [t.id for a in assignments for t in a.manifest.tasks], n=1)
    ask = f"Did you mean {near[0]!r}?" if near else "Each assignment's README.md lists its tasks."
    raise KitError(f"There is no task {name!r}. {ask}")
