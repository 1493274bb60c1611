"""Take the gaps that imports leave in memory, before a process is forked.

A fork shares its parent's memory until it writes: each page (4 KiB) that it writes to is copied first, which takes
longer than most of what is computed on it. New objects go where others were freed, and after hundreds of modules were
imported that is everywhere: a few to a page. Once the gaps are taken, new objects lie side by side.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final

import numpy as np

# CPython keeps objects of up to so many bytes in pools of this size, each for one multiple of the step.
SMALL_BYTES: Final = 512
POOL_BYTES: Final = 16 * 1024
STEP_BYTES: Final = 16
HEADER_BYTES: Final = 64
PASSING: Final = 3  # objects of ours that come and go among those counted
# The rest the C library places in its heap, of which the end is still untouched; still larger blocks lie elsewhere.
LARGE_BYTES: Final = 96 * 1024
LARGE_BLOCKS: Final = 16  # more than fit into a gap
HEAP_BYTES: Final = 256 * 1024 * 1024
MOST_OBJECTS: Final = 50_000  # in the heap, and of one size in pools: memory may be laid out in ways unknown here

_kept: list[object] = []


def fill() -> None:
    """Take them for as long as this process lives."""
    gc.collect()
    _fill_heap()
    for size in range(STEP_BYTES, SMALL_BYTES + 1, STEP_BYTES):
        _fill_pools(size)


def _fill_heap() -> None:
    """Ask for ever smaller blocks, for each size until it comes from the heap's end.

    Some gaps are larger than the largest block, so that where one block lies may not be the end.
    """
    end = max(block.ctypes.data for block in [np.empty(LARGE_BYTES, np.uint8) for _ in range(LARGE_BLOCKS)])
    size = LARGE_BYTES - STEP_BYTES
    while size > 0:
        block = np.empty(size, np.uint8)
        if end - HEAP_BYTES < block.ctypes.data < end and len(_kept) < MOST_OBJECTS:
            _kept.append(block)
        else:
            size -= max(STEP_BYTES, size // 16)


def _fill_pools(size: int) -> None:
    make, pool, taken = _maker(size), 0, 0
    for _ in range(MOST_OBJECTS):
        one = make()
        _kept.append(one)
        taken = taken + size if id(one) // POOL_BYTES == pool else size
        pool = id(one) // POOL_BYTES
        if taken + PASSING * size + HEADER_BYTES > POOL_BYTES:  # without a break, so this was a new pool
            return


def _maker(size: int) -> Callable[[], object]:
    """Return what makes objects of that size."""
    if size == object.__sizeof__(object()):
        return object
    empty = b"".__sizeof__()
    return (lambda: bytes(size - empty)) if size > empty + 1 else lambda: float(size)
