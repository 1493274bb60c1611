"""What every submission of one assignment is graded with, made once for a process."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.authoring import Misconception
from autograder.catalog import Assignment, import_file
from autograder.declared import misconceptions, normal_forms
from autograder.diagnosis.normal_form import NormalForms
from autograder.diagnosis.rewritten import VAGUE, Rewritten, rewritten
from autograder.grading.attempt import Gist
from autograder.grading.checks import Check, collect
from autograder.grading.precedents import Precedents
from autograder.reference import Reference

# How the checks of a group passed: the gist of each, and in how many rounds it had a request.
Passed = tuple[tuple[Gist, int], ...]


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
    forms: NormalForms = field(default_factory=lambda: NormalForms({}))
    _rewritten: dict[tuple[str, Path], Rewritten] = field(default_factory=dict)
    diagnoses: bool = True
    precedents: Precedents[bytes, Gist] = field(default_factory=Precedents)
    sittings: Precedents[tuple[bytes, ...], Passed] = field(default_factory=Precedents)

    def right(self, task: str) -> Callable[..., object]:
        """Return the reference's function or class of a task."""
        function: Callable[..., object] = getattr(self.module, task)
        return function

    def compared(self, task: str) -> Callable[..., object]:
        """Return the reference's function or class of a task, its results in normal form."""
        return self.forms.of_function(task, self.right(task))

    def alternatives(self, task: str) -> list[Callable[..., object]]:
        """Return the other right functions or classes of a task, their results in normal form."""
        return [self.forms.of_function(task, getattr(module, task)) for module in self.others]

    def known(self, task: str) -> list[Misconception]:
        """Return the misconceptions about a task, their results in normal form."""
        return [self.forms.of_misconception(m) for m in self.bank if m.task == task]

    def rewritten(self, task: str) -> Iterator[Rewritten]:
        """Yield the reference's function of a task with every slip in turn, then those of the other right solutions.

        Their results are in normal form. Each is made when a failed check asks for it, once for a process.
        """
        tasks = [task.id for task in self.assignment.manifest.tasks]
        form = partial(self.forms.of_function, task)
        for path in (self.assignment.reference_path, *self.assignment.alternative_paths):
            if (task, path) not in self._rewritten:
                is_reference = path == self.assignment.reference_path
                kinds = (frozenset(), self.bank) if is_reference else (VAGUE, ())
                self._rewritten[task, path] = rewritten(path, task, tasks, *kinds).through(form)
            yield self._rewritten[task, path]

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
        forms=NormalForms(normal_forms(assignment)),
        others=tuple(
            import_file(path, f"alternative_{assignment.slug}_{path.stem}") for path in assignment.alternative_paths
        ),
    )
