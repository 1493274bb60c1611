"""What runs in a Dask worker: hand a batch to a grader process beside it, and its reply back.

It imports little and keeps no secret: the Dask worker may be shared, and its threads come and go.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import Pipe
from typing import Final

from distributed import get_worker

from autograder import __version__

START_S: Final = 120.0  # for a grader to import what it needs, perhaps from a slow network disk
END_S: Final = 10.0
NO_START: Final = "a grader process does not start there; the log of that Dask worker says why"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a task: a reply, or why this worker is unfit; neither when the grader died."""

    worker: str
    reply: bytes = b""
    unfit: str = ""


class GraderDied(Exception):
    """A grader process ended in the middle of a batch."""


class GraderNotStarted(Exception):
    """A grader process ended before it was ready."""


class GraderLeft(Exception):
    """A grader process ended before the batch reached it: it had nothing to do for too long."""


def versions() -> dict[str, str]:
    """Return what must be alike everywhere for the same submission to get the same report."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"nn-autograder": __version__, "numpy": version("numpy"), "Python": python}


def grade(wanted: dict[str, str], work: bytes, limit_s: float) -> Answer:
    """Grade a batch with a grader of this Dask worker that is free, or a new one; one that takes longer is killed."""
    worker = get_worker()
    here = versions()
    if here != wanted:
        differ = [name for name in wanted if here[name] != wanted[name]]
        different = ", ".join(f"{name} {here[name]} and not {wanted[name]}" for name in differ)
        return Answer(worker.address, unfit=f"it has {different}")
    try:
        return Answer(worker.address, _ask(work, worker.local_directory, limit_s))
    except GraderDied:
        return Answer(worker.address)
    except GraderNotStarted:
        return Answer(worker.address, unfit=NO_START)


class _Grader:
    """A running grader process."""

    def __init__(self, folder: str) -> None:
        """Start it and wait until it is ready.

        Raises:
            GraderNotStarted: it ends before.
        """
        self._folder = tempfile.mkdtemp(prefix="grader-", dir=folder)
        self._connection, theirs = Pipe()
        with theirs:
            descriptor = theirs.fileno()
            command = [sys.executable, "-P", "-m", "autograder.cluster.grader", str(descriptor), self._folder]
            # A session of its own: an interrupt typed at the Dask worker's terminal is the Dask worker's.
            try:
                self._process = subprocess.Popen(
                    command, pass_fds=[descriptor], stdin=subprocess.DEVNULL, start_new_session=True
                )
            except OSError:
                shutil.rmtree(self._folder, ignore_errors=True)
                raise GraderNotStarted from None
        try:
            with self._killed_after(START_S):
                self._connection.recv_bytes()
        except (EOFError, OSError):
            self.end()
            raise GraderNotStarted from None

    def end(self) -> None:
        """Let it go, and remove what it left of the course's files if it was killed."""
        self._connection.close()
        with self._killed_after(END_S):
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def ask(self, work: bytes, limit_s: float) -> bytes:
        """Return the reply to a batch.

        Raises:
            GraderDied, GraderLeft: there is none.
        """
        try:
            with self._killed_after(limit_s):
                self._connection.send_bytes(work)
                return self._connection.recv_bytes()
        except (EOFError, OSError):
            self.end()
            raise GraderDied if self._process.returncode else GraderLeft from None

    @contextmanager
    def _killed_after(self, limit_s: float) -> Iterator[None]:
        """Kill it when this takes too long: whatever waits for it then goes on."""
        timer = threading.Timer(limit_s, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


_free: list[_Grader] = []
_lock = threading.Lock()


def _ask(work: bytes, folder: str, limit_s: float) -> bytes:
    while True:
        with _lock:
            free = _free.pop() if _free else None
        grader = free or _Grader(folder)
        try:
            reply = grader.ask(work, limit_s)
        except GraderLeft:  # it had nothing to do for too long, and ended in the moment it was asked
            continue
        with _lock:
            _free.append(grader)
        return reply
