"""Run all checks of a submission at once, so that their requests go to the worker together.

Theory of operation
-------------------
A request costs two changes of process, more than most functions of a student take to answer. So each check runs in a
greenlet that stops at its first request. When all have stopped, the requests travel in one frame and each check goes
on with its answer, until all have ended: as many frames as the longest check has requests. A check that has precedents
(see `autograder.grading.precedents`) follows those, and runs only if it meets an answer that none of them met. Before
that, all checks follow precedents as one, as long as their answers are known as a whole.

This is for submissions that behave. If anything at all goes wrong on the way (a loop without end, a dead worker, a
reply that is none, a verdict from inside a function of ours), nothing of it counts and the caller runs the checks one
by one, which is the path that defines every verdict. So it does where a check of objects fails: what they share, such
as an attribute of their class, shows each check the others' doings.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from autograder.grading.attempt import Attempt
from autograder.grading.bench import Bench, Passed
from autograder.grading.checks import Check
from autograder.grading.precedents import Step
from autograder.grading.running import MAX_FUNCTIONS, Batching, NotTogether, Running, calls_of
from autograder.sandbox.answers import Answers, Question
from autograder.student import Call


def attempts_together(bench: Bench, responder: Batching, seed: int) -> list[Attempt] | None:
    """Return how each check ended, or None if they have to be run one by one."""
    ended: dict[str, Attempt] = {}
    for visibility in ("visible", "hidden"):  # no hidden input is in the worker while a message may still be quoted
        checks = [check for check in bench.checks if check.visibility == visibility]
        attempts = _Sitting(visibility, checks, bench, responder, seed).attempts()
        if attempts is None:
            return None
        ended.update(zip((check.id for check in checks), attempts, strict=True))
    return [ended[check.id] for check in bench.checks]


def _failed_on_objects(ended: Attempt) -> bool:
    return ended.outcome not in ("passed", "skipped") and any(call.target is not None for call in ended.calls)


@dataclass(slots=True)
class _Sitting:
    """Checks that are run together, and the rounds of requests and answers between them and a worker.

    As long as `step` is a precedent of them all, there is nobody in `running`.
    """

    name: str
    checks: Sequence[Check]
    bench: Bench
    responder: Batching
    seed: int
    step: Step[tuple[bytes, ...], Passed] | None = None
    passed: Passed | None = None
    running: list[Running] = field(default_factory=list)
    waiting: list[Running] = field(default_factory=list)
    said: list[tuple[bytes, ...]] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    followed: list[Answers] = field(default_factory=list)  # as precedents, from the first on
    was_asked: bool = False

    def attempts(self) -> list[Attempt] | None:
        """Run the checks, or what of them is not known; return how each ended, or None if it has to be by itself."""
        started = time.perf_counter()
        self.step = self.bench.sittings.first(self.seed, self.name)
        try:
            if self.step is None:
                self._run()
            while requests := self._requests():
                self.said.append(requests)
                answers = self.responder.batch(requests, self)
                if answers is None:
                    return None
                self._go_on(answers)
            self.responder.end_check()
            if self.passed is not None:
                return self._recognized(self.passed, (time.perf_counter() - started) / len(self.checks))
            ended = [one.attempt() for one in self.running]
            self._remember(ended)
            return None if any(map(_failed_on_objects, ended)) else ended
        except NotTogether:
            return None
        finally:
            for one in self.running:
                one.abandon()

    def expects(self, digest: bytes) -> bool:
        """Tell whether all passed with these answers before; see `autograder.sandbox.connection.Hearing`."""
        return self.step is not None and digest in self.step.ways

    def known(self, question: Question) -> bytes | None:
        """Return the answer, if it need not be worked out; see `autograder.sandbox.connection.Hearing`."""
        self.was_asked = True
        if self.step is not None:
            self._run()
        one = self._asked(question)
        return None if one is None else one.known(question)

    def answered(self, question: Question, answer: bytes) -> None:
        """Take note of an answer that had to be; see `autograder.sandbox.connection.Hearing`."""
        one = self._asked(question)
        if one is not None:
            one.answered(question, answer)

    def _requests(self) -> tuple[bytes, ...]:
        if self.passed is not None:
            return ()
        return self.step.said if self.step is not None else tuple(one.request for one in self.waiting)

    def _go_on(self, answers: Answers) -> None:
        """Let the checks go on with the answers to their requests."""
        if self.step is not None:
            match self.step.ways.get(answers.digest):
                case Step() as step:
                    self.step = step
                case None:
                    self._run()
                case passed:
                    self.passed = passed
        self.digests.append(answers.digest)
        if self.step is None:
            self._answer(answers)
        else:
            self.followed.append(answers)

    def _run(self) -> None:
        """Run each check, up to where all have been."""
        self.step = None
        self.running = [
            Running(check, self.bench, self.seed, self.responder, number * MAX_FUNCTIONS)
            for number, check in enumerate(self.checks)
        ]
        self.waiting = [one for one in self.running if one.go_on(None)]
        for said, answers in zip(self.said, self.followed, strict=False):
            self._expect(said)
            self._answer(answers)
        if len(self.said) > len(self.followed):  # the answers to the last are not there yet
            self._expect(self.said[-1])

    def _expect(self, said: tuple[bytes, ...]) -> None:
        if self._requests() != said:
            raise NotTogether  # checks that say otherwise than they did are no function of what they have heard

    def _answer(self, answers: Answers) -> None:
        self.waiting = [one for one, answer in zip(self.waiting, answers.each(), strict=True) if one.go_on(answer)]

    def _asked(self, question: Question) -> Running | None:
        """Return the check that passed the function, unless a worker has made the number up."""
        which = question.number // MAX_FUNCTIONS
        return self.running[which] if 0 <= which < len(self.running) else None

    def _remember(self, ended: Sequence[Attempt]) -> None:
        if not self.was_asked and all(one.outcome == "passed" for one in ended):
            passed = tuple((one.gist, running.rounds()) for one, running in zip(ended, self.running, strict=True))
            self.bench.sittings.record(self.seed, self.name, self.said, self.digests, passed)

    def _recognized(self, passed: Passed, duration_s: float) -> list[Attempt]:
        """Return how checks ended that all passed before with the same answers."""
        return [
            Attempt("passed", None, gist, partial(self._recalled, index, passed), duration_s)
            for index, (gist, _) in enumerate(passed)
        ]

    def _recalled(self, index: int, passed: Passed) -> list[Call]:
        """Return the calls of a check that was recognized: in each round, who is still there is answered in order."""
        heard = []
        for number, answers in enumerate(self.followed[: passed[index][1]]):
            place = sum(rounds > number for _, rounds in passed[:index])
            heard.append(answers.each()[place])
        return calls_of(self.checks[index], self.bench, self.seed, heard)
