"""Find in a repository what a report speaks of: the file, and the lines of its functions."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.grading.report import GradeReport
from autograder.intake.tree import tree_of
from autograder.submission_source import MAX_SCRIPT_BYTES


class Place:
    """Where a report's file lies in the repository, and the lines of its functions."""

    def __init__(self, report: GradeReport, sources: Path | None) -> None:
        path = _find(sources, report.file) if sources else None
        self.file = path.relative_to(sources).as_posix() if path and sources else report.file
        self._lines = _text(path).splitlines() if path else []

    def line(self, task: str) -> int:
        """Return the line on which a task's function or class begins; 0 where it does not."""
        begins = re.compile(rf"(async\s+)?(def|class)\s+{re.escape(task)}\b")
        return next((number for number, line in enumerate(self._lines, start=1) if begins.match(line)), 0)


def _find(sources: Path, name: str) -> Path | None:
    """Return the file of that name that lies least deep in a repository."""
    try:
        found = [sources.joinpath(*item.parts) for item in tree_of(sources).items if item.name == name]
    except OSError:
        return None
    return min(found, key=lambda path: len(path.parts), default=None)


def _text(path: Path) -> str:
    """Return a script's text; a notebook has no lines that a repository shows."""
    if path.suffix != ".py" or path.is_symlink() or path.stat().st_size > MAX_SCRIPT_BYTES:
        return ""
    return path.read_text(encoding="utf-8", errors="replace")
