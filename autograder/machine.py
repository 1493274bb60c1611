"""What grading needs of the machine beyond a sandbox: that enough files may be open at once."""

from __future__ import annotations

import resource
from typing import Final

from autograder.errors import MachineError

# A run has some thirty files open: its database, its pool of processes and what it imports. The rest is room for more
# processes on large machines.
DESCRIPTORS: Final = 64
WANTED: Final = 1024


def provide_descriptors() -> None:
    """Allow this process and its children as many open files as they may have, if they may have few.

    Raises:
        MachineError: too few, whatever one asks for.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft != unlimited and soft < WANTED:
        most = WANTED if hard == unlimited else min(WANTED, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft != unlimited and soft < DESCRIPTORS:
        raise MachineError(
            f"too many open files: this process may have {soft}, and grading takes {DESCRIPTORS}. "
            f"Raise the limit (ulimit -n {WANTED}) and run the same command again."
        )
