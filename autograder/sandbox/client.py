"""One student's submission behind the sandbox: workers come and go, the submission stays.

Theory of operation
-------------------
A worker is forked when the first request needs one, and loads the submission. A request that ends badly (late, dead,
against the protocol) costs that request: the worker is killed and reaped, and the next *check* gets a fresh one.
Objects of the old worker are gone with it, which is why a check never outlives a worker.

Time is kept here. A request has `call_s` (see `autograder.sandbox.deadline`). Once a function has run into that, its
later requests get `AFTER_TIMEOUT_S` only: an endless loop would otherwise cost every check that touches it the full
time. A submission has `submission_s` in all.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from autograder.catalog import Limits
from autograder.expect import CheckFailed
from autograder.references import References, Refused
from autograder.replies import MalformedReply, problem_from, value_of
from autograder.sandbox.answers import Answers, answers_in
from autograder.sandbox.connection import (
    SUBMISSION_BYTES,
    Allowance,
    Connection,
    Hearing,
    TooMuchSent,
    WorkerDied,
    WorkerMisbehaved,
)
from autograder.sandbox.deadline import Deadline, DeadlineMissed
from autograder.sandbox.zygote import Worker, Zygote
from autograder.student import StudentStopped
from autograder.submission_source import Cells
from autograder.worker import wire
from autograder.worker.load import Problem

AFTER_TIMEOUT_S: Final = 0.25
BATCH_S: Final = 0.5  # a right solution's first batch takes some 20 ms; whoever takes longer is called one by one
LOAD_TRIES: Final = 2
MAX_PROBLEMS: Final = 20  # as many as a worker sends
DYING_S: Final = 1.0  # for a worker whose connection has closed to end, and to say how
TOO_MUCH: Final = (
    f"your functions have returned more than {SUBMISSION_BYTES // 1024**2} MiB in all. "
    "Does one of them return far more than is asked?"
)

_NO_REPLY: Final = (DeadlineMissed, WorkerDied, WorkerMisbehaved, TooMuchSent)


@dataclass(slots=True)
class _Live:
    """A worker that has loaded the submission."""

    worker: Worker
    connection: Connection
    references: References


class SandboxedSubmission:
    """A `Responder` for one submission; close it when its checks are done."""

    def __init__(self, zygote: Zygote, module_name: str, cells: Cells, limits: Limits) -> None:
        self._zygote = zygote
        self._module_name = module_name
        self._cells = cells
        self._limits = limits
        self._allowance = Allowance()
        self._live: _Live | None = None
        self._used_s = 0.0
        self._failed_loads = 0
        self._last_failure = ""
        self._late: set[str] = set()
        self.load_problems: list[Problem] = []

    def request(self, name: str, op: str, *operands: object) -> object:
        """Carry out a request; see `autograder.student.Responder`."""
        live = self._live or self._start(name)
        allowed = AFTER_TIMEOUT_S if name in self._late else self._limits.call_s
        try:
            reply = self._timed(live.connection, [op, *operands], allowed, name)
            value = value_of(name, reply)
            if op == "substitute":
                live.references.lend()
            return value
        except (*_NO_REPLY, MalformedReply) as error:
            if isinstance(error, DeadlineMissed):
                self._late.add(name)
            raise self._stopped(name, error) from None

    def encoded(self, request: Sequence[object], first: int) -> tuple[bytes, int]:
        """Return the frame of a request for a batch, and how many functions of ours it passes, numbered from `first`.

        Raises:
            StudentStopped: there is no worker to pass them to.
            TypeError, WireError: an argument cannot be passed.
        """
        references = (self._live or self._start("import")).references
        references.number_from(first)
        return wire.encode(request, references.refer), references.next_number - first

    def batch(self, frames: Sequence[bytes], hearing: Hearing) -> Answers | None:
        """Carry out many requests in one, given by their frames; return the answers.

        Returns None, with the worker gone and no time counted, if anything was out of the ordinary.
        """
        used_s = self._used_s
        try:
            live = self._live or self._start("import")
            packed = np.frombuffer(b"".join(frames), np.uint8)
            match self._timed(live.connection, ["batch", packed], BATCH_S, "batch", hearing):
                case ["return", heaps]:
                    return answers_in(heaps, len(frames), self._allowance.take, hearing.expects)
        except (*_NO_REPLY, StudentStopped, CheckFailed, wire.WireError):
            pass
        self._end()
        self._used_s = used_s
        self._allowance = Allowance()
        return None

    def call(self, number: int, args: list[object], kwargs: dict[str, object]) -> None:
        """Call a function that a request of a batch passed, for what it does to its check."""
        if self._live is not None:
            with contextlib.suppress(Refused):
                self._live.references.call(number, args, kwargs)

    def load(self) -> None:
        """Start a worker and load the submission, if none is live.

        Raises:
            StudentStopped: loading it does not end, or kills the worker.
        """
        if self._live is None:
            self._start("import")

    def end_check(self) -> None:
        """Take the check's functions back; see `autograder.student.Responder`."""
        if self._live is not None:
            self._live.references.forget()

    def renew(self) -> None:
        """End the worker, so that the next request meets a fresh one; see `autograder.student.Responder`."""
        self._end()

    def close(self) -> None:
        """End the worker."""
        self._end()

    def _start(self, name: str) -> _Live:
        if self._failed_loads >= LOAD_TRIES:
            raise StudentStopped(name, "loading", self._last_failure)
        worker = self._zygote.fork()
        references = References()
        self._live = _Live(worker, Connection(worker.connection, references, self._allowance), references)
        request: list[object] = ["load", self._module_name, [list(cell) for cell in self._cells]]
        try:
            reply = self._timed(self._live.connection, request, self._limits.call_s, name)
            match reply:
                case ["loaded", list(problems)]:
                    self.load_problems = [problem_from(p) for p in problems[:MAX_PROBLEMS]]
                    return self._live
            raise WorkerMisbehaved("it did not say that the file is loaded")
        except (*_NO_REPLY, MalformedReply) as error:
            self._failed_loads += 1
            stopped = self._stopped(name, error)
            self._last_failure = f"while the file was loading: {stopped.detail}"
            raise StudentStopped(name, "loading", self._last_failure) from None

    def _timed(
        self,
        connection: Connection,
        operands: list[object],
        allowed: float,
        name: str,
        hearing: Hearing | None = None,
    ) -> list[object]:
        left = self._limits.submission_s - self._used_s
        if left <= 0:
            raise StudentStopped(
                name, "budget", f"this submission has used its {self._limits.submission_s:g} s of computing time."
            )
        started = time.monotonic()
        try:
            return connection.request(operands, Deadline(min(allowed, left), self._computed_s), hearing)
        finally:
            self._used_s += time.monotonic() - started

    def _computed_s(self) -> float:
        """Return the worker's computing time, of which this request's is a part."""
        return self._zygote.computed_s(self._live.worker) if self._live else 0.0

    def _stopped(self, name: str, error: Exception) -> StudentStopped:
        started = time.monotonic()
        code = self._end(DYING_S if isinstance(error, WorkerDied) else 0.0)
        self._used_s += time.monotonic() - started
        match error:
            case DeadlineMissed():
                limit = f"{self._limits.call_s:g} s"
                return StudentStopped(
                    name, "time", f"it did not finish within {limit}. Does every loop come to an end?"
                )
            case WorkerDied():
                return StudentStopped(name, "died", _death(code))
            case TooMuchSent():
                return StudentStopped(name, "size", TOO_MUCH)
            case _:
                return StudentStopped(name, "protocol", "it wrote to the grader's connection by itself.")

    def _end(self, grace_s: float = 0.0) -> int | None:
        live, self._live = self._live, None
        if live is None:
            return None
        if grace_s:
            return self._zygote.end(live.worker, grace_s)
        self._zygote.kill(live.worker)
        return None


def _death(code: int | None) -> str:
    """Say how a worker ended; `code` is as `os.waitstatus_to_exitcode` gives it."""
    match code:
        case -11 | -7 | -6 | -4:
            return "the Python process crashed. Is there recursion without end, or memory that is not the array's?"
        case -9:
            return "the process was killed; it asked for more memory or time than there is."
        case -24:
            return "it used up its computing time."
        case _:
            return "it ended the Python process (exit, quit or os._exit)."
