"""The gradebook's facts come back alike from either database, and stay right with several writers."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import msgspec
import pytest
from stored import report

from autograder.database import StoreError
from autograder.gradebook.ledger import HandIn, Ledger
from autograder.gradebook.mark import Decision
from autograder.grading.report import GradeReport

WRITERS = 4
ROUNDS = 20
WHEN = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def none_replaced(student: str, assignment: str) -> GradeReport:
    raise StoreError("nothing is stored")


def test_attempts_come_back_oldest_first(url: str) -> None:
    """Those without a time first, then by time; the newest graded one is last whatever its time."""
    with Ledger(url) as ledger:
        for sha256, time in (("c", None), ("a", 50.0), ("b", 40.0)):
            ledger.record([(report("s1", sha256=sha256 * 64), HandIn(time))], none_replaced)

        (recorded,) = ledger.attempts()

        assert [attempt.submission_sha256[0] for attempt, _ in recorded.attempts] == ["c", "a", "b"]
        assert [hand_in.file_time for _, hand_in in recorded.attempts] == [None, 50.0, 40.0]


def test_a_replaced_attempt_keeps_its_report(url: str) -> None:
    """The report that the newer one displaces goes with the older attempt."""
    first = report("s1", sha256="a" * 64, score=40)
    with Ledger(url) as ledger:
        ledger.record([(first, HandIn(1.0))], none_replaced)
        ledger.record([(report("s1", sha256="b" * 64), HandIn(2.0))], lambda *_: first)

        assert ledger.earlier_report("s1", "tiny", "a" * 64) == first
        assert ledger.earlier_report("s1", "tiny", "b" * 64) is None


def test_everyone_is_enrolled_once(url: str) -> None:
    """Enrolling again changes nothing; names sort by their bytes."""
    with Ledger(url) as ledger:
        ledger.enrol(["b", "B", "ä"])
        ledger.enrol(["b", "a"])

        assert ledger.students() == ["B", "a", "b", "ä"]


def test_decisions_hold_until_withdrawn(url: str) -> None:
    """Text of any length and script comes back; a withdrawn decision does not."""
    decision = Decision("s1", "tiny", "score", "70", "viva – ok, 良い " * 40, "Dr. " + "O" * 300, WHEN)
    with Ledger(url) as ledger:
        ledger.decide(decision)
        ledger.decide(Decision("s2", "tiny", "excuse", "", "ill", "me", WHEN))

        assert ledger.decisions()["s1", "tiny"] == [decision]
        assert ledger.withdraw("s1", "tiny") == 1
        assert ("s1", "tiny") not in ledger.decisions()


def test_long_versions_are_kept(url: str) -> None:
    """An author's version may be a sentence; no column cuts it off or refuses it."""
    long = msgspec.structs.replace(report("s1"), assignment_version="1.0.0-" + "x" * 200)
    with Ledger(url) as ledger:
        ledger.record([(long, HandIn(1.0))], none_replaced)

        (recorded,) = ledger.attempts()

        assert recorded.attempts[0][0].version == long.assignment_version


def test_two_runs_on_one_gradebook_leave_one_newest_attempt(url: str) -> None:
    """Four runs record attempts of the same students at once: one is the newest, and none is lost."""
    failures: list[BaseException] = []
    ready = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            with Ledger(url) as ledger:
                ready.wait()
                for turn in range(ROUNDS):
                    sha256 = f"{writer}-{turn % 3}".ljust(64, "0")
                    ledger.enrol(["s1", f"of-{writer}"])
                    ledger.record([(report("s1", sha256=sha256), HandIn(float(turn)))], none_replaced)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with Ledger(url) as ledger:
        (recorded,) = ledger.attempts()
        assert len(recorded.attempts) == WRITERS * 3
        assert ledger.students() == ["of-0", "of-1", "of-2", "of-3", "s1"]
        assert newest(ledger) == 1


def newest(ledger: Ledger) -> int:
    """How many attempts are marked as the newest."""
    with ledger._engine.connect() as connection:
        rows = connection.exec_driver_sql("select newest from attempts").scalars()
        return sum(bool(flag) for flag in rows)


def test_publishing_twice_keeps_the_later_marks(url: str) -> None:
    """What was published before is replaced as a whole."""
    from autograder.gradebook.mark import Mark

    def mark(student: str, value: float) -> Mark:
        return Mark(student, "tiny", "graded", value, raw=value)

    with Ledger(url) as ledger:
        ledger.publish([(mark("s1", 10), None), (mark("s2", 20), report("s2"))])
        count = ledger.publish([(mark("s1", 30), report("s1", score=30))])

        assert count == 1
        assert list(ledger.published()) == [mark("s1", 30)]
        assert ledger.published_report("s1", "tiny") == report("s1", score=30)
        assert ledger.published_report("s2", "tiny") is None


@pytest.mark.parametrize("kind", ["score", "excuse"])
def test_times_of_decisions_come_back_to_the_microsecond(url: str, kind: str) -> None:
    """Which of two decisions came later does not depend on the database."""
    when = datetime(2026, 11, 2, 12, 0, 0, 123456, tzinfo=UTC)
    with Ledger(url) as ledger:
        ledger.decide(Decision("s1", "tiny", kind, "1", "r", "a", when))  # type: ignore[arg-type]

        assert ledger.decisions()["s1", "tiny"][0].decided_at == when
