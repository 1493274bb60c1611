"""Reading course.toml, the roster and the hand-in times, and what is said of those that are wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.course import Course, CourseError, LatePolicy, load_course
from autograder.roster import read_hand_in_times, read_roster

WHOLE = """
title = "Neural networks"
timezone = "Europe/Berlin"
roster = "roster.csv"
handed_in = "times.csv"
attempts = "best"

[late]
percent_per_day = 10
grace_minutes = 15
cap_percent = 50

[assignments.tiny]
deadline = 2026-11-02T23:59:00

[assignments.other]
deadline = 2026-11-09T12:00:00Z
attempts = "last"
late = { percent_per_day = 100 }
"""


def test_a_course_without_a_file_has_no_deadlines(tmp_path: Path) -> None:
    """Every score is a mark then."""
    course = load_course(tmp_path)

    assert course == Course()
    assert course.policy("tiny").deadline is None


def test_an_assignment_takes_from_the_course_what_it_does_not_say(tmp_path: Path) -> None:
    """A deadline without an offset is on the course's clock."""
    (tmp_path / "course.toml").write_text(WHOLE)
    course = load_course(tmp_path)
    tiny, other = course.policy("tiny"), course.policy("other")

    assert tiny.deadline == datetime(2026, 11, 2, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (tiny.late, tiny.attempts) == (LatePolicy(10, 15, 50), "best")
    assert other.deadline == datetime(2026, 11, 9, 12, tzinfo=UTC)
    assert (other.late.percent_per_day, other.attempts) == (100, "last")
    assert course.policy("unnamed").late == LatePolicy(10, 15, 50)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("deadlin = 3", "deadlin", id="unknown key"),
        pytest.param("[late]\npercent_per_day = 110", "<= 100", id="more than everything"),
        pytest.param('attempts = "first"', "attempts", id="unknown rule"),
        pytest.param('timezone = "Mars/Base"', "Mars/Base", id="unknown zone"),
        pytest.param("[assignments.tiny]\ndeadline = 3", "deadline", id="no time"),
        pytest.param("title = ", "course.toml", id="no TOML"),
    ],
)
def test_a_wrong_course_names_the_file_and_the_place(tmp_path: Path, text: str, says: str) -> None:
    """One line that an instructor can act on."""
    (tmp_path / "course.toml").write_text(text)

    with pytest.raises(CourseError, match=r"course\.toml") as caught:
        load_course(tmp_path)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param('attempts = "newest"', "There is 'last', 'best'.", id="attempts"),
        pytest.param('[assignments.tiny]\nattempts = "newest"', "There is 'last', 'best'.", id="of-an-assignment"),
        pytest.param('feedback = "all"', "There is 'property', 'question', 'experiment', 'section'.", id="feedback"),
        pytest.param("[late]\ngrace = 3", "There is percent_per_day, grace_minutes, cap_percent.", id="late"),
        pytest.param(
            "[assignments.tiny.late]\ngrace = 3", "There is percent_per_day, grace_minutes, cap_percent.", id="own-late"
        ),
        pytest.param("[assignments.tiny]\nuntil = 3", "There is deadline, late, attempts.", id="assignment"),
        pytest.param("[course]\ntitle = ''", "There is title, timezone, roster,", id="top"),
    ],
)
def test_who_writes_what_there_is_not_reads_what_there_is(tmp_path: Path, text: str, says: str) -> None:
    """Names and rules are few: all of them fit the line."""
    (tmp_path / "course.toml").write_text(text)

    with pytest.raises(CourseError) as caught:
        load_course(tmp_path)
    assert says in str(caught.value)


@pytest.mark.parametrize("deadline", ["2026-11-02", "2026-11-02T23:59", '"2026-11-02T23:59:00"'])
def test_a_deadline_that_is_no_time_is_told_how_to_be_written(tmp_path: Path, deadline: str) -> None:
    """A day, a time without seconds and a text are what people write first."""
    (tmp_path / "course.toml").write_text(f"[assignments.tiny]\ndeadline = {deadline}\n")

    with pytest.raises(CourseError, match="Write a deadline as 2026-11-02T23:59:00"):
        load_course(tmp_path)


def test_a_roster_is_read_by_its_headings(tmp_path: Path) -> None:
    """Order and spelling of headings do not matter; further columns are kept."""
    path = tmp_path / "roster.csv"
    path.write_text("\ufeffName,SIS Login ID,Email,Section\nAda Lovelace,s01,ada@example.org,B\n", encoding="utf-8")

    people = read_roster(path)

    assert people["s01"].name == "Ada Lovelace"
    assert people["s01"].email == "ada@example.org"
    assert people["s01"].other["section"] == "B"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("name\nAda\n", "One column must be called 'student'", id="no id"),
        pytest.param("student\ns01\ns01\n", "line 3: 's01' is there twice", id="twice"),
    ],
)
def test_a_wrong_roster_names_the_line(tmp_path: Path, text: str, says: str) -> None:
    """The message says which line, and what to do."""
    path = tmp_path / "roster.csv"
    path.write_text(text)

    with pytest.raises(CourseError, match=says):
        read_roster(path)


def test_a_roster_that_is_missing_is_told(tmp_path: Path) -> None:
    """The message says where it is named."""
    with pytest.raises(CourseError, match=r"named in course\.toml"):
        read_roster(tmp_path / "none.csv")


def test_a_roster_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Spreadsheets write such files; the message says how to save it."""
    (tmp_path / "roster.csv").write_bytes("student,name\ns01,Zoë\n".encode("latin-1"))

    with pytest.raises(CourseError, match="CSV UTF-8"):
        read_roster(tmp_path / "roster.csv")


def test_times_are_read_on_the_courses_clock(tmp_path: Path) -> None:
    """An offset in the file wins."""
    path = tmp_path / "times.csv"
    path.write_text("student,assignment,handed_in\ns01,tiny,2026-11-02 22:30\ns02,tiny,2026-11-02T22:30:00Z\n")
    berlin = ZoneInfo("Europe/Berlin")

    times = read_hand_in_times(path, berlin)

    assert times["s01", "tiny"] == datetime(2026, 11, 2, 22, 30, tzinfo=berlin)
    assert times["s02", "tiny"] == datetime(2026, 11, 2, 22, 30, tzinfo=UTC)


def test_an_empty_time_is_no_hand_in(tmp_path: Path) -> None:
    """Platforms list those who handed in nothing, too."""
    path = tmp_path / "times.csv"
    path.write_text("student,assignment,handed_in\ns01,tiny,\ns02,tiny,2026-11-02 22:30\n")

    assert set(read_hand_in_times(path, ZoneInfo("UTC"))) == {("s02", "tiny")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("student,assignment,handed_in\ns01,tiny,yesterday\n", "line 2: 'yesterday' is no time", id="word"),
        pytest.param("student,assignment\ns01,tiny\n", "there is no column 'handed_in'", id="column"),
    ],
)
def test_wrong_times_are_told(tmp_path: Path, text: str, says: str) -> None:
    """The message names the line or the column."""
    path = tmp_path / "times.csv"
    path.write_text(text)

    with pytest.raises(CourseError, match=says):
        read_hand_in_times(path, ZoneInfo("UTC"))


def test_the_example_in_the_docs_is_a_course(tmp_path: Path) -> None:
    """What docs/instructors.md shows can be copied as it stands."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "instructors.md").read_text(encoding="utf-8")
    (tmp_path / "course.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")

    course = load_course(tmp_path)

    assert course.roster == tmp_path / "roster.csv"
    assert course.policy("backprop").late.percent_per_day == 25
    assert course.policy("perceptron").late == LatePolicy(10, 15, 50)
