"""The gradebook's facts come back alike from either database, and stay right with several writers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest
from stored import report

from autograder.database_url import StoreError
from autograder.gradebook.ledger import HandIn, Ledger
from autograder.gradebook.mark import Decision, Mark
from autograder.gradebook.recording import Graded, keep
from autograder.grading.report import GradeReport
from autograder.store import Store

WRITERS = 4
ROUNDS = 20
WHEN = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def book(url: str) -> Iterator[tuple[Store, Ledger]]:
    """An empty store and the gradebook beside it."""
    with Store(url) as store, Ledger(url) as ledger:
        yield store, ledger


def graded(of: GradeReport, file_time: float | None = None) -> Graded:
    return Graded(of, f"of {of.submission_sha256}"[:64], HandIn(file_time))


def test_attempts_come_back_oldest_first(book: tuple[Store, Ledger]) -> None:
    """Those without a time first, then by time; the newest graded one is last whatever its time."""
    store, ledger = book
    for sha256, time in (("c", None), ("a", 50.0), ("b", 40.0)):
        keep(store, [graded(report("s1", sha256=sha256 * 64), time)])

    (recorded,) = ledger.attempts()

    assert [attempt.submission_sha256[0] for attempt, _ in recorded.attempts] == ["c", "a", "b"]
    assert [hand_in.file_time for _, hand_in in recorded.attempts] == [None, 50.0, 40.0]


def test_a_replaced_attempt_keeps_its_report(book: tuple[Store, Ledger]) -> None:
    """The report that the newer one displaces goes with the older attempt; other students' stay."""
    store, ledger = book
    first, other = report("s1", sha256="a" * 64, score=40), report("s2", sha256="a" * 64)
    keep(store, [graded(first), graded(other)])
    keep(store, [graded(report("s1", sha256="b" * 64)), graded(other)])

    assert ledger.earlier_report("s1", "tiny", "a" * 64) == first
    assert ledger.earlier_report("s1", "tiny", "b" * 64) is None
    assert ledger.earlier_report("s2", "tiny", "a" * 64) is None


def test_an_attempt_keeps_the_time_it_was_first_seen_with(book: tuple[Store, Ledger]) -> None:
    """The same file downloaded again is the same attempt, not a later one."""
    store, ledger = book
    keep(store, [graded(report("s1"), 10.0)])
    keep(store, [graded(report("s1", score=60), 99.0)])

    (recorded,) = ledger.attempts()

    assert [(attempt.score, hand_in.file_time) for attempt, hand_in in recorded.attempts] == [(60.0, 10.0)]


def test_a_file_handed_in_again_is_the_newest_again(book: tuple[Store, Ledger]) -> None:
    """First, second, and the first again: two attempts, of which the first is the one that is stored."""
    store, ledger = book
    for sha256 in "aba":
        keep(store, [graded(report("s1", sha256=sha256 * 64, score=ord(sha256)))])

    (recorded,) = ledger.attempts()

    assert [attempt.submission_sha256[0] for attempt, _ in recorded.attempts] == ["b", "a"]
    assert newest(ledger) == 1
    assert store.report("s1", "tiny").submission_sha256 == "a" * 64
    assert ledger.earlier_report("s1", "tiny", "b" * 64) == report("s1", sha256="b" * 64, score=ord("b"))


def test_attempts_and_reports_are_kept_together_or_not_at_all(book: tuple[Store, Ledger]) -> None:
    """A batch whose last report the database refuses leaves neither attempts nor reports."""
    store, ledger = book
    statusless = msgspec.structs.replace(report("s2"), status=None)

    with pytest.raises(StoreError, match="cannot be used"):
        keep(store, [graded(report("s1")), graded(statusless)])

    assert list(ledger.attempts()) == []
    assert list(store.scores()) == []


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


def test_long_versions_are_kept(book: tuple[Store, Ledger]) -> None:
    """An author's version may be a sentence; no column cuts it off or refuses it."""
    store, ledger = book
    long = msgspec.structs.replace(report("s1"), assignment_version="1.0.0-" + "x" * 200)
    keep(store, [graded(long)])

    (recorded,) = ledger.attempts()

    assert recorded.attempts[0][0].version == long.assignment_version


def test_several_runs_on_one_gradebook_agree_on_the_newest_attempt(url: str) -> None:
    """Four runs keep attempts of the same student at once: none is lost, one is the newest, its report is stored."""
    failures: list[BaseException] = []
    ready = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            with Store(url) as store, Ledger(url) as ledger:
                ready.wait()
                for turn in range(ROUNDS):
                    sha256 = f"{writer}-{turn % 3}".ljust(64, "0")
                    ledger.enrol(["s1", f"of-{writer}"])
                    keep(store, [graded(report("s1", sha256=sha256), float(turn))])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with Store(url) as store, Ledger(url) as ledger:
        (recorded,) = ledger.attempts()
        assert len(recorded.attempts) == WRITERS * 3
        assert ledger.students() == ["of-0", "of-1", "of-2", "of-3", "s1"]
        assert newest(ledger) == 1
        assert store.report("s1", "tiny").submission_sha256 == recorded.attempts[-1][0].submission_sha256
        for attempt, _ in recorded.attempts[:-1]:
            earlier = ledger.earlier_report("s1", "tiny", attempt.submission_sha256)
            assert earlier == report("s1", sha256=attempt.submission_sha256)


def newest(ledger: Ledger) -> int:
    """How many attempts are marked as the newest."""
    with ledger._engine.connect() as connection:
        rows = connection.exec_driver_sql("select newest from attempts").scalars()
        return sum(bool(flag) for flag in rows)


def test_publishing_twice_keeps_the_later_marks(url: str) -> None:
    """What was published before is replaced as a whole."""

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
