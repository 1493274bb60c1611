"""A class whose grading takes a while, and what became of it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

STUDENTS = 240
BROKEN = 6  # of them, whose files are no Python
# Works for a hundredth of a second in each call, so that a run lasts long enough for something to happen to it.
BUSY = """import numpy as np
def double(x):
    sum(range(300_000))
    return np.asarray(x) * {factor}
def quadruple(x):
    return double(double(x))
"""
TIMINGS = re.compile(rb'("duration_s": )[-+.e0-9]+')


def busy_class(course: Path) -> Path:
    """Write a class of right, wrong and broken files beside the tiny course.

    No call of theirs runs into its limit: what is compared are verdicts, however slow this machine is just now.
    """
    manifest, folder = course / "assignments" / "tiny" / "assignment.toml", course / "handed_in"
    manifest.write_text(manifest.read_text().replace("call_s = 1.0", "call_s = 60.0\nsubmission_s = 600.0"))
    for number in range(STUDENTS):
        path = folder / f"s{number:03}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text("def double(:\n" if number % 40 == 7 else BUSY.format(factor="2.0" if number % 3 else "3.0"))
    return folder


def written(out: Path) -> dict[str, bytes]:
    """The bytes of every report and of the marks, timings left out."""
    paths = [*out.glob("reports/*/*.json"), out / "grades.csv", out / "marks.csv"]
    return {path.relative_to(out).as_posix(): TIMINGS.sub(rb"\1...", path.read_bytes()) for path in paths}


def attempts(out: Path) -> int:
    """How many attempts the gradebook knows: one for each submission that was graded once."""
    connection = sqlite3.connect(out / "results.db")
    try:
        return int(connection.execute("select count(*) from attempts").fetchone()[0])
    finally:
        connection.close()
