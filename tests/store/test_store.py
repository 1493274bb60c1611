"""What a store keeps comes back as it was, from either database."""

from __future__ import annotations

import threading

import msgspec
import pytest
import sqlalchemy as sa
from stored import report

from autograder.database_url import StoreError
from autograder.store import Store

WRITERS = 4
ROUNDS = 25


def test_a_report_comes_back_as_it_was(url: str) -> None:
    """Every field survives, whatever letters are in it."""
    with Store(url) as store:
        store.save([("f1", report("Zoë.O'Brien"))])

        assert store.report("Zoë.O'Brien", "tiny") == report("Zoë.O'Brien")


def test_a_store_outlives_its_process(url: str) -> None:
    """What is saved is there when the database is opened again."""
    with Store(url) as store:
        store.save([("f1", report("s1"))])

    with Store(url) as store:
        assert store.fingerprints("tiny") == {"s1": "f1"}


def test_a_later_report_replaces_the_earlier_one(url: str) -> None:
    """One report for each student and assignment: the last one saved."""
    with Store(url) as store:
        store.save([("f1", report("s1", score=10)), ("g1", report("s1", "other", score=5))])
        store.save([("f2", report("s1", score=90))])

        assert list(store.scores()) == [("s1", "other", "graded", 5.0), ("s1", "tiny", "graded", 90.0)]
        assert store.fingerprints("tiny") == {"s1": "f2"}


def test_what_needs_a_regrade_counts_as_not_graded(url: str) -> None:
    """Its fingerprint is withheld, so that the next run grades it again."""
    with Store(url) as store:
        store.save([("f1", report("s1", status="needs_regrade")), ("f2", report("s2"))])

        assert store.fingerprints("tiny") == {"s2": "f2"}


def test_all_of_a_batch_or_none(url: str) -> None:
    """A batch with a row that the database refuses leaves nothing behind."""
    nameless = msgspec.structs.replace(report("s2"), status=None)
    with Store(url) as store:
        with pytest.raises(StoreError, match="cannot be used"):
            store.save([("f1", report("s1")), ("f2", nameless)])

        assert list(store.scores()) == []


def test_an_interrupt_is_no_fault_of_the_databases(url: str) -> None:
    """Ctrl-C in the middle of a statement stays what it is, and leaves nothing of the batch behind."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with Store(url) as store:
        sa.event.listen(store._engine, "do_executemany", interrupt)
        sa.event.listen(store._engine, "do_execute", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.save([("f1", report("s1")), ("f2", report("s2"))])
        sa.event.remove(store._engine, "do_executemany", interrupt)
        sa.event.remove(store._engine, "do_execute", interrupt)

        assert list(store.scores()) == []


def test_order_is_the_same_everywhere(url: str) -> None:
    """By the bytes of the name: capitals first, accents last, no language's rules."""
    names = ["b", "a", "B", "ä", "a-1", "a1", "A 2", "é"]
    with Store(url) as store:
        store.save([("f", report(name)) for name in names])

        assert [r.student for r in store.reports()] == sorted(names)
        assert [student for student, *_ in store.scores()] == sorted(names)


def test_one_students_reports(url: str) -> None:
    """The others' stay where they are."""
    with Store(url) as store:
        store.save([("f", report("s1", "b")), ("f", report("s1", "a")), ("f", report("s2", "a"))])

        assert [(r.student, r.assignment) for r in store.reports("s1")] == [("s1", "a"), ("s1", "b")]


def test_what_is_not_there_is_said(url: str) -> None:
    """The message names student, assignment and remedy."""
    with Store(url) as store, pytest.raises(StoreError, match=r"nothing is stored for s1, tiny\. Grade it first"):
        store.report("s1", "tiny")


def test_reading_does_not_keep_others_from_writing(url: str) -> None:
    """A page that is being written from one connection does not stop a run on another."""
    with Store(url) as store, Store(url) as other:
        store.save([("f", report(f"s{number:03}")) for number in range(500)])
        reading = store.reports()
        next(reading)

        other.save([("f2", report("s000", score=1))])

        assert len(list(reading)) == 499


def test_writers_at_once_leave_one_whole_report_each(url: str) -> None:
    """Four runs save the same students in different orders, again and again: nobody fails, nothing is mixed."""
    students = [f"s{number}" for number in range(8)]
    failures: list[BaseException] = []
    ready = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            with Store(url) as store:
                ready.wait()
                for turn in range(ROUNDS):
                    order = students[turn % 8 :] + students[: turn % 8]
                    order = order[::-1] if writer % 2 else order
                    store.save([(f"f{writer}", report(student, score=float(writer))) for student in order])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with Store(url) as store:
        marks = store.fingerprints("tiny")
        assert sorted(marks) == students
        for found in store.reports():
            assert marks[found.student] == f"f{found.score:g}"
