"""The formats there are: what makes each, and which options it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from autograder.depth import at_depth
from autograder.export import canvas, github, gradescope, junit, moodle, moodle_feedback, nbgrader, prairielearn
from autograder.export.choices import Format
from autograder.export.graded import one_report, reports
from autograder.export.request import Made, Request, depth_of


@dataclass(frozen=True, slots=True)
class Maker:
    """How a format is made; `options` are those of the command line that mean something to it."""

    make: Callable[[Request], Made]
    options: frozenset[str] = frozenset()


def _gradescope(request: Request) -> Made:
    report = at_depth(one_report(request.folder, request.only, request.student), depth_of(request))
    return Made({"results.json": gradescope.results_json(report, request.hidden)})


def _prairielearn(request: Request) -> Made:
    report = at_depth(one_report(request.folder, request.only, request.student), depth_of(request))
    return Made({"results.json": prairielearn.results_json(report)})


def _junit(request: Request) -> Made:
    found, depth = reports(request.folder, request.only, request.student), depth_of(request)
    return Made({"junit.xml": junit.junit_xml(at_depth(report, depth) for report in found)})


MAKERS: Final[dict[Format, Maker]] = {
    Format.gradescope: Maker(_gradescope, frozenset({"hidden"})),
    Format.prairielearn: Maker(_prairielearn),
    Format.github: Maker(github.make, frozenset({"sources"})),
    Format.canvas: Maker(canvas.make, frozenset({"template", "column"})),
    Format.moodle: Maker(moodle.make, frozenset({"template", "column"})),
    Format.moodle_feedback: Maker(moodle_feedback.make, frozenset({"template"})),
    Format.nbgrader: Maker(nbgrader.make),
    Format.junit: Maker(_junit),
}
