"""Regrading with a difference: only what is affected runs, and whose mark changes is told with the reason."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from tiny_class import RIGHT, Command, hand_in

Grade = Callable[..., Path]


def ease(course: Path) -> None:
    """Mend the hidden test of `double` so that squares pass it."""
    path = course / "assignments" / "tiny" / "hidden" / "test_tiny.py"
    path.write_text(path.read_text().replace("reference.double(x), rule", "np.asarray(x) ** 2, rule", 1))


def test_nothing_changed_nothing_differs(grade: Grade, command: Command) -> None:
    """Two runs of the same class have the same marks."""
    assert "No mark changes; 3 are the same." in command("diff", grade("one"), grade("two")).output


def test_a_changed_test_shows_whose_mark_changes_and_why(course: Path, grade: Grade, command: Command) -> None:
    """The versions, the check, its outcomes and its points are named."""
    out = grade()
    command("publish", out)
    ease(course)
    grade()
    shown = command("diff", out).output

    row = next(line for line in shown.splitlines() if "s02" in line)
    assert "30" in row
    assert "check double.double_of_random_numbers[four]: failed → passed (+30)" in row
    assert "the assignment went from 1.0.0+" in row
    assert "3 marks change: 1 up, 2 down; 0 are the same." in shown


def test_only_the_changed_assignment_runs_again(course: Path, grade: Grade, command: Command, handed_in: Path) -> None:
    """Another assignment's reports are kept from the earlier run."""
    other = course / "assignments" / "other"
    for path in (course / "assignments" / "tiny").rglob("*"):
        if path.is_file():
            copy = other / path.relative_to(course / "assignments" / "tiny")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text())
    (course / "solutions" / "other.py").write_text((course / "solutions" / "tiny.py").read_text())
    (handed_in / "s01" / "other.py").write_text(RIGHT)
    grade()
    ease(course)

    shown = command("grade", handed_in, "--out", course / "out", "--workers", "1", "--no-site")

    assert "3 submissions graded, 1 kept from an earlier run" in shown.output


def test_publishing_again_accepts_the_changes(course: Path, grade: Grade, command: Command) -> None:
    """What was published last is what later marks are compared with."""
    out = grade()
    command("publish", out)
    ease(course)
    grade()
    command("publish", out)

    assert "No mark changes; 3 are the same." in command("diff", out).output


def test_another_file_is_a_reason(grade: Grade, command: Command, handed_in: Path) -> None:
    """A new hand-in explains a new mark."""
    out = grade()
    command("publish", out)
    hand_in(handed_in, "s02", RIGHT)
    grade()

    assert "another file was handed in" in command("diff", out).output


def test_a_decision_is_a_reason(grade: Grade, command: Command) -> None:
    """An override between two publications is told with its author."""
    out = grade()
    command("publish", out)
    command("override", out, "s02", "tiny", "--score", "40", "--reason", "shown on paper", "--author", "Ada")

    assert "Set to 40 by Ada: shown on paper" in command("diff", out).output


def test_rules_are_a_reason(course: Path, grade: Grade, command: Command) -> None:
    """A deadline that came into force is told."""
    out = grade()
    command("publish", out)
    (course / "course.toml").write_text(
        'handed_in = "file-times"\nlate.percent_per_day = 10\nassignments.tiny.deadline = 2026-11-02T12:00:00\n'
    )

    assert "lateness takes 20 % off, before 0 %" in command("diff", out).output


def test_points_that_lateness_shortens_are_explained(
    course: Path, grade: Grade, command: Command, handed_in: Path
) -> None:
    """A late student loses 30 points and 24 of the mark: the reasons say where the rest is."""
    (course / "course.toml").write_text(
        'handed_in = "file-times"\nlate.percent_per_day = 10\nassignments.tiny.deadline = 2026-11-02T12:00:00\n'
    )
    out = grade()
    command("publish", out)
    ease(course)
    grade()
    shown = command("diff", out).output

    row = next(line for line in shown.splitlines() if "s03" in line)
    assert "80" in row
    assert "56" in row
    assert "passed → failed (-30)" in row
    assert "of points gained or lost lateness takes 20 %, as before" in row


def test_a_student_who_came_or_went_is_told(grade: Grade, command: Command, handed_in: Path) -> None:
    """New marks and missing ones are changes too."""
    old = grade("one")
    hand_in(handed_in, "s04", RIGHT)
    new = grade("two")

    assert "handed in since" in command("diff", old, new).output
    assert "no longer handed in" in command("diff", new, old).output


def test_diff_needs_something_to_compare_with(grade: Grade, command: Command) -> None:
    """Before anything was published the message says what to do."""
    assert "autograder publish" in command("diff", grade(), code=3).output


def test_all_changes_are_written(course: Path, grade: Grade, command: Command, tmp_path: Path) -> None:
    """The CSV has one row for each mark that changes."""
    out = grade()
    command("publish", out)
    ease(course)
    grade()
    command("diff", out, "--csv", tmp_path / "changes.csv")

    with (tmp_path / "changes.csv").open(newline="") as stream:
        changes = {row["student"]: row for row in csv.DictReader(stream)}
    assert changes["s02"]["change"] == "30"
    assert changes["s01"]["change"] == "-30"
    assert "failed → passed (+30)" in changes["s02"]["why"]
