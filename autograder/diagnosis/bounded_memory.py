"""Keep a slip from taking the machine's memory: one in a size may ask for a thousand times what is needed."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

EXTRA_BYTES: Final = 256 * 1024**2
_SIZE: Final = Path("/proc/self/statm")


@contextmanager
def bounded_memory(extra: int = EXTRA_BYTES) -> Iterator[None]:
    """Let this process allocate `extra` bytes more than it has; beyond that is a MemoryError.

    Without /proc there is no bound.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        pages = int(_SIZE.read_text(encoding="ascii").split()[0])
    except OSError:
        yield
        return
    bound = pages * resource.getpagesize() + extra
    if soft != resource.RLIM_INFINITY:
        bound = min(bound, soft)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
