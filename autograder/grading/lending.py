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
        path = assignment.reference_path
        cells = [(path.name, path.read_text(encoding="utf-8"))]
        self._reference = SandboxedSubmission(zygote, assignment.slug, cells, assignment.manifest.limits)

    def function(self, name: str) -> Callable[..., object]:
        """Return what may be lent as `name`."""

        def lent(*args: object, **kwargs: object) -> object:
            return results_of(self._reference, name, [(args, kwargs)])[0]

        return lent

    def close(self) -> None:
        """End the worker."""
        self._reference.close()
