"""Marks of a graded class: files and commands, attempts over several runs, decisions."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_class import RIGHT, SQUARES, Command, hand_in

from autograder import catalog
from autograder.course import load_course
from autograder.database import url_of
from autograder.gradebook.book import Book
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Mark

RULES = """
handed_in = "file-times"
attempts = "{attempts}"
late = {{ percent_per_day = 10, grace_minutes = 15 }}

[assignments.tiny]
deadline = 2026-11-02T12:00:00
"""

Grade = Callable[..., Path]


def rows(path: Path) -> dict[str, dict[str, str]]:
    """A CSV's rows by student."""
    with path.open(newline="") as stream:
        return {row["student"]: row for row in csv.DictReader(stream)}


def marks(course: Path, out: Path) -> dict[str, Mark]:
    """All marks by student."""
    with Ledger(url_of(out)) as ledger:
        return {m.student: m for m in Book(ledger, load_course(course), catalog.load_all(course)).marks()}


def test_grades_follow_the_courses_rules(course: Path, grade: Grade) -> None:
    """Two days late at ten percent a day: 80 in grades.csv, and marks.csv tells why."""
    (course / "course.toml").write_text(RULES.format(attempts="last"))
    out = grade()

    assert rows(out / "grades.csv")["s03"] == {"student": "s03", "tiny": "80", "total": "80"}
    row = rows(out / "marks.csv")["s03"]
    assert (row["raw"], row["days_late"], row["late_percent"], row["mark"]) == ("100", "2", "20", "80")
    assert "2 days begun after the deadline 2026-11-02 12:00: 20 % off, 80 left." in row["why"]


def test_without_rules_a_mark_is_the_raw_score(grade: Grade) -> None:
    """Time stamps do not matter where the course says nothing of them."""
    out = grade()

    assert {s: row["mark"] for s, row in rows(out / "marks.csv").items()} == {"s01": "100", "s02": "60", "s03": "100"}


def test_deadlines_do_not_trust_file_times_unasked(course: Path, grade: Grade) -> None:
    """A download may have changed them: nobody is late by accident."""
    (course / "course.toml").write_text(RULES.format(attempts="last").replace('handed_in = "file-times"', ""))

    assert rows(grade() / "grades.csv")["s03"]["tiny"] == "100"


def test_stated_times_replace_file_times(course: Path, grade: Grade) -> None:
    """The CSV of the platform decides."""
    (course / "course.toml").write_text(RULES.format(attempts="last").replace("file-times", "times.csv"))
    (course / "times.csv").write_text("student,assignment,handed_in\ns01,tiny,2026-11-02 12:30\n")

    assert rows(grade() / "grades.csv")["s01"]["tiny"] == "90"


def test_people_on_the_roster_have_a_row(course: Path, grade: Grade) -> None:
    """Whoever handed in nothing is there, with an empty cell."""
    (course / "course.toml").write_text('roster = "roster.csv"\n')
    (course / "roster.csv").write_text("student,name\ns01,Ada\ns09,Grace\n")

    assert rows(grade() / "grades.csv")["s09"] == {"student": "s09", "tiny": "", "total": "0"}


@pytest.mark.parametrize(("attempts", "expected"), [("last", 60.0), ("best", 100.0)])
def test_a_second_attempt_is_kept_beside_the_first(
    course: Path, grade: Grade, handed_in: Path, attempts: str, expected: float
) -> None:
    """Grading again after a new hand-in makes a second attempt; the course says which one counts."""
    (course / "course.toml").write_text(RULES.format(attempts=attempts))
    out = grade()
    hand_in(handed_in, "s01", SQUARES, "2026-11-02T11:00:00")
    grade()

    found = marks(course, out)["s01"]
    assert (found.mark, found.attempts) == (expected, 2)


def test_the_marks_of_a_few_are_theirs_among_all(course: Path, grade: Grade, command: Command) -> None:
    """Whoever handed in nothing may have one, too: by a decision."""
    out = grade()
    (course / "course.toml").write_text('roster = "roster.csv"\n')
    (course / "roster.csv").write_text("student,name\ns08,Emmy\ns09,Grace\n")
    for student in ("s02", "s08", "s09"):
        command("override", out, student, "tiny", "--score", "75", "--reason", "Interview.")

    with Ledger(url_of(out)) as ledger:
        book = Book(ledger, load_course(course), catalog.load_all(course))
        few, every = list(book.marks(["s02", "s09", "s77"])), list(book.marks())

    assert [mark.student for mark in every] == ["s01", "s02", "s03", "s08", "s09"]
    assert few == [every[1], every[4]]
    assert [mark.mark for mark in few] == [75.0, 75.0]


def test_the_counted_attempts_report_can_be_read(course: Path, grade: Grade, handed_in: Path) -> None:
    """The report of an attempt that a worse one replaced is not lost."""
    (course / "course.toml").write_text(RULES.format(attempts="best"))
    out = grade()
    hand_in(handed_in, "s01", SQUARES, "2026-11-02T11:00:00")
    grade()

    from autograder.store import Store

    with Ledger(url_of(out)) as ledger, Store(url_of(out)) as store:
        book = Book(ledger, load_course(course), catalog.load_all(course))
        found = next(m for m in book.marks() if m.student == "s01")
        report = book.report(found, store)
    assert report is not None
    assert report.score == 100


def test_a_regrade_is_no_second_attempt(course: Path, grade: Grade) -> None:
    """The same file graded anew stays one attempt, with the time it was first seen."""
    (course / "course.toml").write_text(RULES.format(attempts="last"))
    out = grade()
    hand_in(course / "handed_in", "s03", RIGHT + "# late\n", "2027-01-01T12:00:00")  # downloaded again
    grade("out", "--fresh")

    found = marks(course, out)["s03"]
    assert (found.attempts, found.late.days) == (1, 2)


def test_an_old_file_handed_in_again_is_the_newest_attempt(course: Path, grade: Grade, handed_in: Path) -> None:
    """What lies in the folder now is what counts last."""
    out = grade()
    hand_in(handed_in, "s01", SQUARES)
    grade()
    hand_in(handed_in, "s01", RIGHT)
    grade()

    found = marks(course, out)["s01"]
    assert (found.mark, found.attempts) == (100, 2)


def test_override_sets_a_score_with_reason_and_author(course: Path, grade: Grade, command: Command) -> None:
    """It is in both files at once, and on record."""
    out = grade()
    shown = command(
        "override", out, "s02", "tiny", "--score", "55", "--reason", "oral examination", "--author", "A. Lovelace"
    )

    assert "s02, tiny: 55. Raw score 60 of 100. Set to 55 by A. Lovelace: oral examination" in shown.output
    assert rows(out / "grades.csv")["s02"]["tiny"] == "55"
    assert "Set to 55 by A. Lovelace: oral examination" in rows(out / "marks.csv")["s02"]["why"]


def test_an_override_outlives_a_regrade(course: Path, grade: Grade, command: Command) -> None:
    """Decisions stay when tests change."""
    out = grade()
    command("override", out, "s02", "tiny", "--score", "55", "--reason", "r")
    grade("out", "--fresh")

    assert rows(out / "grades.csv")["s02"]["tiny"] == "55"


def test_an_excuse_leaves_the_cell_empty(course: Path, grade: Grade, command: Command) -> None:
    """No mark, and the table says why."""
    out = grade()
    command("override", out, "s02", "tiny", "--excuse", "--reason", "ill")

    assert rows(out / "grades.csv")["s02"]["tiny"] == ""
    assert rows(out / "marks.csv")["s02"]["status"] == "excused"


def test_a_deadline_of_ones_own_forgives(course: Path, grade: Grade, command: Command) -> None:
    """It is on the course's clock."""
    (course / "course.toml").write_text(RULES.format(attempts="last"))
    out = grade()
    command("override", out, "s03", "tiny", "--deadline", "2026-11-09T12:00", "--reason", "ill")

    assert rows(out / "grades.csv")["s03"]["tiny"] == "100"


def test_withdrawing_brings_the_old_mark_back(course: Path, grade: Grade, command: Command) -> None:
    """And says how many decisions no longer hold."""
    out = grade()
    command("override", out, "s02", "tiny", "--score", "55", "--reason", "r")
    shown = command("override", out, "s02", "tiny", "--withdraw")

    assert "1 decision about s02, tiny withdrawn." in shown.output
    assert rows(out / "grades.csv")["s02"]["tiny"] == "60"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        pytest.param(["s02", "tiny", "--score", "55"], 2, "needs a --reason", id="no reason"),
        pytest.param(["s02", "tiny", "--reason", "r"], 2, "exactly one of", id="nothing to decide"),
        pytest.param(["s02", "tiny", "--score", "5", "--excuse", "--reason", "r"], 2, "exactly one of", id="two"),
        pytest.param(["s02", "tiny", "--score", "101", "--reason", "r"], 2, "between 0 and 100", id="too much"),
        pytest.param(["s02", "tiny", "--deadline", "soon", "--reason", "r"], 2, "is no time", id="no time"),
        pytest.param(["s02", "teeny", "--excuse", "--reason", "r"], 2, "There are: tiny", id="no assignment"),
        pytest.param(["s77", "tiny", "--excuse", "--reason", "r"], 3, "no student 's77'", id="no student"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_refused(
    grade: Grade, command: Command, words: list[str], code: int, says: str
) -> None:
    """One line, an exit code, and nothing kept."""
    out = grade()
    shown = command("override", out, *words, code=code)

    assert says in shown.output
    with Ledger(url_of(out)) as ledger:
        assert ledger.decisions() == {}


def test_marks_explains_one_student(course: Path, grade: Grade, command: Command) -> None:
    """All steps of the student's marks are on the screen."""
    out = grade()

    assert "Raw score 60 of 100." in command("marks", out, "s02").output


def test_marks_of_a_stranger_are_refused(grade: Grade, command: Command) -> None:
    """The message asks for the spelling."""
    assert "there is no mark of 's77'" in command("marks", grade(), "s77", code=3).output


@pytest.mark.parametrize("name", ["marks", "publish", "diff", "report"])
def test_a_folder_without_a_graded_run_is_refused(course: Path, command: Command, name: str) -> None:
    """The message says which folder is meant."""
    assert "Name the folder given to grade --out" in command(name, course, code=3).output


def test_a_student_called_like_a_formula_cannot_run_in_a_spreadsheet(grade: Grade, command: Command) -> None:
    """A reason that begins with an equals sign is neutralised as any other cell."""
    out = grade()
    command("override", out, "s02", "tiny", "--score", "5", "--reason", "=HYPERLINK(1)")

    assert not any(cell.startswith("=") for row in rows(out / "marks.csv").values() for cell in row.values())


@pytest.mark.parametrize("name", ["grade", "marks"])
def test_names_that_nothing_goes_by_are_told(
    course: Path, grade: Grade, command: Command, handed_in: Path, name: str
) -> None:
    """A slip in a slug or an id would take a deadline away in silence."""
    out = grade()
    rules = RULES.format(attempts="last").replace("file-times", "times.csv")
    (course / "course.toml").write_text(rules.replace("assignments.tiny", "assignments.tyny"))
    (course / "times.csv").write_text("student,assignment,handed_in\ns1,tiny,2026-11-02\ns02,tinny,2026-11-02\n")
    words = [out] if name == "marks" else [handed_in, "--out", out, "--no-site", "--workers", "1"]
    shown = command(name, *words).output

    assert "course.toml has rules for what is no assignment: 'tyny'. There are: tiny." in shown
    assert "times.csv names what is no assignment: 'tinny'." in shown
    assert "times.csv names students who are not here: 's1'. Are the ids spelled as in grades.csv?" in shown


def test_names_that_are_right_are_not_told(course: Path, grade: Grade, command: Command) -> None:
    """Students of the roster who handed in nothing are no strangers."""
    (course / "course.toml").write_text('roster = "roster.csv"\nhanded_in = "times.csv"\n')
    (course / "roster.csv").write_text("student,name\ns01,Ada\ns09,Grace\n")
    (course / "times.csv").write_text("student,assignment,handed_in\ns01,tiny,2026-11-02\ns09,tiny,2026-11-02\n")

    assert "warning" not in command("marks", grade()).output
