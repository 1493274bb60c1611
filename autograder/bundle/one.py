"""Grade the one hand-in that a platform has put into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from autograder.bundle import BundleError
from autograder.bundle.settings import COURSE, Settings
from autograder.executor import Batch, GraderProcess
from autograder.export.graded import is_ungraded
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.intake_choice import choose
from autograder.intake_layouts import File, files_below
from autograder.seeds import submission_seed
from autograder.submission_source import SourceError, read_bytes

MAX_NAMED: Final = 5


def grade_folder(bundle: Path, settings: Settings, handed_in: Path, student: str) -> GradeReport:
    """Grade what lies in `handed_in`.

    Raises:
        BundleError: the grader failed, so that nothing is known about the hand-in.
    """
    return grade_submission(bundle, _submission(settings, files_below(handed_in), student))


def grade_submission(bundle: Path, submission: Submission) -> GradeReport:
    """Grade a hand-in that is read already; see `grade_folder`."""
    process = GraderProcess()
    try:
        (report,) = process.grade(Batch(str(bundle / COURSE), submission.slug, "strict", (submission,)))
    finally:
        process.close()
    if is_ungraded(report):
        raise BundleError(f"{submission.slug} was not graded. {report.message}")
    return report


def keep_private(bundle: Path) -> None:
    """Let nobody but the owner read a bundle: the sandbox gives student code no files, and this is the second lock."""
    for path in (bundle, *bundle.rglob("*")):
        try:
            path.chmod(0o700 if path.is_dir() else path.stat().st_mode & 0o700)
        except OSError:  # not ours: the platform has locked it in its own way
            continue


def _submission(settings: Settings, files: tuple[File, ...], student: str) -> Submission:
    slug, data, problem = settings.slug, b"", ""
    choice = choose(files, slug, any_name=True)
    if choice.file is None:
        problem = _nothing(slug, files, choice.note)
    else:
        try:
            data = read_bytes(choice.file.path)
        except SourceError as error:
            problem = str(error)
    return Submission(
        student=student,
        slug=slug,
        file=choice.file.name if choice.file else f"{slug}.py",
        data=data,
        seed=submission_seed(settings.course_key, slug, student),
        problem=problem,
        notes=(choice.note,) if choice.file and choice.note else (),
    )


def _nothing(slug: str, files: tuple[File, ...], note: str) -> str:
    """Say what should have been handed in, and what was."""
    names = ", ".join(file.name for file in files[:MAX_NAMED])
    there = note or (f"There is {names}." if names else "There is nothing.")
    return f"Hand in {slug}.py or {slug}.ipynb. {there[0].upper()}{there[1:]}"
