"""Which exit code each expected error stands for."""

from __future__ import annotations

from autograder.catalog import AssignmentError
from autograder.intake import IntakeError
from autograder.run import RunError
from autograder.sandbox.zygote import SandboxError
from autograder.store import StoreError

_EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (AssignmentError, 3),
    (IntakeError, 3),
    (RunError, 3),
    (SandboxError, 4),
    (StoreError, 4),
)


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code of an expected error; None for one that is a bug of ours."""
    for kind, code in _EXIT_CODES:
        if isinstance(error, kind):
            return code
    return None
