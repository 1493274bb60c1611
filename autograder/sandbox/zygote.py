"""Start a zygote and ask it for workers."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from autograder.sandbox.layers import missing_for_strict
from autograder.sandbox.modules import Modules
from autograder.worker import zygote as zygote_program
from autograder.worker.zygote import DESCRIPTOR, END, FORK, KILL, REPLY, REQUEST, TIME

Profile = Literal["strict", "basic"]
_Ancillary = tuple[int, int, bytes]

START_S: Final = 60.0  # a cold import of NumPy and the standard library on a slow disk
ANSWER_S: Final = 20.0  # a fork, or the end of a worker that gives a gigabyte back
# One thread: a submission's speed must not depend on how many run beside it. A fixed hash seed: the
# same submission gives the same report, sets and all.
ENVIRONMENT: Final = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
    "LD_BIND_NOW": "1",  # or every worker looks up again what it calls in libraries
}


# What needs neither a kernel feature nor a library: all that `--sandbox basic` promises.
BASIC_LAYERS: Final = ("no-new-privileges", "no-capabilities", "unprivileged-user")


class SandboxError(Exception):
    """The sandbox itself does not work: never a student's fault."""


@dataclass(frozen=True, slots=True)
class Worker:
    """One forked child: the number that it goes by, and our end of its connection."""

    number: int
    connection: socket.socket


class Zygote:
    """A running zygote; use as a context manager."""

    def __init__(
        self, profile: Profile = "strict", only: Sequence[str] | None = None, modules: Modules = "all"
    ) -> None:
        """Start the process and wait for its hello; `only` asks for these layers and no others.

        `modules` is what its workers can import: see `autograder.sandbox.modules`.

        Raises:
            SandboxError: it does not start, or a layer that `strict` needs is missing.
        """
        try:
            self._control, self._process = _started(_layers_wanted(profile, only), modules)
        except OSError as error:
            raise SandboxError(f"the zygote cannot be started: {error.strerror}") from None
        self._control.settimeout(START_S)
        self._reader = self._control.makefile("rb")
        self._forked = 0
        hello = self._hello()
        self.layers: tuple[str, ...] = tuple(hello["layers"])
        self.missing: dict[str, str] = hello["missing"]
        self._control.settimeout(ANSWER_S)
        judged = profile == "strict" and only is None
        lacking = missing_for_strict(self.layers, self.missing) if judged else ""
        if lacking:
            self.close()
            raise SandboxError(lacking)

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def fork(self) -> Worker:
        """Ask for a fresh worker, and return it without waiting until it is there.

        Raises:
            SandboxError: the zygote is gone.
        """
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise SandboxError(f"a worker cannot be connected: {error.strerror}") from None
        self._forked += 1
        worker = Worker(self._forked, ours)
        try:
            with theirs:
                rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, DESCRIPTOR.pack(theirs.fileno()))
                self._ask(FORK, worker, ancillary=[rights])
        except SandboxError:
            ours.close()
            raise
        return worker

    def kill(self, worker: Worker) -> None:
        """End a worker wherever it is, without waiting until it is gone: the next one comes after that."""
        with worker.connection:  # closed afterwards: to tell it first would wake it up to leave, which takes longer
            self._ask(KILL, worker)

    def end(self, worker: Worker, grace_s: float) -> int:
        """Return the exit code that a worker had, or the negative signal that ended it.

        It has `grace_s` seconds to end by itself, once it finds its connection closed.
        """
        worker.connection.close()
        self._ask(END, worker, grace_s)
        return os.waitstatus_to_exitcode(int(self._number()))

    def computed_s(self, worker: Worker) -> float:
        """Return the seconds of processor time that a worker has used."""
        self._ask(TIME, worker)
        return self._number()

    def _ask(self, which: int, worker: Worker, seconds: float = 0.0, ancillary: Sequence[_Ancillary] = ()) -> None:
        try:
            self._control.sendmsg([REQUEST.pack(which, worker.number, seconds)], ancillary)
        except OSError as error:
            raise SandboxError(f"the zygote does not take requests: {error}") from None

    def close(self) -> None:
        """End the zygote and every worker."""
        self._reader.close()
        self._control.close()
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _hello(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._read(self._reader.readline))
        return found

    def _number(self) -> float:
        (number,) = REPLY.unpack(self._read(self._whole_reply))
        return float(number)

    def _whole_reply(self) -> bytes:
        data = self._reader.read(REPLY.size)
        return data if len(data) == REPLY.size else b""

    def _read(self, read: Callable[[], bytes]) -> bytes:
        """Return what the zygote sends, if it does."""
        try:
            data = read()
            if data:
                return data
            reason = "it ended"
        except OSError as error:
            reason = f"no answer in time ({error})"
        self._process.kill()
        self._process.wait()
        trace = self._process.stderr.read().decode("utf-8", "replace") if self._process.stderr else ""
        last = trace.strip().splitlines()[-1:] or [""]
        raise SandboxError(f"the zygote failed: {reason}. {last[0]}".rstrip())


def _started(layers: str, modules: Modules) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            process = subprocess.Popen(
                _command(theirs.fileno(), layers, modules),
                env=ENVIRONMENT,
                cwd="/",
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise
    return ours, process


def _layers_wanted(profile: Profile, only: Sequence[str] | None) -> str:
    if only is not None:
        return ",".join(only) or "none"
    return "strict" if profile == "strict" else ",".join(BASIC_LAYERS)


def _command(control_fd: int, wanted: str, modules: Modules) -> list[str]:
    package_root = Path(__file__).resolve().parents[2]
    # Found and not imported: this side has no use for them, and NumPy takes a tenth of a second.
    libraries = {_home_of(name) for name in ("numpy", "msgpack")}
    return [
        # Where in a line an instruction stands nobody asks; it is a tenth of what compiling a submission writes.
        sys.executable, "-X", "no_debug_ranges", "-S", "-s", "-P", str(zygote_program.__file__),
        str(control_fd), wanted, modules, str(package_root), *sorted(map(str, libraries)),
    ]  # fmt: skip


def _home_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SandboxError(f"{package} is not installed beside this Python ({sys.executable}).")
    return Path(spec.origin).parents[1]
