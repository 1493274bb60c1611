"""Ask the gradebook of an output folder, and keep decisions about students and what was published.

What was graded is kept by `autograder.gradebook.recording`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from autograder.database import open_database, put, writing
from autograder.gradebook.mark import Attempt, Decision, Mark
from autograder.gradebook.tables import METADATA
from autograder.gradebook.tables import attempts as _attempts
from autograder.gradebook.tables import decisions as _decisions
from autograder.gradebook.tables import published as _published
from autograder.gradebook.tables import students as _students
from autograder.grading.report import GradeReport
from autograder.stored_report import packed, unpacked


class HandIn(msgspec.Struct, frozen=True):
    """When a file was handed in: by its own time stamp, and by what the platform states."""

    file_time: float | None = None
    stated_time: float | None = None


class Recorded(msgspec.Struct, frozen=True):
    """All attempts of one student at one assignment, oldest first, each with both of its times."""

    student: str
    assignment: str
    attempts: tuple[tuple[Attempt, HandIn], ...]


class Ledger:
    """The gradebook's facts of one output folder; use as a context manager."""

    def __init__(self, url: str) -> None:
        """Open the database and make its tables.

        Raises:
            StoreError: it cannot be opened.
        """
        self._engine = open_database(url, METADATA)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *exc: object) -> None:
        self._engine.dispose()

    def enrol(self, students: Iterable[str]) -> None:
        """Keep the names of everyone who had a folder, whether or not something was in it."""
        with writing(self._engine) as connection:
            put(connection, _students, ({"student": student} for student in students))

    def students(self) -> list[str]:
        """Return everyone who ever had a folder, by name."""
        with self._engine.connect() as connection:
            return sorted(connection.execute(sa.select(_students.c.student)).scalars())

    def assignments(self) -> set[str]:
        """Return the assignments that anybody handed in, or that something was decided about."""
        with self._engine.connect() as connection:
            handed_in = connection.execute(sa.select(_attempts.c.assignment).distinct()).scalars()
            decided = connection.execute(sa.select(_decisions.c.assignment).distinct()).scalars()
            return {*handed_in, *decided}

    def attempts(self, among: Collection[str] | None = None) -> Iterator[Recorded]:
        """Return all attempts by student and assignment, one pair at a time; or those of a few students."""
        table = _attempts.c
        when = sa.func.coalesce(table.stated_time, table.file_time)
        query = sa.select(*(column for column in table if column.name != "report"))
        query = query.order_by(table.student, table.assignment, table.newest, when.nulls_first())
        if among is not None:
            query = query.where(table.student.in_(among))
        rows: list[Any] = []
        with self._engine.connect().execution_options(yield_per=2000) as connection:
            for row in connection.execute(query):
                if rows and (rows[0].student, rows[0].assignment) != (row.student, row.assignment):
                    yield _recorded(rows)
                    rows = []
                rows.append(row)
        if rows:
            yield _recorded(rows)

    def earlier_report(self, student: str, assignment: str, sha256: str) -> GradeReport | None:
        """Return the report of an attempt that a newer one replaced."""
        table = _attempts.c
        query = sa.select(table.report).where(
            table.student == student, table.assignment == assignment, table.submission_sha256 == sha256
        )
        with self._engine.connect() as connection:
            data = connection.execute(query).scalar_one_or_none()
        return unpacked(data) if data else None

    def decide(self, decision: Decision) -> None:
        """Keep a decision; earlier ones stay on record."""
        row = {**msgspec.structs.asdict(decision), "withdrawn": False}
        row["decided_at"] = decision.decided_at.timestamp()
        with writing(self._engine) as connection:
            connection.execute(sa.insert(_decisions), row)

    def withdraw(self, student: str, assignment: str) -> int:
        """Let no decision about this student's assignment hold any longer; return how many did."""
        table = _decisions.c
        held = sa.and_(table.student == student, table.assignment == assignment, table.withdrawn.is_(False))
        with writing(self._engine) as connection:
            return connection.execute(sa.update(_decisions).where(held).values(withdrawn=True)).rowcount

    def decisions(self) -> dict[tuple[str, str], list[Decision]]:
        """Return the decisions that hold, oldest first, by student and assignment."""
        query = sa.select(_decisions).where(_decisions.c.withdrawn.is_(False)).order_by(_decisions.c.number)
        found: dict[tuple[str, str], list[Decision]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                found.setdefault((row.student, row.assignment), []).append(_decision(row))
        return found

    def publish(self, marks: Iterable[tuple[Mark, GradeReport | None]]) -> int:
        """Keep these marks as the published ones, in place of what was; return how many there are."""
        count = 0
        with writing(self._engine) as connection:
            connection.execute(sa.delete(_published))
            for mark, report in marks:
                connection.execute(sa.insert(_published), _published_row(mark, report))
                count += 1
        return count

    def published(self) -> Iterator[Mark]:
        """Return the published marks by student and assignment."""
        query = sa.select(_published.c.mark).order_by(_published.c.student, _published.c.assignment)
        with self._engine.connect().execution_options(yield_per=2000) as connection:
            for row in connection.execute(query):
                yield msgspec.json.decode(row.mark, type=Mark)

    def published_report(self, student: str, assignment: str) -> GradeReport | None:
        """Return the report a published mark was made of."""
        table = _published.c
        query = sa.select(table.report).where(table.student == student, table.assignment == assignment)
        with self._engine.connect() as connection:
            data = connection.execute(query).scalar_one_or_none()
        return unpacked(data) if data else None


def _recorded(rows: list[Any]) -> Recorded:
    attempts = tuple(
        (
            Attempt(row.submission_sha256, row.status, row.score, row.version),
            HandIn(row.file_time, row.stated_time),
        )
        for row in rows
    )
    return Recorded(rows[0].student, rows[0].assignment, attempts)


def _decision(row: Any) -> Decision:
    decided_at = datetime.fromtimestamp(row.decided_at, UTC)
    return Decision(row.student, row.assignment, row.kind, row.value, row.reason, row.author, decided_at)


def _published_row(mark: Mark, report: GradeReport | None) -> Mapping[str, Any]:
    return {
        "student": mark.student,
        "assignment": mark.assignment,
        "mark": msgspec.json.encode(mark),
        "report": packed(report) if report else None,
    }
