"""Which exit code each expected error stands for."""

from __future__ import annotations

from typing import Final

# By name, so that nothing is imported for it: a student's installation has no sandbox and no database.
_EXIT_CODES: Final = {
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
    "autograder.database.StoreError": 4,
}


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code of an expected error; None for one that is a bug of ours."""
    for kind in type(error).__mro__:
        code = _EXIT_CODES.get(f"{kind.__module__}.{kind.__qualname__}")
        if code is not None:
            return code
    return None
