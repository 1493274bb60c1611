"""One check on its way: it follows its precedents as long as there are any, and runs in a greenlet from there.

A check and the worker talk in turn: the check says a request, the worker answers it, and before that it may ask
questions, which are calls of functions that the check passed. What either says is a function of what it has heard, so
the check need not run while the worker says what it said before.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

import greenlet  # type: ignore[import-untyped]
import numpy as np

from autograder.grading.attempt import Attempt, Gist, attempt
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.grading.precedents import Step
from autograder.references import References, Refused
from autograder.replies import MalformedReply, value_of
from autograder.sandbox.answers import Answer, Answers, Question
from autograder.sandbox.connection import Hearing
from autograder.student import Call, Student, StudentError
from autograder.worker import wire

MAX_FUNCTIONS: Final = 1024  # that one check passes
# Of words between one check and a worker, which are kept until the submission is graded. The seven assignments' longest
# talk, of functions on ten thousand points, is a third of a megabyte; a student may ask for any number.
MAX_TALK_BYTES: Final = 8 * 1024 * 1024


class NotTogether(BaseException):
    """The checks have to be run one by one. No `Exception`: a check must not take it for its own."""


class Batching(Protocol):
    """A responder that carries out many requests in one."""

    def encoded(self, request: Sequence[object], first: int) -> tuple[bytes, int]:
        """Return the frame of a request, and how many functions of ours it passes, numbered from `first`."""

    def batch(self, frames: Sequence[bytes], hearing: Hearing) -> Answers | None:
        """Return the answers to requests, or None if anything went wrong; the worker is gone then."""

    def call(self, number: int, args: list[object], kwargs: dict[str, object]) -> None:
        """Call a function that a request passed, for what it does to the check."""

    def end_check(self) -> None:
        """Take back the functions that were passed."""


@dataclass(slots=True)
class Running:
    """One check of one submission, and the request it waits for."""

    check: Check
    bench: Bench
    seed: int
    responder: Batching
    first_function: int
    request: bytes = b""
    _said: list[bytes] = field(default_factory=list)
    _heard: list[Answer | Question] = field(default_factory=list)
    _step: Step[bytes, Gist] | None = None
    _thread: greenlet.greenlet | None = None
    _ended: Attempt | None = None
    _functions: int = 0
    _talk_bytes: int = 0
    _active_s: float = 0.0

    def go_on(self, answer: Answer | None) -> bool:
        """Give the check its answer; tell whether it waits for another one."""
        started = time.perf_counter()
        if answer is None:
            self._step = self.bench.precedents.first(self.seed, self.check.id)
            waits = self._asks(self._step.said) if self._step is not None else self._run()
        else:
            waits = self._follow(answer) if self._step is not None else self._switch(answer)
        self._active_s += time.perf_counter() - started
        return waits

    def known(self, question: Question) -> bytes | None:
        """Return the answer to a question if a precedent has it; if not, the check runs from here on."""
        if self._step is None:
            return None
        way = self._step.ways.get(question.digest)
        if not isinstance(way, Step):
            self._catch_up()
            return None
        self._step = way
        self._say_after(question, way.said)
        return way.said

    def answered(self, question: Question, answer: bytes) -> None:
        """Take note of the answer that a function of the check gave."""
        self._say_after(question, answer)

    def attempt(self) -> Attempt:
        """Return how the check ended; its duration is the time that went by on this side."""
        one = self._ended
        assert one is not None
        return Attempt(one.outcome, one.error, one.gist, one.recall, self._active_s, one.trace)

    def rounds(self) -> int:
        """Return how often the check has been answered."""
        return sum(isinstance(one, Answer) for one in self._heard)

    def abandon(self) -> None:
        """End the greenlet if it still waits."""
        if self._thread is not None and not self._thread.dead:
            self._thread.throw(greenlet.GreenletExit)

    def _follow(self, answer: Answer) -> bool:
        """Go on as the precedents with that answer did, or run the check where there is none."""
        assert self._step is not None
        match self._step.ways.get(answer.digest):
            case Step() as step:
                self._step = step
                self._hears(answer)
                return self._asks(step.said)
            case Gist() as gist:
                self._hears(answer)
                self._ended = Attempt("passed", None, gist, self._recalled, 0.0)
                return False
        self._catch_up()
        return self._switch(answer)

    def _catch_up(self) -> None:
        """Run the check up to where its precedents end."""
        said, heard = self._said, self._heard
        self._step, self._said, self._heard, self._talk_bytes = None, [], [], 0
        waits = self._run()
        for one in heard:
            if not waits:
                break
            if isinstance(one, Question):
                self.responder.call(*one.call)
                self._say_after(one, said[len(self._said)])
            else:
                waits = self._switch(one)
        if not waits or self._said != said:
            raise NotTogether  # a check that says otherwise than it did is no function of what it has heard

    def _recalled(self) -> list[Call]:
        return calls_of(self.check, self.bench, self.seed, self._heard)

    def _run(self) -> bool:
        """Run the check up to its first request."""
        self._thread = greenlet.greenlet(partial(self._attempt, greenlet.getcurrent()))
        return self._reach(self._thread.switch())

    def _attempt(self, hub: greenlet.greenlet) -> Attempt:
        with np.errstate(all="ignore"):  # a greenlet has a context of its own
            return attempt(self.check, Student(_Waiting(hub)), self.bench.reference, self.seed)

    def _switch(self, answer: Answer) -> bool:
        """Give the answer to the check that runs."""
        assert self._thread is not None
        self._hears(answer)
        return self._reach(self._thread.switch(answer))

    def _reach(self, result: object) -> bool:
        """Take what the check came to: its next request, or its end."""
        assert self._thread is not None
        if self._thread.dead:
            assert isinstance(result, Attempt)
            self._ended = result
            if result.outcome == "passed":
                digests = [one.digest for one in self._heard]
                self.bench.precedents.record(self.seed, self.check.id, self._said, digests, result.gist)
            return False
        assert isinstance(result, list)
        try:
            request, functions = self.responder.encoded(result, self.first_function + self._functions)
        except (StudentError, ValueError, TypeError, RecursionError):
            raise NotTogether from None
        self._functions += functions
        if self._functions > MAX_FUNCTIONS:
            raise NotTogether
        return self._asks(request)

    def _asks(self, request: bytes) -> bool:
        self.request = request
        self._says(request)
        return True

    def _say_after(self, question: Question, answer: bytes) -> None:
        self._hears(question)
        self._says(answer)

    def _says(self, word: bytes) -> None:
        self._count(len(word))
        self._said.append(word)

    def _hears(self, one: Answer | Question) -> None:
        self._count(one.size)
        self._heard.append(one)

    def _count(self, size: int) -> None:
        self._talk_bytes += size
        if self._talk_bytes > MAX_TALK_BYTES:
            raise NotTogether


def calls_of(check: Check, bench: Bench, seed: int, heard: Sequence[Answer | Question]) -> list[Call]:
    """Return the calls of a check that passed, which were not recorded: it is run on what it heard."""
    with np.errstate(all="ignore"):
        student = Student(_Repeating(list(heard), References()))
        return attempt(check, student, bench.reference, seed).calls


@dataclass(slots=True)
class _Waiting:
    """The `Responder` of a check that runs: it leaves each request to the hub and waits for the answer."""

    hub: greenlet.greenlet

    def request(self, name: str, op: str, *operands: object) -> object:
        """Wait for the answer; see `autograder.student.Responder`."""
        return _value(name, self.hub.switch([op, *operands]))

    def end_check(self) -> None:
        """Do nothing: other checks are not at their end."""

    def renew(self) -> None:
        """Do nothing: nothing is lent here."""


@dataclass(slots=True)
class _Repeating:
    """The `Responder` of a check that runs once more on what it has heard."""

    heard: list[Answer | Question]
    references: References

    def request(self, name: str, op: str, *operands: object) -> object:
        """Repeat the questions and the answer that came; see `autograder.student.Responder`."""
        wire.encode([op, *operands], self.references.refer)
        while isinstance(one := self.heard.pop(0), Question):
            number, args, kwargs = one.call
            with contextlib.suppress(Refused):  # what it answers is known
                self.references.call(number % MAX_FUNCTIONS, args, kwargs)
        return value_of(name, one.reply())  # words that no verdict depended on may turn out to be malformed

    def end_check(self) -> None:
        """Do nothing: nothing was passed to anybody."""

    def renew(self) -> None:
        """Do nothing: nothing is lent here."""


def _value(name: str, answer: Answer) -> object:
    try:
        return value_of(name, answer.reply())
    except MalformedReply:
        raise NotTogether from None
