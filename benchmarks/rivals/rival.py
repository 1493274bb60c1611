"""What a benchmark asks of another autograder."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from benchmarks.plain_checks import Case
from benchmarks.results import Run


class NotMeasured(Exception):
    """It cannot be measured here; says why."""


class Rival(Protocol):
    """Another autograder: what to install, and how it grades hand-ins."""

    name: str
    title: str
    packages: tuple[str, ...]

    def grade(self, environment: Path, folder: Path, cases: list[Case], files: list[Path]) -> tuple[Run, int]:
        """Grade files in an empty folder of its own; return what that took, and how many checks passed.

        What an instructor does once for an assignment is not counted.

        Raises:
            CommandFailed: it did not.
        """
