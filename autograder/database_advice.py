"""Say what to do about a database that refuses, by what it said."""

from __future__ import annotations

from typing import Final

# The first row of which any text is in the reason. PostgreSQL's are what a server in English says, and its driver.
_BY_REASON: Final = (
    (
        ("authentication failed", "no password supplied", "no pg_hba.conf entry"),
        "Check the user and the password: set PGPASSWORD, or keep the password in ~/.pgpass.",
    ),
    (("resolve host",), "Check the host in the URL."),
    (
        ("connection refused", "no such file or directory", "timeout expired"),
        "Is the server up, at that host and port?",
    ),
    (("permission denied",), "Ask its owner for the right to create tables in it."),
    (
        ("lock timeout", "database is locked"),
        "Another run has been writing to it for too long. See whether that run hangs, and end it.",
    ),
    (("unable to open database file", "readonly database"), "Can you write to that file and its folder?"),
    (("does not exist",), "Check the URL; a new database is made with `createdb`."),
)
_OTHERWISE: Final = {
    "postgresql": "Is the server up, and may you log in (PGPASSWORD, or ~/.pgpass)?",
    "sqlite": "Is the disk full, or the file damaged?",
}


def advice(dialect: str, reason: str) -> str:
    """Return one sentence for the operator."""
    said = reason.lower()
    for texts, what_to_do in _BY_REASON:
        if any(text in said for text in texts):
            return what_to_do
    return _OTHERWISE[dialect]
