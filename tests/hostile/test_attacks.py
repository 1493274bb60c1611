"""Every attack, graded in one run beside honest neighbours: nobody gains, nothing leaks, nothing is left behind."""

from __future__ import annotations

import csv
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyprctl
import pytest
from attack_files import Attack, all_attacks
from generated_attacks import GENERATED, HONEST, Generated, folders

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("mp_neuron", "universal_approximation", "softmax_cross_entropy")
# Short limits, so that time-outs do not take minutes; most attacks are made on the first assignment.
SUBMISSION_S = {"mp_neuron": 1.0, "universal_approximation": 3.0, "softmax_cross_entropy": 3.0}
LIMITS = "[limits]\ncall_s = 0.5\nsubmission_s = {}\n\n"
# What one submission may take beyond its own computing time: the last request's deadline, decoding, judging.
OVERHEAD_S = 40.0  # on a machine that is busy with other work, too: what hangs has no end
RUN_S = 1200.0
EVERY = 8  # one honest neighbour before every eighth attack
ATTACKS: list[Attack | Generated] = [*all_attacks(), *GENERATED]
OUR_NUMBERS = {"1000", "10001", "1024", "2000"}  # in the rules and questions of hidden checks
OUTPUT = re.compile(
    r"reports/[\w .@+-]+/(mp_neuron|universal_approximation|softmax_cross_entropy)\.json"
    r"|(feedback|class)/[\w .@+-]+\.html|index\.html|(grades|marks)\.csv|results\.db(-wal|-shm)?|left_out\.json|\.lock"
)
CANARIES = ("hidden", "solution", "environment", "temporary", "neighbour")


@dataclass(frozen=True)
class Run:
    """The one run: where its outputs are, what it printed, and what it should not have known."""

    out: Path
    submissions: Path
    stdout: bytes
    code: int
    wall_s: float
    canaries: dict[str, str]
    left_files: list[str]
    left_processes: set[str]

    def report(self, student: str, assignment: str) -> dict[str, Any] | None:
        """Return a report, or None when there is none."""
        path = self.out / "reports" / student / f"{assignment}.json"
        return json.loads(path.read_bytes()) if path.exists() else None


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Grade all attacks and their neighbours once."""
    base = tmp_path_factory.mktemp("hostile")
    canaries = {place: f"canary-{place}-{secrets.token_hex(8)}" for place in CANARIES}
    planted = Path("/tmp") / f"{canaries['temporary']}.txt"
    planted.write_text(canaries["temporary"])
    try:
        _make_course(base / "course", canaries)
        _hand_in(base / "handed-in", base / "course", canaries)
        yield _grade(base, canaries)
    finally:
        planted.unlink()


def _make_course(course: Path, canaries: dict[str, str]) -> None:
    """Copy the real assignments, with short limits and a canary in everything secret."""
    for slug in ASSIGNMENTS:
        shutil.copytree(ROOT / "assignments" / slug, course / "assignments" / slug)
        manifest = course / "assignments" / slug / "assignment.toml"
        text = re.sub(r"\[limits\]\n(?:.+\n)*\n", "", manifest.read_text())
        manifest.write_text(text.replace("[[tasks]]", LIMITS.format(SUBMISSION_S[slug]) + "[[tasks]]", 1))
        for test in (course / "assignments" / slug / "hidden").glob("*.py"):
            test.write_text(test.read_text() + f"\n\nCANARY = '{canaries['hidden']}'\n")
        solution = (ROOT / "solutions" / f"{slug}.py").read_text()
        (course / "solutions").mkdir(exist_ok=True)
        (course / "solutions" / f"{slug}.py").write_text(f"{solution}\n\nCANARY = '{canaries['solution']}'\n")


def _hand_in(submissions: Path, course: Path, canaries: dict[str, str]) -> None:
    """Write the attacks, and between them honest neighbours whose code also warns and prints."""
    submissions.mkdir()
    for number, attack in enumerate(ATTACKS):
        if number % EVERY == 0:
            _hand_in_honest(submissions / f"honest-{attack.student}", canaries["neighbour"])
    for attack in ATTACKS:
        if isinstance(attack, Generated):
            (submissions / attack.student).mkdir()
            attack.build(submissions / attack.student, course)
        else:
            attack.hand_in(submissions)
    for name, _ in folders():
        folder = os.fsencode(submissions) + b"/" + name
        os.mkdir(folder)  # noqa: PTH102  # a name of bytes
        with open(folder + b"/mp_neuron.py", "w") as stream:  # noqa: PTH123  # as above
            stream.write(HONEST)


def _hand_in_honest(folder: Path, canary: str) -> None:
    folder.mkdir()
    for slug in ASSIGNMENTS:
        source = (ROOT / "solutions" / f"{slug}.py").read_text()
        noise = "import sys\nsys.stderr.write('a warning\\n' * 20)\nprint('hello\\n' * 20)\n"
        (folder / f"{slug}.py").write_text(f"{source}\n\nMINE = '{canary}'\n{noise}")


def _grade(base: Path, canaries: dict[str, str]) -> Run:
    private = base / "tmp"
    private.mkdir()
    ours = [base / "handed-in", base / "course", private]
    files = _listing(ours)
    pyprctl.set_child_subreaper(True)  # whoever outlives its parent becomes a child of ours
    children = _children()
    command = [sys.executable, "-m", "autograder", "grade", str(base / "handed-in"), "--out", str(base / "out")]
    environment = os.environ | {"AUTOGRADER_CANARY": canaries["environment"], "COLUMNS": "200", "TMPDIR": str(private)}
    started = time.monotonic()
    done = subprocess.run(
        [*command, "--course", str(base / "course"), "--workers", "2"],
        env=environment, cwd=base, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    wall_s = time.monotonic() - started
    time.sleep(0.5)
    return Run(
        out=base / "out",
        submissions=base / "handed-in",
        stdout=done.stdout,
        code=done.returncode,
        wall_s=wall_s,
        canaries=canaries,
        left_files=sorted(_listing(ours) - files) + _hostile_files(),
        left_processes=_children() - children,
    )


def _listing(folders: list[Path]) -> set[str]:
    return {f"{top}/{name}" for folder in folders for top, _, names in os.walk(folder) for name in names}


def _hostile_files() -> list[str]:
    """Return what attacks leave, by the name they give it, where anybody may write."""
    places = (Path("/"), Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), Path.home())
    return [str(path) for place in places if place.is_dir() for path in place.glob("*hostile-was-here*")]


def _children() -> set[str]:
    """Return the processes below this one that still run."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = {child for task in tasks for child in task.read_text().split()}
    return {child for child in children if _state(child) not in ("Z", "")}


def _state(process: str) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def test_there_are_enough_attacks() -> None:
    """At least 120 attacks are kept here, each under its own name."""
    assert len(ATTACKS) >= 120
    assert len({attack.student for attack in ATTACKS}) == len(ATTACKS)
    assert all(attack.says for attack in ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gains_nothing(run: Run, attack: Attack | Generated) -> None:
    """Its status is the declared one, and its score is not above what its honest part earns."""
    report = run.report(attack.student, attack.assignment)
    expected = [attack.status] if isinstance(attack.status, str) else attack.status

    if report is None:
        assert "absent" in expected
        return
    assert report["status"] in expected, report["message"]
    assert attack.at_least <= report["score"] <= attack.at_most + 1e-9, _earned(report)


def _earned(report: dict[str, Any]) -> list[tuple[str, float]]:
    return [(check["id"], check["points"]) for check in report["checks"] if check["points"]]


def test_the_neighbours_have_everything(run: Run) -> None:
    """Every honest student scores 100 in every assignment."""
    students = [path.name for path in run.submissions.iterdir() if path.name.startswith("honest-")]
    scores = {(s, slug): (run.report(s, slug) or {}).get("score") for s in students for slug in ASSIGNMENTS}

    assert len(scores) > 60
    assert {where: score for where, score in scores.items() if score != 100.0} == {}


@pytest.mark.parametrize("place", CANARIES)
def test_no_secret_comes_out(run: Run, place: str) -> None:
    """What was planted where no submission may look is in no output."""
    canary = run.canaries[place].encode()

    leaks = [path for path in run.out.rglob("*") if path.is_file() and canary in path.read_bytes()]
    assert leaks == []
    assert canary not in run.stdout


def test_no_attack_found_what_it_looked_for(run: Run) -> None:
    """An attack that gets hold of something says so in its messages; none does."""
    found = [path for path in run.out.rglob("*.json") if b"hostile-found" in path.read_bytes()]

    assert {path: re.findall(r"hostile-found[^\n]{,300}", path.read_text()) for path in found} == {}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_hidden_messages_carry_nothing_out(run: Run, attack: Attack | Generated) -> None:
    """A message of a hidden check holds no text of the submission's making, and no number that could be an input."""
    report = run.report(attack.student, attack.assignment) or {"checks": []}

    for check in report["checks"]:
        if check["visibility"] == "hidden":
            assert "hostile-" not in check["message"], check["message"]
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]|<\w", check["message"]), check["message"]
            assert set(re.findall(r"\d{4,}", check["message"])) <= OUR_NUMBERS, check["message"]
            assert len(check["message"]) < 1000


def test_nothing_is_left_behind(run: Run) -> None:
    """No file outside the output folder, and no process, outlives the run."""
    assert run.left_files == []
    assert run.left_processes == set()


def test_the_output_folder_holds_outputs_only(run: Run) -> None:
    """Reports, marks, pages and the database, under names of ours, and nothing of a student's making."""
    kept = {path.relative_to(run.out).as_posix() for path in run.out.rglob("*") if path.is_file()}

    assert {name for name in kept if not OUTPUT.fullmatch(name)} == set()


def test_no_page_obeys_a_student(run: Run) -> None:
    """In the pages, what students wrote is text: no tag, no handler, no address of theirs."""
    pages = list(run.out.rglob("*.html"))

    assert len(pages) > len(ATTACKS)
    for page in pages:
        text = page.read_text()
        assert not re.search(
            r"<script>alert|<img src=x|<svg onload|<iframe srcdoc|=.javascript:|hostile-html'\)<", text
        ), page
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), page
        assert "script-src 'unsafe-inline'" not in text


def test_the_run_keeps_its_own_limits(run: Run) -> None:
    """No submission takes longer than it may, and the run ends well."""
    slow = {}
    for path in (run.out / "reports").rglob("*.json"):
        seconds = sum(check["duration_s"] for check in json.loads(path.read_bytes())["checks"])
        if seconds > SUBMISSION_S[path.stem] + OVERHEAD_S:
            slow[path] = seconds

    assert slow == {}
    assert run.wall_s < RUN_S
    assert run.code == 0, run.stdout[-2000:]


def test_the_log_cannot_be_obeyed(run: Run) -> None:
    """What is printed holds no escape, no CI command and no bidirectional override."""
    text = run.stdout.decode()

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]", text)
    assert not re.search(r"(?m)^\s*::|##\[|##vso\[", text)
    assert "Traceback" not in text


def test_the_marks_are_safe_to_open(run: Run) -> None:
    """No cell of grades.csv is a formula, and every student has one row."""
    with (run.out / "grades.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))

    assert len({row[0] for row in rows}) == len(rows) == len(list(run.submissions.iterdir())) + 1
    for row in rows:
        assert len(row) == len(rows[0])
        assert not any(cell.startswith(("=", "+", "@", "-", "\t", "\r", "\n")) for cell in row), row
