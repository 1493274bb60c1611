"""Open the database that results and marks are kept in: SQLite in the output folder, or PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from autograder.database_advice import advice
from autograder.database_url import StoreError, bare, parsed
from autograder.outputs import write_atomically

URL_FILE: Final = "store.url"  # in the output folder, when its database is elsewhere
LOCK: Final = 0x6E6E_6175_746F  # PostgreSQL's advisory lock of whoever writes; any number that others do not use

CONNECT_S: Final = 10  # for a server to answer
SILENT_S: Final = 60  # for a server that is connected to
LOCK_S: Final = 60.0  # for another run that writes to end its transaction, which takes it hundredths of a second
IDLE_S: Final = 60.0  # for a run in the middle of a transaction: it was stopped, or its host is cut off

# Names sort by their bytes everywhere, as in SQLite, and not by the language of a server.
NAME: Final = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
SLUG: Final = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")


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
        write_atomically(folder / URL_FILE, f"{bare(parsed(url))}\n".encode())


def is_graded(folder: Path) -> bool:
    """Tell whether a folder holds a graded run."""
    return (folder / "results.db").is_file() or (folder / URL_FILE).is_file()


def open_database(url: str, tables: sa.MetaData) -> sa.Engine:
    """Open a database and make these tables where they are missing.

    Whatever the database refuses, now or later, is a StoreError.

    Raises:
        StoreError: it cannot be opened.
    """
    found = parsed(url)
    try:
        engine = sa.create_engine(found, pool_pre_ping=True, connect_args=_deadlines(found))
    except ModuleNotFoundError as error:
        raise StoreError(
            f"a PostgreSQL store needs {error.name}, which is not installed: pip install 'nn-autograder[postgres]'"
        ) from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
    sa.event.listen(engine, "handle_error", _raise_store_error)
    try:
        _make_missing(engine, tables)
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Begin a transaction that is the only one to write until it ends: what it reads stays true."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(
                sa.select(
                    sa.func.set_config("lock_timeout", _milliseconds(LOCK_S), True),
                    sa.func.set_config("idle_in_transaction_session_timeout", _milliseconds(IDLE_S), True),
                    sa.func.pg_advisory_xact_lock(LOCK),
                )
            )
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


def _make_missing(engine: sa.Engine, tables: sa.MetaData) -> None:
    if set(tables.tables) - set(sa.inspect(engine).get_table_names()):
        with writing(engine) as connection:
            tables.create_all(connection)


def _deadlines(url: sa.URL) -> dict[str, Any]:
    """Return what bounds every wait for a server, but for what its URL says itself."""
    if url.get_backend_name() == "sqlite":
        return {"timeout": LOCK_S}
    waits = {
        "connect_timeout": CONNECT_S,
        "keepalives_idle": SILENT_S // 4,
        "keepalives_interval": SILENT_S // 4,
        "keepalives_count": 3,
        "tcp_user_timeout": SILENT_S * 1000,
        "application_name": "nn-autograder",
    }
    return {name: value for name, value in waits.items() if name not in url.query}


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _raise_store_error(context: sa.engine.ExceptionContext) -> None:
    if context.is_pre_ping:  # a connection that was idle is gone, and is made again
        return
    if not isinstance(context.original_exception, Exception):  # Ctrl-C is no fault of the database's
        return
    place = context.dialect.name if context.engine is None else bare(context.engine.url)
    said = str(context.original_exception)
    reason = " ".join(said.partition("\n")[0].split()).rstrip(".?")  # what follows may quote rows
    raise StoreError(
        f"the results database {place} cannot be used: {reason}. {advice(context.dialect.name, said)} "
        "Nothing graded so far is lost: run the same command again."
    )
