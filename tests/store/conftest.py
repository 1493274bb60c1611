"""Every store test runs on both databases: SQLite in a file, and a real PostgreSQL server where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import postgres
import pytest


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server for the session; without one the tests that need it say why they are skipped."""
    with _started() as running:
        yield running


@pytest.fixture
def own_server() -> Iterator[postgres.Server]:
    """A server that a test may stop."""
    with _started() as running:
        yield running


@contextmanager
def _started() -> Iterator[postgres.Server]:
    with ExitStack() as stack:
        try:
            running = stack.enter_context(postgres.running())
        except postgres.NoServer as error:
            pytest.skip(f"no PostgreSQL server for this test: {error}")
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new, empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'results.db'}"
    server: postgres.Server = request.getfixturevalue("server")
    return server.new_database()
