"""A Dask cluster of real processes, on this host or in network namespaces that stand for hosts."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

# Seconds after which Dask takes a silent connection for dead: thirty by default, eleven at least.
TCP_S = 11
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
LIMIT_S = 240.0  # for anything that is waited for


class Machine:
    """Starts processes, on this host or, with a prefix, in another network namespace; ends what is left of them."""

    def __init__(self, folder: Path, prefix: Sequence[str] = (), settings: Mapping[str, str] = NO_SETTINGS) -> None:
        self.folder = folder
        self.prefix = list(prefix)
        self.settings = settings
        self._started: list[subprocess.Popen[bytes]] = []
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Machine:
        return self

    def __exit__(self, *exc: object) -> None:
        for process in self._started:
            process.kill()
        for process in self._started:
            process.wait()

    def start(self, log: str, *command: object) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": f"{TCP_S}s",
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
            "COLUMNS": "200",
            **self.settings,
        }
        with (self.folder / log).open("ab") as stream:
            process = subprocess.Popen(
                [*self.prefix, *map(str, command)], stdout=stream, stderr=stream, env=environment, cwd=self.folder
            )
        self._started.append(process)
        return process

    def scheduler(self, host: str, port: int, *options: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", host, "--port", port]
        return self.start("scheduler.log", *command, "--no-dashboard", *options)

    def worker(self, name: str, scheduler: str, *options: object, host: str = "127.0.0.1") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler, "--name", name, "--nthreads", 1]
        place = ["--host", host] if host else []
        folder = ["--no-nanny", "--no-dashboard", "--local-directory", self.folder / name]
        return self.start(f"{name}.log", *command, *place, *folder, *options)

    def grade(self, handed_in: Path, out: Path, course: Path, *options: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "autograder", "grade", handed_in, "--out", out, "--course", course]
        return self.start(f"{out.name}.log", *command, "--no-site", *options)

    def said(self, log: str) -> str:
        return (self.folder / log).read_text()


class Kept:
    """A worker that is started again when it ends by itself, as Slurm, Kubernetes or systemd would."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._start = start
        self._stop = threading.Event()
        self.process = start()
        self.starts = 1
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def _keep(self) -> None:
        while not self._stop.wait(0.2):
            if self.process.poll() is not None:
                self.process = self._start()
                self.starts += 1

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *exc: object) -> None:
        self.kill()

    def kill(self) -> None:
        """SIGKILL, for good."""
        self._stop.set()
        self._thread.join()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    @property
    def running(self) -> bool:
        return self.process.poll() is None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def stored(out: Path) -> int:
    """How many submissions have a report in the store."""
    try:
        connection = sqlite3.connect(f"file:{out / 'results.db'}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("select count(*) from results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def wait_until(true: Callable[[], bool], what: str, limit_s: float = LIMIT_S) -> None:
    deadline = time.monotonic() + limit_s
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"it took more than {limit_s:g} s until {what}")
        time.sleep(0.05)
