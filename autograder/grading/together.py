"""Run all checks of a submission at once, so that their requests go to the worker together.

Theory of operation
-------------------
A request costs two changes of process, more than most functions of a student take to answer. So each check runs in a
greenlet that stops at its first request. When all have stopped, the requests travel in one frame and each check goes
on with its answer, until all have ended: as many frames as the longest check has requests. A check that has precedents
(see `autograder.grading.precedents`) follows those, and runs only if it meets an answer that none of them met.

This is for submissions that behave. If anything at all goes wrong on the way (a loop without end, a dead worker, a
reply that is none, a verdict from inside a function of ours), nothing of it counts and the caller runs the checks one
by one, which is the path that defines every verdict. So it does where a check of objects fails: what they share, such
as an attribute of their class, shows each check the others' doings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.attempt import Attempt
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.grading.running import MAX_FUNCTIONS, Batching, NotTogether, Running
from autograder.sandbox.answers import Question


def attempts_together(bench: Bench, responder: Batching, seed: int) -> list[Attempt] | None:
    """Return how each check ended, or None if they have to be run one by one."""
    ended: dict[str, Attempt] = {}
    for visibility in ("visible", "hidden"):
        checks = [check for check in bench.checks if check.visibility == visibility]
        attempts = _together(checks, bench, responder, seed)
        if attempts is None:
            return None
        ended.update(zip((check.id for check in checks), attempts, strict=True))
    return [ended[check.id] for check in bench.checks]


def _together(checks: Sequence[Check], bench: Bench, responder: Batching, seed: int) -> list[Attempt] | None:
    running = [Running(check, bench, seed, responder, i * MAX_FUNCTIONS) for i, check in enumerate(checks)]
    hearing = _Hearing(running)
    try:
        waiting = [one for one in running if one.go_on(None)]
        while waiting:
            answers = responder.batch([one.request for one in waiting], hearing)
            if answers is None:
                return None
            waiting = [one for one, answer in zip(waiting, answers, strict=True) if one.go_on(answer)]
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


@dataclass(frozen=True, slots=True)
class _Hearing:
    """Hands a worker's questions to the checks that passed the functions."""

    running: Sequence[Running]

    def known(self, question: Question) -> bytes | None:
        """Return the answer, if it need not be worked out; see `autograder.sandbox.connection.Hearing`."""
        one = self._asked(question)
        return None if one is None else one.known(question)

    def answered(self, question: Question, answer: bytes) -> None:
        """Take note of an answer that had to be."""
        one = self._asked(question)
        if one is not None:
            one.answered(question, answer)

    def _asked(self, question: Question) -> Running | None:
        """Return the check that passed the function, unless a worker has made the number up."""
        which = question.number // MAX_FUNCTIONS
        return self.running[which] if 0 <= which < len(self.running) else None
