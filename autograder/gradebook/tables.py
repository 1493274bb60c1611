"""The tables of the gradebook: attempts, students, decisions, and what was published.

Times are kept as seconds since 1970, so that every database gives them back alike.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from autograder.database import NAME, SLUG

METADATA: Final = sa.MetaData()
attempts = sa.Table(
    "attempts",
    METADATA,
    sa.Column("student", NAME, primary_key=True),
    sa.Column("assignment", SLUG, primary_key=True),
    sa.Column("submission_sha256", sa.String(64), primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("file_time", sa.Float),
    sa.Column("stated_time", sa.Float),
    sa.Column("newest", sa.Boolean, nullable=False),
    # Only of an attempt that a newer one replaced: the newest one's is among the results.
    sa.Column("report", sa.LargeBinary),
)
sa.Index(
    "one_newest_attempt",
    attempts.c.student,
    attempts.c.assignment,
    unique=True,
    sqlite_where=attempts.c.newest,
    postgresql_where=attempts.c.newest,
)
students = sa.Table("students", METADATA, sa.Column("student", NAME, primary_key=True))
decisions = sa.Table(
    "decisions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("student", NAME, nullable=False),
    sa.Column("assignment", SLUG, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("value", sa.String(80), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("decided_at", sa.Float, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
)
published = sa.Table(
    "published",
    METADATA,
    sa.Column("student", NAME, primary_key=True),
    sa.Column("assignment", SLUG, primary_key=True),
    sa.Column("mark", sa.LargeBinary, nullable=False),
    sa.Column("report", sa.LargeBinary),
)
