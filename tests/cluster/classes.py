"""A class whose grading takes a while, and what became of it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

# Works for a few hundredths of a second in each call, so that a run lasts long enough for something to happen to it.
BUSY = """import numpy as np
def double(x):
    sum(range(400_000))
    return np.asarray(x) * {factor}
def quadruple(x):
    return double(double(x))
"""


def busy_class(folder: Path, students: int) -> Path:
    """Write a class of right, wrong and broken files."""
    for number in range(students):
        path = folder / f"s{number:03}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text("def double(:\n" if number % 40 == 7 else BUSY.format(factor="2.0" if number % 3 else "3.0"))
    return folder


def reports(out: Path) -> dict[str, dict[str, object]]:
    """Every report, without durations and without what the sandbox of that machine was made of."""
    found = {}
    for path in sorted((out / "reports").glob("*/*.json")):
        report = json.loads(path.read_text())
        report["sandbox"].pop("layers")
        for check in report["checks"]:
            check.pop("duration_s")
        found[f"{path.parent.name}/{path.name}"] = report
    return found


def attempts(out: Path) -> int:
    """How many attempts the gradebook knows: one for each submission that was graded once."""
    connection = sqlite3.connect(out / "results.db")
    try:
        return int(connection.execute("select count(*) from attempts").fetchone()[0])
    finally:
        connection.close()
