"""Keep in the output folder which files were left out, so that students read it on their pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from autograder.intake.model import Intake
from autograder.outputs import write_atomically

FILE: Final = "left_out.json"


def keep_left_out(out: Path, intake: Intake) -> None:
    """Keep what was left out of these hand-ins; what earlier runs left out of other students' stays.

    Raises:
        OutputError: it cannot be written.
    """
    here = set(intake.students)
    others = {student: lines for student, lines in read_left_out(out).items() if student not in here}
    write_atomically(out / FILE, msgspec.json.encode({**others, **intake.left_out}, order="sorted"))


def read_left_out(out: Path) -> dict[str, list[str]]:
    """Return a line for each file that was left out, by student; none where nothing was kept."""
    path = out / FILE
    return msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]]) if path.exists() else {}
