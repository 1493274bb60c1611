"""Write a course of one function, with as many checks as wanted on arrays as large as wanted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.folders import emptied
from benchmarks.hand_ins import signature

SLUG: Final = "scaled"
_MANIFEST: Final = """title = "Scaled"
number = 1
version = "1.0.0"
summary = "One function."

[[tasks]]
id = "double"
title = "Twice"
points = 100
"""
_REFERENCE: Final = '''"""One function."""

import numpy as np


def double(x):
    """Return 2 x."""
    ### BEGIN SOLUTION
    return 2.0 * np.asarray(x, float)
    ### END SOLUTION
'''
_CHECKS: Final = '''import pytest

from autograder import expect


@pytest.mark.check(task="double", points={points!r})
@pytest.mark.parametrize("number", range({checks}))
def test_double(student, reference, rng, number):
    """Doubling is right for random numbers."""
    x = rng.normal(size={entries})

    expect.close(student.double(x), reference.double(x))
'''


def write_course(course: Path, checks: int, entries: int) -> None:
    """Write the course: each check sends an array of so many float64 entries, and gets as many back."""
    emptied(course)
    test_file = _CHECKS.format(checks=checks, entries=entries, points=100 / checks)
    files = {
        f"assignments/{SLUG}/assignment.toml": _MANIFEST,
        f"assignments/{SLUG}/hidden/test_scaled.py": test_file,
        f"assignments/{SLUG}/handout.md": "# Scaled\n\n### Task: double\n",
        f"solutions/{SLUG}.py": _REFERENCE,
    }
    for name, text in files.items():
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_hand_ins(folder: Path, students: int) -> None:
    """Write so many right hand-ins."""
    emptied(folder)
    for student in range(1, students + 1):
        path = folder / f"s{student:05}" / f"{SLUG}.py"
        path.parent.mkdir(parents=True)
        path.write_text(_REFERENCE + signature(student), encoding="utf-8")
