"""How a mark comes about, and that it says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import LatePolicy, Policy
from autograder.gradebook.mark import Attempt, Decision, Mark, Rules, mark_of

DEADLINE = datetime(2026, 11, 2, 22, 0, tzinfo=UTC)
LATE = LatePolicy(percent_per_day=10, grace_minutes=15, cap_percent=50)


def attempt(score: float, hours: float | None = None, **more: Any) -> Attempt:
    """An attempt so many hours after the deadline."""
    handed_in = None if hours is None else DEADLINE + timedelta(hours=hours)
    return Attempt(more.pop("sha", "a" * 64), more.pop("status", "graded"), score, handed_in=handed_in, **more)


def decision(kind: str, value: str = "", *, day: int = 3, reason: str = "a reason") -> Decision:
    """A decision by Ada."""
    return Decision("s01", "tiny", kind, value, reason, "Ada", datetime(2026, 11, day, tzinfo=UTC))  # type: ignore[arg-type]


def mark(tries: list[Attempt], *decisions: Decision, **rules: Any) -> Mark:
    """The mark under a deadline."""
    policy = Policy(DEADLINE, rules.pop("late", LATE), rules.pop("attempts", "last"))
    return mark_of("s01", "tiny", tries, decisions, Rules(policy, **rules))


def test_in_time_the_raw_score_counts() -> None:
    """Nothing is taken off, and the reason says when it was handed in and when it was due."""
    found = mark([attempt(84, -1)])

    assert (found.mark, found.raw, found.status) == (84, 84, "graded")
    assert found.why == ("Raw score 84 of 100. Handed in 2026-11-02 21:00, in time for the deadline 2026-11-02 22:00.")


def test_a_late_mark_explains_itself_from_the_raw_score() -> None:
    """Each step names its numbers and ends with the mark after it."""
    found = mark([attempt(84, 25)])

    assert found.mark == 67.2
    assert [step.mark for step in found.steps] == [84, 67.2]
    assert found.why == (
        "Raw score 84 of 100. Handed in 2026-11-03 23:00, 2 days begun after the deadline 2026-11-02 22:00: "
        "20 % off, 67.2 left."
    )


def test_grace_is_told() -> None:
    """Within the grace nothing is taken off, and the reason says why."""
    assert "within the grace after the deadline" in mark([attempt(84, 0.1)]).why


def test_an_unknown_time_costs_nothing() -> None:
    """Without a time nobody is late; the reason says that it is not known."""
    found = mark([attempt(84)])

    assert found.mark == 84
    assert "When it was handed in is not known" in found.why


def test_the_last_attempt_counts() -> None:
    """Even if it is the worse one."""
    found = mark([attempt(90, -5), attempt(70, -1)])

    assert (found.mark, found.attempt, found.attempts) == (70, 2, 2)
    assert "from attempt 2 of 2: the last one counts" in found.why


def test_the_best_attempt_counts_after_what_lateness_takes() -> None:
    """A late attempt with a higher score can be worth less than an earlier one."""
    found = mark([attempt(80, -5), attempt(85, 30)], attempts="best")

    assert (found.mark, found.raw, found.attempt) == (80, 80, 1)
    assert "the best one counts" in found.why


def test_of_equal_attempts_the_later_one_is_shown() -> None:
    """It is the one the student ended with."""
    assert mark([attempt(80, -5), attempt(80, -1)], attempts="best").attempt == 2


def test_a_deadline_of_ones_own_replaces_the_common_one() -> None:
    """An extension is a decision; the reason names its author."""
    own = decision("deadline", (DEADLINE + timedelta(days=7)).isoformat(), reason="ill")
    found = mark([attempt(84, 30)], own)

    assert found.mark == 84
    assert "the student's own deadline 2026-11-09 22:00 (given by Ada: ill)" in found.why


def test_a_score_that_was_set_counts_after_lateness() -> None:
    """It is the mark, whatever was scored and whenever; the raw score stays in the explanation."""
    found = mark([attempt(84, 30)], decision("score", "75", reason="oral examination"))

    assert (found.mark, found.raw) == (75, 84)
    assert found.why.startswith("Raw score 84 of 100.")
    assert found.why.endswith("Set to 75 by Ada: oral examination")


def test_a_score_can_be_set_where_nothing_was_handed_in() -> None:
    """Such as for work that was shown on paper."""
    found = mark([], decision("score", "60"))

    assert (found.mark, found.status) == (60, "graded")
    assert found.why == "Nothing was handed in. Set to 60 by Ada: a reason"


def test_an_excuse_takes_the_mark_away() -> None:
    """There is no mark then, and none is missing."""
    found = mark([attempt(20, -1)], decision("excuse", reason="moved house"))

    assert (found.mark, found.status) == (None, "excused")
    assert found.why.endswith("Excused by Ada: moved house")


def test_of_a_score_and_an_excuse_the_later_holds() -> None:
    """Whichever way round."""
    score, excuse = decision("score", "60", day=4), decision("excuse", day=5)

    assert mark([attempt(20, -1)], score, excuse).status == "excused"
    assert mark([attempt(20, -1)], decision("excuse", day=4), decision("score", "60", day=5)).mark == 60


def test_the_latest_decision_of_a_kind_holds() -> None:
    """A corrected score replaces the first."""
    assert mark([attempt(20)], decision("score", "60", day=3), decision("score", "65", day=4)).mark == 65


def test_a_regrade_has_no_mark_yet() -> None:
    """What is the grader's fault is no mark, and the reason says so."""
    found = mark([attempt(100, -1, status="needs_regrade")])

    assert found.mark is None
    assert "the mark comes with the regrade" in found.why


def test_an_attempt_graded_with_older_tests_says_so() -> None:
    """An old attempt that counts keeps the version it was graded with, and that is told."""
    found = mark(
        [attempt(90, -5, version="1.0.0+a"), attempt(70, -1, version="1.1.0+b")], attempts="best", version="1.1.0+b"
    )

    assert "graded with version 1.0.0+a of the assignment; now it is 1.1.0+b" in found.why


def test_a_file_that_cannot_be_graded_is_told() -> None:
    """Its raw score is 0."""
    found = mark([attempt(0, -1, status="not_gradable")])

    assert (found.mark, found.status) == (0, "not_gradable")
    assert found.why.startswith("The file cannot be graded: raw score 0.")


@given(
    st.lists(st.tuples(st.floats(0, 100), st.none() | st.floats(-200, 500)), min_size=1, max_size=5),
    st.sampled_from(["last", "best"]),
    st.floats(0, 100),
    st.floats(0, 100),
)
def test_a_mark_lies_between_nothing_and_the_best_raw_score(
    tries: list[tuple[float, float | None]], attempts: str, percent: float, cap: float
) -> None:
    """Policies only take off, never more than there is; best-of is never below last-of."""
    made = [attempt(score, hours) for score, hours in tries]
    policy = LatePolicy(percent, 10, cap)
    found = mark(made, late=policy, attempts=attempts)

    assert found.mark is not None
    assert 0 <= found.mark <= round(max(score for score, _ in tries), 2)
    best, last = (mark(made, late=policy, attempts=kind).mark for kind in ("best", "last"))
    assert best is not None
    assert last is not None
    assert best >= last


@pytest.mark.parametrize("count", [1, 2])
def test_the_last_step_ends_with_the_mark(count: int) -> None:
    """Whoever follows the steps arrives at the mark."""
    found = mark([attempt(84, 25)] * count)

    assert found.steps[-1].mark == found.mark
