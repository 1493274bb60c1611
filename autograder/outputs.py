"""Write a graded run to disk: a JSON report for each submission and one CSV of marks."""

from __future__ import annotations

import csv
import itertools
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from autograder.grading.report import GradeReport

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

Score = tuple[str, str, str, float]


def report_path(out: Path, student: str, slug: str) -> Path:
    """Return where a submission's report is written."""
    return out / "reports" / student / f"{slug}.json"


def write_report(out: Path, report: GradeReport) -> None:
    """Write one report."""
    path = report_path(out, report.student, report.assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, report.to_json())


def write_grades(path: Path, students: Iterable[str], slugs: Sequence[str], scores: Iterable[Score]) -> None:
    """Write one row per student: a column for each assignment, and their total.

    `students` and `scores` come in order of student. A cell is empty when nothing was handed in or the mark is
    not settled yet.
    """
    by_student = itertools.groupby(scores, key=lambda score: score[0])
    graded: dict[str, dict[str, float]] = {}
    rows: list[list[str]] = []
    for student, group in by_student:
        settled = {slug: score for _, slug, status, score in group if status != "needs_regrade"}
        graded.setdefault(student, {}).update(settled)
    for student in students:
        marks = graded.get(student, {})
        cells = [f"{marks[slug]:g}" if slug in marks else "" for slug in slugs]
        rows.append([neutral(student), *cells, f"{round(sum(marks.get(s, 0.0) for s in slugs), 2):g}"])
    write_atomically(path, _csv_bytes([["student", *slugs, "total"], *rows]))


def neutral(cell: str) -> str:
    """Return a cell's text so that a spreadsheet does not run it as a formula; numbers stay as they are."""
    if not cell.startswith(_FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a run killed meanwhile, sees all of it or the old one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    with tempfile.SpooledTemporaryFile(mode="w+", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
        stream.seek(0)
        return stream.read().encode()
