"""Write a graded run to disk: a JSON report for each submission and one CSV of marks."""

from __future__ import annotations

import contextlib
import csv
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from autograder.grading.report import GradeReport

# A spreadsheet takes a cell that begins with one of these for a formula (the last four where East Asian text is
# typed); leading white space does not stop all of them.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")

_HALF_WRITTEN: Final = ".part"

Score = tuple[str, str, str, float]


class OutputError(Exception):
    """A file of the output folder cannot be written."""


def report_path(out: Path, student: str, slug: str) -> Path:
    """Return where a submission's report is written."""
    return out.joinpath("reports", student, f"{slug}.json")


def write_report(out: Path, report: GradeReport) -> None:
    """Write one report.

    Raises:
        OutputError: it cannot be written.
    """
    write_atomically(report_path(out, report.student, report.assignment), report.to_json())


def write_grades(path: Path, students: Iterable[str], slugs: Sequence[str], scores: Iterable[Score]) -> None:
    """Write one row per student: a column for each assignment, and their total.

    A cell is empty when nothing was handed in or the mark is not settled yet.
    """
    graded: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for student, slug, status, score in scores:
        if status != "needs_regrade":
            graded[student][slug] = score
    rows: list[list[str]] = []
    for student in students:
        marks = graded.get(student, {})
        cells = [f"{marks[slug]:g}" if slug in marks else "" for slug in slugs]
        rows.append([neutral(student), *cells, f"{round(sum(marks.get(s, 0.0) for s in slugs), 2):g}"])
    write_atomically(path, _csv_bytes([["student", *slugs, "total"], *rows]))


def neutral(cell: str) -> str:
    """Return a cell's text, on one line, so that no spreadsheet runs it as a formula; numbers stay as they are."""
    text = _CONTROL.sub(" ", cell)
    if _NUMBER.fullmatch(text) or not text.lstrip().startswith(_FORMULA_STARTS):
        return text
    return f"'{text}"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a run killed meanwhile, sees all of it or the old one.

    Raises:
        OutputError: it cannot be written; the old file stays.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}{_HALF_WRITTEN}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink()
        raise OutputError(
            f"{path} cannot be written: {error.strerror}. Nothing graded so far is lost: run the same command again."
        ) from None


def remove_half_written(out: Path) -> None:
    """Remove what a killed run was writing."""
    for path in out.rglob(f".*{_HALF_WRITTEN}"):
        path.unlink(missing_ok=True)


def _csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    with tempfile.SpooledTemporaryFile(mode="w+", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
        stream.seek(0)
        return stream.read().encode()
