"""Folders as instructors have them: downloads with things beside, around and inside them, and people who hand in twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from downloads import CODE, METADATA, MOODLE, PLAIN, ROSTER, written

from autograder.intake import Intake, scan
from autograder.people import Index, roster_index
from autograder.roster import read_roster


@pytest.fixture
def people(tmp_path: Path) -> Index[str]:
    """Who is on the roster."""
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return roster_index(read_roster(path))


def taken(intake: Intake) -> dict[str, bytes]:
    return {found.student: found.read() for found in intake.found}


def about(intake: Intake, word: str) -> list[str]:
    return [warning for warning in intake.warnings if word in warning]


MESSY_CANVAS = {
    "doejane_101_5001_tiny.py": CODE,
    "großannalena_LATE_102_5002_tiny-2.py": CODE,
    "garcíañuñojosémaría_LATE_105_5005_work.py": CODE,
    "李小龙_106_5006_tiny.py": CODE,
    "oneilsam_103_text.html": "<p>def double",
    "smithalex_LATE_104_link.html": "<a>",
    "poppinsmary_107_5007_screenshot.png": "x",
    "2026-11-02T1200_Grades-NN.csv": "Student,ID",
}


def test_canvas_is_known_among_other_things(tmp_path: Path) -> None:
    """Typed text, links, pictures and a gradebook beside the uploads hide nobody's program."""
    intake = scan(written(tmp_path / "download", MESSY_CANVAS), ["tiny"])

    assert set(taken(intake)) == {"doejane_101", "großannalena_102", "garcíañuñojosémaría_105", "李小龙_106"}
    assert {"oneilsam_103", "smithalex_104", "poppinsmary_107"} < set(intake.students)
    assert about(intake, "Grades-NN.csv") == [
        "2026-11-02T1200_Grades-NN.csv: not a file that Canvas names; left aside."
    ]


def test_who_handed_in_no_program_is_told_with_what_there_is(tmp_path: Path) -> None:
    """A picture or typed text is no hand-in, and its owner must not look as if nothing had come."""
    intake = scan(written(tmp_path / "download", MESSY_CANVAS), ["tiny"])

    told = "poppinsmary_107: no .py and no .ipynb; there is screenshot.png."
    assert told in about(intake, "no .py")
    assert {line.split(":")[0] for line in about(intake, "no .py")} == {
        "oneilsam_103",
        "smithalex_104",
        "poppinsmary_107",
    }


def test_an_empty_folder_needs_no_line(tmp_path: Path) -> None:
    """Who handed in nothing has an empty cell; a class of them would bury the other lines."""
    (tmp_path / "in" / "s09").mkdir(parents=True)

    intake = scan(written(tmp_path / "in", PLAIN), ["tiny", "mp_neuron"])

    assert "s09" in intake.students
    assert not about(intake, "s09")


def test_what_canvas_calls_late_is_named_once(tmp_path: Path) -> None:
    """Canvas says who was late and not by how much: one line, with the remedy, whole."""
    intake = scan(written(tmp_path / "download", MESSY_CANVAS), ["tiny"])

    (line,) = about(intake, "Canvas marks")
    assert line.startswith("Canvas marks 3 as LATE")
    assert all(name in line for name in ("garcíañuñojosémaría_105", "großannalena_102", "smithalex_104"))
    assert line.endswith("put the times into handed_in.csv.")


TEAMS = {
    "Team-A-Jane Doe_9001_assignsubmission_file_/tiny.py": CODE,
    "Team-A-Ünal van der Müller_9002_assignsubmission_file_/tiny.py": CODE,
    "Default group-Sam ONeil_9003_assignsubmission_file_/tiny.py": CODE,
}


def test_moodle_teams_are_their_members(tmp_path: Path, people: Index[str]) -> None:
    """The team's name before the student's, dashes and all, keeps nobody from the roster."""
    intake = scan(written(tmp_path / "download", TEAMS), ["tiny"], people)

    assert set(taken(intake)) == {"jdoe", "umueller", "soneil"}


def test_moodle_folders_may_end_without_an_underscore(tmp_path: Path) -> None:
    """As Moodle writes them since 4.1."""
    files = {f"{who}_assignsubmission_file/tiny.py": CODE for who in ("Zoë Groß_9001", "Jane Doe_9002")}

    intake = scan(written(tmp_path / "download", files), ["tiny"])

    assert set(taken(intake)) == {"Zoë Groß_9001", "Jane Doe_9002"}


def test_moodle_names_with_a_dash_are_no_teams(tmp_path: Path) -> None:
    """Only where every name has one; Anna-Lena stays who she is."""
    files = {f"{who}_assignsubmission_file_/tiny.py": CODE for who in ("Anna-Lena Groß_9001", "Jane Doe_9002")}

    intake = scan(written(tmp_path / "download", files), ["tiny"])

    assert set(taken(intake)) == {"Anna-Lena Groß_9001", "Jane Doe_9002"}


def test_a_download_in_a_folder_is_opened(tmp_path: Path) -> None:
    """The archive as it came, alone or beside a note, gives what it gives by itself."""
    archive = shutil.make_archive(str(tmp_path / "in" / "NN-HW1-55"), "zip", written(tmp_path / "download", MOODLE))
    (tmp_path / "in" / "readme.txt").write_text("downloaded on Monday")

    assert taken(scan(tmp_path / "in", ["tiny"])) == taken(scan(Path(archive), ["tiny"]))


def test_the_only_hand_in_stays_a_students(tmp_path: Path) -> None:
    """One student's archive in a folder is that student's, as in an appeal."""
    shutil.make_archive(str(tmp_path / "in" / "s07"), "zip", written(tmp_path / "work", {"tiny.py": CODE}))

    assert set(taken(scan(tmp_path / "in", ["tiny"]))) == {"s07"}


def test_several_downloads_in_one_folder_are_told(tmp_path: Path) -> None:
    """A class's archive taken for a student's would mix everybody up: the line says how it is meant."""
    for name in ("HW1", "HW2"):
        shutil.make_archive(str(tmp_path / "in" / name), "zip", written(tmp_path / name, MOODLE))

    intake = scan(tmp_path / "in", ["tiny"])

    assert [line.split(":")[0] for line in about(intake, "download of a whole class")] == ["HW1.zip", "HW2.zip"]


def test_several_unpacked_downloads_are_told_too(tmp_path: Path) -> None:
    """Folders of classes side by side, as unpacking makes them."""
    for name, files in (("HW1", MOODLE), ("HW2", MESSY_CANVAS), ("HW3", {"submission_metadata.yml": METADATA})):
        written(tmp_path / "in" / name, files)

    intake = scan(tmp_path / "in", ["tiny"])

    assert [line.split(":")[0] for line in about(intake, "download of a whole class")] == ["HW1", "HW2", "HW3"]


@pytest.mark.parametrize("beside", [{}, {"Grades-NN.csv": "a,b\n", "readme.txt": "x"}], ids=["alone", "beside-notes"])
@pytest.mark.parametrize("files", [MOODLE, MESSY_CANVAS], ids=["moodle", "canvas"])
def test_an_unpacked_download_in_a_folder_is_seen(
    tmp_path: Path, files: dict[str, str], beside: dict[str, str]
) -> None:
    """Unpacking puts a folder around everything, and people put other things beside that folder."""
    written(tmp_path / "in" / "NN-HW1-55", files)

    intake = scan(written(tmp_path / "in", beside) if beside else tmp_path / "in", ["tiny"])

    assert taken(intake) == taken(scan(tmp_path / "in" / "NN-HW1-55", ["tiny"]))


def test_a_folder_around_the_students_is_seen_through(tmp_path: Path) -> None:
    """What `gh classroom clone` makes: softmax-submissions/softmax-<login>/…"""
    files = {f"tiny-submissions/tiny-{login}/tiny.py": CODE for login in ("jane", "anna-lena")}

    intake = scan(written(tmp_path / "in", files), ["tiny"])

    assert set(taken(intake)) == {"tiny-jane", "tiny-anna-lena"}
    assert about(intake, "taken for the folder around")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["assignments/tiny/tiny.py", "docs/a.md"], id="kit"),
        pytest.param(["tiny/tiny.py", "mp_neuron/mp_neuron.py"], id="a-folder-per-assignment"),
        pytest.param(["src/tiny.py"], id="one-folder"),
        pytest.param(["tiny.py", "src/a.py", "docs/a.md"], id="work-beside-folders"),
    ],
)
def test_the_only_student_is_not_a_class(tmp_path: Path, names: list[str]) -> None:
    """One student's folder with folders in it is that student's."""
    intake = scan(written(tmp_path / "in", {f"ada/{name}": CODE for name in names}), ["tiny", "mp_neuron"])

    assert intake.students == ["ada"]
    assert "ada" in taken(intake)


def test_the_only_student_is_known_by_the_roster(tmp_path: Path, people: Index[str]) -> None:
    """Whatever folders jdoe hands in, jdoe is on the roster and src is not."""
    intake = scan(written(tmp_path / "in", {"jdoe/src/tiny.py": CODE, "jdoe/tests/a.py": "x = 1"}), ["tiny"], people)

    assert intake.students == ["jdoe"]


@pytest.mark.parametrize(("first", "second"), [("02", "03"), ("03", "02")])
def test_of_two_submissions_the_later_counts(tmp_path: Path, first: str, second: str) -> None:
    """Someone in two groups on Gradescope has one hand-in: the later, in whatever order the file lists them."""
    entry = "submission_{0}:\n  :submitters:\n  - :email: jane@uni.example\n  :created_at: 2026-11-{0} 12:00:00 Z\n"
    files = {
        "submission_metadata.yml": entry.format(first) + entry.format(second),
        "submission_02/tiny.py": "DAY = 2\n",
        "submission_03/tiny.py": "DAY = 3\n",
    }

    intake = scan(written(tmp_path / "export", files), ["tiny"])

    assert taken(intake) == {"jane@uni.example": b"DAY = 3\n"}
    assert about(intake, "of the two, the one from 2026-11-03 12:00 UTC counts")


def test_a_group_hands_in_for_each_member(tmp_path: Path, people: Index[str]) -> None:
    """Gradescope lists a group's members; each is graded, under the roster's id, with the group's work and time."""
    files = {"submission_metadata.yml": METADATA, "submission_302/tiny.py": CODE}

    intake = scan(written(tmp_path / "export", files), ["tiny"], people)

    assert taken(intake) == {"soneil": CODE.encode(), "eill": CODE.encode()}
    assert len({found.handed_in for found in intake.found}) == 1


def test_no_name_takes_long_to_understand(tmp_path: Path) -> None:
    """Digits, copies and blanks by the hundred are read once; trying every way to split them would never end."""
    for number, tail in enumerate(("1" * 200 + "x", "copy" * 50 + "x", " v1" * 60 + "x", "(1)" * 60 + "x")):
        folder = tmp_path / f"s{number}"
        folder.mkdir()
        (folder / f"perceptron{tail}.py").write_text("x = 1\n")

    assert scan(tmp_path, ["perceptron"]).found == []
