"""What every submission of one assignment is graded with, made once for a process."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass, field

from autograder.authoring import Misconception
from autograder.catalog import Assignment, import_file
from autograder.declared import misconceptions
from autograder.diagnosis.rewritten import Rewritten, rewritten
from autograder.grading.checks import Check, collect
from autograder.grading.precedents import Precedents
from autograder.reference import Reference


@dataclass(frozen=True, slots=True)
class Bench:
    """An assignment's checks, reference and misconceptions, ready for use.

    Without `diagnoses`, only marks matter: nobody reads which mistake lies behind them.
    """

    assignment: Assignment
    version: str
    checks: tuple[Check, ...]
    module: types.ModuleType
    reference: Reference
    bank: tuple[Misconception, ...]
    others: tuple[types.ModuleType, ...] = ()
    _rewritten: dict[str, Rewritten] = field(default_factory=dict)
    diagnoses: bool = True
    precedents: Precedents = field(default_factory=Precedents)

    def right(self, task: str) -> Callable[..., object]:
        """Return the reference's function or class of a task."""
        function: Callable[..., object] = getattr(self.module, task)
        return function

    def alternatives(self, task: str) -> list[Callable[..., object]]:
        """Return the other right functions or classes of a task."""
        return [getattr(module, task) for module in self.others]

    def rewritten(self, task: str) -> Rewritten:
        """Return the reference's function of a task with every slip in turn.

        Made when the first failed check asks for it, once for a process.
        """
        if task not in self._rewritten:
            tasks = [task.id for task in self.assignment.manifest.tasks]
            self._rewritten[task] = rewritten(self.assignment.reference_path, task, tasks)
        return self._rewritten[task]

    def substitutable(self, task: str) -> tuple[str, ...]:
        """Return the earlier tasks' functions, direct and indirect, that may be answered by the reference."""
        found: list[str] = []
        queue = list(self.assignment.task(task).depends)
        while queue:
            name = queue.pop(0)
            if name not in found:
                found.append(name)
                queue.extend(self.assignment.task(name).depends)
        return tuple(name for name in found if inspect.isfunction(self.right(name)))


def set_up(assignment: Assignment) -> Bench:
    """Collect the checks and load the reference and the bank.

    Raises:
        AssignmentError: a part of the assignment is malformed.
    """
    module = import_file(assignment.reference_path, f"reference_{assignment.slug}")
    return Bench(
        assignment=assignment,
        version=assignment.version(),
        checks=tuple(collect(assignment)),
        module=module,
        reference=Reference(module),
        bank=tuple(misconceptions(assignment)),
        others=tuple(
            import_file(path, f"alternative_{assignment.slug}_{path.stem}") for path in assignment.alternative_paths
        ),
    )
