"""Moodle's grading worksheet, put beside the download, says who participants are and when they handed in."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from downloads import CODE, ROSTER, written

from autograder.course import load_course
from autograder.intake import Intake, scan
from autograder.intake.course import scan_for
from autograder.people import roster_index
from autograder.roster import read_roster

HEADINGS = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission)\n"
FOLDERS = {
    f"{who}_assignsubmission_file_/tiny.py": CODE for who in ("J. Doe_9001", "Alex Smith_9002", "Late Riser_9003")
}
NAME = "Grades-NN-Tiny-55.csv"
TIME = "Monday, 2 November 2026, 10:42 PM"


def worksheet(*times: str) -> str:
    people = ["J. Doe,jane@uni.example", "Alex Smith,alex2@uni.example", "Late Riser,late@uni.example"]
    rows = [
        f'Participant {9001 + n},{who},Submitted for grading,,100.00,"{time}"\n'
        for n, (who, time) in enumerate(zip(people, times, strict=False))
    ]
    return HEADINGS + "".join(rows)


def times_of(intake: Intake) -> dict[str, datetime]:
    return {f.student: datetime.fromtimestamp(f.handed_in, UTC) for f in intake.found if f.handed_in is not None}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TIME, id="english"),
        pytest.param("Monday, 2 November 2026, 10:42\N{NARROW NO-BREAK SPACE}PM", id="narrow-space"),
        pytest.param("Monday, 2 November 2026, 22:42", id="24-hours"),
        pytest.param("Monday, November 2, 2026, 10:42 PM", id="american"),
    ],
)
def test_times_are_the_courses(tmp_path: Path, text: str) -> None:
    """A time without an offset is in the course's zone."""
    folder = written(tmp_path / "in", {**FOLDERS, NAME: worksheet(text)})

    intake = scan(folder, ["tiny"], zone=ZoneInfo("Europe/Berlin"))

    assert times_of(intake) == {"J. Doe_9001": datetime(2026, 11, 2, 21, 42, tzinfo=UTC)}
    assert intake.warnings == []


def test_the_archive_and_the_worksheet_in_one_folder_do(tmp_path: Path) -> None:
    """Nobody has to unpack anything: both files as Moodle gave them, in a folder."""
    shutil.make_archive(str(tmp_path / "in" / "NN-Tiny-55"), "zip", written(tmp_path / "download", FOLDERS))
    (tmp_path / "in" / NAME).write_text("\ufeff" + worksheet(TIME, "-", TIME), encoding="utf-8")

    intake = scan(tmp_path / "in", ["tiny"])

    assert set(times_of(intake)) == {"J. Doe_9001", "Late Riser_9003"}
    assert len(intake.found) == 3


def test_the_worksheet_lies_beside_the_unpacked_folder(tmp_path: Path) -> None:
    """As it is after unpacking the archive where both were downloaded to."""
    written(tmp_path / "in" / "NN-Tiny-55", FOLDERS)
    (tmp_path / "in" / NAME).write_text(worksheet(TIME, "-", TIME), encoding="utf-8")

    assert set(times_of(scan(tmp_path / "in", ["tiny"]))) == {"J. Doe_9001", "Late Riser_9003"}


def test_names_lead_to_the_roster(tmp_path: Path) -> None:
    """By e-mail address: a name that is shortened, and one that two people have."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    people = roster_index(read_roster(tmp_path / "roster.csv"))
    folder = written(tmp_path / "in", {**FOLDERS, NAME: worksheet(TIME, TIME, TIME)})

    intake = scan(folder, ["tiny"], people)

    assert set(intake.students) == {"jdoe", "twin2", "Late Riser_9003"}


def test_the_courses_zone_is_used(course: Path, tmp_path: Path) -> None:
    """course.toml decides what ten in the evening is."""
    from autograder.catalog import load_all

    (course / "course.toml").write_text('timezone = "America/New_York"\n')
    folder = written(tmp_path / "in", {**FOLDERS, NAME: worksheet(TIME)})

    intake = scan_for(load_course(course), folder, load_all(course))

    assert times_of(intake)["J. Doe_9001"] == datetime(2026, 11, 3, 3, 42, tzinfo=UTC)


TEAM_FOLDERS = {
    "Red & Blue_55_assignsubmission_file/tiny.py": CODE,
    "Default group_assignsubmission_file/tiny.py": CODE + "# default\n",
    "Green_56_assignsubmission_file/tiny.py": CODE + "# green\n",
}
TEAM_WORKSHEET = """Identifier,Full name,Email address,Group,Last modified (submission)
Participant 9001,J. Doe,jane@uni.example,Red & Blue,"Monday, 2 November 2026, 10:42 PM"
Participant 9002,Alex Smith,alex2@uni.example,Red & Blue,"Monday, 2 November 2026, 10:42 PM"
Participant 9003,Late Riser,late@uni.example,Default group,"Monday, 2 November 2026, 11:42 PM"
Participant 9004,Eva Ill,eva@uni.example,Yellow,-
"""


def test_teams_are_their_members(tmp_path: Path) -> None:
    """Moodle makes one folder for a team; the worksheet says who is in it, and each member is graded."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    people = roster_index(read_roster(tmp_path / "roster.csv"))
    folder = written(tmp_path / "in", {**TEAM_FOLDERS, NAME: TEAM_WORKSHEET})

    intake = scan(folder, ["tiny"], people)

    found = {found.student: found.read() for found in intake.found}
    assert found["jdoe"] == found["twin2"] == CODE.encode()
    assert b"# default" in found["Late Riser_9003"]
    assert set(found) == {"jdoe", "twin2", "Late Riser_9003", "Green_56"}
    assert "eill" not in intake.students
    assert len(times_of(intake)) == 3


def test_teams_may_be_marked_blind(tmp_path: Path) -> None:
    """Without names, members are called as Moodle calls them, and the worksheet finds them again."""
    rows = [line.split(",", 3) for line in TEAM_WORKSHEET.splitlines()]
    blind = "".join(f"{identifier},{rest}\n" for identifier, _, _, rest in rows)

    intake = scan(written(tmp_path / "in", {**TEAM_FOLDERS, NAME: blind}), ["tiny"])

    assert {found.student for found in intake.found} == {f"Participant_{n}" for n in (9001, 9002, 9003)} | {"Green_56"}


def test_teams_without_a_worksheet_are_themselves(tmp_path: Path) -> None:
    """Who is in a team cannot be known then; its work is graded once, under its name."""
    intake = scan(written(tmp_path / "in", TEAM_FOLDERS), ["tiny"])

    assert len(intake.found) == 3
    assert {"Default group", "Green_56"} < set(intake.students)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(worksheet("Montag, 2. November 2026, 22:42").encode(), "times such as 'Montag, 2.", id="german"),
        pytest.param(worksheet(TIME).encode("utf-16"), "is not CSV in UTF-8", id="utf-16"),
        pytest.param(HEADINGS.encode() + b"x" * 2_000_000, "more than 1 MiB", id="large"),
    ],
)
def test_a_worksheet_of_no_use_is_told(tmp_path: Path, data: bytes, says: str) -> None:
    """One line with the remedy; the hand-ins are there without it."""
    folder = written(tmp_path / "in", FOLDERS)
    (folder / NAME).write_bytes(data)

    intake = scan(folder, ["tiny"])

    assert len(intake.found) == 3
    assert times_of(intake) == {}
    (line,) = intake.warnings
    assert says in line


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "", HEADINGS, HEADINGS + "Participant 9001\n", HEADINGS + ",,,\n"], ids=repr
)
def test_other_tables_do_no_harm(tmp_path: Path, text: str) -> None:
    """A CSV of something else, and rows with cells missing, are passed over."""
    folder = written(tmp_path / "in", {**FOLDERS, NAME: text})

    assert len(scan(folder, ["tiny"]).found) == 3
