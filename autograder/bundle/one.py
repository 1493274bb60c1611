"""Grade the one hand-in that a platform has put into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from autograder import intake
from autograder.batch import Batch
from autograder.bundle import BundleError
from autograder.bundle.settings import COURSE, Settings
from autograder.export.graded import is_ungraded
from autograder.grader_process import GraderProcess
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.seeds import submission_seed

MAX_NAMED: Final = 5


def grade_folder(bundle: Path, settings: Settings, handed_in: Path, student: str) -> GradeReport:
    """Grade what lies in `handed_in`.

    Raises:
        BundleError: the grader failed, so that nothing is known about the hand-in.
    """
    return grade_submission(bundle, _submission(settings, handed_in, student))


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


def _submission(settings: Settings, folder: Path, student: str) -> Submission:
    slug = settings.slug
    seed = submission_seed(settings.course_key, slug, student)
    found = intake.scan_one(folder, student, slug)
    for one in found.found:
        return msgspec.structs.replace(intake.read(one, settings.course_key, seed), student=student)
    return Submission(
        student=student,
        slug=slug,
        file=f"{slug}.py",
        data=b"",
        seed=seed,
        problem=_nothing(slug, folder, found.warnings),
    )


def _nothing(slug: str, folder: Path, warnings: list[str]) -> str:
    """Say what should have been handed in, and what was."""
    names = sorted(intake.printable(path.name) for path in folder.iterdir()) if folder.is_dir() else []
    there = f"There is {', '.join(names[:MAX_NAMED])}." if names else "There is nothing."
    return " ".join([f"Hand in {slug}.py or {slug}.ipynb.", there, *warnings[:MAX_NAMED]])
