"""Run a bundle on Gradescope: `python -m autograder.bundle.on_gradescope`; --self-test while the image is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from autograder.bundle import BundleError
from autograder.bundle.one import grade_folder, grade_submission, keep_private
from autograder.bundle.settings import COURSE, Settings, read_settings
from autograder.depth import at_depth
from autograder.export.gradescope import results_json
from autograder.grading.submission import Submission
from autograder.outputs import write_atomically

HOME: Final = Path("/autograder")
SELF_TEST: Final = "--self-test"
FAILED: Final = 4
UNKNOWN: Final = "student"


def main(arguments: list[str], home: Path = HOME) -> int:
    """Return the exit code; where grading fails there are no results, so that Gradescope says so and sets no score."""
    bundle = home / "source"
    try:
        settings = read_settings(bundle)
        keep_private(bundle)
        if SELF_TEST in arguments:
            _prove(bundle, settings)
        else:
            _grade(home, bundle, settings)
    except Exception as error:  # whatever it is, it is not the student's fault and must not become a score
        print(f"The grader failed: {error}", file=sys.stderr)  # noqa: T201  Gradescope keeps this for the instructor
        return FAILED
    return 0


def _grade(home: Path, bundle: Path, settings: Settings) -> None:
    results = home / "results" / "results.json"
    results.unlink(missing_ok=True)
    student = submitter(home / "submission_metadata.json")
    report = grade_folder(bundle, settings, home / "submission", student)
    results.parent.mkdir(exist_ok=True)
    write_atomically(results, results_json(at_depth(report, settings.feedback), settings.hidden))
    print(f"{settings.slug}: {report.score:g} of {report.max_score:g}, {report.status}")  # noqa: T201  as above


def _prove(bundle: Path, settings: Settings) -> None:
    """Grade the reference solution.

    Raises:
        BundleError: it does not get all points.
    """
    name = f"{settings.slug}.py"
    data = (bundle / COURSE / "solutions" / name).read_bytes()
    report = grade_submission(bundle, Submission(UNKNOWN, settings.slug, name, data, seed=1))
    if report.score < report.max_score:
        raise BundleError(f"the reference solution scores {report.score:g} here. {report.message}")
    print(f"{settings.slug}: the reference solution scores {report.score:g}, sandbox {report.sandbox.layers}")  # noqa: T201


def submitter(metadata: Path) -> str:
    """Return who handed in: the e-mail address that comes first of a group's, so that a group has one seed."""
    try:
        found: Any = msgspec.json.decode(metadata.read_bytes())
        people = [str(user.get("email") or user["id"]) for user in found["users"]]
    except (OSError, msgspec.DecodeError, KeyError, TypeError, AttributeError):
        people = []
    return min(people, default=UNKNOWN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
