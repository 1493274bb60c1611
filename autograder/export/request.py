"""What a format is asked to make, and what it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.export.gradescope import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A graded folder, the part of it that is wanted, and the formats' own options.

    `template` is a file of the platform's own to fill in; `columns` says which of its columns an assignment's
    marks belong to; `hidden` is when Gradescope shows hidden checks; `sources` is where the graded files lie.
    """

    folder: Path
    root: Path
    slugs: tuple[str, ...] = ()
    student: str | None = None
    template: Path | None = None
    columns: dict[str, str] = field(default_factory=dict)
    hidden: Shown = "after_published"
    sources: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The files to write, by name, and what the instructor should know of them."""

    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()
