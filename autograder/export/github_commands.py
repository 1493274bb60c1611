"""Workflow commands: lines in a job's log that GitHub shows as annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from autograder.export.github_output import MAX_OUTPUT_CHARS
from autograder.export.github_place import Place
from autograder.export.graded import numbered
from autograder.export.wording import plain, points, remarks, told
from autograder.grading.report import CheckReport, GradeReport

MAX_ANNOTATIONS: Final = 10  # GitHub shows no more errors of one step


def workflow_commands(found: Sequence[GradeReport], places: Mapping[str, Place]) -> Iterator[str]:
    """Yield workflow commands: the first mistakes, then the points in the two notices that reporters look for."""
    lines = [
        _annotation(check, places[report.assignment])
        for report in found
        for _, check in numbered(report)
        if check.outcome != "passed" and report.status != "not_gradable"
    ]
    lines = [_command("error", r.file, remarks(r)) for r in found if r.status == "not_gradable"] + lines
    yield from lines[:MAX_ANNOTATIONS]
    if len(lines) > MAX_ANNOTATIONS:
        rest = len(lines) - MAX_ANNOTATIONS
        yield _command("notice", "More checks", f"{rest} more did not pass; they are on the page of this run.")
    got, possible = round(sum(r.score for r in found), 2), sum(r.max_score for r in found)
    yield _command("notice", "Autograding complete", f"Points {points(got)}/{points(possible)}")
    report = {"totalPoints": got, "maxPoints": possible}
    yield _command("notice", "Autograding report", msgspec.json.encode(report).decode())


def _annotation(check: CheckReport, place: Place) -> str:
    kind = "warning" if check.outcome == "broken" else "error"
    line = place.line(check.task)
    where = {"file": place.file, **({"line": str(line)} if line else {})}
    return _command(kind, f"{check.task}: {plain(check.title)}", told(check, MAX_OUTPUT_CHARS), where)


def _command(kind: str, title: str, message: str, where: dict[str, str] | None = None) -> str:
    """Return one workflow command, escaped as GitHub's own toolkit does it."""
    properties = ",".join(f"{name}={_property(value)}" for name, value in {**(where or {}), "title": title}.items())
    return f"::{kind} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
