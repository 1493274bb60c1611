"""What a format is asked to make, and what it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.catalog import Assignment
from autograder.course import load_course
from autograder.depth import Depth
from autograder.export.choices import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A graded folder, the part of it that is wanted, and the formats' own options.

    `only` are the assignments asked for (all, when empty); `template` is a file of the platform's own to fill in;
    `columns` gives the platform's name of an assignment's column; `hidden` is when Gradescope shows hidden checks;
    `sources` is the folder below which the graded files lie.
    """

    folder: Path
    root: Path
    assignments: tuple[Assignment, ...]
    only: tuple[str, ...] = ()
    student: str | None = None
    template: Path | None = None
    columns: dict[str, str] = field(default_factory=dict)
    hidden: Shown = Shown.after_published
    sources: Path | None = None


def depth_of(request: Request) -> Depth:
    """Return how much the course wants students to be told.

    Raises:
        CourseError: `course.toml` cannot be read.
    """
    return load_course(request.root).feedback


@dataclass(frozen=True, slots=True)
class Made:
    """The files to write, by name, and what the instructor should know of them."""

    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()
