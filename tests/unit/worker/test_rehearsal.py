"""What a zygote does once so that its workers need not: converse, and take the gaps in memory."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from autograder.worker import rehearsal

# In a fresh process, as a zygote is: how many pages two hundred new objects of each kind lie on.
COUNT_PAGES = """
import gc, sys
from autograder.worker import gaps, imports
imports.preload(True)
gc.collect()
if sys.argv[1] == "filled":
    gaps.fill()
import numpy as np
small = [[bytes(size) for _ in range(200)] for size in (30, 60, 120, 250)]
large = [np.empty(900, np.uint8) for _ in range(200)]
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
    """They take about as many pages as they need, which they did not before."""
    pages = {how: _pages(how) for how in ("as-is", "filled")}
    needed = 200 * (63 + 93 + 153 + 283 + 900 + 112) // 4096

    assert pages["filled"] < 1.2 * needed < pages["as-is"]


def _pages(how: str) -> int:
    return int(subprocess.check_output([sys.executable, "-c", COUNT_PAGES, how], text=True))
