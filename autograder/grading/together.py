"""Run all checks of a submission at once, so that their requests go to the worker together.

Theory of operation
-------------------
A request costs two changes of process, more than most functions of a student take to answer. So each check runs in a
greenlet that stops at its first request. When all have stopped, the requests travel in one frame and each check goes
on with its reply, until all have ended: as many frames as the longest check has requests.

This is for submissions that behave. If anything at all goes wrong on the way (a loop without end, a dead worker, a
reply that is none, a verdict from inside a function of ours), nothing of it counts and the caller runs the checks one
by one, which is the path that defines every verdict. So it does where a check of objects fails: what they share, such
as an attribute of their class, shows each check the others' doings.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import greenlet  # type: ignore[import-untyped]
import numpy as np

from autograder.grading.attempt import Attempt, attempt
from autograder.grading.checks import Check
from autograder.reference import Reference
from autograder.replies import MalformedReply, value_of
from autograder.student import Student

Request = list[object]


class NotTogether(BaseException):
    """The checks have to be run one by one. No `Exception`: a check must not take it for its own."""


class Batching(Protocol):
    """A responder that carries out many requests in one."""

    def batch(self, requests: Sequence[Request]) -> list[list[object]] | None:
        """Return the reply to each request, or None if anything went wrong; the worker is gone then."""

    def end_check(self) -> None:
        """Take back the functions that were passed."""


def attempts_together(
    checks: Sequence[Check], responder: Batching, reference: Reference, seed: int
) -> list[Attempt] | None:
    """Return how each check ended, or None if they have to be run one by one."""
    visible = _together([check for check in checks if check.visibility == "visible"], responder, reference, seed)
    if visible is None:
        return None
    hidden = _together([check for check in checks if check.visibility == "hidden"], responder, reference, seed)
    if hidden is None:
        return None
    ended = {"visible": iter(visible), "hidden": iter(hidden)}
    return [next(ended[check.visibility]) for check in checks]


def _together(checks: Sequence[Check], responder: Batching, reference: Reference, seed: int) -> list[Attempt] | None:
    running = [_Running(check, reference, seed) for check in checks]
    try:
        waiting = [one for one in running if one.go_on(None)]
        while waiting:
            replies = responder.batch([one.request for one in waiting])
            if replies is None:
                return None
            waiting = [one for one, reply in zip(waiting, replies, strict=True) if one.go_on(reply)]
        responder.end_check()
        attempts = [one.attempt() for one in running]
        return None if any(map(_failed_on_objects, attempts)) else attempts
    except NotTogether:
        return None
    finally:
        for one in running:
            one.abandon()


def _failed_on_objects(ended: Attempt) -> bool:
    return ended.outcome not in ("passed", "skipped") and any(call.target is not None for call in ended.calls)


@dataclass(slots=True)
class _Waiting:
    """The `Responder` of one check: it leaves each request to the hub and waits for the reply."""

    hub: greenlet.greenlet

    def request(self, name: str, op: str, *operands: object) -> object:
        """Wait for the reply; see `autograder.student.Responder`."""
        reply = self.hub.switch([op, *operands])
        try:
            return value_of(name, reply)
        except MalformedReply:
            raise NotTogether from None

    def end_check(self) -> None:
        """Do nothing: other checks are not at their end."""

    def renew(self) -> None:
        """Do nothing: nothing is lent here."""


@dataclass(slots=True)
class _Running:
    """One check in its greenlet, and the request it waits for."""

    check: Check
    reference: Reference
    seed: int
    request: Request = field(default_factory=list)
    _thread: greenlet.greenlet | None = None
    _ended: Attempt | None = None
    _active_s: float = 0.0

    def go_on(self, reply: list[object] | None) -> bool:
        """Give the check its reply; tell whether it waits for another one."""
        started = time.perf_counter()
        if self._thread is None:
            self._thread = greenlet.greenlet(partial(self._run, greenlet.getcurrent()))
            result = self._thread.switch()
        else:
            result = self._thread.switch(reply)
        self._active_s += time.perf_counter() - started
        if self._thread.dead:
            self._ended = result
            return False
        self.request = result
        return True

    def attempt(self) -> Attempt:
        """Return how the check ended; its duration is the time that went by on this side."""
        assert self._ended is not None
        return replace(self._ended, duration_s=self._active_s)

    def abandon(self) -> None:
        """End the greenlet if it still waits."""
        if self._thread is not None and not self._thread.dead:
            self._thread.throw(greenlet.GreenletExit)

    def _run(self, hub: greenlet.greenlet) -> Attempt:
        with np.errstate(all="ignore"):  # a greenlet has a context of its own
            return attempt(self.check, Student(_Waiting(hub)), self.reference, self.seed)
