"""Draw the figures of a class's submissions: values come from sandboxed workers, every line is drawn on our side.

A picture is a file named after its content, so students who are right share theirs; which pictures belong to a
submission is noted beside them, so drawing again costs nothing until the submission or the figures change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from autograder.catalog import Assignment
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Profile

# Below the folder of feedback pages.
FOLDER: Final = "pictures"


class Shown(msgspec.Struct, frozen=True):
    """One figure as a page shows it: (file name, alternative text) for each step, or a note why there is none."""

    title: str
    tasks: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    note: str = ""


class Album:
    """The pictures of one site."""

    def __init__(self, feedback: Path) -> None:
        """Look at the pictures in a folder of feedback pages."""
        self._folder = feedback / FOLDER

    def of(self, assignment: Assignment, sha256: str) -> tuple[Shown, ...]:
        """Return the pictures of a submission; none when they were not drawn, or from other figures."""
        try:
            data = (self._folder / _index_name(assignment, sha256)).read_bytes()
        except OSError:
            return ()
        return msgspec.json.decode(data, type=tuple[Shown, ...])

    def draw(
        self,
        root: Path,
        profile: Profile,
        submissions: Iterable[tuple[Assignment, Submission]],
        workers: int,
        progress: Callable[[], None],
    ) -> list[str]:
        """Draw what is missing; return what went wrong with figures themselves, for their author."""
        from autograder.report.studio import Job, drawn  # the sandbox and the checks, for pictures only

        self._folder.mkdir(parents=True, exist_ok=True)
        jobs = (
            Job(str(root), str(self._folder), profile, submission, _index_name(assignment, submission.sha256()))
            for assignment, submission in submissions
        )
        faults: dict[str, None] = {}
        for found in drawn(jobs, workers):
            faults.update(dict.fromkeys(found))
            progress()
        return list(faults)


def _index_name(assignment: Assignment, sha256: str) -> str:
    """Return the name of the note about one submission's pictures; other figures or references make another."""
    digest = hashlib.sha256(sha256.encode())
    for path in (assignment.folder / "figures.py", assignment.reference_path):
        digest.update(path.read_bytes() if path.exists() else b"-")
    return f"{assignment.slug}-{digest.hexdigest()[:20]}.json"
