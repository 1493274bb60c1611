"""Functions of the reference, lent to a student's code in place of its own wrong ones.

The student's code chooses what they are called with. So they run in a worker of their own: arguments that would take
the grader's memory or time for ever take that worker's instead.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.catalog import Assignment
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote
from autograder.student import results_of


class Lender:
    """A sandboxed reference, started when the first of its functions is called; close it at the end."""

    def __init__(self, zygote: Zygote, assignment: Assignment) -> None:
        self._zygote = zygote
        self._assignment = assignment
        self._reference: SandboxedSubmission | None = None

    def function(self, name: str) -> Callable[..., object]:
        """Return what may be lent as `name`."""

        def lent(*args: object, **kwargs: object) -> object:
            return results_of(self._sandboxed(), name, [(args, kwargs)])[0]

        return lent

    def close(self) -> None:
        """End the worker."""
        if self._reference is not None:
            self._reference.close()

    def _sandboxed(self) -> SandboxedSubmission:
        """Return the reference; most submissions are right, and are lent nothing."""
        if self._reference is None:
            assignment, path = self._assignment, self._assignment.reference_path
            cells = [(path.name, path.read_text(encoding="utf-8"))]
            self._reference = SandboxedSubmission(self._zygote, assignment.slug, cells, assignment.manifest.limits)
        return self._reference
