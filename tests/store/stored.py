"""Reports for the store tests to keep."""

from __future__ import annotations

from autograder.grading.report import CheckReport, GradeReport, SandboxReport, Status


def report(
    student: str, assignment: str = "tiny", score: float = 100.0, *, sha256: str = "a" * 64, status: Status = "graded"
) -> GradeReport:
    """A report of one check; its message has what databases like to change."""
    check = CheckReport("f.works", "f", "It works.", "hidden", "passed", score, 100.0, 'é "quoted" \\ 0\u2028 𝟙')
    sandbox = SandboxReport("strict", ("seccomp",))
    return GradeReport(
        assignment, "1.0.0+abc", student, f"{assignment}.py", sha256, 7, status, score, sandbox, (check,)
    )
