"""The commands' messages and exit codes, as the person who meets them reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.cli import app

GOOD = "import numpy as np\ndef double(x):\n    return np.asarray(x) * 2.0\ndef quadruple(x):\n    return double(double(x))\n"


@pytest.fixture
def run(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command in the tiny course."""
    monkeypatch.chdir(course)
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(app, list(args))

    return invoke


@pytest.fixture
def handed_in(course: Path) -> Path:
    """A folder of submissions: right, half right, broken, empty-handed."""
    folder = course / "handed_in"
    files = {
        "s01/tiny.py": GOOD,
        "s02/tiny.py": GOOD.replace("* 2.0", "* 3.0").replace("double(double(x))", "np.asarray(x) * 4.0"),
        "s03/tiny.py": "def double(x:\n",
        "s04/teeny.py": GOOD,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_grade_writes_reports_marks_and_a_table(run, handed_in: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Every submission gets a report, every student a row, and the exit code is 0."""
    result = run("grade", str(handed_in), "--out", str(tmp_path / "out"), "--workers", "1")

    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "grades.csv").read_text() == (
        "student,tiny,total\ns01,100,100\ns02,60,60\ns03,0,0\ns04,,0\n"
    )
    report = json.loads((tmp_path / "out" / "reports" / "s02" / "tiny.json").read_text())
    assert report["status"] == "graded"
    assert "s04/teeny.py: no assignment of that name" in result.output
    assert "rename it to tiny.py" in result.output
    assert "2 submissions graded, 1 not gradable." in result.output


def test_a_student_reads_which_files_were_left_out(run, handed_in: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Until they are handed in as they should be; a run of some students takes nothing from the pages of others."""
    out = tmp_path / "out"
    (handed_in / "s03" / "work.zip").write_bytes(b"PK, or so it begins")
    run("grade", str(handed_in), "--out", str(out))

    page = (out / "feedback" / "s04.html").read_text()
    assert "s04/teeny.py: no assignment of that name" in page
    assert "work.zip" not in page

    (tmp_path / "again" / "s04").mkdir(parents=True)
    (handed_in / "s04" / "teeny.py").rename(tmp_path / "again" / "s04" / "tiny.py")
    run("grade", str(tmp_path / "again"), "--out", str(out))

    assert "teeny" not in (out / "feedback" / "s04.html").read_text()
    assert "s03/work.zip: it is damaged" in (out / "feedback" / "s03.html").read_text()


def test_grade_resumes(run, handed_in: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A second run grades only what changed."""
    out = str(tmp_path / "out")
    run("grade", str(handed_in), "--out", out)
    (handed_in / "s02" / "tiny.py").write_text(GOOD)

    result = run("grade", str(handed_in), "--out", out)

    assert "1 submission graded, 1 kept from an earlier run, 1 not gradable." in result.output
    assert "s02,100,100" in (tmp_path / "out" / "grades.csv").read_text()


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        pytest.param(["grade", "nowhere", "--out", "o"], 3, "nowhere is not a folder", id="missing-folder"),
        pytest.param(["grade", "assignments", "--out", "o", "--only", "huge"], 2, "There are: tiny", id="unknown-slug"),
        pytest.param(["grade", "assignments/tiny/assignment.toml", "--out", "o"], 3, "is not a folder", id="a-file"),
        pytest.param(["grade", "assignments", "--out", "/proc/x"], 3, "cannot be written", id="unwritable-out"),
        pytest.param(["grade"], 2, "Missing argument", id="no-argument"),
        pytest.param(["validate", "huge"], 2, "no assignment 'huge'", id="validate-unknown"),
        pytest.param(["grade", "assignments", "--out", "o", "--course", "/proc"], 3, "no assignments/", id="no-course"),
    ],
)
def test_bad_input_is_one_clear_line(run, args: list[str], code: int, says: str) -> None:  # type: ignore[no-untyped-def]
    """What is wrong is named with the remedy, and no traceback is shown."""
    result = run(*args)

    assert result.exit_code == code, result.output
    assert says in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["grade", "similar"])
@pytest.mark.parametrize("name", ["handed_in", "handed_in/graded", "handed_in/s01/../graded"])
def test_an_output_folder_among_the_hand_ins_is_refused(run, handed_in: Path, name: str, command: str) -> None:  # type: ignore[no-untyped-def]
    """The next run would take what is written there for students; nothing is written."""
    before = sorted(handed_in.rglob("*"))

    result = run(command, "handed_in", "--out", name)

    assert result.exit_code == 3, result.output
    assert f"--out {name} is in the folder of hand-ins" in result.output
    assert sorted(handed_in.rglob("*")) == before


def test_a_wrong_hand_in_time_is_told_before_anything_is_graded(run, course: Path, handed_in: Path) -> None:  # type: ignore[no-untyped-def]
    """A slip in a CSV costs a second, and not the grading of a class."""
    (course / "course.toml").write_text('handed_in = "times.csv"\n')
    (course / "times.csv").write_text("student,assignment,handed_in\ns01,tiny,yesterday\n")

    result = run("grade", str(handed_in), "--out", "out")

    assert result.exit_code == 3
    assert "line 2: 'yesterday' is no time" in result.output
    assert not (course / "out").exists()


def test_a_broken_check_shows_in_the_exit_code(run, course: Path, handed_in: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Exit code 4 and a line that says whose fault it is."""
    path = course / "assignments" / "tiny" / "hidden" / "test_tiny.py"
    path.write_text(path.read_text().replace("reference.quadruple(x)", "undefined"))

    result = run("grade", str(handed_in), "--out", str(tmp_path / "out"))

    assert result.exit_code == 4
    assert "need a regrade" in result.output


def test_a_malformed_assignment_is_named(run, course: Path) -> None:  # type: ignore[no-untyped-def]
    """A mistake in assignment.toml is told with file and place."""
    (course / "assignments" / "tiny" / "assignment.toml").write_text('title = "x"\nnumber = "one"\n')

    result = run("validate")

    assert result.exit_code == 3
    assert "assignment.toml" in result.output
    assert "$.number" in result.output


def test_validate_finds_what_is_unsound(run, course: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The tiny course lacks alternatives, hidden checks and generated files: exit code 1, and each is said."""
    result = run("validate", "--json", str(tmp_path / "proof.json"))

    assert result.exit_code == 1
    assert "0 alternative solutions; 3 are needed" in result.output
    assert "task double has 1 visible and 1 hidden checks" in result.output
    proof = json.loads((tmp_path / "proof.json").read_text())["tiny"]
    assert proof["reference_score"] == 100
    assert proof["stub_score"] == 0
    assert proof["misconceptions"]["squares"]["diagnosed"] is True
    assert proof["ok"] is False


def test_help_teaches(run) -> None:  # type: ignore[no-untyped-def]
    """`grade --help` shows an example and where the seeds come from."""
    output = run("grade", "--help").output

    assert "Example:" in output
    assert "AUTOGRADER_COURSE_KEY" in output


def test_the_command_that_waits_for_graders_loads_none_of_their_machinery() -> None:
    """NumPy, pytest and the checks take a third of a second to load, and memory: they are the grader processes' own."""
    program = (
        "import autograder.commands.grade, sys; print(sorted({'numpy', 'pytest', 'matplotlib'} & set(sys.modules)))"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
