"""Slips: what one slip makes of a right solution is recognised by its results alone, and named for what it is."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.diagnosis.relations import Relations
from autograder.diagnosis.rewritten import OutOfFuel, Rewritten, rewritten
from autograder.diagnosis.slip_words import RANK, relation_of_slip
from autograder.local import student_of_module
from autograder.student import Call, StudentError, recorded

Function = Callable[..., Any]
RNG = np.random.default_rng(3)
SOLUTION = """
import numpy as np


def _squash(z):
    return 1 / (1 + np.exp(-z))


def _checked(X):
    if np.ndim(X) != 2:
        raise ValueError("a matrix is asked")
    return np.asarray(X, float)


def layer(X, W, b):
    X = _checked(X)
    return _squash(X @ W.T + b)


def total(x, n):
    s = 0.0
    k = 0
    while k < n:
        s += x[k] ** 2
        k += 1
    return s


def side(x, t):
    return 1 if x >= t else 0


class Cell:
    def __init__(self):
        self.kept = 0.0

    def add(self, x, y):
        self.kept = x * y
        return self.kept + x
"""
LAYERS = [(RNG.normal(size=(n, d)), RNG.normal(size=(h, d)), RNG.normal(size=h)) for n, d, h in ((3, 2, 4), (5, 3, 2))]
TOTALS = [(RNG.normal(size=6), n) for n in (1, 3, 5)]
SIDES = [(0.5, 0.5), (1.0, 0.5), (0.25, 0.5), (2.0, 2.0), (-1.0, -1.0), (3.0, 3.0), (-2.0, 0.0)]


@pytest.fixture
def solution(tmp_path: Path) -> Callable[[str], Rewritten]:
    """Make the slips of one function of the solution above."""
    path = tmp_path / "work.py"
    path.write_text(SOLUTION)
    return lambda task: rewritten(path, task, ["layer", "total", "side", "Cell"])


def squash(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def calls_of(name: str, function: Function, arguments: list[tuple[Any, ...]]) -> list[Call]:
    module = types.ModuleType("work")
    setattr(module, name, function)
    student = student_of_module(module)
    for given in arguments:
        with contextlib.suppress(StudentError):
            getattr(student, name)(*given)
    return recorded(student)


def said(found: Rewritten, name: str, wrong: Function, arguments: list[tuple[Any, ...]]) -> list[str]:
    calls = [calls_of(name, wrong, arguments)]
    return [r.id for r in Relations(name, found.right, [], [], calls, lambda: [found]).of_check(0)]


@pytest.mark.parametrize(
    ("name", "wrong", "arguments", "expected"),
    [
        pytest.param("layer", lambda X, W, b: squash(X @ W.T - b), LAYERS, "sign-of-a-term", id="bias-subtracted"),
        pytest.param("layer", lambda X, W, b: squash(X @ W.T), LAYERS, "term-missing", id="bias-forgotten"),
        pytest.param("layer", lambda X, W, b: X @ W.T + b, LAYERS, "function-missing", id="no-activation"),
        pytest.param("layer", lambda X, W, b: squash(-(X @ W.T + b)), LAYERS, "sign-inside", id="in-a-helper"),
        pytest.param("total", lambda x, n: float((x[:n] ** 2)[-1]), TOTALS, "overwritten", id="overwritten"),
        pytest.param("total", lambda x, n: float(np.abs(x[:n]).sum()), TOTALS, "power", id="sizes-for-squares"),
        pytest.param("side", lambda x, t: 1 if x > t else 0, SIDES, "equality", id="strict"),
    ],
)
def test_a_slip_is_named(
    solution: Callable[[str], Rewritten], name: str, wrong: Function, arguments: list[tuple[Any, ...]], expected: str
) -> None:
    """Code that is written quite otherwise, and gives what one slip gives, is said to look like that slip."""
    assert said(solution(name), name, wrong, arguments) == [f"slip:{expected}"]


def test_a_right_function_written_otherwise_has_no_slip(solution: Callable[[str], Rewritten]) -> None:
    """Nothing is said where nothing is wrong."""
    right = {
        "layer": (lambda X, W, b: 0.5 * (1 + np.tanh((np.einsum("nd,hd->nh", X, W) + b) / 2)), LAYERS),
        "total": (lambda x, n: float(np.dot(x[:n], x[:n])), TOTALS),
        "side": (lambda x, t: int(not x < t), SIDES),
    }

    assert [said(solution(name), name, function, given) for name, (function, given) in right.items()] == [[], [], []]


def test_a_mistake_that_no_slip_gives_is_not_said_to_be_one(solution: Callable[[str], Rewritten]) -> None:
    """A slip that fits all calls but one does not fit."""
    assert (
        said(solution("layer"), "layer", lambda X, W, b: squash(X @ W.T - b * (1 if len(X) == 5 else 1.5)), LAYERS)
        == []
    )


def test_a_method_may_slip(solution: Callable[[str], Rewritten]) -> None:
    """The methods of a class are replayed on every class with a slip."""

    class Wrong:
        def add(self, x: float, y: float) -> float:
            return x * y - x

    module = types.ModuleType("work")
    module.Cell = Wrong  # type: ignore[attr-defined]
    student = student_of_module(module)
    for x, y in ((2.0, 3.5), (1.25, -4.0), (0.75, 8.0)):
        student.Cell().add(x, y)
    found = solution("Cell")

    relations = Relations("Cell", found.right, [], [], [recorded(student)], lambda: [found]).of_check(0)

    assert [r.id for r in relations] == ["slip:sign-of-a-term"]


def test_a_slip_that_never_ends_runs_out_of_fuel(solution: Callable[[str], Rewritten]) -> None:
    """Without `k += 1` the loop has no end: every slip of `total` ends all the same, and that one by its fuel."""
    found = solution("total")
    ended = []
    for slip in found.slipped:
        found.fuel.left = 1000
        try:
            slip.function(np.ones(6), 5)
        except Exception as error:
            ended.append(type(error))

    assert OutOfFuel in ended


def test_guards_and_errors_do_not_slip(solution: Callable[[str], Rewritten]) -> None:
    """What refuses arguments is no part of the formula: every slip of `layer` still refuses a vector."""
    for slip in solution("layer").slipped:
        try:
            slip.function(np.ones(3), np.ones((2, 3)), np.ones(2))
        except ValueError:
            continue
        except Exception:  # broken by the slip before it comes to the check
            continue
        else:
            assert slip.kind in ("function-missing", "argument-for-another", "step-missing"), slip.kind


@pytest.mark.parametrize("kind", list(RANK))
def test_every_kind_asks_and_quotes_no_value(kind: str) -> None:
    """A hint is a sentence about the result and a question."""
    hint = relation_of_slip(kind, ("W", "b"), "the result of `layer`").hint

    assert hint.endswith("?") or "?" in hint
    assert hint.startswith("The result of `layer` comes out as if ")
    assert "`W` and `b`" in hint
