"""docs/platforms.md, followed word for word: each platform's download goes in, and what comes out is what it takes."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
import platform_downloads as downloads
import platform_rules as rules
import pytest
from platform_downloads import ZONE, Member

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
SLUG = "softmax_cross_entropy"
FILE = f"{SLUG}.py"
WRITE = re.compile(r"^Write `(?P<path>[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^```yaml\n.*?  run: \|\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
RIGHT = (ROOT / "solutions" / FILE).read_text(encoding="utf-8")
WRONG = RIGHT + "\n\ndef one_hot(y, k):\n    return np.ones((len(y), k))\n"
NOTEBOOK = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(RIGHT)]))
# What each hands in, and when, in the course's zone.
WORK = {
    "jdoe": ({FILE: RIGHT}, "2026-11-02T18:00"),
    "umueller": ({FILE: WRONG}, "2026-11-03T08:15"),
    "soneil": ({f"{SLUG}.ipynb": NOTEBOOK}, "2026-11-02T23:50"),
    "lxl": ({"my work (2).py": RIGHT}, "2026-11-03T00:05"),
    "zgarcia": ({FILE: "def softmax(z:\n"}, "2026-11-01T12:00"),
    "eill": ({}, "2026-11-01T12:00"),
}


@dataclass(frozen=True)
class Followed:
    """The folder in which the guide was followed, and what each command printed."""

    folder: Path
    printed: dict[str, str]

    def path(self, name: str) -> Path:
        return self.folder / name

    def marks(self) -> dict[str, str]:
        """The mark in grades.csv of each student who has one."""
        rows = csv.DictReader(io.StringIO(self.path("graded/grades.csv").read_text()))
        return {row["student"]: row[SLUG] for row in rows if row[SLUG]}


def members(roster: str) -> list[Member]:
    """The people of the guide's roster."""
    found = []
    for row in csv.DictReader(io.StringIO(roster)):
        last, comma, first = row["name"].partition(", ")
        name = f"{first} {last}" if comma else row["name"]
        work, when = WORK[row["student"]]
        handed_in = datetime.fromisoformat(when).replace(tzinfo=ZONE)
        sortable = row["name"] if comma else f"{name.rpartition(' ')[2]}, {name.rpartition(' ')[0]}"
        found.append(
            Member(
                student=row["student"], name=name, sortable=sortable, email=row["email"], id_number=row["id number"],
                canvas_id=int(row["canvas id"]), login=row["github"], work=work, handed_in=handed_in,
                late=row["student"] == "umueller",
            )
        )  # fmt: skip
    return found


def prepared(folder: Path) -> None:
    """Lay out a course with one assignment, the guide's own files, and every platform's download."""
    shutil.copytree(ROOT / "assignments" / SLUG, folder / "assignments" / SLUG)
    (folder / "solutions").mkdir()
    shutil.copy(ROOT / "solutions" / FILE, folder / "solutions" / FILE)
    files = {found["path"]: found["text"] for found in WRITE.finditer(GUIDE)}
    downloads.written(folder, files)
    people = members(files["roster.csv"])
    downloads.moodle(folder / "moodle", people)
    downloads.canvas(folder, people, "Homework 7 (55)", "50.00")
    downloads.gradescope(folder, people)
    downloads.nbgrader(folder, people, SLUG)
    downloads.clones(folder, people)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """Do what the guide says, command by command."""
    folder = tmp_path_factory.mktemp("course")
    prepared(folder)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "200",
    }
    printed = {}
    for fence in CONSOLE.finditer(GUIDE):
        for line in fence["text"].splitlines():
            if line.startswith("$ export "):
                name, _, value = line.removeprefix("$ export ").partition("=")
                environment[name] = value.strip('"')
            elif line.startswith("$ "):
                printed[line.removeprefix("$ ")] = ran(line.removeprefix("$ "), folder, environment)
    return Followed(folder, printed)


def ran(script: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=folder, env=environment, text=True, capture_output=True, timeout=300
    )
    assert done.returncode == 0, f"{script}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def test_the_marks_are_the_courses(followed: Followed) -> None:
    """Late by a day begun costs a tenth, five minutes nothing; whoever handed in nothing has no mark."""
    marks = followed.marks()

    assert {who: marks.pop(who) for who in ("jdoe", "soneil", "lxl", "zgarcia")} == {
        "jdoe": "100", "soneil": "100", "lxl": "100", "zgarcia": "0",
    }  # fmt: skip
    assert set(marks) == {"umueller"}
    shown = next(text for command, text in followed.printed.items() if command.startswith("autograder marks"))
    assert "1 day begun after the deadline" in shown
    assert "10 % off" in shown


def test_moodle_takes_its_worksheet_back(followed: Followed) -> None:
    """Each participant's row has the mark; who handed in nothing keeps an empty cell."""
    numbers = {str(number): "" for number in range(9001, 9007)}

    found = rules.MoodleWorksheet(numbers).grades(followed.path("upload.csv").read_bytes())

    by_student = dict(zip(["9001", "9002", "9003", "9004", "9005"], WORK, strict=False))
    assert {by_student[n]: grade for n, (grade, _) in found.items() if grade} == followed.marks()
    assert found["9006"] == ("", "")
    assert "10 % off" in found["9002"][1]


def test_moodle_gives_out_the_pages(followed: Followed) -> None:
    """Everyone with a mark gets their own."""
    numbers = {str(number) for number in range(9001, 9007)}

    found = rules.moodle_feedback(followed.path("pages.zip").read_bytes(), numbers)

    assert set(found) == numbers - {"9006"}
    assert b"jdoe" in found["9001"]["feedback.html"] or b"Jane" in found["9001"]["feedback.html"]


def test_moodle_imports_the_other_file(followed: Followed) -> None:
    """By e-mail address, and the addresses are the roster's."""
    people = [
        {"email": m.email, "idnumber": m.id_number} for m in members(followed.path("roster.csv").read_text("utf-8"))
    ]

    found = rules.Moodle(people).grades(followed.path("import.csv").read_bytes(), "Email address")

    assert sorted(grade for grade, _ in found.values()) == sorted(map(float, followed.marks().values()))


def test_canvas_takes_its_export_back(followed: Followed) -> None:
    """In the column that was named, scaled to its points; other columns as they were."""
    people = members(followed.path("roster.csv").read_text("utf-8"))
    students = {m.canvas_id: {"name": m.name, "sortable": m.sortable} for m in people}
    course = rules.Canvas({54: "Essay", 55: "Homework 7"}, students)

    found = course.grades(followed.path("canvas.csv").read_bytes())

    marks = followed.marks()
    grades = {m.student: found[m.canvas_id, 55] for m in people}
    assert grades.pop("eill") == ""
    assert {who: float(grade) for who, grade in grades.items()} == {who: float(mark) / 2 for who, mark in marks.items()}
    assert {found[m.canvas_id, 54] for m in people} == {"17.50"}


def test_canvas_late_files_are_told(followed: Followed) -> None:
    """The line that the guide explains is printed."""
    (shown,) = (
        text for command, text in followed.printed.items() if command.startswith("autograder grade submissions.zip")
    )

    assert "Canvas marks 1 as LATE, and does not say by how much" in shown


def test_every_download_gives_the_same_hand_ins(followed: Followed) -> None:
    """Nobody but those on the roster is there, whichever platform they came through, and nothing is graded twice.

    A repository may hold programs of any purpose: of those, only one of the assignment's name is taken.
    """
    runs = [text for command, text in followed.printed.items() if command.startswith("autograder grade")]
    rows = csv.DictReader(io.StringIO(followed.path("graded/grades.csv").read_text()))

    said = r"(\d+) submissions graded(?:, (\d+) kept from an earlier run)?(?:, (\d+) not gradable)?\."
    counted = [re.search(said, text) for text in runs]
    assert {row["student"] for row in rows} == set(WORK)
    assert [found and found.groups() for found in counted] == [
        ("4", None, "1"), ("0", "4", "1"), ("0", "4", "1"), ("0", "3", "1"), ("0", "4", "1"),
    ]  # fmt: skip


def test_gradescope_takes_what_is_made(followed: Followed) -> None:
    """The archive begins with what Gradescope looks for; the results are valid."""
    found = rules.gradescope(followed.path("results.json").read_bytes())

    with zipfile.ZipFile(followed.path("softmax.zip")) as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o111 for info in archive.infolist()}
    assert modes["setup.sh"]
    assert modes["run_autograder"]
    assert found["score"] == 100


def test_prairielearn_gets_a_question(followed: Followed) -> None:
    """The folder has what a question has, and names the image of the guide."""
    question = followed.path("questions/softmax")

    info = rules.strict_json((question / "info.json").read_bytes())
    assert info["externalGradingOptions"]["image"] == "registry.example/nn-autograder"
    assert os.access(question / "tests" / "run.sh", os.X_OK)
    assert (question / "question.html").exists()


def test_the_job_on_github_reports(followed: Followed, tmp_path: Path) -> None:
    """The guide's step, run as a runner does: bash, its files in the environment, the repository as workspace."""
    (step,) = (found["text"] for found in STEP.finditer(GUIDE))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(followed.folder), "CI": "true"}
    environment |= {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}

    log = ran(step, followed.folder, environment)

    assert rules.github_output((tmp_path / "GITHUB_OUTPUT").read_text())["status"] == "pass"
    assert "## softmax_cross_entropy: 100 of 100 points" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text()
    commands = rules.github_commands(log)
    assert commands[-2:-1] == [("notice", {"title": "Autograding complete"}, "Points 100/100")]


def test_nbgraders_readers_take_the_table(followed: Followed) -> None:
    """A row for everyone, with the deadline, what lateness cost, and 0 for nothing handed in."""
    rows = {row["student_id"]: row for row in rules.nbgrader(followed.path("nbgrader.csv").read_bytes())}

    assert set(rows) == set(WORK)
    assert float(rows["eill"]["score"]) == 0
    assert float(rows["umueller"]["late_submission_penalty"]) > 0
    assert {row["duedate"] for row in rows.values()} == {"2026-11-02 22:59:00.000000"}


def test_junit_readers_take_the_file(followed: Followed) -> None:
    """A suite for each hand-in."""
    root = rules.junit(followed.path("junit.xml").read_bytes())

    assert {suite.get("name") for suite in root} == {f"{who}.{SLUG}" for who, (work, _) in WORK.items() if work}


def test_every_place_that_the_guide_points_to_is_there() -> None:
    """Links to files and to headings lead somewhere."""
    headings = {
        re.sub(r"[^\w-]", "", line.lower().replace(" ", "-")) for line in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }

    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        path, _, anchor = target.partition("#")
        assert (ROOT / "docs" / path).exists(), target
        assert path or anchor in headings, target
