"""Workers are asked for by number, and nobody waits for what need not be waited for."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import psutil
import pytest
from processes import kill

from autograder.catalog import Limits
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import SandboxError, Worker, Zygote


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    """A zygote of the test's own."""
    with Zygote("strict", modules="common") as zygote:
        yield zygote


def _workers(zygote: Zygote) -> list[psutil.Process]:
    below = psutil.Process(zygote._process.pid).children(recursive=True)
    return [process for process in below if not process.children()]


def _waits(zygote: Zygote, worker: Worker) -> bool:
    """Tell whether a worker is there; what a zygote was asked before has been done then."""
    return zygote.computed_s(worker) >= 0


def test_workers_that_are_there_at_once_are_told_apart(zygote: Zygote) -> None:
    """Each ends by itself, in another order than they came."""
    first, second = zygote.fork(), zygote.fork()
    assert _waits(zygote, first)
    assert _waits(zygote, second)
    there = len(_workers(zygote))

    status = zygote.end(first, 5.0)

    assert (there, len(_workers(zygote)), status) == (2, 1, 0)
    assert second.connection.fileno() > 0
    assert zygote.end(second, 5.0) == 0


def test_a_killed_worker_is_gone_before_the_next_one_comes(zygote: Zygote) -> None:
    """Nobody waits for its end, but no two submissions compute at once."""
    first = zygote.fork()
    zygote.kill(first)
    second = zygote.fork()

    assert _waits(zygote, second)
    assert len(_workers(zygote)) == 1
    assert first.connection.fileno() == -1
    zygote.kill(second)


def test_a_worker_that_does_not_end_is_killed_in_the_end(zygote: Zygote) -> None:
    """It has the time it was given; a stopped process does nothing with it."""
    worker = zygote.fork()
    assert _waits(zygote, worker)
    (process,) = _workers(zygote)
    process.suspend()

    assert zygote.end(worker, 0.05) == -signal.SIGKILL


def test_a_zygote_that_is_gone_is_no_students_fault(zygote: Zygote) -> None:
    """Its workers go with it; of that one, nothing is known about the submission."""
    cells = (("task.py", "import time\ndef wait():\n    time.sleep(3)\n"),)
    submission = SandboxedSubmission(zygote, "task", cells, Limits(call_s=5.0, submission_s=20.0))
    submission.load()
    kill(psutil.Process(zygote._process.pid).children(recursive=True))

    with pytest.raises(SandboxError, match="the zygote"):
        submission.request("wait", "calls", [[None, "wait", [], {}]])
