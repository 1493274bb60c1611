"""Look for hand-ins with what a course knows: its roster, and the stubs it gave out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from autograder.catalog import Assignment
from autograder.course import Course
from autograder.intake.model import Intake, IntakeError
from autograder.intake.scan import scan
from autograder.people import roster_index
from autograder.roster import people_of


def keep_apart(submissions: Path, out: Path) -> None:
    """See that no output becomes a hand-in.

    Raises:
        IntakeError: the output folder is among the hand-ins, or is theirs.
    """
    if submissions.is_dir() and Path(os.path.realpath(out)).is_relative_to(os.path.realpath(submissions)):
        raise IntakeError(
            f"--out {out} is in the folder of hand-ins, {submissions}: the next run would take outputs for students. "
            "Choose a folder elsewhere."
        )


def scan_for(course: Course, folder: Path, assignments: Sequence[Assignment]) -> Intake:
    """Look for hand-ins; students on the roster are called by their id there.

    Raises:
        IntakeError: see `scan`.
        CourseError: the roster cannot be read.
    """
    people = people_of(course)
    stubs = {a.slug: a.folder / "stub.py" for a in assignments}
    folders = dict.fromkeys(a.folder.parent for a in assignments)
    in_course = [path.parent.name for folder in folders for path in sorted(folder.glob("*/assignment.toml"))]
    return scan(
        folder,
        list(stubs),
        roster_index(people) if people else None,
        {slug: path.read_text(encoding="utf-8") for slug, path in stubs.items() if path.exists()},
        course.timezone,
        in_course,
    )
