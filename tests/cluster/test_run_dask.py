"""Batches through a Dask cluster: the same reports, and what is done and said when something is in the way."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster, get_worker
from hand_ins import RIGHT, SLOW, hand_in, of, plain
from machines import LIMIT_S, Machine, free_port
from processes import command_line

from autograder.cluster import connection, executor, task
from autograder.cluster.errors import ClusterError
from autograder.cluster.executor import run_dask
from autograder.cluster.messages import Graded, encode, reply_of, work_of
from autograder.executor import LocalGraders
from autograder.grading.submission import Submission


def graders() -> list[psutil.Process]:
    """The grader processes that belong to this one."""
    found = psutil.Process().children()
    return [process for process in found if "autograder.cluster.grader" in command_line(process)]


def test_reports_are_those_of_a_local_run(course: Path, scheduler: str) -> None:
    """Right, wrong, broken and endless: each report is the one that grading on this machine gives."""
    work = of(
        course,
        hand_in("right"),
        hand_in("wrong", RIGHT.replace("* 2.0", "** 2.0")),
        hand_in("broken", "def double(x:\n"),
        hand_in("endless", RIGHT.replace("return double(double(x))", "\n    while True: pass")),
        hand_in("ends", "import os\nos._exit(0)\n"),
    )

    remote = plain(list(run_dask(work, scheduler, 1, pytest.fail)))
    with LocalGraders(1) as graders:
        local = plain(list(graders.grade(work)))

    assert remote == local


def test_course_files_travel_once_for_each_grader(
    course: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The course folder is not there for the graders, and a batch carries files only when they were asked for."""
    carried: list[bool] = []
    real = task._ask

    def spy(work: bytes, folder: str, limit_s: float) -> bytes:
        carried.append(work_of(work).files is not None)
        assert work_of(work).batch.root == ""
        return real(work, folder, limit_s)

    monkeypatch.setattr(task, "_ask", spy)
    work = of(course, *(hand_in(f"s{n}") for n in range(12)))

    reports = plain(list(run_dask(work, scheduler, 1, pytest.fail)))

    assert len(reports) == 12
    assert 1 <= sum(carried) <= 4  # two graders, and batches that were under way already
    assert len(carried) == 6 + sum(carried)


def test_a_grader_that_dies_costs_nobody_a_mark(course: Path, scheduler: str) -> None:
    """It is killed in the middle of a batch: the submissions are tried again, one by one."""
    work = of(course, *(hand_in(f"s{n}", SLOW) for n in range(6)), size=3)
    killed = threading.Thread(target=kill_a_working_grader)
    killed.start()

    reports = plain(list(run_dask(work, scheduler, 1, pytest.fail)))

    killed.join()
    assert {student: report.score for student, report in reports.items()} == dict.fromkeys(reports, 100.0)
    assert len(reports) == 6


def kill_a_working_grader() -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for grader in graders():
            if grader.children():  # its zygote is there: it has begun
                time.sleep(0.5)
                grader.kill()
                return
        time.sleep(0.02)


def test_a_submission_that_kills_every_grader_is_left_for_a_regrade(
    course: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its points are given until then, its neighbours have their marks, and the run ends."""
    real = task.grade

    def deadly(wanted: dict[str, str], work: bytes, limit_s: float) -> task.Answer:
        if any(one.student == "deadly" for one in work_of(work).batch.submissions):
            return task.Answer(get_worker().address)
        return real(wanted, work, limit_s)

    monkeypatch.setattr(task, "grade", deadly)
    work = of(course, hand_in("deadly"), hand_in("neighbour"), hand_in("other"), size=3)

    reports = plain(list(run_dask(work, scheduler, 1, pytest.fail)))

    assert {s: r.status for s, r in reports.items()} == {
        "deadly": "needs_regrade", "neighbour": "graded", "other": "graded",
    }  # fmt: skip
    assert "died each time" in reports["deadly"].message


def test_a_worker_with_other_versions_gets_no_work(
    course: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with the difference, and the others grade everything."""
    real = task.versions

    def odd() -> dict[str, str]:
        in_task = "Dask-Default-Threads" in threading.current_thread().name
        return {**real(), "numpy": "1.0"} if in_task and get_worker().name == 0 else real()

    monkeypatch.setattr(task, "versions", odd)
    said: list[str] = []
    work = of(course, *(hand_in(f"s{n}") for n in range(12)))

    reports = plain(list(run_dask(work, scheduler, 1, said.append)))

    assert len(reports) == 12
    (line,) = said
    assert f"is left aside: it has numpy 1.0 and not {real()['numpy']}." in line


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param("swapped", "it answered with the reports of other submissions", id="of-others"),
        pytest.param("noise", "its answer cannot be read", id="noise"),
    ],
)
def test_a_worker_that_answers_wrongly_gets_no_more_work(
    course: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch, wrong: str, says: str
) -> None:
    """Nobody is given another's mark: what it sent is dropped, and graded by the others."""
    real = task.grade

    def odd(wanted: dict[str, str], work: bytes, limit_s: float) -> task.Answer:
        answer = real(wanted, work, limit_s)
        if get_worker().name != 0 or not isinstance(reply := reply_of(answer.reply), Graded):
            return answer
        swapped = encode(Graded(tuple(reversed(reply.reports))))
        return task.Answer(answer.worker, swapped if wrong == "swapped" else b"\xc1 noise")

    monkeypatch.setattr(task, "grade", odd)
    said: list[str] = []
    work = of(course, *(hand_in(f"s{n}") for n in range(12)))

    reports = plain(list(run_dask(work, scheduler, 1, said.append)))

    assert {report.score for report in reports.values()} == {100.0}
    assert len(reports) == 12
    assert [line.partition(" is left aside: ")[2] for line in said] == [f"{says}."]


@pytest.mark.slow
def test_a_worker_whose_results_do_not_arrive_gets_no_more_work(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that gave the scheduler an address nobody can reach is named, and the other grades its share."""
    monkeypatch.setattr(executor, "RESULT_S", 2.0)
    address = f"tcp://127.0.0.1:{free_port()}"
    said: list[str] = []
    work = of(course, *(hand_in(f"s{n}") for n in range(12)))
    with Machine(tmp_path / "host") as machine:
        machine.scheduler("127.0.0.1", int(address.rpartition(":")[2]))
        machine.worker("near", address)
        listen = ["--listen-address", f"tcp://127.0.0.1:{free_port()}"]
        machine.worker("far", address, *listen, "--contact-address", "tcp://127.0.0.1:1", host="")
        with Client(address, set_as_default=False, timeout=LIMIT_S) as client:
            client.wait_for_workers(2, timeout=LIMIT_S)

        reports = plain(list(run_dask(work, address, 1, said.append)))

    assert [report.score for report in reports.values()] == [100.0] * 12
    assert [line.partition(":1 is left aside: ")[2].partition(",")[0] for line in said] == ["its results do not arrive"]


def test_a_large_notebook_travels_without_a_word(course: Path, scheduler: str) -> None:
    """Dask warns of tasks above 10 MB, and warnings are errors here; a batch of such files is sent in parts."""
    cell = {"cell_type": "code", "source": RIGHT, "metadata": {}, "execution_count": None}
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 11_000_000}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [{**cell, "outputs": [output]}]}
    data = json.dumps(notebook).encode()
    work = of(course, *(Submission(f"s{n}", "tiny", "tiny.ipynb", data, seed=7) for n in range(2)))

    reports = plain(list(run_dask(work, scheduler, 1, pytest.fail)))

    assert [report.score for report in reports.values()] == [100.0, 100.0]


def test_a_cluster_that_cannot_grade_is_an_error(course: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When every worker is unfit, the first one's reason is given."""
    monkeypatch.setattr(executor, "LONELY_S", 0.5)
    monkeypatch.setattr(task, "NO_START", "it has no Python")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(ClusterError, match=r"no worker of tcp://.* can grade\. tcp://.*: it has no Python\."):
        list(run_dask(of(course, hand_in("s1")), scheduler, 1, lambda line: None))


def test_a_task_that_cannot_run_is_an_error(course: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exception is shown with the likeliest remedy."""

    def absent(wanted: dict[str, str], work: bytes, limit_s: float) -> task.Answer:
        raise ModuleNotFoundError("No module named 'autograder'")

    monkeypatch.setattr(task, "grade", absent)

    with pytest.raises(ClusterError, match=r"No module named 'autograder'\. Is nn-autograder installed"):
        list(run_dask(of(course, hand_in("s1")), scheduler, 1, pytest.fail))


def test_waiting_for_workers_is_said_once(
    course: Path, cluster: LocalCluster, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster may have none yet; the run waits, and goes on when one comes."""
    monkeypatch.setattr(executor, "LONELY_S", 0.5)
    cluster.scale(0)
    said: list[str] = []
    threading.Timer(4.0, cluster.scale, (1,)).start()

    reports = list(run_dask(of(course, hand_in("s1")), scheduler, 1, said.append))

    assert len(reports) == 1
    assert said == [f"{scheduler} has no workers; waiting for some."]


def test_nothing_to_do_needs_no_cluster() -> None:
    """A run that has everything graded does not even connect."""
    assert list(run_dask([], "tcp://127.0.0.1:1", 1, pytest.fail)) == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("tcp://127.0.0.1:1", "no Dask scheduler answers at tcp://127.0.0.1:1", id="nobody-there"),
        pytest.param("nonsense", "missing port number in address 'nonsense'. An address looks like", id="no-address"),
    ],
)
def test_a_scheduler_that_is_not_there_is_said(
    course: Path, address: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the address, and what to do."""
    monkeypatch.setattr(connection, "TRY_S", 0.5)

    with pytest.raises(ClusterError, match=says):
        list(run_dask(of(course, hand_in("s1")), address, 1, pytest.fail))


def test_a_scheduler_that_stays_away_ends_the_run(
    course: Path, cluster: LocalCluster, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The patience is bounded, and the message says that nothing is lost."""
    monkeypatch.setattr(connection, "TRY_S", 0.5)
    work = of(course, *(hand_in(f"s{n}", SLOW) for n in range(8)))
    said: list[str] = []
    reports = run_dask(work, scheduler, 1, said.append, patience_s=1.0)
    next(reports)
    cluster.close()

    with pytest.raises(ClusterError, match=r"did not come back in 1 s.*What is graded is stored"):
        list(reports)

    assert said == [f"the connection to {scheduler} is lost; trying again for 1 s."]


def test_a_cluster_for_trying_out(course: Path) -> None:
    """Without an address one is started on this machine, and nothing of it is left behind."""
    before = {process.pid for process in psutil.Process().children(recursive=True)}

    reports = plain(list(run_dask(of(course, hand_in("s1"), hand_in("s2")), "", 2, pytest.fail)))

    assert [report.score for report in reports.values()] == [100.0, 100.0]
    deadline = time.monotonic() + 10
    while (left := alive(before)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def alive(before: set[int]) -> list[str]:
    new = [process for process in psutil.Process().children(recursive=True) if process.pid not in before]
    return [line for line in map(command_line, new) if line and "resource_tracker" not in line]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        pytest.param(["--scheduler", "tcp://127.0.0.1:1"], 2, "add --executor dask", id="address-alone"),
        pytest.param(["--executor", "dask", "--scheduler", "x"], 4, "--scheduler x: missing port number", id="no-port"),
    ],
)
def test_the_command_says_what_is_wrong(course: Path, tmp_path: Path, options: list[str], code: int, says: str) -> None:
    """One line and the exit code."""
    (course / "handed_in" / "s1").mkdir(parents=True)
    (course / "handed_in" / "s1" / "tiny.py").write_text(RIGHT)
    command = [sys.executable, "-m", "autograder", "grade", str(course / "handed_in"), "--out", str(tmp_path / "out")]

    run = subprocess.run([*command, "--course", str(course), *options], capture_output=True, text=True)

    assert run.returncode == code, run.stderr
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_a_missing_library_is_named(course: Path, tmp_path: Path) -> None:
    """`--executor dask` without dask says what to install."""
    (course / "handed_in" / "s1").mkdir(parents=True)
    (course / "handed_in" / "s1" / "tiny.py").write_text(RIGHT)
    program = "import sys; sys.modules['distributed'] = None; from autograder.cli import main; main()"
    command = [sys.executable, "-c", program, "grade", str(course / "handed_in"), "--out", str(tmp_path / "out")]

    run = subprocess.run([*command, "--course", str(course), "--executor", "dask"], capture_output=True, text=True)

    assert run.returncode == 4
    assert "needs distributed, which is not installed: pip install 'nn-autograder[cluster]'" in run.stderr
