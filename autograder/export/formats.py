"""The formats there are: what makes each, and which options it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from autograder.export import canvas, github, gradescope, junit, moodle, nbgrader, prairielearn
from autograder.export.choices import Format
from autograder.export.graded import one_report, reports
from autograder.export.request import Made, Request


@dataclass(frozen=True, slots=True)
class Maker:
    """How a format is made; `options` are those of the command line that mean something to it."""

    make: Callable[[Request], Made]
    options: frozenset[str] = frozenset()


def _gradescope(request: Request) -> Made:
    report = one_report(request.folder, request.only, request.student)
    return Made({"results.json": gradescope.results_json(report, request.hidden)})


def _prairielearn(request: Request) -> Made:
    report = one_report(request.folder, request.only, request.student)
    return Made({"results.json": prairielearn.results_json(report)})


def _junit(request: Request) -> Made:
    return Made({"junit.xml": junit.junit_xml(reports(request.folder, request.only, request.student))})


MAKERS: Final[dict[Format, Maker]] = {
    Format.gradescope: Maker(_gradescope, frozenset({"hidden"})),
    Format.prairielearn: Maker(_prairielearn),
    Format.github: Maker(github.make, frozenset({"sources"})),
    Format.canvas: Maker(canvas.make, frozenset({"template", "column"})),
    Format.moodle: Maker(moodle.make, frozenset({"template", "column"})),
    Format.nbgrader: Maker(nbgrader.make),
    Format.junit: Maker(_junit),
}
