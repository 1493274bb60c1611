"""Processes that may be gone by the time one turns to them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

import psutil


def command_line(process: psutil.Process) -> str:
    """Return what a process was started with; nothing of one that has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def kill(processes: Iterable[psutil.Process]) -> int:
    """Kill them, and return how many; with one, others may be gone."""
    killed = 0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
            killed += 1
    return killed
