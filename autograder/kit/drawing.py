"""Draw an assignment's figures from a student's file, in a process that can be stopped.

Started as `python -m autograder.kit.drawing FOLDER FILE`; prints the drawings as JSON.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from autograder import catalog
from autograder.catalog import Assignment
from autograder.declared import figures
from autograder.figures import Drawing, draw
from autograder.kit import KitError
from autograder.local import student_of_source
from autograder.submission_source import SourceError, read_cells

FAILED: Final = 3


def drawings_of(assignment: Assignment, file: Path) -> list[Drawing]:
    """Draw every figure from the student's code alone.

    Raises:
        KitError: the file cannot be read, or drawing does not end.
    """
    seconds = assignment.manifest.limits.submission_s
    command = [sys.executable, "-m", "autograder.kit.drawing", str(assignment.folder), str(file)]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise KitError(
            f"The pictures of {assignment.slug} were not done within {seconds:g} s. "
            f"`autograder check {assignment.slug}` says which function does not end."
        ) from None
    if ran.returncode != 0:
        last = ran.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise KitError(f"The pictures of {assignment.slug} cannot be drawn: {''.join(last)}")
    return msgspec.json.decode(ran.stdout, type=list[Drawing])


def main(folder: Path, file: Path) -> int:
    """Draw, and print the drawings."""
    assignment = catalog.load(folder, folder.parent.parent / "solutions")
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            student, _ = student_of_source(assignment.slug, read_cells(file))
            drawn = [draw(figure, student, None) for figure in figures(assignment)]
    except (SourceError, catalog.AssignmentError) as error:
        print(error, file=sys.stderr)  # noqa: T201  # this is what the parent reads
        return FAILED
    sys.stdout.buffer.write(msgspec.json.encode(drawn))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
