"""Read a graded run: its reports, or the one that a single-submission format is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from autograder.database import is_graded, url_of
from autograder.export import ExportError
from autograder.grading.report import CheckReport, GradeReport
from autograder.store import Store

_VISIBLE_FIRST: Final = ("visible", "hidden")


def reports(folder: Path, slugs: tuple[str, ...] = (), student: str | None = None) -> Iterator[GradeReport]:
    """Return the reports of a graded folder, of these assignments (all, when empty) and this student.

    Raises:
        ExportError: nothing was graded into the folder.
    """
    require_run(folder)
    with Store(url_of(folder)) as store:
        for report in store.reports(student):
            if not slugs or report.assignment in slugs:
                yield report


def require_run(folder: Path) -> None:
    """Refuse a folder into which nothing was graded.

    Raises:
        ExportError: it is one.
    """
    if not is_graded(folder):
        raise ExportError(f"{folder} holds no graded run. Name the folder that was given to grade --out.")


def one_report(folder: Path, slugs: tuple[str, ...], student: str | None) -> GradeReport:
    """Return the only report there is of this choice.

    Raises:
        ExportError: there is none, or more than one.
    """
    found = list(reports(folder, slugs, student))
    if len(found) == 1:
        return found[0]
    if not found:
        raise ExportError(f"{folder} holds no such report. Grade the submission first.")
    students, assignments = {r.student for r in found}, {r.assignment for r in found}
    missing = [name for name, many in (("--student", students), ("--only", assignments)) if len(many) > 1]
    raise ExportError(
        f"this format holds one submission, and {folder} has {len(found)} to choose from. Add {' and '.join(missing)}."
    )


def is_ungraded(report: GradeReport) -> bool:
    """Tell whether the grader failed on the whole submission, so that its score means nothing."""
    return report.status == "needs_regrade" and all(check.outcome == "broken" for check in report.checks)


def numbered(report: GradeReport) -> list[tuple[str, CheckReport]]:
    """Return the checks by task, visible ones first, each with a number such as "2.1"."""
    tasks: dict[str, list[CheckReport]] = {}
    for check in report.checks:
        tasks.setdefault(check.task, []).append(check)
    return [
        (f"{place}.{index}", check)
        for place, checks in enumerate(tasks.values(), start=1)
        for index, check in enumerate(sorted(checks, key=lambda c: _VISIBLE_FIRST.index(c.visibility)), start=1)
    ]
