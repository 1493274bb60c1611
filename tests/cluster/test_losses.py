"""Workers die, the scheduler is started again: every submission is graded once, with the reports of a local run."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest
from classes import BROKEN, STUDENTS, attempts, busy_class, written
from machines import LIMIT_S, Kept, Machine, free_port, stored, wait_until

WORKERS = 4


@contextmanager
def workers(machine: Machine, address: str) -> Iterator[list[Kept]]:
    """Four supervised worker processes."""

    def keep(number: int) -> Kept:
        return Kept(lambda: machine.worker(f"w{number}", address))

    with ExitStack() as stack:
        yield [stack.enter_context(keep(number)) for number in range(WORKERS)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.extended)])
def test_two_workers_and_a_scheduler_lost(
    course: Path, tmp_path: Path, seed: int, local_run: Callable[..., dict[str, bytes]]
) -> None:
    """Two of four workers are killed and the scheduler restarted, at random moments: nothing is lost or doubled."""
    handed_in = busy_class(course)
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    out = tmp_path / "dask"
    chance = random.Random(seed)
    moments = sorted(chance.sample(range(10, STUDENTS * 3 // 4), 3))
    events = chance.sample(["worker", "worker", "scheduler"], 3)

    expected = local_run(course, handed_in, tmp_path)
    with Machine(tmp_path / "host") as machine, workers(machine, address) as kept:
        scheduler = machine.scheduler("127.0.0.1", port)
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
        code = run.wait(LIMIT_S)

    said = machine.said("dask.log")
    assert code == 0, said
    assert f"{STUDENTS - BROKEN} submissions graded, {BROKEN} not gradable." in said  # each counted once
    assert attempts(out) == STUDENTS
    assert len(expected) == STUDENTS + 2
    assert written(out) == expected
    wait_until(lambda: not left_behind(tmp_path), "the killed workers' graders are gone", 10)


def left_behind(folder: Path) -> list[str]:
    lines = (" ".join(p.info["cmdline"] or ()) for p in psutil.process_iter(["cmdline"]))
    return [line for line in lines if "autograder.cluster.grader" in line and str(folder) in line]
