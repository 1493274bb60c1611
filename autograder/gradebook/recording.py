"""Keep what was graded: reports and the attempts they are of, a batch as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from autograder.database import put
from autograder.gradebook.ledger import HandIn
from autograder.gradebook.tables import attempts
from autograder.grading.report import GradeReport
from autograder.store import Store, results

_Known = Mapping[tuple[str, str, str], Any]


class Graded(NamedTuple):
    """A graded submission, the digest of all that decided its report, and when it was handed in."""

    report: GradeReport
    fingerprint: str
    hand_in: HandIn


def keep(store: Store, batch: Sequence[Graded]) -> None:
    """Keep a batch; each becomes the newest attempt, and the report of the one before goes with that one.

    A submission that is known already keeps the time it was first seen with: a later download changes no mark.
    No student's assignment is in a batch twice.

    Raises:
        StoreError: the database does not take it; it then has nothing of this batch.
    """
    with store.writing() as connection:
        known = _known(connection, batch)
        _replace(connection, batch, known)
        put(connection, attempts, [_row(one, known) for one in batch])
        store.save_in(connection, ((one.fingerprint, one.report) for one in batch))


def _known(connection: sa.Connection, batch: Sequence[Graded]) -> _Known:
    """Return the earlier attempts of these students, by student, assignment and digest."""
    table = attempts.c
    columns = (table.student, table.assignment, table.submission_sha256)
    query = sa.select(*columns, table.newest, table.file_time, table.stated_time).where(
        table.student.in_({one.report.student for one in batch}),
        table.assignment.in_({one.report.assignment for one in batch}),
    )
    return {(row.student, row.assignment, row.submission_sha256): row for row in connection.execute(query)}


def _replace(connection: sa.Connection, batch: Sequence[Graded], known: _Known) -> None:
    """Let the attempts that were the newest be older ones, with the reports that are about to be replaced."""
    old = list(_replaced(batch, known))
    if not old:
        return
    table, stored = attempts.c, results.c
    report = sa.select(stored.report).where(stored.student == table.student, stored.assignment == table.assignment)
    statement = sa.update(attempts).where(
        table.student == sa.bindparam("of_student"),
        table.assignment == sa.bindparam("of_assignment"),
        table.submission_sha256 == sa.bindparam("of_sha256"),
    )
    connection.execute(statement.values(newest=False, report=report.scalar_subquery()), old)


def _replaced(batch: Sequence[Graded], known: _Known) -> Iterator[Mapping[str, str]]:
    newer = {(one.report.student, one.report.assignment): one.report.submission_sha256 for one in batch}
    for (student, assignment, sha256), row in known.items():
        if row.newest and newer.get((student, assignment), sha256) != sha256:
            yield {"of_student": student, "of_assignment": assignment, "of_sha256": sha256}


def _row(graded: Graded, known: _Known) -> Mapping[str, Any]:
    report, hand_in = graded.report, graded.hand_in
    old = known.get((report.student, report.assignment, report.submission_sha256))
    if old is not None:
        hand_in = HandIn(old.file_time, hand_in.stated_time or old.stated_time)
    return {
        "student": report.student,
        "assignment": report.assignment,
        "submission_sha256": report.submission_sha256,
        "version": report.assignment_version,
        "status": report.status,
        "score": report.score,
        "file_time": hand_in.file_time,
        "stated_time": hand_in.stated_time,
        "newest": True,
        "report": None,
    }
