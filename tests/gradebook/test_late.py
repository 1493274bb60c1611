"""What lateness costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import LatePolicy
from autograder.gradebook.late import Lateness, lateness

DEADLINE = datetime(2026, 11, 2, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "policy", "expected"),
    [
        pytest.param(-1, LatePolicy(10), Lateness(), id="early"),
        pytest.param(0, LatePolicy(10), Lateness(), id="at the deadline"),
        pytest.param(0.2, LatePolicy(10, grace_minutes=15), Lateness(), id="within the grace"),
        pytest.param(0.25, LatePolicy(10, grace_minutes=15), Lateness(), id="at the end of the grace"),
        pytest.param(0.26, LatePolicy(10, grace_minutes=15), Lateness(1, 10), id="after the grace"),
        pytest.param(24, LatePolicy(10), Lateness(1, 10), id="a full day is one day"),
        pytest.param(24.1, LatePolicy(10), Lateness(2, 20), id="a day begun counts"),
        pytest.param(24 * 9, LatePolicy(10, cap_percent=50), Lateness(9, 50), id="the cap"),
        pytest.param(24 * 20, LatePolicy(10), Lateness(20, 100), id="never more than everything"),
        pytest.param(24 * 3, LatePolicy(), Lateness(3, 0), id="no policy, no cost"),
    ],
)
def test_lateness(hours: float, policy: LatePolicy, expected: Lateness) -> None:
    """Days are begun 24 hours after the deadline; grace forgives all of it or nothing."""
    assert lateness(DEADLINE + timedelta(hours=hours), DEADLINE, policy) == expected


@given(
    st.floats(-100, 1000),
    st.floats(0, 1000),
    st.floats(0, 100),
    st.floats(0, 100),
    st.floats(0, 10_000),
)
def test_later_never_costs_less(hours: float, more: float, percent: float, cap: float, grace: float) -> None:
    """Waiting longer cannot raise a mark, and no policy takes more than its cap."""
    policy = LatePolicy(percent, grace, cap)
    early = lateness(DEADLINE + timedelta(hours=hours), DEADLINE, policy)
    late = lateness(DEADLINE + timedelta(hours=hours + more), DEADLINE, policy)

    assert early.percent <= late.percent <= cap
