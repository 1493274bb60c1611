"""A PostgreSQL server from the system's packages, run by an unprivileged user in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

DEBIAN = "/usr/lib/postgresql"
RUNNER = "nobody"  # the server refuses to be root
# `grader` may do anything; `ada` has a password and may only connect.
LOGINS = "local all grader trust\nlocal all ada scram-sha-256\n"
START_S = 30
PASSWORD = "pass-of-ada-1815"


class NoServer(Exception):
    """There is none on this machine; the message says what is missing."""


@dataclass(frozen=True)
class Server:
    """A running server; it listens on a socket in its folder and on no network."""

    folder: Path
    programs: Path
    numbers: Iterator[int]
    call: Callable[..., None]

    def new_database(self) -> str:
        """Return the URL of an empty database."""
        return self.url(self.create())

    def create(self) -> str:
        """Return the name of an empty database."""
        name = f"course{next(self.numbers)}"
        self.sql("postgres", f"create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'")
        return name

    def url(self, database: str, user: str = "grader") -> str:
        """Return a database's URL; `user` may have a password after a colon."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def stop(self) -> None:
        """End it at once, as a crash would."""
        self.call("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")

    def sql(self, database: str, statement: str) -> str:
        command = [self.programs / "psql", "-X", "-q", "-A", "-t", "-h", self.folder, "-U", "grader", "-d", database]
        run = subprocess.run([*command, "-c", statement], check=True, capture_output=True, text=True)
        return run.stdout.strip()


def programs() -> Path:
    """Return the folder of the newest server's programs."""
    installed = sorted(Path(DEBIAN).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb") or (str(installed[-1]) if installed else None)
    if found is None:
        raise NoServer(f"PostgreSQL is not installed: no initdb on PATH or in {DEBIAN}/*/bin (apt install postgresql)")
    return Path(found).resolve().parent


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and end it with everything in it."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise NoServer("psycopg is not installed: pip install 'nn-autograder[postgres]'") from None
    bin_ = programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has 107 bytes at most
    who: dict[str, object] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam(RUNNER)
        os.chown(folder, user.pw_uid, user.pw_gid)
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data = folder / "data"
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"

    def call(program: str, *args: object) -> None:
        command = [str(bin_ / program), *map(str, args)]
        run = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=60, **who)  # type: ignore[call-overload]
        if run.returncode:
            raise NoServer(f"{program} failed: {run.stderr.strip() or run.stdout.strip()}")

    try:
        call("initdb", "-D", data, "-U", "grader", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        (data / "pg_hba.conf").write_text(LOGINS)
        call("pg_ctl", "-D", data, "-w", "-t", START_S, "-l", folder / "log", "-o", settings, "start")
        server = Server(folder, bin_, count(1), call)
        server.sql("postgres", f"create role ada login password '{PASSWORD}'")
        try:
            yield server
        finally:
            if (data / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
