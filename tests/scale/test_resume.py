"""A run can be killed at any moment and started again: nothing is lost, nothing graded twice."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from processes import command_line, kill

GOOD = "import numpy as np\ndef double(x):\n    return np.asarray(x) * 2.0\ndef quadruple(x):\n    return double(double(x))\n"
STUDENTS = 60
KILLS = 10


@pytest.fixture
def handed_in(course: Path) -> Path:
    """A class that takes a second or two to grade."""
    folder = course / "handed_in"
    for number in range(STUDENTS):
        path = folder / f"s{number:03}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(GOOD if number % 3 else GOOD.replace("* 2.0", "** 2.0"))
    return folder


def grade(course: Path, handed_in: Path, out: Path, alone: bool = False) -> subprocess.Popen[str]:
    """Start a run; `alone` in a group of processes of its own, as a shell does."""
    command = [sys.executable, "-m", "autograder", "grade", str(handed_in), "--out", str(out), "--course", str(course)]
    # What runs in the background of a script ignores interrupts, and what it starts does: not so in a terminal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=alone
        )
    finally:
        signal.signal(signal.SIGINT, before)


def reports(out: Path) -> dict[str, dict[str, object]]:
    found = {}
    for path in sorted((out / "reports").glob("*/*.json")):
        report = json.loads(path.read_text())
        for check in report["checks"]:
            check.pop("duration_s")
        found[f"{path.parent.name}/{path.name}"] = report
    return found


@pytest.mark.slow
def test_ten_kills_leave_the_same_reports_as_an_undisturbed_run(course: Path, handed_in: Path, tmp_path: Path) -> None:
    """SIGKILL at random moments; each restart grades only what is missing."""
    undisturbed = grade(course, handed_in, tmp_path / "calm")
    undisturbed.communicate()
    assert undisturbed.returncode == 0

    moments = random.Random(4)
    graded_after_kill = []
    for _ in range(KILLS):
        run = grade(course, handed_in, tmp_path / "stormy")
        time.sleep(moments.uniform(0.8, 2.6))
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=30)  # what outlives the command would keep its output open
        graded_after_kill.append(stored(tmp_path / "stormy"))
    last = grade(course, handed_in, tmp_path / "stormy")
    output, _ = last.communicate()

    assert last.returncode == 0, output
    assert reports(tmp_path / "stormy") == reports(tmp_path / "calm")
    assert (tmp_path / "stormy" / "grades.csv").read_text() == (tmp_path / "calm" / "grades.csv").read_text()
    assert graded_after_kill == sorted(graded_after_kill)  # what is stored is never lost
    kept = int(output.split(" kept from")[0].split(", ")[-1]) if " kept from" in output else 0
    assert kept == graded_after_kill[-1]  # and never graded again


def stored(out: Path) -> int:
    database = out / "results.db"
    if not database.exists():
        return 0
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute("select count(*) from results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_an_interrupt_waits_for_nobodys_loop(course: Path, handed_in: Path, tmp_path: Path) -> None:
    """Sixteen submissions that never end would take minutes to the end of their batch."""
    for number, path in enumerate(handed_in.rglob("*.py")):
        path.write_text(GOOD.replace("return double(double(x))", f"\n    while True: {number}"))
    run = grade(course, handed_in, tmp_path / "out", alone=True)
    wait_for(run, lambda: any(map(zygotes_worker, psutil.Process(run.pid).children(recursive=True))))
    os.killpg(run.pid, signal.SIGINT)

    output, _ = run.communicate(timeout=10)

    assert interrupted(run), output
    assert output.startswith("error Interrupted.")


def wait_for(run: subprocess.Popen[str], something: Callable[[], bool]) -> None:
    """Wait for something that a run does."""
    while not something():
        assert run.poll() is None, run.communicate()
        time.sleep(0.005)


def interrupted(run: subprocess.Popen[str]) -> bool:
    """Tell whether a shell would call it that; Python ends by the signal itself if it came while a dataclass was made."""
    return run.returncode in (130, -signal.SIGINT)


def zygotes_worker(process: psutil.Process) -> bool:
    """Tell whether a process is one of a zygote's children, which grade."""
    try:
        above = process.parents()[:3]
        return all("worker/zygote.py" in " ".join(each.cmdline()) for each in (process, *above[:2]))
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("moment", ["starting", "grading"])
def test_who_interrupts_a_run_reads_one_line(course: Path, handed_in: Path, tmp_path: Path, moment: str) -> None:
    """Ctrl-C goes to every process of the run: none of them shows its inside, and what is graded stays."""
    for number, path in enumerate(handed_in.rglob("*.py")):
        path.write_text(f"{GOOD}sum(range(3 * 10**6 + {number}))\n")  # some 60 ms each
    out = tmp_path / "out"
    run = grade(course, handed_in, out, alone=True)
    if moment == "grading":
        wait_for(run, lambda: stored(out) > 0)
    else:  # multiprocessing's own process is there, and the first grader
        wait_for(run, lambda: len(psutil.Process(run.pid).children()) > 1)
    os.killpg(run.pid, signal.SIGINT)

    output, _ = run.communicate(timeout=30)

    assert interrupted(run), output
    assert output == "error Interrupted. What is graded stays: the same command again grades the rest.\n"
    assert (0 < stored(out) < STUDENTS) == (moment == "grading")


def test_two_runs_do_not_share_an_output_folder(course: Path, handed_in: Path, tmp_path: Path) -> None:
    """The second run says who is in the way."""
    import fcntl

    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = grade(course, handed_in, tmp_path / "out")
        output, _ = run.communicate()

    assert run.returncode == 3
    assert "another run is writing to" in output


@pytest.mark.slow
def test_a_dying_grader_process_costs_nobody_a_mark(course: Path, handed_in: Path, tmp_path: Path) -> None:
    """Grader processes killed from outside are replaced, and every submission is graded."""
    run = grade(course, handed_in, tmp_path / "out")
    killed = 0
    while run.poll() is None and killed < 2:
        time.sleep(0.4)
        parent = psutil.Process(run.pid)
        graders = [p for p in parent.children() if "spawn_main" in command_line(p)]
        killed += kill(graders[:1])
    output, _ = run.communicate()

    assert killed > 0
    assert run.returncode == 0, output
    assert len(reports(tmp_path / "out")) == STUDENTS
