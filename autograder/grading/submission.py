"""Grade one submission: every check against the student's code, every verdict made here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import msgspec
import numpy as np

from autograder.catalog import Assignment, Limits, import_file
from autograder.explain import explain
from autograder.grading.attempt import Attempt, attempt
from autograder.grading.checks import Check, collect
from autograder.grading.report import (
    CheckReport,
    GradeReport,
    Isolated,
    SandboxReport,
    Status,
    total,
)
from autograder.local import student_of_module
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Profile, Zygote
from autograder.student import Student, StudentStopped, substitute
from autograder.submission_source import Cells, SourceError, cells_of_bytes
from autograder.worker.load import Problem

SYNTAX_ERRORS = frozenset({"SyntaxError", "IndentationError", "TabError"})
UNUSABLE = "Its result made the check fail in a way that no usable result does."


class Submission(msgspec.Struct, frozen=True):
    """One hand-in, as it travels to whoever grades it.

    `problem` says why the file could not be read; `data` is empty then.
    """

    student: str
    slug: str
    file: str
    data: bytes
    seed: int
    problem: str = ""
    notes: tuple[str, ...] = ()

    def sha256(self) -> str:
        """Return the digest of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Bench:
    """What every submission of one assignment is graded with, made once for a process."""

    assignment: Assignment
    version: str
    checks: tuple[Check, ...]
    reference: Student


def set_up(assignment: Assignment) -> Bench:
    """Collect the checks and load the reference.

    Raises:
        AssignmentError: a part of the assignment is malformed.
    """
    module = import_file(assignment.reference_path, f"reference_{assignment.slug}")
    checks = tuple(collect(assignment))
    return Bench(assignment, assignment.version(), checks, student_of_module(module))


def grade(bench: Bench, zygote: Zygote, profile: Profile, submission: Submission) -> GradeReport:
    """Grade one submission; a student's code cannot make this raise.

    Raises:
        SandboxError: the sandbox itself failed; nothing is known about the submission.
    """
    sandbox = SandboxReport(profile, zygote.layers)
    if submission.problem:
        return _not_gradable(bench, submission, sandbox, submission.problem)
    try:
        cells = cells_of_bytes(submission.file, submission.data)
    except SourceError as error:
        return _not_gradable(bench, submission, sandbox, str(error))
    limits = bench.assignment.manifest.limits
    responder = SandboxedSubmission(zygote, bench.assignment.slug, cells, limits)
    try:
        return _grade_loaded(bench, submission, sandbox, responder, cells)
    finally:
        responder.close()


def _grade_loaded(
    bench: Bench,
    submission: Submission,
    sandbox: SandboxReport,
    responder: SandboxedSubmission,
    cells: Cells,
) -> GradeReport:
    try:
        responder.load()
    except StudentStopped as error:
        return _not_gradable(bench, submission, sandbox, f"{submission.file}: {error.detail}")
    problems = responder.load_problems
    syntax = [p for p in problems if p.type_name in SYNTAX_ERRORS]
    if syntax and len(syntax) == len(cells):
        message = f"{submission.file} is not Python: {_located(syntax[0])}. Run it once before handing in."
        return _not_gradable(bench, submission, sandbox, message)
    notes = (*submission.notes, *(f"Left out while loading: {_located(p)}." for p in problems))
    student = Student(responder)
    source = "\n".join(text for _, text in cells)
    with np.errstate(all="ignore"):
        checks = tuple(_run(bench, check, student, submission.seed, source) for check in bench.checks)
    broken = [check.id for check in checks if check.outcome == "broken"]
    status: Status = "needs_regrade" if broken else "graded"
    message = f"The check {broken[0]} is broken; its points are given until it is mended." if broken else ""
    return _report(bench, submission, sandbox, status, checks, message, notes)


def _run(bench: Bench, check: Check, student: Student, seed: int, source: str) -> CheckReport:
    first = attempt(check, student, bench.reference, seed)
    if first.outcome == "passed":
        return _check_report(check, first, check.points, "")
    if first.outcome == "broken":
        return _broken_or_unusable(bench, check, first, seed)
    assert first.error is not None
    visible = check.visibility == "visible"
    message = explain(first.error, first.calls, visible=visible, source=source).text()
    return _check_report(check, first, 0.0, message)


def _broken_or_unusable(bench: Bench, check: Check, first: Attempt, seed: int) -> CheckReport:
    """Find out whose fault an exception in a check is: ours, if it breaks for the reference too."""
    again = attempt(check, bench.reference, bench.reference, seed)
    if again.outcome == "passed":
        name = f"`{first.calls[-1].name}`" if first.calls else "Your code"
        failed = Attempt("failed", None, first.calls, first.duration_s)
        return _check_report(check, failed, 0.0, f"{name} returned something else than asked. {UNUSABLE}")
    trace = again.trace or first.trace
    return _check_report(check, first, check.points, "This check is broken by its own fault.", trace=trace)


def _check_report(
    check: Check, run: Attempt, points: float, message: str, *, isolated: Isolated | None = None, trace: str = ""
) -> CheckReport:
    return CheckReport(
        id=check.id,
        task=check.task,
        title=check.title,
        visibility=check.visibility,
        outcome=run.outcome,
        points=points,
        max_points=check.points,
        message=message,
        isolated=isolated,
        trace=trace,
        duration_s=round(run.duration_s, 6),
    )


def _not_gradable(
    bench: Bench, submission: Submission, sandbox: SandboxReport, message: str
) -> GradeReport:
    nothing = Attempt("skipped", None, [], 0.0)
    checks = tuple(_check_report(check, nothing, 0.0, "Not run.") for check in bench.checks)
    return _report(bench, submission, sandbox, "not_gradable", checks, message, submission.notes)


def ungraded(bench: Bench, submission: Submission, sandbox: SandboxReport, message: str) -> GradeReport:
    """Return the report of a submission that the grader failed on, through no fault of the student."""
    nothing = Attempt("broken", None, [], 0.0)
    checks = tuple(_check_report(check, nothing, check.points, "Not run.") for check in bench.checks)
    return _report(bench, submission, sandbox, "needs_regrade", checks, message, submission.notes)


def _report(
    bench: Bench,
    submission: Submission,
    sandbox: SandboxReport,
    status: Status,
    checks: tuple[CheckReport, ...],
    message: str,
    notes: tuple[str, ...],
) -> GradeReport:
    return GradeReport(
        assignment=submission.slug,
        assignment_version=bench.version,
        student=submission.student,
        file=submission.file,
        submission_sha256=submission.sha256(),
        seed=submission.seed,
        status=status,
        score=total(checks),
        sandbox=sandbox,
        checks=checks,
        message=message,
        notes=notes,
    )


def _located(problem: Problem) -> str:
    where = ""
    if problem.frames:
        cell, line, _ = problem.frames[0]
        where = f"{cell}, line {line}: " if cell.startswith("cell ") else f"line {line}: "
    text = f"{where}{problem.type_name}: {problem.message}".strip()
    return text.rstrip(".: ")


