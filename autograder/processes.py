"""Set up a process that does part of a command's work: it ends with its parent, and takes no more than its share."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.util import Finalize
from typing import Final

# A grader that takes more has met values it should not have: better a MemoryError here than the kernel's choice of
# a process to kill. Ten times what grading the seven assignments takes.
MEMORY_BYTES: Final = 3 * 1024**3
LAST: Final = -100  # of what multiprocessing does when a process ends: first what has a higher priority


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Start processes that never hear of Ctrl-C, which a terminal sends to all: this one decides what ends."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_at_once() -> None:
    """Let this process end without taking its interpreter apart, which takes a tenth of a second, when it is done."""
    Finalize(None, os._exit, args=(0,), exitpriority=LAST)


def stay_on_one_core(number: int) -> None:
    """Keep this process, and its workers after it, on one core; successive numbers get successive cores.

    Grader and worker take turns, hundreds of times a submission. On one core a turn takes some 12 us; from one core to
    another 150 us were measured on a virtual machine, where it takes an interrupt to wake the other.
    """
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        with contextlib.suppress(OSError):  # a container may forbid it
            os.sched_setaffinity(0, {cores[number % len(cores)]})


def contain() -> None:
    """Bound what judging takes, and keep the tests' lines and LAPACK's out of the log."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES if most == -1 else min(MEMORY_BYTES, most), most))
    warnings.simplefilter("ignore")  # they would quote lines of hidden tests to the log
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  # values of a student's make LAPACK complain by the thousand
        os.dup2(nowhere.fileno(), 1)


def settle_in(parent: int | None) -> None:
    """Set a process of a pool up: it ends with its parent, and uses one thread for linear algebra.

    `parent` is None when the thread that started this process may end before it: the kernel goes by that thread.
    """
    if sys.platform == "linux" and parent is not None:
        import pyprctl

        pyprctl.set_pdeathsig(signal.SIGKILL)
        if os.getppid() != parent:  # it went before we could ask to go with it
            os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
