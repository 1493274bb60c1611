"""What a zygote does about the files it has mapped: they read as before, and its forks have less to do with them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

ROOM = 16 * 2**20

# How many bytes of new memory a process gets on large pages: none where they are turned off, few where what is free
# lies scattered.
ASK = f"""
import mmap, re
from pathlib import Path

def large():
    lines = Path("/proc/self/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"AnonHugePages: +([0-9]+)", lines))) * 1024

before, room = large(), mmap.mmap(-1, {ROOM}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
room.madvise(mmap.MADV_HUGEPAGE)
room.write(b"x" * {ROOM})
print(large() - before)
"""

# In a fresh process, as a zygote is: what the functions say, whether all that cannot be written to reads as before,
# how many pages' entries a fork had to be given by the kernel, and whether linear algebra still works.
SETTLE = """
import ctypes, hashlib, json, os, resource, sys
import numpy as np
from autograder.worker import file_pages

def read():
    return [hashlib.sha256(ctypes.string_at(m.start, m.end - m.start)).hexdigest() for m in fixed]

def singular():
    return np.linalg.svd(np.diag([3.0, 2.0]))[1].tolist()

def faults_of_a_fork():
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt
    if os.fork() == 0:
        np.random.default_rng(0).normal(size=100), compile("x = 1\\n" * 100, "x", "exec"), np.sort(np.exp(np.arange(9.0)))
        os._exit(0)
    os.wait()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt - before

PR_SET_THP_DISABLE = 41
if sys.argv[1] == "small":
    ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
singular()
fixed = [m for m in file_pages.mappings() if m.rights in file_pages.FIXED]
own = type("Own", (), {})
contents, faults = read(), faults_of_a_fork()
found = {"large": [file_pages.enlarge_code(builtin) for builtin in (type, np.ufunc, own)]}
found["same code"] = read() == contents
found["gone"] = [file_pages.let_go(), file_pages.let_go()]
found["left"] = sum(any(now.path == m.path and now.start == m.start for now in file_pages.mappings()) for m in fixed)
found["fixed"] = len(fixed)
found["joined"] = file_pages.join_data()
found["same"] = read() == contents
file_pages.settle()
print(json.dumps({**found, "faults": [faults, faults_of_a_fork()], "singular": singular()}))
"""


@pytest.fixture(scope="module")
def settled() -> dict[str, Any]:
    """What a process says whose machine has large pages for it."""
    had = int(subprocess.check_output([sys.executable, "-c", ASK], text=True))
    if had < ROOM * 3 // 4:
        pytest.skip(f"of {ROOM} bytes this machine gives {had} on large pages now (/proc/buddyinfo: what is free)")
    return _settle("large")


def test_code_moves_to_large_pages_and_reads_as_before(settled: dict[str, Any]) -> None:
    """The interpreter's and NumPy's; a class made here belongs to no library."""
    python, numpy, own = settled["large"]

    assert python >= 2**21
    assert numpy >= 2**21
    assert own == 0
    assert settled["same code"]
    assert settled["singular"] == [3.0, 2.0]


def test_pages_of_files_are_let_go_and_those_written_to_are_kept(settled: dict[str, Any]) -> None:
    """A library's tables of addresses were written when it was loaded; the file has them without."""
    first, second = settled["gone"]

    assert first > 2 * second > 0  # what runs comes back
    assert settled["same"]


def test_what_was_closed_to_writing_becomes_one_with_the_data(settled: dict[str, Any]) -> None:
    """Most libraries have such a table; nothing reads otherwise."""
    assert settled["joined"] > 10
    assert settled["same"]


def test_a_fork_has_less_to_do_with_files(settled: dict[str, Any]) -> None:
    """Its steps into code are no business of the kernel's any more."""
    before, after = settled["faults"]

    assert after < before - 30


def test_without_large_pages_code_stays_where_it_is() -> None:
    """On small ones that belong to no file it would be given to each fork entry by entry."""
    found = _settle("small")

    assert found["large"] == [0, 0, 0]
    assert found["same"]
    assert found["left"] == found["fixed"]
    assert found["singular"] == [3.0, 2.0]


def _settle(pages: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(subprocess.check_output([sys.executable, "-c", SETTLE, pages], text=True))
    return found
