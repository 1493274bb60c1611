"""When a request has had its time: by what the worker computed, not only by the clock on the wall.

On a busy machine a worker waits for the processor, and a right solution must not lose marks for it. So when the time is
up by the clock, the worker's computing time decides, and only several times the allowed time on the clock ends a
request whatever was computed: a sleeping function computes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 3.0  # times the allowed time that may go by on the clock
LEAST_S: Final = 0.01  # between two looks at the computing time


class DeadlineMissed(Exception):
    """The worker did not answer in time."""


class Deadline:
    """The end of one request's time, which begins now."""

    def __init__(self, allowed_s: float, spent_s: Callable[[], float] | None = None) -> None:
        """`spent_s` tells the seconds that the worker has computed so far; without it the clock decides alone."""
        now = time.monotonic()
        self._allowed_s = allowed_s
        self._spent_s = spent_s
        self._look_at = now + allowed_s
        self._last = now + allowed_s * (PATIENCE if spent_s else 1.0)

    def check(self) -> None:
        """Return if there is time left.

        Raises:
            DeadlineMissed: there is none.
        """
        now = time.monotonic()
        if now < self._look_at:
            return
        left_s = self._allowed_s - self._spent_s() if self._spent_s else 0.0
        if left_s <= 0 or now >= self._last:
            raise DeadlineMissed
        self._look_at = min(now + max(left_s, LEAST_S), self._last)
