"""Relations that need no formula: arguments written to, results put together otherwise, bounds, repeated questions."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.diagnosis.relations import Relations
from autograder.local import student_of_module
from autograder.student import StudentError, recorded

Function = Callable[..., Any]
RNG = np.random.default_rng(11)
VECTORS = [(RNG.normal(size=n) * 3,) for n in (4, 6, 9)]
MATRICES = [(RNG.normal(size=shape),) for shape in ((3, 2), (4, 3), (2, 5))]


def said(wrong: Function, right: Function, arguments: list[tuple[Any, ...]]) -> list[str]:
    module = types.ModuleType("work")
    module.f = wrong  # type: ignore[attr-defined]
    student = student_of_module(module)
    with np.errstate(all="ignore"):
        for given in arguments:
            with contextlib.suppress(StudentError):
                student.f(*given)
    found = Relations("f", right, [], [], [recorded(student)]).of_check(0)
    return [relation.id.removeprefix("relation:") for relation in found]


def shifted(z):
    return np.asarray(z, float) - np.max(z)


def shifted_in_place(z):
    z = np.asarray(z, float)
    z -= z.max()
    return z


def three(X):
    return X.sum(axis=0), X.mean(), X.T @ X


def layers(X):
    return [X, X @ X.T, X.sum(axis=1)]


def nodes(X):
    return {"total": X.sum(), "rows": X.sum(axis=1), "columns": X.sum(axis=0)}


def pair(X):
    return X.mean(), (X.sum(axis=0), X.max())


@pytest.mark.parametrize(
    ("wrong", "right", "arguments", "expected"),
    [
        pytest.param(shifted_in_place, shifted, VECTORS, "changes-arguments", id="in-place"),
        pytest.param(lambda X: (*three(X)[1:], three(X)[0]), three, MATRICES, "results-in-other-order", id="order"),
        pytest.param(lambda X: three(X)[1:], three, MATRICES, "results-missing", id="one-result-missing"),
        pytest.param(lambda X: three(X)[2], three, MATRICES, "one-of-several", id="one-result"),
        pytest.param(lambda X: (*three(X), X), three, MATRICES, "more-than-asked", id="one-result-more"),
        pytest.param(lambda X: (shifted(X), X.max()), shifted, MATRICES, "more-than-asked", id="two-for-one"),
        pytest.param(lambda X: layers(X)[-1], layers, MATRICES, "one-of-several", id="last-of-a-list"),
        pytest.param(lambda X: layers(X)[::-1], layers, MATRICES, "items-backwards", id="list-backwards"),
        pytest.param(lambda X: layers(X)[1:], layers, MATRICES, "items-at-the-ends", id="list-without-its-first"),
        pytest.param(lambda X: (X.mean(), X.sum(axis=0), X.max()), pair, MATRICES, "in-other-brackets", id="flat"),
        pytest.param(
            lambda X: {"sum": X.sum(), "rows": X.sum(axis=1)}, nodes, MATRICES, "keys-missing", id="a-key-is-missing"
        ),
        pytest.param(lambda z: np.clip(z, -2.0, 1.5), lambda z: z * 1.0, VECTORS, "cut-off", id="clipped"),
        pytest.param(lambda z: np.round(z, 3), lambda z: z * 1.0, VECTORS, "rounded", id="rounded"),
        pytest.param(np.ceil, lambda z: z * 1.0, VECTORS, "rounded", id="whole"),
        pytest.param(
            lambda z: np.where(np.abs(z) < 1.5, 0.0, z), lambda z: z * 1.0, VECTORS, "small-dropped", id="small-dropped"
        ),
        pytest.param(
            lambda z: -np.log(np.exp(-np.abs(z)) + 1e-6),
            lambda z: np.abs(z),
            VECTORS,
            "added-inside-the-logarithm",
            id="guard-against-log-0",
        ),
        pytest.param(
            lambda z: np.asarray(z).sum(axis=-1), lambda z: np.sum(z, axis=-1) * 1.0, [([3, 4],)] * 2, "kind-of-number",
            id="integers",
        ),
    ],
)  # fmt: skip
def test_what_is_plain_is_named(
    wrong: Function, right: Function, arguments: list[tuple[Any, ...]], expected: str
) -> None:
    """Each relation is named for a function that has it in every call."""
    assert said(wrong, right, arguments) == [expected]


def test_a_function_that_keeps_something_is_told_so() -> None:
    """Two answers to one question are a mistake of memory, whatever the formula."""
    kept: list[float] = []

    def remembers(x: Any) -> Any:
        kept.append(0.7 * float(np.sum(x)))
        return np.asarray(x) * 1.0 + sum(kept[:-1])

    assert said(remembers, lambda x: np.asarray(x) * 1.0, [VECTORS[0], VECTORS[1], VECTORS[0], VECTORS[2]]) == [
        "differs-from-call-to-call"
    ]


def refuses_negative(z: Any) -> Any:
    if np.mean(z) < 0:
        raise ValueError("only positive means, please")
    return np.asarray(z) * 1.0


def falls_over(z: Any) -> Any:
    return np.asarray(z) * 1.0 if np.mean(z) > 0 else np.asarray(z) + np.ones(len(z) + 1)


def test_a_refusal_of_ones_own_is_told_from_a_crash() -> None:
    """Arguments that a student's own words refuse are refused; where NumPy complains, nothing is said about that."""
    arguments = [(np.array(v),) for v in ([1.0, 2.5], [-1.0, -2.5], [4.0, 0.5], [-3.0, 0.5])]

    assert said(refuses_negative, lambda z: np.asarray(z) * 1.0, arguments) == ["refuses"]
    assert said(falls_over, lambda z: np.asarray(z) * 1.0, arguments) == []


def test_few_zeros_and_ones_are_no_arrangement() -> None:
    """Results that agree by chance, as zeros and ones do, are not said to be exchanged or left out."""
    arguments = [(float(k),) for k in range(4)]

    assert said(lambda x: (1.0, 0.0), lambda x: (0.0, 1.0), arguments) == []


def test_a_default_that_hides_in_right_answers_is_found() -> None:
    """Another default shows in nearly every call that leaves the argument out, not in one with nothing to multiply."""

    def right(x: Any, a: float = 2.0, b: float = 3.0) -> Any:
        return a * x + b * x**2

    def wrong(x: Any, a: float = 2.0, b: float = 3.5) -> Any:
        return right(x, a, b)

    xs = RNG.normal(size=(14, 3))
    given = [(x, 1.5, 0.5) for x in xs[:11]]
    left_out = [(xs[11],), (xs[12], 1.5), (np.zeros(3),)]

    assert said(wrong, right, [*given, *left_out]) == ["only-by-default"]
