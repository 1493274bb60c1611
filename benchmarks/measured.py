"""Run a command and say what it took: wall time, computing time of all its processes, memory of the trusted ones."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

from benchmarks.results import Run

# Looking costs a millisecond or two; memory grows over seconds.
LOOK_EVERY_S: Final = 0.25
UNTRUSTED: Final = "worker/zygote.py"
LAST_WORDS: Final = 1500
ORPHANS_S: Final = 10.0


class CommandFailed(Exception):
    """A measured command did not end well, so that its time means nothing."""


def measure(
    command: Sequence[str], cwd: Path | None = None, cores: int | None = None, ends_with: tuple[int, ...] = (0,)
) -> Run:
    """Run a command to its end, on so many cores; what lies beside the command is found first.

    The memory is the most that the command and its children held at once, without the sandboxed processes: what runs
    students' code is bounded by limits of its own.

    Raises:
        CommandFailed: it did not exit with one of the codes in `ends_with`; with its last words.
    """
    _adopt_orphans()
    with tempfile.TemporaryFile() as output, _on_cores(cores):
        before, started = _children_s(), time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(command),
        )
        peak = _watch(process)
        wall_s = time.perf_counter() - started
        _wait_for_orphans()
        cpu_s = _children_s() - before
        if process.returncode not in ends_with:
            output.seek(0)
            words = output.read().decode(errors="replace")[-LAST_WORDS:]
            raise CommandFailed(f"{' '.join(map(str, command))} exited with {process.returncode}:\n{words}")
    return Run(wall_s=wall_s, cpu_s=cpu_s, peak_bytes=peak)


def _environment(command: Sequence[str]) -> dict[str, str]:
    """Return a command's environment, with one thread for linear algebra: all get what the grader takes.

    Python keeps what it compiles, as it does unless told otherwise: nobody's second run compiles modules again.
    """
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return ours | threads | {"COLUMNS": "120", "MPLBACKEND": "Agg", "PATH": path}


def _watch(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process; return the most bytes that it and its trusted children held at one look."""
    peak = 0
    while process.poll() is None:
        with contextlib.suppress(psutil.Error):  # it may end while it is looked at
            peak = max(peak, _resident(psutil.Process(process.pid)))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_EVERY_S)
    return peak


def _resident(process: psutil.Process) -> int:
    """Return the resident bytes of a process and its children, but for the zygotes and what they fork."""
    with contextlib.suppress(psutil.Error):
        if UNTRUSTED not in " ".join(process.cmdline()):
            return int(process.memory_info().rss) + sum(map(_resident, process.children()))
    return 0


def _children_s() -> float:
    """Return the computing time of all children that were waited for, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _adopt_orphans() -> None:
    """Become the parent of what a command leaves behind: only who waits for a process learns what it took."""
    if sys.platform == "linux":
        import pyprctl

        pyprctl.set_child_subreaper(True)


def _wait_for_orphans() -> None:
    """Wait for all that a command left behind; end what would stay for ever."""
    deadline = time.monotonic() + ORPHANS_S
    with contextlib.suppress(ChildProcessError):
        while True:
            ended, _ = os.waitpid(-1, os.WNOHANG)
            if not ended and time.monotonic() > deadline:
                for left in psutil.Process().children(recursive=True):
                    with contextlib.suppress(psutil.Error):
                        left.kill()
            if not ended:
                time.sleep(0.01)


@contextmanager
def _on_cores(cores: int | None) -> Iterator[None]:
    """Let this process, and what it starts, have so many of its cores; all of them when None."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(allowed)[:cores]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
