"""What a zygote does once so that its workers need not: converse, and take the gaps in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder import catalog
from autograder.catalog import Assignment
from autograder.grading.attempt import attempt
from autograder.grading.bench import set_up
from autograder.local import student_of_module
from autograder.worker import rehearsal
from autograder.worker.load import load

ROOT = Path(__file__).resolve().parents[3]

# In a fresh process that made much and dropped most of it, as imports do: how many pages new objects lie on.
COUNT_PAGES = """
import gc, sys
import numpy as np
from autograder.worker import gaps

def objects(count):
    return [[bytes(size) for _ in range(count)] for size in (30, 60, 120, 250)], [np.empty(900, "u1") for _ in range(count)]

small, large = objects(4000)
kept = [some[::13] for some in (*small, large)]
del small, large
gc.collect()
if sys.argv[1] == "filled":
    gaps.fill()
small, large = objects(200)
pages = {id(one) // 4096 for some in small for one in some} | {one.ctypes.data // 4096 for one in large}
print(len(pages))
"""


@pytest.fixture(scope="module")
def replies() -> list[Any]:
    """The answers of one rehearsal."""
    found = list(rehearsal.converse())
    del sys.modules[rehearsal.NAME]
    return found


def test_every_call_of_the_rehearsal_is_answered_as_intended(replies: list[Any]) -> None:
    """A source that no longer loads, or a call that always fails, would rehearse nothing."""
    loaded, *answers = replies

    assert loaded[1:] == ["loaded", []]
    single = [answer[2][0] for answer in answers[: len(rehearsal.CALLS)]]
    assert [reply[0] for reply in single] == [kind for _, _, kind in rehearsal.CALLS]
    refused = [reply[1][0] for reply in single if reply[0] == "raise"]
    assert refused == ["TypeError", "ValueError", "ValueError"]
    assert [answer[1] for answer in answers[len(rehearsal.CALLS) :]] == ["return", "return"]


def test_nothing_of_the_rehearsal_is_left() -> None:
    """A student cannot import what was rehearsed."""
    rehearsal.rehearse()

    assert rehearsal.NAME not in sys.modules


@pytest.mark.parametrize("assignment", catalog.load_all(ROOT), ids=lambda assignment: assignment.slug)
def test_what_is_rehearsed_solves_no_task(assignment: Assignment) -> None:
    """A submission can read it; under whichever task's name a function of it is handed in, no check passes.

    Checks that pass for a function that only refuses are not counted: they give no point by themselves.
    """
    module = load("handed_in", [("handed_in.py", rehearsal.SOURCE)]).module
    del sys.modules["handed_in"]
    functions = [module.__dict__[name] for name in {name for name, _, kind in rehearsal.CALLS if kind != "missing"}]
    bench = set_up(assignment)

    passed = []
    for check in bench.checks:
        for function in functions:
            setattr(module, check.task, function)
            tried = attempt(check, student_of_module(module), bench.reference, 1)
            if tried.outcome == "passed" and tried.gist.answered:
                passed.append((check.id, function.__name__))
        delattr(module, check.task)
    assert passed == []


def test_the_rehearsal_says_nothing() -> None:
    """A warning would stand before the reason of a zygote's later failure."""
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from autograder.worker.rehearsal import rehearse; rehearse()"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout + found.stderr == ""


def test_new_objects_lie_side_by_side_once_gaps_are_taken() -> None:
    """They take about as many pages as they need, and half as many again before."""
    needed = 200 * (63 + 93 + 153 + 283 + 900) // 4096

    assert _pages("filled") < 1.2 * needed < 1.5 * needed < _pages("as-is")


def _pages(how: str) -> int:
    return int(subprocess.check_output([sys.executable, "-c", COUNT_PAGES, how], text=True))
