"""What one step of a GitHub Actions job gives: its output, the page of the run, and annotations in the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import jinja2

from autograder.depth import at_depth
from autograder.export import ExportError
from autograder.export.github_commands import workflow_commands
from autograder.export.github_output import step_output
from autograder.export.github_place import Place
from autograder.export.graded import reports
from autograder.export.request import Made, Request, depth_of
from autograder.export.wording import plain, points, remarks, told
from autograder.grading.report import GradeReport

OUTPUT: Final = "github_output.txt"
SUMMARY: Final = "github_summary.md"
ANNOTATIONS: Final = "github_annotations.txt"
_TEMPLATE: Final = "github_summary.md.jinja"


def make(request: Request) -> Made:
    """Return the three texts for one student's reports.

    Raises:
        ExportError: there are none, or several students'.
    """
    depth = depth_of(request)
    found = [at_depth(r, depth) for r in reports(request.folder, request.only, request.student)]
    students = sorted({report.student for report in found})
    if len(students) != 1:
        count = f"{len(students)} students; choose one with --student" if students else "no such report"
        raise ExportError(f"a job grades one student's repository, and {request.folder} has {count}.")
    places = {report.assignment: Place(report, request.sources) for report in found}
    return Made(
        {
            OUTPUT: f"result={step_output(found, places)}\n".encode(),
            SUMMARY: summary(found).encode(),
            ANNOTATIONS: "".join(f"{line}\n" for line in workflow_commands(found, places)).encode(),
        }
    )


def summary(found: Sequence[GradeReport]) -> str:
    """Return the Markdown for the page of the run; what came from outside is escaped as HTML."""
    loader = jinja2.PackageLoader("autograder.export", "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    filters = {"points": points, "told": told, "remarks": remarks, "plain": plain, "tasks": _task_rows}
    environment.filters.update(filters)
    return environment.get_template(_TEMPLATE).render(reports=found)


def _task_rows(report: GradeReport) -> list[tuple[str, float, float]]:
    """Return (task, points, points possible) in order of the checks."""
    rows: dict[str, tuple[float, float]] = {}
    for check in report.checks:
        got, possible = rows.get(check.task, (0.0, 0.0))
        rows[check.task] = got + check.points, possible + check.max_points
    return [(task, got, possible) for task, (got, possible) in rows.items()]
