"""`--only` in a course of several assignments: the others' pages and files are left as they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_class import RIGHT, Command

Grade = Callable[..., Path]


@pytest.fixture
def two_assignments(course: Path, handed_in: Path) -> None:
    """A second assignment, which s01 alone handed in."""
    shutil.copytree(course / "assignments" / "tiny", course / "assignments" / "small")
    manifest = course / "assignments" / "small" / "assignment.toml"
    manifest.write_text(manifest.read_text().replace('"Tiny"', '"Small"').replace("number = 1", "number = 2"))
    shutil.copy(course / "solutions" / "tiny.py", course / "solutions" / "small.py")
    (handed_in / "s01" / "small.py").write_text(RIGHT)


@pytest.mark.usefixtures("two_assignments")
def test_a_report_of_one_assignment_takes_no_other_off_the_pages(grade: Grade, command: Command) -> None:
    """Students' pages and the front page are whole; of the class pages only the one asked for is made anew."""
    out = grade()
    command("report", out)
    whole = {path: path.read_bytes() for path in out.rglob("*.html")}
    (out / "class" / "tiny.html").write_text("as it was")
    (out / "class" / "small.html").write_text("as it was")

    command("report", out, "--only", "small")

    now = {path: path.read_bytes() for path in out.rglob("*.html")}
    assert now == {**whole, out / "class" / "tiny.html": b"as it was"}


@pytest.mark.usefixtures("two_assignments")
def test_a_report_of_one_assignment_leaves_no_link_without_a_page(grade: Grade, command: Command) -> None:
    """Where there were no pages yet, all of them are written."""
    out = grade()

    command("report", out, "--only", "small")

    assert {path.name for path in (out / "class").iterdir()} == {"small.html", "tiny.html"}


@pytest.mark.usefixtures("two_assignments")
def test_grading_one_assignment_says_nothing_of_the_others_files(command: Command, handed_in: Path) -> None:
    """What belongs to an assignment of the course is no stray."""
    shown = command("grade", handed_in, "--out", "out", "--only", "tiny", "--workers", "1", "--no-site")

    assert "3 submissions graded." in shown.output
    assert "small" not in shown.output
