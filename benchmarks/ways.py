"""The ways of grading a class that are measured beside each other: ours, bare calls, and a pytest process each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.folders import emptied
from benchmarks.measured import measure
from benchmarks.results import Run
from benchmarks.rounds import Way

ROOT: Final = Path(__file__).resolve().parents[1]
OURS: Final = "autograder grade: intake, sandbox, JSON, CSV, database"
BARE: Final = "the same checks called bare in one process, no isolation"
PYTEST: Final = "a pytest process for each, visible tests only"


def grade(course: Path, hand_ins: Path, out: Path, cores: int | None = None, slugs: Sequence[str] = ()) -> Run:
    """Run `autograder grade` into an empty folder, with intake, JSON reports, CSV and database, without pages.

    Raises:
        CommandFailed: not everything was graded.
    """
    emptied(out)
    command = [sys.executable, "-m", "autograder", "grade", str(hand_ins), "--out", str(out), "--no-site"]
    options = ["--course", str(course), *(f"--only={slug}" for slug in slugs)]
    if cores is not None:
        options.append(f"--workers={cores}")
    return measure([*command, *options], cwd=ROOT, cores=cores)


def ours(course: Path, hand_ins: Path, out: Path, submissions: int, slugs: Sequence[str] = ()) -> Way:
    """Grade as an instructor does, with all cores."""
    return Way("autograder", OURS, submissions, lambda: grade(course, hand_ins, out, slugs=slugs))


def bare(course: Path, hand_ins: Path, submissions: int) -> Way:
    """Call the same checks in one process, without anything around them."""
    command = [sys.executable, "-m", "benchmarks.bare", str(course), str(hand_ins)]
    return Way("bare", BARE, submissions, lambda: measure(command, cwd=ROOT))


def pytest_each(course: Path, hand_ins: Path, most: int) -> Way:
    """Run a pytest process for each submission, visible tests only, started in the student's folder."""
    files = list(islice(_spread(sorted(hand_ins.glob("*/*.py"))), most))
    return Way("pytest", PYTEST, len(files), lambda: _pytest(course, files))


def _pytest(course: Path, files: Sequence[Path]) -> Run:
    each = []
    for path in files:
        tests = course / "assignments" / path.stem / "visible"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--submission={path.name}"]
        each.append(measure([*command, f"--rootdir={course}", str(tests)], cwd=path.parent, ends_with=(0, 1)))
    return total(each)


def total(each: Sequence[Run]) -> Run:
    """Return what runs one after the other took."""
    return Run(
        wall_s=sum(run.wall_s for run in each),
        cpu_s=sum(run.cpu_s for run in each),
        peak_bytes=max(run.peak_bytes for run in each),
    )


def _spread(files: list[Path]) -> Sequence[Path]:
    """Return files in an order in which every assignment comes as often as the others from the start."""
    by_name: dict[str, list[Path]] = {}
    for path in files:
        by_name.setdefault(path.name, []).append(path)
    turns = zip(*by_name.values(), strict=False)
    return [path for turn in turns for path in turn]
