"""Where Python's garbage collector need not look."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_for_good() -> Iterator[None]:
    """Look for no garbage in what is made meanwhile: modules, tests and references stay until the process ends."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
