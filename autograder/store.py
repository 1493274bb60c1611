"""Keep graded reports in a database, so that a run can be resumed and asked about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa

from autograder import __version__
from autograder.database import NAME, SLUG, open_database, put, writing
from autograder.database_url import StoreError
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Profile
from autograder.stored_report import packed, unpacked

_metadata = sa.MetaData()
results = sa.Table(
    "results",
    _metadata,
    sa.Column("student", NAME, primary_key=True),
    sa.Column("assignment", SLUG, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("report", sa.LargeBinary, nullable=False),
)


def fingerprint(submission: Submission, version: str, profile: Profile) -> str:
    """Return a digest of all that decides a report: the same digest, the same report."""
    parts = (
        submission.sha256(), submission.file, submission.problem, "\n".join(submission.notes),
        str(submission.seed), version, profile, __version__,
    )  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Store:
    """The results of one output folder; use as a context manager."""

    def __init__(self, url: str) -> None:
        """Open the database and make its tables.

        Raises:
            StoreError: it cannot be opened.
        """
        self._engine = open_database(url, _metadata)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exc: object) -> None:
        self._engine.dispose()

    def fingerprints(self, assignment: str) -> dict[str, str]:
        """Return the fingerprint of every student's submission of one assignment that has a mark."""
        query = sa.select(results.c.student, results.c.fingerprint)
        query = query.where(results.c.assignment == assignment, results.c.status != "needs_regrade")
        with self._engine.connect() as connection:
            return {row.student: row.fingerprint for row in connection.execute(query)}

    def save(self, graded: Iterable[tuple[str, GradeReport]]) -> None:
        """Keep reports with their fingerprints, all of them or none.

        Raises:
            StoreError: the database does not take them.
        """
        with self.writing() as connection:
            self.save_in(connection, graded)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Begin a transaction that is the only one to write; see `autograder.database.writing`."""
        return writing(self._engine)

    def save_in(self, connection: sa.Connection, graded: Iterable[tuple[str, GradeReport]]) -> None:
        """Keep reports with their fingerprints as part of a transaction."""
        put(connection, results, (_row(fingerprint, report) for fingerprint, report in graded))

    def report(self, student: str, assignment: str) -> GradeReport:
        """Return one stored report.

        Raises:
            StoreError: there is none.
        """
        query = sa.select(results.c.report).where(results.c.student == student, results.c.assignment == assignment)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise StoreError(f"nothing is stored for {student}, {assignment}. Grade it first.")
        return unpacked(row.report)

    def reports(self, student: str | None = None) -> Iterator[GradeReport]:
        """Return the stored reports, one at a time, by student and assignment."""
        query = sa.select(results.c.report).order_by(results.c.student, results.c.assignment)
        if student is not None:
            query = query.where(results.c.student == student)
        with self._engine.connect().execution_options(yield_per=200) as connection:
            for row in connection.execute(query):
                yield unpacked(row.report)

    def scores(self) -> Iterator[tuple[str, str, str, float]]:
        """Return (student, assignment, status, score), by student and assignment."""
        columns = (results.c.student, results.c.assignment, results.c.status, results.c.score)
        query = sa.select(*columns).order_by(results.c.student, results.c.assignment)
        with self._engine.connect().execution_options(yield_per=2000) as connection:
            for row in connection.execute(query):
                yield row.student, row.assignment, row.status, row.score


def _row(fingerprint: str, report: GradeReport) -> dict[str, Any]:
    return {
        "student": report.student,
        "assignment": report.assignment,
        "fingerprint": fingerprint,
        "status": report.status,
        "score": report.score,
        "report": packed(report),
    }
