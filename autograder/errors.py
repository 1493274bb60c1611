"""Which exit code each expected error stands for."""

from __future__ import annotations

import errno
from typing import Final

from autograder.extras import lacking

# By name, so that nothing is imported for it: a student's installation has no sandbox and no database.
_EXIT_CODES: Final = {
    "autograder.errors.MachineError": 4,
    "autograder.catalog.AssignmentError": 3,
    "autograder.course.CourseError": 3,
    "autograder.bundle.BundleError": 3,
    "autograder.export.ExportError": 3,
    "autograder.intake.model.IntakeError": 3,
    "autograder.kit.KitError": 3,
    "autograder.outputs.OutputError": 4,
    "autograder.run.RunError": 3,
    "autograder.submission_source.SourceError": 3,
    "autograder.cluster.errors.ClusterError": 4,
    "autograder.sandbox.zygote.SandboxError": 4,
    "autograder.database_url.StoreError": 4,
}


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code of an expected error; None for one that is a bug of ours."""
    for kind in type(error).__mro__:
        code = _EXIT_CODES.get(f"{kind.__module__}.{kind.__qualname__}")
        if code is not None:
            return code
    return None


class MachineError(Exception):
    """The machine refuses what a command needs: files, memory, processes, packages."""


_REFUSALS: Final = frozenset(
    {
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EROFS,
        errno.EIO,
        errno.ENOMEM,
        errno.EAGAIN,
    }
)


def refusal_of(error: Exception) -> MachineError | None:
    """Return what to say of an error that is nobody's mistake but the machine's; None for any other."""
    if isinstance(error, ModuleNotFoundError):
        missing = lacking(error)
        return MachineError(missing) if missing else None
    if isinstance(error, MemoryError):
        reason = "out of memory"
    elif isinstance(error, OSError) and error.errno in _REFUSALS:
        reason = f"{error.strerror}{f' ({error.filename})' if error.filename else ''}"
    else:
        return None
    return MachineError(
        f"this machine does not give what the command needs: {reason}. Make room, or raise the limit, and run the same "
        "command again: nothing graded so far is lost."
    )
