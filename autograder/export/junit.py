"""JUnit XML: a suite for each submission, a case for each check, for whatever CI or dashboard reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from autograder.export.wording import plain, points, remarks, told
from autograder.grading.report import CheckReport, GradeReport, Outcome

# A failure is the student's, an error is ours; a check that gave no points never looks green.
_ELEMENT: Final[dict[Outcome, str]] = {
    "failed": "failure",
    "raised": "failure",
    "stopped": "failure",
    "skipped": "failure",
    "broken": "error",
}


def junit_xml(reports: Iterable[GradeReport]) -> bytes:
    """Return one document for all of these reports."""
    root = Element("testsuites", name="autograder")
    for report in reports:
        root.append(_suite(report))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in root)))
    root.set("time", f"{sum(float(suite.get('time', 0)) for suite in root):.3f}")
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(report: GradeReport) -> Element:
    name = f"{plain(report.student)}.{report.assignment}"
    suite = Element("testsuite", name=name)
    _add_properties(suite, report)
    if report.status == "not_gradable":
        case = SubElement(suite, "testcase", classname=name, name="the file can be graded", time="0.000")
        message = remarks(report)
        SubElement(case, "failure", type="not_gradable", message=message).text = message
    for check in report.checks:
        suite.append(_case(name, check, skipped=report.status == "not_gradable"))
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for attribute, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(element) is not None for case in cases)))
    suite.set("time", f"{sum(check.duration_s for check in report.checks):.3f}")
    return suite


def _add_properties(suite: Element, report: GradeReport) -> None:
    facts = {
        "status": report.status,
        "score": points(report.score),
        "max_score": points(report.max_score),
        "assignment_version": report.assignment_version,
        "submission_sha256": report.submission_sha256,
        "seed": str(report.seed),
    }
    properties = SubElement(suite, "properties")
    for name, value in facts.items():
        SubElement(properties, "property", name=name, value=value)


def _case(suite: str, check: CheckReport, *, skipped: bool) -> Element:
    name = f"{plain(check.title)} [{check.id}]"
    case = Element("testcase", classname=f"{suite}.{check.task}", name=name, time=f"{check.duration_s:.3f}")
    message = told(check)
    if skipped:
        SubElement(case, "skipped", message=message)
    elif check.outcome in _ELEMENT:
        element = SubElement(case, _ELEMENT[check.outcome], type=check.outcome, message=message)
        element.text = message
    printed = SubElement(case, "system-out")
    printed.text = f"{points(check.points)} of {points(check.max_points)} points ({check.visibility})"
    return case
