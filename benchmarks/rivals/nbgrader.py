"""nbgrader: `nbgrader autograde` once for all submissions, notebooks with a locked cell for each check."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import nbformat
from nbformat import v4

from benchmarks.measured import measure
from benchmarks.plain_checks import SLUG, Case
from benchmarks.results import Run
from benchmarks.rivals.rival import Rival


class Nbgrader(Rival):
    """A course folder of nbgrader's own form, its database included."""

    name = "nbgrader"
    title = "nbgrader autograde, all in one run"
    packages = ("nbgrader", "numpy", "ipykernel")

    def grade(self, environment: Path, folder: Path, cases: list[Case], files: list[Path]) -> tuple[Run, int]:
        """See `Rival`."""
        nbgrader = str(environment / "bin" / "nbgrader")
        source = folder / "source" / "twelve"
        _write(source, "def softmax(z):\n    raise NotImplementedError\n", cases)
        measure([nbgrader, "generate_assignment", "twelve"], cwd=folder)
        for path in files:
            _write(folder / "submitted" / path.parent.name / "twelve", path.read_text(encoding="utf-8"), cases)
        run = measure([nbgrader, "autograde", "twelve"], cwd=folder)
        with closing(sqlite3.connect(folder / "gradebook.db")) as database:
            (passed,) = database.execute("SELECT sum(auto_score) FROM grade").fetchone()
        return run, round(passed or 0)


def _write(folder: Path, hand_in: str, cases: list[Case]) -> None:
    """Write a notebook: one cell for the hand-in, one locked cell for each check."""
    solution = {
        "grade": False,
        "grade_id": "hand_in",
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
    cells = [v4.new_code_cell(hand_in, metadata={"nbgrader": solution})]
    for case in cases:
        mark = solution | {"grade": True, "grade_id": case.name, "locked": True, "points": 1, "solution": False}
        cells.append(v4.new_code_cell(f"import numpy as np\n{case.lines(case.task)}", metadata={"nbgrader": mark}))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    folder.mkdir(parents=True)
    nbformat.write(v4.new_notebook(cells=cells, metadata=kernel), folder / f"{SLUG}.ipynb")
