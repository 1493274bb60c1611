"""Run one check against one student's code and say how it ended."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from autograder.check_rng import check_rng
from autograder.expect import CheckFailed
from autograder.grading.checks import Check
from autograder.grading.report import Outcome
from autograder.reference import Reference
from autograder.student import (
    Call,
    NotWritten,
    Student,
    StudentError,
    StudentStopped,
    end_check,
    recorded,
    settle,
)


@dataclass(frozen=True, slots=True)
class Gist:
    """What marks need to know of a check's calls: whose functions, whether one returned, whether all raised."""

    names: frozenset[str]
    answered: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one run of a check ended, and the calls it made.

    `trace` is the traceback of a check that broke by its own fault.
    """

    outcome: Outcome
    error: CheckFailed | StudentError | None
    gist: Gist
    recall: Callable[[], list[Call]]
    duration_s: float
    trace: str = ""

    @property
    def calls(self) -> list[Call]:
        """The calls, oldest first; they may have to be made out again."""
        return self.recall()


def attempt(check: Check, student: Student, reference: Reference, seed: int) -> Attempt:
    """Run a check; never raises, whatever the student's code does.

    `skipped` means that nothing is written yet. `broken` means the test itself raised, exited or was skipped: the
    caller finds out whose fault that is by trying the reference.
    """
    given = {"student": student, "reference": reference, "rng": check_rng(seed, check.id)}
    arguments = {name: given[name] for name in check.fixtures}
    before = len(recorded(student))
    outcome: Outcome = "passed"
    error: CheckFailed | StudentError | None = None
    trace = ""
    started = time.perf_counter()
    try:
        check.function(**arguments, **check.params)
        settle(student)
    except NotWritten as not_written:
        outcome, error = "skipped", not_written
    except StudentStopped as stopped:
        outcome, error = "stopped", stopped
    except CheckFailed as failed:
        outcome, error = "failed", failed
    except StudentError as raised:
        outcome, error = "raised", raised
    except pytest.fail.Exception as failed:
        outcome, error = "failed", CheckFailed(str(failed))
    except (Exception, SystemExit, pytest.skip.Exception):
        outcome, trace = "broken", traceback.format_exc()
    end_check(student)
    duration = time.perf_counter() - started
    calls = recorded(student)[before:]
    return Attempt(outcome, error, gist_of(calls), lambda: calls, duration, trace)


def gist_of(calls: Sequence[Call]) -> Gist:
    """Return the gist of a check's calls."""
    answered = any(call.error is None for call in calls)
    return Gist(frozenset(call.name for call in calls), answered, bool(calls) and not answered)
