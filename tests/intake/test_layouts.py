"""Downloads of the platforms, in the layouts they have, become the same hand-ins."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from downloads import (
    CANVAS,
    CANVAS_ANONYMOUS,
    CODE,
    GRADESCOPE,
    METADATA,
    MOODLE,
    MOODLE_FLAT,
    NBGRADER,
    PLAIN,
    REPOSITORIES,
    ROSTER,
    SLUGS,
    whose,
    written,
)

from autograder import catalog
from autograder.course import load_course
from autograder.intake import IntakeError, scan
from autograder.intake.course import scan_for
from autograder.intake.layouts import layout_of
from autograder.intake.tree import tree_of
from autograder.people import roster_index
from autograder.roster import read_roster


@pytest.mark.parametrize(
    ("files", "name", "slugs", "students", "found"),
    [
        pytest.param(
            MOODLE,
            "moodle",
            ["tiny"],
            ["Jane Doe_9001", "Sam-O-Neil_9003", "Ünal van der Müller_9002"],
            {("Jane Doe_9001", "tiny"): "tiny.py", ("Ünal van der Müller_9002", "tiny"): "my solution.py"},
            id="moodle",
        ),
        pytest.param(
            MOODLE_FLAT, "moodle", ["tiny"], ["Jane Doe_9001"], {("Jane Doe_9001", "tiny"): "tiny.py"}, id="moodle-flat"
        ),
        pytest.param(
            CANVAS,
            "canvas",
            ["tiny"],
            ["doejane_101", "müllerünal_102", "oneilsam_103"],
            {
                ("doejane_101", "tiny"): "tiny.py",
                ("müllerünal_102", "tiny"): "homework_3_final.py",
                ("oneilsam_103", "tiny"): "tiny.ipynb",
            },
            id="canvas",
        ),
        pytest.param(CANVAS_ANONYMOUS, "canvas", ["tiny"], ["anon_x7Kq2", "anon_aB3xZ"], {}, id="canvas-anonymous"),
        pytest.param(
            GRADESCOPE,
            "gradescope",
            ["tiny"],
            ["jane@uni.example", "0123", "eva@uni.example"],
            {
                ("jane@uni.example", "tiny"): "tiny.py",
                ("0123", "tiny"): "solution.py",
                ("eva@uni.example", "tiny"): "solution.py",
            },
            id="gradescope",
        ),
        pytest.param(
            NBGRADER,
            "nbgrader",
            SLUGS,
            ["jane", "sam", "eva"],
            {("jane", "tiny"): "tiny.ipynb", ("jane", "mp_neuron"): "mp_neuron.py", ("sam", "tiny"): "work.py"},
            id="nbgrader",
        ),
        pytest.param(
            REPOSITORIES,
            "folders",
            SLUGS,
            ["tiny-jane", "tiny-sam", "tiny-eva"],
            {("tiny-jane", "tiny"): "tiny.py", ("tiny-sam", "tiny"): "tiny.py"},
            id="repositories",
        ),
        pytest.param(
            PLAIN,
            "folders",
            SLUGS,
            ["s01", "s02", "s03"],
            {("s01", "tiny"): "tiny.py", ("s02", "tiny"): "tiny.py", ("s02", "mp_neuron"): "mp_neuron.py"},
            id="plain",
        ),
    ],
)
def test_every_layout_is_recognised_and_read(
    tmp_path: Path,
    files: dict[str, str],
    name: str,
    slugs: list[str],
    students: list[str],
    found: dict[tuple[str, str], str],
) -> None:
    """By what a folder holds, without being told: who is there, and which file is whose."""
    folder = written(tmp_path / "download", files)

    assert layout_of(tree_of(folder)).name == name
    intake = scan(folder, slugs)
    assert {s for s in students if "-O-" not in s} <= set(intake.students), intake.students
    assert found.items() <= whose(intake).items()


@pytest.mark.parametrize("suffix", ["zip", "gztar"])
@pytest.mark.parametrize(
    "files", [MOODLE, CANVAS, GRADESCOPE, NBGRADER, PLAIN], ids=["moodle", "canvas", "gradescope", "nbgrader", "plain"]
)
def test_archives_hold_what_their_folders_hold(tmp_path: Path, files: dict[str, str], suffix: str) -> None:
    """The download itself, unopened, gives the same hand-ins as its folder."""
    folder = written(tmp_path / "download", files)
    archive = Path(shutil.make_archive(str(tmp_path / "download"), suffix, folder))
    slugs = ["tiny"] if files in (MOODLE, CANVAS, GRADESCOPE) else SLUGS

    from_folder, from_archive = scan(folder, slugs), scan(archive, slugs)

    assert sorted(from_archive.students) == sorted(from_folder.students)
    assert {(f.student, f.slug, f.read()) for f in from_archive.found} == {
        (f.student, f.slug, f.read()) for f in from_folder.found
    }


def test_only_the_last_upload_counts_on_canvas(tmp_path: Path) -> None:
    """Canvas numbers uploads; of two of one name the later one is graded, whatever the files' own times."""
    folder = written(tmp_path / "download", CANVAS)
    os.utime(folder / "doejane_101_5002_tiny-1.py", (1, 1))

    (jane,) = [found for found in scan(folder, ["tiny"]).found if found.student == "doejane_101"]

    assert b"second upload" in jane.read()


def test_any_name_will_do_where_only_one_assignment_can_be_meant(tmp_path: Path) -> None:
    """A download of one assignment, asked for alone: a student's only program is it, and the report says so."""
    folder = written(tmp_path / "download", MOODLE)

    alone, many = scan(folder, ["tiny"]), scan(folder, SLUGS)

    (taken,) = [found for found in alone.found if "Müller" in found.student]
    assert taken.notes == ("my solution.py was taken for tiny.py: no other program was handed in.",)
    assert not [found for found in many.found if "Müller" in found.student]


@pytest.mark.parametrize(
    ("files", "student", "seconds"),
    [
        pytest.param(GRADESCOPE, "jane@uni.example", 1793658152.365935, id="gradescope-utc"),
        pytest.param(GRADESCOPE, "eva@uni.example", 1793696400.0, id="gradescope-offset"),
        pytest.param(NBGRADER, "jane", 1793635103.948203, id="nbgrader"),
    ],
)
def test_the_time_that_a_platform_states_is_kept(
    tmp_path: Path, files: dict[str, str], student: str, seconds: float
) -> None:
    """Deadlines go by the platform's clock, not by the time of the download."""
    intake = scan(written(tmp_path / "download", files), ["tiny"])

    times = {found.student: found.handed_in for found in intake.found}
    assert times[student] == pytest.approx(seconds, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("a: [", "is not YAML", id="not-yaml"),
        pytest.param("- one\n- two\n", "does not list submissions", id="a-list"),
        pytest.param("&a [*a]", "does not list submissions", id="recursive"),
        pytest.param("[" * 100_000, "is not YAML", id="deep"),
    ],
)
def test_metadata_of_no_use_is_one_clear_line(tmp_path: Path, text: str, says: str) -> None:
    """What is wrong with Gradescope's file is said, and what to do."""
    folder = written(tmp_path, {"submission_metadata.yml": text, "submission_1/tiny.py": CODE})

    with pytest.raises(IntakeError, match=says):
        scan(folder, ["tiny"])


def test_metadata_builds_no_objects(tmp_path: Path) -> None:
    """A tag in the file names a Python function, and nothing happens."""
    text = METADATA + f"submission_9:\n  :x: !!python/object/apply:os.mkdir ['{tmp_path}/pwned']\n"
    folder = written(tmp_path / "export", {"submission_metadata.yml": text, "submission_301/tiny.py": CODE})

    assert scan(folder, ["tiny"]).found
    assert not (tmp_path / "pwned").exists()


def test_metadata_never_leads_outside(tmp_path: Path) -> None:
    """A submission whose name is a path is nobody's."""
    written(tmp_path / "submission_303", {"tiny.py": "secret"})
    folder = written(tmp_path / "download", GRADESCOPE)

    assert "outside@uni.example" not in scan(folder, ["tiny"]).students


def test_metadata_of_a_large_class_is_read(tmp_path: Path) -> None:
    """Two thousand submissions with their results are more than a megabyte of YAML."""
    results = "  :results:\n    tests:\n" + "".join(f"    - {{name: check {n}, score: 1.0}}\n" for n in range(20))
    text = "".join(f"submission_{n}:\n  :submitters:\n  - :email: s{n}@uni.example\n{results}" for n in range(2000))
    assert len(text) > 1024 * 1024
    folder = written(tmp_path, {"submission_metadata.yml": text, "submission_7/tiny.py": CODE})

    assert whose(scan(folder, ["tiny"])) == {("s7@uni.example", "tiny"): "tiny.py"}


@pytest.mark.parametrize(
    ("files", "students"),
    [
        pytest.param(MOODLE, {"jdoe", "umueller", "soneil"}, id="moodle"),
        pytest.param(CANVAS, {"jdoe", "soneil"}, id="canvas"),
        pytest.param(GRADESCOPE, {"jdoe", "soneil", "eill"}, id="gradescope"),
        pytest.param(REPOSITORIES, {"jdoe", "soneil", "eill"}, id="repositories"),
    ],
)
def test_names_are_matched_to_the_roster(tmp_path: Path, files: dict[str, str], students: set[str]) -> None:
    """By name, address, number or login, a student is called in all outputs what the roster calls them."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    people = roster_index(read_roster(tmp_path / "roster.csv"))

    intake = scan(written(tmp_path / "download", files), ["tiny"], people)

    assert students <= set(intake.students), (intake.students, intake.warnings)


def test_who_is_not_on_the_roster_is_listed(tmp_path: Path) -> None:
    """A stranger, and a name that two people have, keep the platform's name and get a line each."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    people = roster_index(read_roster(tmp_path / "roster.csv"))
    files = {f"{who}_assignsubmission_file_/tiny.py": CODE for who in ("Alex Smith_1", "New Person_2", "Eva Ill_3")}

    intake = scan(written(tmp_path / "download", files), ["tiny"], people)

    assert set(intake.students) == {"Alex Smith_1", "New Person_2", "eill"}
    told = [warning for warning in intake.warnings if "not on the roster" in warning]
    assert [line.split(":")[0] for line in told] == ["Alex Smith_1", "New Person_2"]


def test_grading_uses_the_courses_roster(course: Path, tmp_path: Path) -> None:
    """What course.toml names is what hand-ins are matched to."""
    (course / "course.toml").write_text('roster = "roster.csv"\n')
    (course / "roster.csv").write_text(ROSTER, encoding="utf-8")
    folder = written(tmp_path / "download", MOODLE)

    intake = scan_for(load_course(course), folder, catalog.load_all(course))

    assert "jdoe" in intake.students


def test_an_untouched_file_of_the_kit_gives_way(tmp_path: Path) -> None:
    """Who hands in the whole kit after working in the notebook gets the notebook graded, whatever the times."""
    stub = 'def double(x):\n    raise NotImplementedError("Task double is not written yet.")\n'
    work = '{"cells": [{"cell_type": "code", "source": "def double(x):\\n    return 2 * x", "metadata": {}, "outputs": [], '
    work += '"execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'
    folder = written(tmp_path, {"s01/assignments/tiny/tiny.ipynb": work, "s01/assignments/tiny/tiny.py": stub})
    os.utime(folder / "s01/assignments/tiny/tiny.ipynb", (1, 1))

    (found,) = scan(folder, ["tiny"], stubs={"tiny": stub}).found

    assert found.path.name == "tiny.ipynb"


def test_two_hand_ins_of_one_person_are_not_mixed(tmp_path: Path) -> None:
    """The second folder of someone on the roster is left aside, with a line."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    people = roster_index(read_roster(tmp_path / "roster.csv"))
    folder = written(tmp_path / "download", {"jdoe/tiny.py": CODE, "Jane Doe/tiny.py": "x = 1\n"})

    intake = scan(folder, ["tiny"], people)

    assert intake.students == ["jdoe"]
    assert "jdoe: a second hand-in of jdoe; left aside." in intake.warnings
