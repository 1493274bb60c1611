"""See to what a process's forks find of the files that it has mapped.

Code is met page by page: a fork begins without entries for it, and the kernel takes each of its first steps into a
stretch of code. On large pages (2 MiB) it has a handful of entries, which a fork is given.

A mapping with one page that was written to (a library's table of addresses, say) is given entry by entry, and taken
apart again when the fork ends, though most of its pages can be had from the file when somebody asks for them.

And each mapping by itself takes a fork's time. A library's table of addresses is closed to writing when it is complete;
open again, it is one mapping with the data beside it. That protects nothing here: a submission may open it as well.

Where a machine cannot do one or the other, all stays as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

LARGE_BYTES: Final = 2 * 1024 * 1024
# <linux/mman.h>, <asm-generic/mman-common.h>
MREMAP_MAYMOVE, MREMAP_FIXED = 1, 2
MADV_DONTNEED, MADV_HUGEPAGE = 4, 14
# Of a page's entry in /proc/self/pagemap (the kernel's admin-guide/mm/pagemap.rst): in memory, and a file's.
PRESENT, OF_FILE = 1 << 63, 1 << 61
FIXED: Final = ("r--", "r-x")

_LINE: Final = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (...)p ([0-9a-f]+) \S+ \d+ +(/.*)")
_READ_WRITE: Final = mmap.PROT_READ | mmap.PROT_WRITE
_READ_EXECUTE: Final = mmap.PROT_READ | mmap.PROT_EXEC

_address, _size, _int = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
_libc = ctypes.CDLL(None)
_mmap = ctypes.CFUNCTYPE(_address, _address, _size, _int, _int, _int, ctypes.c_long)(("mmap", _libc))
_munmap = ctypes.CFUNCTYPE(_int, _address, _size)(("munmap", _libc))
_mprotect = ctypes.CFUNCTYPE(_int, _address, _size, _int)(("mprotect", _libc))
_madvise = ctypes.CFUNCTYPE(_int, _address, _size, _int)(("madvise", _libc))
_mremap = ctypes.CFUNCTYPE(_address, _address, _size, _size, _int, _address)(("mremap", _libc))


@dataclass(frozen=True, slots=True)
class Mapping:
    """A stretch of addresses that shows a file from an offset on, and is this process's own; rights are like "r-x"."""

    start: int
    end: int
    rights: str
    offset: int
    path: str

    def goes_on_in(self, other: Mapping) -> bool:
        """Tell whether another one shows what comes next in the file, at the next address."""
        return self.path == other.path and self.end == other.start and self.offset + self.size == other.offset

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.end - self.start


def mappings() -> list[Mapping]:
    """Return them by address."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    found = (match.groups() for match in map(_LINE.fullmatch, lines) if match is not None)
    return [Mapping(int(a, 16), int(b, 16), rights, int(offset, 16), path) for a, b, rights, offset, path in found]


def settle() -> None:
    """Do all three, if /proc shows what it takes; nothing else may run in this process meanwhile."""
    with contextlib.suppress(OSError):
        for builtin in (type, np.ufunc):
            enlarge_code(builtin)
        let_go()
        join_data()


def enlarge_code(builtin: type) -> int:
    """Lay the code of the library that defines a built-in type on large pages, where it keeps its addresses.

    Returns how many bytes lie there: 0 if it cannot be done.
    """
    found = mappings()
    path = next((mapping.path for mapping in found if mapping.start <= id(builtin) < mapping.end), "")
    start, end = _code([mapping for mapping in found if mapping.path == path and mapping.rights in FIXED])
    size = end - start
    copy = _large_room(size) if size > 0 else 0
    if not copy:
        return 0
    ctypes.memmove(copy, start, size)
    if (
        _on_large_pages(copy) == size
        and _mprotect(copy, size, _READ_EXECUTE) == 0
        and _mremap(copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, start) == start
    ):
        return size
    _munmap(copy, size)
    return 0


def let_go() -> int:
    """Take the entries of pages out that a file has as they are, and nobody can write to; return of how many."""
    count = 0
    page = mmap.PAGESIZE
    with Path("/proc/self/pagemap").open("rb") as file:
        for mapping in (each for each in mappings() if each.rights in FIXED):
            file.seek(mapping.start // page * 8)
            entries = np.frombuffer(file.read(mapping.size // page * 8), np.uint64)
            for first, after in _runs(entries & (PRESENT | OF_FILE) == PRESENT | OF_FILE):
                count += after - first
                _madvise(mapping.start + first * page, (after - first) * page, MADV_DONTNEED)
    return count


def join_data() -> int:
    """Open what was closed to writing in front of a library's data; return how many mappings are gone."""
    found = mappings()
    for one, following in itertools.pairwise(found):
        if (one.rights, following.rights) == ("r--", "rw-") and one.goes_on_in(following):
            _mprotect(one.start, one.size, _READ_WRITE)
    return len(found) - len(mappings())


def _runs(flags: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(flags, prepend=False, append=False)).tolist()
    return zip(edges[::2], edges[1::2], strict=True)


def _code(fixed: list[Mapping]) -> tuple[int, int]:
    """Return where the large pages begin and end that hold a library's code, and nothing of which it may write to."""
    places = [index for index, mapping in enumerate(fixed) if "x" in mapping.rights]
    if not places:
        return 0, 0
    first = last = places[0]
    code = fixed[first]
    while first > 0 and fixed[first - 1].end == fixed[first].start:
        first -= 1
    while last + 1 < len(fixed) and fixed[last + 1].start == fixed[last].end:
        last += 1
    return max(_up(fixed[first].start), _down(code.start)), min(_down(fixed[last].end), _up(code.end))


def _large_room(size: int) -> int:
    """Return the address of room that may lie on large pages, 0 if there is none."""
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    raw = _mmap(None, size + LARGE_BYTES, _READ_WRITE, flags, -1, 0)
    if raw in (None, _address(-1).value):
        return 0
    start = _up(raw)
    for begin, end in ((raw, start), (start + size, raw + size + LARGE_BYTES)):
        if end > begin:
            _munmap(begin, end - begin)
    _madvise(start, size, MADV_HUGEPAGE)
    return start


def _on_large_pages(start: int) -> int:
    """Return how many bytes of the mapping that begins there are on large pages."""
    lines = iter(Path("/proc/self/smaps").read_text().splitlines())
    own = itertools.dropwhile(lambda line: not line.startswith(f"{start:x}-"), lines)
    words = next((line.split() for line in own if line.startswith("AnonHugePages:")), ["", "0"])
    return int(words[1]) * 1024


def _up(address: int) -> int:
    return -(-address // LARGE_BYTES) * LARGE_BYTES


def _down(address: int) -> int:
    return address // LARGE_BYTES * LARGE_BYTES
