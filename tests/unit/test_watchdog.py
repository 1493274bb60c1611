"""A process that hangs ends; one that does many short things does not, and starts few threads for it."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from autograder import watchdog
from autograder.watchdog import SLACK_S, Watchdog

HANG = """
import threading, time
from autograder import watchdog
watchdog.SLACK_S = 0.5
with watchdog.Watchdog() as dog:
    dog.allow(1.5)
    {then}
{after}
print("done")
"""


def _run(then: str, after: str = "") -> subprocess.CompletedProcess[str]:
    program = HANG.format(then=then, after=after)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)


def test_what_hangs_ends_with_a_traceback() -> None:
    """Also what no signal reaches, such as a lock that nobody gives back."""
    done = _run("threading.Lock().acquire() and time.sleep(60)")

    assert done.returncode == 1
    assert "Timeout" in done.stderr
    assert "done" not in done.stdout


def test_what_is_done_in_time_goes_on() -> None:
    """Each thing has its own time, and nothing is watched afterwards."""
    done = _run("[(time.sleep(0.4), dog.allow(1.5)) for _ in range(6)]", "time.sleep(2.5)")

    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


@pytest.fixture
def armed(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The times after which the process would have ended, each a thread of its own; time stands still."""
    times: list[float] = []
    monkeypatch.setattr(watchdog.faulthandler, "dump_traceback_later", lambda after, exit: times.append(after))
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    return times


def test_many_short_things_take_one_thread(armed: list[float]) -> None:
    """One after the other within the slack, they are watched by the same."""
    dog = Watchdog()

    for _ in range(1000):
        dog.allow(5.0)

    assert armed == [5.0 + SLACK_S]


def test_a_longer_and_a_much_shorter_thing_are_watched_anew(
    armed: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never ended too early, never much too late; and anew once the slack is used up."""
    dog = Watchdog()

    dog.allow(5.0)
    dog.allow(50.0)
    dog.allow(5.0)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0 + SLACK_S + 0.1)
    dog.allow(5.0)

    assert armed == [seconds + SLACK_S for seconds in (5.0, 50.0, 5.0, 5.0)]
