"""The grader process beside a Dask worker: grades the batches that come through one connection.

    python -P -m autograder.cluster.grader CONNECTION_FD FOLDER

FOLDER is where it may unpack course files; it removes them when it ends. It ends with exit code 0 when it has
nothing to do for a while, and at once when the connection closes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import msgspec

from autograder.catalog import AssignmentError
from autograder.cluster.blobs import Damaged, put_back
from autograder.cluster.course_files import unpack
from autograder.cluster.messages import FilesMissing, Graded, Reply, Unfit, Work, encode, work_of
from autograder.grader_process import GraderProcess
from autograder.processes import contain, settle_in
from autograder.sandbox.zygote import SandboxError

IDLE_S: Final = 60.0
READY: Final = b"ready"  # sent first; then one reply for each batch
ABANDONED: Final = 1  # exit code: the Dask worker is gone


class Grader:
    """A `GraderProcess` that gets its course files with the work."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = GraderProcess()

    def reply(self, work: Work) -> Reply:
        """Grade a batch, or say what is in the way."""
        root = self._folder / work.digest
        if not root.exists():
            if work.files is None:
                return FilesMissing()
            unpack(work.files, root)
        batch = msgspec.structs.replace(work.batch, root=str(root))
        try:
            batch = put_back(batch, work.blobs)
            self._process.prepare(batch)
        except (Damaged, SandboxError, AssignmentError) as error:
            return Unfit(str(error))
        return Graded(tuple(self._process.grade(batch)))

    def close(self) -> None:
        """End the sandbox."""
        self._process.close()


def main(connection_fd: int, parent: Path) -> None:
    """Serve until there is nothing to do, or nobody to do it for."""
    settle_in(None)
    contain()
    folder = Path(tempfile.mkdtemp(prefix="course-", dir=parent))  # only its owner can look inside
    inbox: SimpleQueue[bytes] = SimpleQueue()
    connection = Connection(connection_fd)
    threading.Thread(target=_receive, args=(connection, inbox, folder), daemon=True).start()
    grader = Grader(folder)
    connection.send_bytes(READY)
    while True:
        try:
            work = inbox.get(timeout=IDLE_S)
        except Empty:
            break
        reply = encode(grader.reply(work_of(work)))
        with contextlib.suppress(OSError):  # nobody waits for it: `_receive` ends the process
            connection.send_bytes(reply)
    grader.close()
    shutil.rmtree(folder, ignore_errors=True)


def _receive(connection: Connection, inbox: SimpleQueue[bytes], folder: Path) -> None:
    """Fill the inbox; end the process in the middle of a batch when nobody waits for it any more."""
    while True:
        try:
            inbox.put(connection.recv_bytes())
        except (EOFError, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(ABANDONED)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
