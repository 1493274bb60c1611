"""Look for hand-ins with what a course knows: its roster, and the stubs it gave out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.catalog import Assignment
from autograder.course import Course
from autograder.intake.model import Intake
from autograder.intake.scan import scan
from autograder.people import roster_index
from autograder.roster import people_of


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
