"""Files of a student that are not graded: another assignment's, and what was handed in beside the right one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from downloads import CODE, written

from autograder.intake import scan
from autograder.intake.left_out import keep_left_out, read_left_out
from autograder.intake.model import MAX_ARCHIVE_BYTES


@pytest.mark.parametrize("name", ["perceptron.py", "Perceptron (1).ipynb", "tiny_2.py"])
def test_files_of_other_assignments_are_left_aside_in_silence(tmp_path: Path, name: str) -> None:
    """Only one of the course's assignments is graded; whoever handed in all of them did nothing wrong."""
    folder = written(tmp_path / "in", {f"s01/{name}": CODE})

    intake = scan(folder, ["tiny"], course=["tiny", "perceptron", "tiny_2"])

    assert (intake.found, intake.warnings) == ([], [])


def test_a_slip_is_told_with_the_name_that_is_nearest_in_the_course(tmp_path: Path) -> None:
    """Not with that of the assignment which happens to be graded."""
    folder = written(tmp_path / "in", {"s01/mp_perceptro.py": CODE})

    (told,) = scan(folder, ["mp_neuron"], course=["mp_neuron", "perceptron"]).warnings

    assert told.endswith("If it is perceptron, rename it to perceptron.py.")


def test_no_advice_puts_a_file_in_the_place_of_another(tmp_path: Path) -> None:
    """Whether or not the other one's assignment is graded."""
    folder = written(tmp_path / "in", {"s01/perceptron.py": CODE, "s01/perceptron_old.py": CODE})

    (told,) = scan(folder, ["tiny"], course=["tiny", "perceptron"]).warnings

    assert told == "s01/perceptron_old.py: no assignment of that name; not graded. A file of perceptron is there too."


def test_the_only_student_is_known_by_folders_of_assignments_that_are_not_graded(tmp_path: Path) -> None:
    """A folder for each assignment is no class of students."""
    folder = written(tmp_path / "in", {"ada/tiny/tiny.py": CODE, "ada/perceptron/perceptron.py": CODE})

    assert scan(folder, ["mp_neuron"], course=["mp_neuron", "perceptron", "tiny"]).students == ["ada"]


def test_what_was_left_out_is_kept_whatever_it_is_called(tmp_path: Path) -> None:
    """Bytes that are no text, in the name of an archive too large to be read."""
    folder = written(tmp_path / "in", {"s01/tiny.py": CODE}) / "s01"
    with open(os.fsencode(folder) + b"/\xff.zip", "wb") as stream:  # noqa: PTH123  # a name of bytes
        stream.truncate(MAX_ARCHIVE_BYTES + 1)

    intake = scan(tmp_path / "in", ["tiny"])
    keep_left_out(tmp_path, intake)

    (told,) = read_left_out(tmp_path)["s01"]
    assert "MiB" in told


def test_a_second_hand_in_of_an_assignment_is_told_as_such(tmp_path: Path) -> None:
    """No advice to give it the first one's name; who reads the report knows which one was graded."""
    folder = written(tmp_path / "in", {"s01/tiny.py": CODE, "s01/tiny (2).py": CODE, "s01/tiny_old.py": CODE})

    intake = scan(folder, ["tiny"])

    note = "tiny (2).py was not graded: tiny.py is there too, and has the assignment's own name."
    assert intake.found[0].notes == (note,)
    assert intake.warnings == [
        f"s01: {note}",
        "s01/tiny_old.py: no assignment of that name; not graded. tiny.py is there too, and was graded.",
    ]
