"""The call that a failed check offers to type: the one it judged, or none."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from autograder import expect
from autograder.expect import CheckFailed
from autograder.kit.calls import typed_call
from autograder.local import student_of_source
from autograder.student import Student, StudentError, recorded, settle

SOURCE = """
import numpy as np

def step(w, x, y):
    return w + x, True

def rows(z):
    return np.asarray(z) - np.max(z, axis=-1)

def any_of(bits):
    return any(bits)

def draw(n, rng):
    return rng.normal(size=n)

def apply(function, x):
    return function(x)

def total(x):
    return float(np.sum(x))

def nothing(x):
    pass

class Box:
    def get(self, x):
        return x
"""
ONE, ZERO = np.ones(2), np.zeros(2)


def changed(student: Student) -> None:
    """Fail for the second item of a map, by a part of it."""
    first, second = student.step.map([(ZERO, ONE, 1), (ONE, ONE, -1)])
    expect.close(first[0], ONE)
    expect.close(second[0], ZERO)


def raised_in_map(student: Student) -> None:
    """Fail for the second item of a map, which raises."""
    student.rows.map([(np.zeros(3),), (np.zeros((2, 3)),)])


def one_bit(student: Student) -> None:
    """Fail for the only False of a map."""
    for answer in student.any_of.map([([1, 0],), ([0, 0],), ([1, 1],)]):
        expect.boolean(answer, True)


def alike_bits(student: Student) -> None:
    """Fail for one of two that are the same to Python."""
    for answer, want in zip(student.any_of.map([([1, 0],), ([1, 1],)]), (True, False), strict=True):
        expect.boolean(answer, want)


def one_after_the_other(student: Student) -> None:
    """Fail for the second of two calls with the same answer, each judged at once."""
    expect.boolean(student.any_of([1, 0]), True)
    expect.boolean(student.any_of([1, 1]), False)


def all_together(student: Student) -> None:
    """Fail for all answers of a map at once."""
    found = student.any_of.map([([1, 0],), ([1, 1],)])
    expect.holds(sum(found) == 1, subject=found)


def worked_out(student: Student) -> None:
    """Fail for a number worked out of two calls."""
    expect.number(student.total(ONE) + student.total(ZERO), 5.0)


def seeded(student: Student) -> None:
    """Fail for what a generator drew."""
    expect.close(student.draw(2, np.random.default_rng(7)), ZERO)


def half_drawn(student: Student) -> None:
    """Fail for what a generator drew that has drawn before."""
    rng = np.random.default_rng(7)
    rng.normal()
    expect.close(student.draw(2, rng), ZERO)


def lent(student: Student) -> None:
    """Fail for a call that was given a function, in a list."""
    expect.close(student.any_of([len]), 3.0)


def of_an_object(student: Student) -> None:
    """Fail for a method."""
    expect.close(student.Box().get(ONE), ZERO)


def refused(student: Student) -> None:
    """Fail for a call that should raise."""
    expect.raises(ValueError, student.total, ZERO)
    expect.raises(ValueError, student.total, ONE)
    settle(student)


def infinite(student: Student) -> None:
    """Fail for a number that Python cannot read as it writes it."""
    expect.real(student.total(np.array([np.inf, 1.0])))


def no_values(student: Student) -> None:
    """Fail for the first answer of a map that has none."""
    expect.real(student.nothing.map([(1,), (2,)])[0])


def missing(student: Student) -> None:
    """Call what is not there."""
    student.other(1)


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        (changed, "step(np.array([1.0, 1.0]), np.array([1.0, 1.0]), -1)"),
        (raised_in_map, "rows(np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))"),
        (one_bit, "any_of([0, 0])"),
        (alike_bits, ""),
        (one_after_the_other, "any_of([1, 1])"),
        (all_together, ""),
        (worked_out, ""),
        (seeded, "draw(2, np.random.default_rng(7))"),
        (half_drawn, ""),
        (lent, ""),
        (of_an_object, ""),
        (refused, "total(np.array([0.0, 0.0]))"),
        (infinite, "total(np.array([np.inf, 1.0]))"),
        (no_values, "nothing(1)"),
        (missing, ""),
    ],
)
def test_call_that_failed(check: Callable[[Student], None], wanted: str) -> None:
    """The arguments are those of the judged call; where it is not known, or cannot be typed, there is none."""
    student, problems = student_of_source("s", [("s.py", SOURCE)])
    with pytest.raises((CheckFailed, StudentError)) as ended:
        check(student)

    assert problems == []
    assert typed_call(ended.value, recorded(student)) == wanted
