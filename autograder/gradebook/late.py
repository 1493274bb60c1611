"""Work out what a late hand-in costs."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Final

import msgspec

from autograder.course import LatePolicy

_DAY: Final = timedelta(days=1)


class Lateness(msgspec.Struct, frozen=True):
    """How late a hand-in is, in days begun after the deadline, and the percent of its score that this takes."""

    days: int = 0
    percent: float = 0.0


def lateness(handed_in: datetime, deadline: datetime, policy: LatePolicy) -> Lateness:
    """Return how late work is; within the grace it is not late at all, after it days count from the deadline."""
    over = handed_in - deadline
    if over <= timedelta(minutes=policy.grace_minutes):
        return Lateness()
    days = max(1, math.ceil(over / _DAY))
    return Lateness(days, min(days * policy.percent_per_day, policy.cap_percent))
