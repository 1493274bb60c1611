"""Read a database's URL, and show it without its password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import sqlalchemy as sa

_EXAMPLE: Final = "postgresql://user@host/database"
_SECRETS: Final = ("password", "sslpassword")  # query parameters that libpq takes
_NOT_PARSED: Final = re.compile(r"(?P<scheme>[a-z0-9+]*:?/*).*@", re.DOTALL | re.IGNORECASE)


class StoreError(Exception):
    """The database cannot be opened or written; the message says which and why."""


def parsed(url: str) -> sa.URL:
    """Read a database's URL.

    Raises:
        StoreError: it is none, or of a database that is not supported.
    """
    try:
        found = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # the latter for a port that is no number
        raise StoreError(f"{_masked(url)!r} is not the URL of a database. Write one such as {_EXAMPLE}.") from None
    match found.drivername.partition("+")[0]:
        case "sqlite":
            return _file(found)
        case "postgresql" | "postgres":
            return _server(found)
        case other:
            raise StoreError(f"{other} databases are not supported. Use a sqlite:/// or postgresql:// URL.")


def bare(url: sa.URL) -> str:
    """Return a URL without its password, to be shown and kept."""
    return sa.URL.create(
        url.drivername, url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()


def _file(url: sa.URL) -> sa.URL:
    if not url.database or url.database == ":memory:":
        raise StoreError(f"{bare(url)} names no file. Write one such as sqlite:////home/ada/results.db.")
    return url.set(database=str(Path(url.database).resolve()))


def _server(url: sa.URL) -> sa.URL:
    """Return it for the driver that is used; a password stands in one place only."""
    if "@" in (url.host or ""):
        raise StoreError("the password in the database's URL has an @. Write it as %40, or set PGPASSWORD instead.")
    for name in _SECRETS:
        if name in url.query:
            raise StoreError(f"the database's URL has {name} among its parameters. Set PGPASSWORD instead.")
    return url.set(drivername="postgresql+psycopg")


def _masked(text: str) -> str:
    """Return what should have been a URL without whatever may be a password in it."""
    text = _NOT_PARSED.sub(r"\g<scheme>***@", text)
    return re.sub(r"(password=)[^&]*", r"\1***", text)
