"""Slips in right solutions of other styles, slips of conditions and rounds, and what exceptions alone do not prove."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring import Misconception
from autograder.diagnosis.relations import Relations
from autograder.diagnosis.rewritten import VAGUE, Rewritten, rewritten
from autograder.local import student_of_module
from autograder.student import StudentError, recorded

Function = Callable[..., Any]
RNG = np.random.default_rng(17)
REFERENCE = """
import numpy as np


def mean(X):
    return np.sum(X, axis=0) / len(X)


def back(g, h):
    return g * (h > 0)


def powers(x, n):
    return np.array([x**k for k in range(n)])


def times(A, x):
    return A @ x


def spread(X):
    return np.sqrt(mean((X - mean(X)) ** 2))
"""
LOOPS = """
def mean(X):
    total = [0.0] * len(X[0])
    for row in X:
        for k, value in enumerate(row):
            total[k] += value
    return [value / len(X) for value in total]
"""
TABLES = [(RNG.normal(size=shape),) for shape in ((3, 4), (5, 2), (4, 3))]
GATES = [(RNG.normal(size=6), np.array([1.5, -2.0, 0.0, 3.0, 0.0, -0.5]) + shift * (k != 2)) for k, shift in
         enumerate((0.0, 0.25, 0.0))]  # fmt: skip
SERIES = [(1.7, 4), (0.6, 5), (-1.3, 6)]


@pytest.fixture
def solutions(tmp_path: Path) -> Callable[[str], list[Rewritten]]:
    """Make the slips of one function: those of the reference, then those of the solution with loops."""

    def make(task: str) -> list[Rewritten]:
        found = []
        for name, text in (("reference.py", REFERENCE), ("loops.py", LOOPS)):
            if f"def {task}(" in text:
                (tmp_path / name).write_text(text)
                tasks = ["mean", "back", "powers", "times"]
                found.append(rewritten(tmp_path / name, task, tasks, VAGUE if found else frozenset()))
        return found

    return make


def said(found: list[Rewritten], name: str, wrong: Function, arguments: list[tuple[Any, ...]]) -> list[str]:
    module = types.ModuleType("work")
    setattr(module, name, wrong)
    student = student_of_module(module)
    for given in arguments:
        with contextlib.suppress(StudentError):
            getattr(student, name)(*given)
    return [r.id for r in Relations(name, found[0].right, [], [], [recorded(student)], lambda: found).of_check(0)]


def last_row(X: Any) -> Any:
    return X[-1] / len(X)


def test_a_slip_of_another_style_is_found(solutions: Callable[[str], list[Rewritten]]) -> None:
    """What overwrites in a loop is no slip in a formula without one; the solution with loops shows it."""
    found = solutions("mean")

    assert said(found, "mean", last_row, TABLES) == ["slip:overwritten"]
    assert said(found[:1], "mean", last_row, TABLES) != ["slip:overwritten"]


def test_other_styles_make_no_vague_slips(solutions: Callable[[str], list[Rewritten]]) -> None:
    """Numbers and names that are taken for others are looked for in the reference only."""
    kinds = {slip.kind for slip in solutions("mean")[1].slipped}

    assert "overwritten" in kinds
    assert not kinds & VAGUE


@pytest.mark.parametrize(
    ("name", "wrong", "arguments", "expected"),
    [
        pytest.param("back", lambda g, h: g * np.heaviside(h, 0.5), GATES, "half-at-equality", id="half-at-the-kink"),
        pytest.param("back", lambda g, h: np.where(h > 0, g, 0.01 * g), GATES, "leaky", id="leaky"),
        pytest.param("mean", lambda X: X.sum(axis=0) // len(X), TABLES, "whole-division", id="whole-division"),
        pytest.param("powers", lambda x, n: np.array([x**k for k in range(n)][1:]), SERIES, "loop-range", id="rounds"),
    ],
)
def test_conditions_and_rounds_slip(
    solutions: Callable[[str], list[Rewritten]],
    name: str,
    wrong: Function,
    arguments: list[tuple[Any, ...]],
    expected: str,
) -> None:
    """Each kind is named for what has it, and for no other kind's sake."""
    assert said(solutions(name), name, wrong, arguments) == [f"slip:{expected}"]


def test_nothing_but_exceptions_is_no_slip(solutions: Callable[[str], list[Rewritten]]) -> None:
    """Many slips raise for shapes that do not fit: which one is behind an exception, nobody knows."""
    arguments = [(RNG.normal(size=(3, n)), RNG.normal(size=n)) for n in (2, 4, 5)]

    assert said(solutions("times"), "times", lambda A, x: A.T @ x, arguments) == []


def test_a_known_mistake_of_what_is_called_is_found(tmp_path: Path) -> None:
    """Who writes an earlier task's formula out again makes its known mistakes there."""
    path = tmp_path / "reference.py"
    path.write_text(REFERENCE)
    known = Misconception("mean", "ends-added", "adds the ends", "Which rows count?", lambda X: X[0] + X[-1])
    found = [rewritten(path, "spread", ["mean", "back", "powers", "times", "spread"], bank=[known])]
    arguments = [(RNG.normal(size=shape),) for shape in ((5, 3), (7, 2), (3, 4))]

    def spread(X: Any) -> Any:
        squares = (X - X[0] - X[-1]) ** 2
        return np.sqrt(squares[0] + squares[-1])

    def otherwise(X: Any) -> Any:
        return np.sqrt(((X - X.mean(axis=0)) ** 4).sum(axis=0))

    assert said(found, "spread", spread, arguments) == ["slip:ends-added"]
    assert said(found, "spread", otherwise, arguments) == []
