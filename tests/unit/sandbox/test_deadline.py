"""A request's time is what the worker computes, and the clock's only in the end."""

from __future__ import annotations

import pytest

from autograder.catalog import Limits
from autograder.sandbox import deadline
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.deadline import PATIENCE, Deadline, DeadlineMissed
from autograder.sandbox.zygote import Zygote
from autograder.student import Student, StudentStopped

CALL_S = 0.5


class Clock:
    """A clock that goes on by a millisecond whenever it is read."""

    now = 100.0

    def monotonic(self) -> float:
        self.now += 0.001
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that deadlines go by."""
    one = Clock()
    monkeypatch.setattr(deadline, "time", one)
    return one


def missed_after(clock: Clock, given: Deadline) -> float:
    """Return the seconds until the deadline is missed."""
    started = clock.now
    while clock.now < started + 100:
        try:
            given.check()
        except DeadlineMissed:
            break
    return clock.now - started


def test_without_a_worker_the_clock_decides(clock: Clock) -> None:
    """The allowed time goes by, and no more."""
    assert missed_after(clock, Deadline(5.0)) == pytest.approx(5.0, abs=0.01)


def test_a_worker_that_computed_all_along_has_no_more_time(clock: Clock) -> None:
    """Who has used the processor for the allowed time is late at once."""
    assert missed_after(clock, Deadline(5.0, lambda: 5.0)) == pytest.approx(5.0, abs=0.01)


def test_a_worker_that_had_half_of_the_processor_has_twice_the_time(clock: Clock) -> None:
    """What counts is what was computed."""
    started = clock.now

    assert missed_after(clock, Deadline(5.0, lambda: (clock.now - started) / 2)) == pytest.approx(10.0, abs=0.05)


def test_a_worker_that_waits_for_the_processor_has_patience(clock: Clock) -> None:
    """Who has hardly computed may take several times as long, and not for ever."""
    assert missed_after(clock, Deadline(5.0, lambda: 0.001)) == pytest.approx(5.0 * PATIENCE, abs=0.01)


def test_an_early_look_asks_nobody() -> None:
    """While there is time by the clock nothing is asked of the zygote."""
    asked = []

    Deadline(5.0, lambda: asked.append(1) or 0.0).check()

    assert not asked


@pytest.mark.parametrize(
    ("body", "stopped"),
    [
        pytest.param("time.sleep(0.7)", False, id="waits-a-little"),
        pytest.param("time.sleep(60)", True, id="waits-for-ever"),
        pytest.param("while True: pass", True, id="computes-for-ever"),
    ],
)
def test_only_what_is_computed_counts(body: str, stopped: bool) -> None:
    """A function that waits a little longer than allowed ends; one that goes on is stopped."""
    source = f"import time\ndef f():\n    {body}\n    return 1\n"
    limits = Limits(call_s=CALL_S, submission_s=20.0)
    with Zygote() as zygote:
        responder = SandboxedSubmission(zygote, "m", [("m.py", source)], limits)
        try:
            ended = Student(responder).f()
        except StudentStopped:
            ended = None
        responder.close()

    assert (ended is None) is stopped
