"""Fixtures that many tests share: a zygote, students from source text, a tiny course."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from autograder.catalog import Limits
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote
from autograder.student import Student

# How long a case takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]

MANIFEST = """
title = "Tiny"
number = 1
version = "1.0.0"
summary = "Two functions."

[limits]
call_s = 1.0

[[tasks]]
id = "double"
title = "Twice"
points = 40

[[tasks]]
id = "quadruple"
title = "Four times"
points = 60
depends = ["double"]
"""

REFERENCE = '''
"""Tiny."""

import numpy as np


def double(x):
    """Return 2 x."""
    ### BEGIN SOLUTION
    return 2.0 * np.asarray(x, float)
    ### END SOLUTION


def quadruple(x):
    """Return 4 x."""
    ### BEGIN SOLUTION
    return double(double(x))
    ### END SOLUTION
'''

VISIBLE = '''
import numpy as np
import pytest

from autograder import expect


@pytest.mark.check(task="double", points=10)
def test_double_of_three(student):
    """Twice three is six."""
    expect.close(student.double(np.array([3.0])), [6.0], rule="double(x) is x + x.", ask="What is 3 + 3?")


@pytest.mark.check(task="quadruple", points=10)
def test_quadruple_of_three(student):
    """Four times three is twelve."""
    expect.close(student.quadruple(np.array([3.0])), [12.0])
'''

HIDDEN = '''
import numpy as np
import pytest

from autograder import expect


@pytest.mark.check(task="double", points=30, catches=("squares",))
@pytest.mark.parametrize("size", [pytest.param(4, id="four")])
def test_double_of_random_numbers(student, reference, rng, size):
    """Doubling holds for any numbers."""
    x = rng.normal(size=size)

    expect.close(student.double(x), reference.double(x), rule="double(x) is x + x.")


@pytest.mark.check(task="quadruple", points=50, catches=("squares",))
def test_quadruple_of_random_numbers(student, reference, rng):
    """Quadrupling holds for any numbers."""
    x = rng.normal(size=4)

    expect.close(student.quadruple(x), reference.quadruple(x))
'''

BANK = """
import numpy as np

from autograder.authoring import misconception


@misconception("double", id="squares", idea="squares instead of doubling", hint="What is 3 + 3, and what is 3 * 3?")
def double_squares(x):
    return np.asarray(x, float) ** 2
"""


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A strict zygote."""
    with Zygote("strict") as running:
        yield running


@pytest.fixture
def sandboxed(zygote: Zygote) -> Iterator[Callable[[str], Student]]:
    """Make a sandboxed `student` of source text, with one second for each call."""
    opened: list[SandboxedSubmission] = []

    def make(source: str) -> Student:
        cells = [("work.py", textwrap.dedent(source))]
        submission = SandboxedSubmission(zygote, "work", cells, Limits(call_s=1.0))
        opened.append(submission)
        return Student(submission)

    yield make
    for submission in opened:
        submission.close()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one tiny assignment."""
    root = tmp_path / "course"
    files = {
        "assignments/tiny/assignment.toml": MANIFEST,
        "assignments/tiny/visible/test_tiny.py": VISIBLE,
        "assignments/tiny/hidden/test_tiny.py": HIDDEN,
        "assignments/tiny/misconceptions.py": BANK,
        "assignments/tiny/handout.md": "# Tiny\n\n### Task: double\n\n### Task: quadruple\n",
        "solutions/tiny.py": REFERENCE,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root
