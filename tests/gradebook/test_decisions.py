"""Decisions at the edges of what can be decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tiny_class import Command


def test_a_mark_of_nothing_can_be_set(grade: Callable[..., Path], command: Command) -> None:
    """Zero is a score like any other."""
    out = grade()

    shown = command("override", out, "s01", "tiny", "--score", "0", "--reason", "copied", "--author", "Ada")

    assert "s01, tiny: 0. Raw score 100 of 100. Set to 0 by Ada: copied" in shown.output
    assert "s01,0,0\n" in (out / "grades.csv").read_text()
