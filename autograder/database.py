"""Open the database that results and marks are kept in: SQLite in the output folder, or PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from autograder.outputs import write_atomically

URL_FILE: Final = "store.url"  # in the output folder, when its database is elsewhere
LOCK: Final = 0x6E6E_6175_746F  # PostgreSQL's advisory lock of whoever writes; any number that others do not use

# Names sort by their bytes everywhere, as in SQLite, and not by the language of a server.
NAME: Final = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
SLUG: Final = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


class StoreError(Exception):
    """The database cannot be opened or written; the message says which and why."""


def sqlite_url(folder: Path) -> str:
    """Return the URL of an output folder's own database."""
    return f"sqlite:///{folder / 'results.db'}"


def url_of(folder: Path) -> str:
    """Return the URL of the database that a folder was graded into; its own, when it was not."""
    path = folder / URL_FILE
    return path.read_text(encoding="utf-8").strip() if path.exists() else sqlite_url(folder)


def remember_url(folder: Path, url: str) -> None:
    """Keep a URL for `url_of`, without its password."""
    if url != url_of(folder):
        full = parsed(url)
        bare = sa.URL.create(full.drivername, full.username, None, full.host, full.port, full.database, full.query)
        write_atomically(folder / URL_FILE, f"{bare}\n".encode())


def is_graded(folder: Path) -> bool:
    """Tell whether a folder holds a graded run."""
    return (folder / "results.db").is_file() or (folder / URL_FILE).is_file()


def parsed(url: str) -> sa.URL:
    """Read a database's URL.

    Raises:
        StoreError: it is none, or of a database that is not supported.
    """
    try:
        found = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise StoreError(
            f"{url!r} is not the URL of a database. Write one such as postgresql://user@host/database."
        ) from None
    match found.drivername.partition("+")[0]:
        case "sqlite":
            return found.set(database=str(Path(found.database or "").resolve()))
        case "postgresql" | "postgres":
            return found.set(drivername="postgresql+psycopg")
        case other:
            raise StoreError(f"{other} databases are not supported. Use a sqlite:/// or postgresql:// URL.")


def open_database(url: str, tables: sa.MetaData) -> sa.Engine:
    """Open a database and make these tables where they are missing.

    Whatever the database refuses, now or later, is a StoreError.

    Raises:
        StoreError: it cannot be opened.
    """
    try:
        engine = sa.create_engine(parsed(url), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"a PostgreSQL store needs {error.name}, which is not installed: pip install 'nn-autograder[postgres]'"
        ) from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
    sa.event.listen(engine, "handle_error", _raise_store_error)
    if set(tables.tables) - set(sa.inspect(engine).get_table_names()):
        with writing(engine) as connection:
            tables.create_all(connection)
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Begin a transaction that is the only one to write until it ends: what it reads stays true."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        yield connection


def put(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each in place of the one with its primary key, if there is such."""
    found = list(rows)
    if not found:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    new = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    if new:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=new)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, found)


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")


def _raise_store_error(context: sa.engine.ExceptionContext) -> None:
    if context.is_pre_ping:  # a connection that was idle is gone, and is made again
        return
    place = context.dialect.name
    advice = "Is the disk full, or is it locked or read-only?"
    if context.engine is not None:
        place = context.engine.url.render_as_string(hide_password=True)
        if context.engine.dialect.name == "postgresql":
            advice = "Is the server up, and may you log in (PGPASSWORD, or ~/.pgpass)?"
    reason = " ".join(str(context.original_exception).split())
    raise StoreError(
        f"the results database {place} cannot be used: {reason}. {advice} "
        "Nothing graded so far is lost: run the same command again."
    )
