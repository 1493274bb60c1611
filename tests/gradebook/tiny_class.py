"""A tiny class's hand-ins."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import Result

RIGHT = """import numpy as np
def double(x):
    return np.asarray(x) * 2.0
def quadruple(x):
    return double(double(x))
"""
SQUARES = RIGHT.replace("* 2.0", "** 2.0")

Command = Callable[..., Result]


def hand_in(folder: Path, student: str, text: str, when: str = "2026-11-01T12:00:00") -> None:
    """Write a student's file as of a time."""
    path = folder / student / "tiny.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    seconds = datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp()
    os.utime(path, (seconds, seconds))
