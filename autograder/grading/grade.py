"""Grade one submission: every check against the student's code, every verdict made here."""

from __future__ import annotations

import numpy as np

from autograder.grading.bench import Bench
from autograder.grading.judge import judge, not_run
from autograder.grading.lending import Lender
from autograder.grading.report import CheckReport, GradeReport, SandboxReport, Status, total
from autograder.grading.submission import Submission
from autograder.grading.together import attempts_together
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Profile, Zygote
from autograder.student import Student, StudentStopped
from autograder.submission_source import Cells, SourceError, cells_of_bytes
from autograder.worker.load import Problem

SYNTAX_ERRORS = frozenset({"SyntaxError", "IndentationError", "TabError"})


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
    return grade_cells(bench, zygote, profile, submission, cells)


def grade_cells(bench: Bench, zygote: Zygote, profile: Profile, submission: Submission, cells: Cells) -> GradeReport:
    """Grade source text that is already split into cells; see `grade`."""
    sandbox = SandboxReport(profile, zygote.layers)
    limits = bench.assignment.manifest.limits
    responder = SandboxedSubmission(zygote, bench.assignment.slug, cells, limits)
    lender = Lender(zygote, bench.assignment)
    try:
        return _grade_loaded(bench, submission, sandbox, responder, lender, cells)
    finally:
        responder.close()
        lender.close()


def _grade_loaded(
    bench: Bench,
    submission: Submission,
    sandbox: SandboxReport,
    responder: SandboxedSubmission,
    lender: Lender,
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
    with np.errstate(all="ignore"):
        first = attempts_together(bench, responder, submission.seed)
        if first is None:
            responder.renew()
        checks = judge(bench, Student(responder), lender.function, submission.seed, cells, first)
    broken = [check.id for check in checks if check.outcome == "broken"]
    status: Status = "needs_regrade" if broken else "graded"
    message = f"The check {broken[0]} is broken; its points are given until it is mended." if broken else ""
    return _report(bench, submission, sandbox, status, checks, message, notes)


def _not_gradable(bench: Bench, submission: Submission, sandbox: SandboxReport, message: str) -> GradeReport:
    checks = not_run(bench, "skipped")
    return _report(bench, submission, sandbox, "not_gradable", checks, message, submission.notes)


def ungraded(bench: Bench, submission: Submission, sandbox: SandboxReport, message: str) -> GradeReport:
    """Return the report of a submission that the grader failed on, through no fault of the student."""
    checks = not_run(bench, "broken")
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
