"""Workers die, the scheduler is started again: every submission is graded once, with the reports of a local run."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from machines import Kept, Machine, free_port, stored, wait_until

STUDENTS = 320
WORKERS = 4
# Works for a few hundredths of a second in each call, so that a run lasts long enough for something to happen to it.
BUSY = """import numpy as np
def double(x):
    sum(range(400_000))
    return np.asarray(x) * {factor}
def quadruple(x):
    return double(double(x))
"""


@pytest.fixture
def handed_in(course: Path) -> Path:
    """A class of right, wrong and broken files."""
    folder = course / "handed_in"
    for number in range(STUDENTS):
        path = folder / f"s{number:03}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text("def double(:\n" if number % 40 == 7 else BUSY.format(factor="2.0" if number % 3 else "3.0"))
    return folder


@contextmanager
def workers(machine: Machine, address: str) -> Iterator[list[Kept]]:
    """Four supervised worker processes."""

    def keep(number: int) -> Kept:
        return Kept(lambda: machine.worker(f"w{number}", address))

    kept = [keep(number) for number in range(WORKERS)]
    try:
        yield kept
    finally:
        for one in kept:
            one.kill()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_two_workers_and_a_scheduler_lost(course: Path, handed_in: Path, tmp_path: Path, seed: int) -> None:
    """Two of four workers are killed and the scheduler restarted, at random moments: nothing is lost or doubled."""
    machine = Machine(tmp_path / "host")
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    local, out = tmp_path / "local", tmp_path / "dask"
    assert machine.grade(handed_in, local, course).wait() == 0, machine.said("local.log")
    chance = random.Random(seed)
    moments = sorted(chance.sample(range(10, STUDENTS * 3 // 4), 3))
    events = chance.sample(["worker", "worker", "scheduler"], 3)

    scheduler = machine.scheduler("127.0.0.1", port)
    with workers(machine, address) as kept:
        run = machine.grade(handed_in, out, course, "--executor", "dask", "--scheduler", address)
        for moment, event in zip(moments, events, strict=True):
            wait_until(lambda least=moment: stored(out) >= least or run.poll() is not None, f"{moment} are stored")
            assert run.poll() is None, machine.said("dask.log")
            if event == "worker":
                chance.choice([one for one in kept if one.running]).kill()
            else:
                scheduler.send_signal(signal.SIGKILL)
                scheduler.wait()
                time.sleep(chance.uniform(0.0, 2.0))
                scheduler = machine.scheduler("127.0.0.1", port)
        code = run.wait(180)
    scheduler.kill()
    scheduler.wait()

    said = machine.said("dask.log")
    assert code == 0, said
    assert f"{STUDENTS} submissions graded" in said  # each counted once
    assert attempts(out) == STUDENTS
    assert reports(out) == reports(local)
    assert (out / "grades.csv").read_text() == (local / "grades.csv").read_text()
    wait_until(lambda: not left_behind(tmp_path), "the killed workers' graders are gone", 10)


def reports(out: Path) -> dict[str, dict[str, object]]:
    """Every report, without durations and without what the sandbox of that machine was made of."""
    found = {}
    for path in sorted((out / "reports").glob("*/*.json")):
        report = json.loads(path.read_text())
        report["sandbox"].pop("layers")
        for check in report["checks"]:
            check.pop("duration_s")
        found[f"{path.parent.name}/{path.name}"] = report
    return found


def attempts(out: Path) -> int:
    """How many attempts the gradebook knows: one for each submission that was graded once."""
    connection = sqlite3.connect(out / "results.db")
    try:
        return int(connection.execute("select count(*) from attempts").fetchone()[0])
    finally:
        connection.close()


def left_behind(folder: Path) -> list[str]:
    lines = (" ".join(p.info["cmdline"] or ()) for p in psutil.process_iter(["cmdline"]))
    return [line for line in lines if "autograder.cluster.grader" in line and str(folder) in line]
