"""Relations: what is wrong is said by how the student's values follow from the right ones, and only when it is sure."""

from __future__ import annotations

import contextlib
import types
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp

from autograder.authoring import Misconception
from autograder.diagnosis.relations import Relations
from autograder.diagnosis.rules import Relation
from autograder.local import student_of_module
from autograder.student import Call, StudentError, recorded

Function = Callable[..., Any]
RNG = np.random.default_rng(5)
MATRICES = [(RNG.normal(size=shape) + 0.1,) for shape in ((3, 4), (5, 2), (2, 6), (4, 4))]
VECTORS = [(RNG.normal(size=n),) for n in (3, 5, 7)]


def calls_of(function: Function, arguments: list[tuple[Any, ...]]) -> list[Call]:
    """Record calls of a student's `f`, one after the other."""
    module = types.ModuleType("work")
    module.f = function  # type: ignore[attr-defined]
    student = student_of_module(module)
    with np.errstate(all="ignore"):
        for given_ in arguments:
            with contextlib.suppress(StudentError):
                student.f(*given_)
    return recorded(student)


def related(
    wrong: Function,
    right: Function,
    *checks: list[tuple[Any, ...]],
    alternatives: tuple[Function, ...] = (),
    bank: tuple[Misconception, ...] = (),
) -> list[Relation]:
    """Return what is said of the first check, as a grader is told; each check is a list of arguments."""
    calls = [calls_of(wrong, arguments) for arguments in checks]
    with np.errstate(all="ignore"):
        return Relations("f", right, alternatives, bank, calls).of_check(0)


def ids(found: list[Relation]) -> list[str]:
    return [relation.id.removeprefix("relation:") for relation in found]


def gradient(X, y):
    return X.T @ (X.sum(axis=1) - y) / len(X)


def regression_cases() -> list[tuple[Any, ...]]:
    return [(RNG.normal(size=(n, d)), RNG.normal(size=n)) for n, d in ((3, 2), (5, 4), (8, 3), (1, 4))]


def scaled(factor: Callable[[Any], float]) -> Function:
    return lambda X, y: gradient(X, y) * factor(X)


def double(z):
    return 2.0 * np.asarray(z, float)


def penalised(w, lam):
    return w**2 + lam * w


def step(z):
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


def walk(w, n):
    return np.array([w * 0.5**t for t in range(n)])


def weigh(w, X, y):
    return np.where(X @ w >= 0, 1, -1) * y


@pytest.mark.parametrize(
    ("wrong", "right", "checks", "expected"),
    [
        pytest.param(lambda X, y: -gradient(X, y), gradient, [regression_cases()], ["sign"], id="sign"),
        pytest.param(scaled(len), gradient, [regression_cases()], ["factor-rows"], id="times-N"),
        pytest.param(scaled(lambda X: 1 / len(X)), gradient, [regression_cases()], ["factor-over-rows"], id="over-N"),
        pytest.param(
            scaled(lambda X: X.shape[1]), gradient, [regression_cases()], ["factor-columns"], id="times-D"
        ),
        pytest.param(scaled(lambda X: 2.0), gradient, [regression_cases()], ["factor-2"], id="twice"),
        pytest.param(scaled(lambda X: 0.5), gradient, [regression_cases()], ["factor-half"], id="half"),
        pytest.param(scaled(lambda X: np.log(2)), gradient, [regression_cases()], ["factor-constant"], id="constant"),
        pytest.param(
            scaled(lambda X: -2.0 * len(X)), gradient, [regression_cases()], ["sign", "factor-rows"], id="sign-and-N"
        ),
        pytest.param(lambda A: A.T * 2, double, [MATRICES], ["transposed"], id="transposed"),
        pytest.param(lambda A: A.T * -2, double, [MATRICES], ["transposed", "sign"], id="transposed-and-sign"),
        pytest.param(lambda A: A[::-1] * 2, double, [MATRICES], ["reversed"], id="rows-reversed"),
        pytest.param(
            lambda A: 2 * np.roll(A, 1, axis=1), double, [[(A,) for (A,) in MATRICES if A.shape[1] > 2]],
            ["permuted-columns"], id="columns-permuted",
        ),
        pytest.param(lambda v: (2 * v)[:, None], double, [VECTORS], ["shape"], id="extra-axis"),
        pytest.param(lambda v: 2 * v.sum(), double, [VECTORS], ["summed"], id="summed"),
        pytest.param(lambda v: 2 * v[1:], double, [VECTORS], ["first-missing"], id="first-missing"),
        pytest.param(lambda v: np.abs(2 * v), double, [VECTORS], ["absolute"], id="sign-lost"),
        pytest.param(np.zeros_like, double, [VECTORS], ["zero"], id="zero"),
        pytest.param(lambda v: v, lambda v: v**2, [VECTORS], ["unchanged"], id="unchanged"),
        pytest.param(np.max, lambda v: np.log(np.exp(v).sum()), [VECTORS], ["summary"], id="only-the-maximum"),
        pytest.param(
            lambda w, lam: w**2 + 2 * lam * w, penalised, [[(RNG.normal(size=n), float(n)) for n in (3, 4, 6)]],
            ["extra-term"], id="term-twice",
        ),
        pytest.param(lambda n: 2**n, lambda n: 2**n + 1, [[(n,) for n in range(3, 9)]], ["off-by-one"], id="by-one"),
        pytest.param(
            lambda A: np.column_stack([2 * A[:, :-1], A[:, -1]]), double, [MATRICES], ["last-column"], id="last-column"
        ),
        pytest.param(
            lambda w, n: np.array([w * 0.5 ** min(t, 1) for t in range(n)]), walk,
            [[(np.ones(2) * k, n) for k, n in ((3.0, 9), (5.0, 7), (7.0, 12), (2.5, 6))]],
            ["after-the-first-step"], id="after-the-first-step",
        ),
        pytest.param(
            lambda z: np.where(np.asarray(z) > 0, 1.0, 0.0), step,
            [[(np.array([-1.0, 0.0, 2.0, 0.5]),), (np.array([0.0, -3.0]),)], VECTORS], ["at-ties"],
            id="at-zero",
        ),
        pytest.param(
            lambda w, X, y: np.where(X @ w > 0, 1, -1) * y, weigh,
            [[(np.array([1.0, -1.0]), np.array([[2.0, 2.0], [1.0, 3.0]]), np.array([1, 1]))],
             [(RNG.normal(size=2), RNG.normal(size=(4, 2)), np.array([1, -1, 1, 1])) for _ in range(5)]],
            ["at-ties"], id="at-ties",
        ),
        pytest.param(
            lambda v: np.log(np.exp(v).sum()), lambda v: v.max() + np.log(np.exp(v - v.max()).sum()),
            [[(np.array([1000.0, 3.0]),), (np.array([800.0, 1.0]),)], VECTORS], ["not-finite"], id="overflow",
        ),
        pytest.param(
            lambda z: 2 * np.minimum(np.asarray(z, float), 50.0), double,
            [[(np.array([70.0, -3.0, 1.0]),), (np.array([20.5, 90.0]),)], VECTORS],
            ["large-inputs", "only-large-inputs"], id="large",
        ),
        pytest.param(
            lambda A: 2 * A.T.reshape(A.shape), lambda A: 2 * A,
            [[(np.full((n, n), float(n)),) for n in (2, 3, 4)]], [], id="nothing-wrong-nothing-said",
        ),
        pytest.param(
            lambda A: A @ A.T if A.shape[0] == A.shape[1] else A @ A.T + np.arange(len(A)) ** 2.5,
            lambda A: A @ A.T,
            [[(RNG.normal(size=(3, 4)),), (RNG.normal(size=(5, 2)),)], [(RNG.normal(size=(n, n)),) for n in (2, 3, 4)]],
            ["only-non-square"], id="only-non-square",
        ),
        pytest.param(
            lambda z: 2 * np.asarray(z).astype(int), lambda z: 2 * np.asarray(z).astype(int),
            [[([1, 2],)]], [], id="right-function",
        ),
        pytest.param(
            lambda z: np.asarray(z) * 2 if np.asarray(z).dtype == float else np.asarray(z) // 2 * 1.7, double,
            [[(np.array([3, 5, 9]),), (np.array([2, 8]),)], VECTORS], ["only-integers"], id="only-integers",
        ),
        pytest.param(
            lambda z: 2.0 * np.asarray(z), double,
            [[(np.array([0.1, 0.7, 1.3], np.float32),), (np.array([2.3, 8.1], np.float32),)], VECTORS], [],
            id="same-in-float32",
        ),
        pytest.param(
            lambda v: (v.sum(), v.mean() * 0), lambda v: (v.sum(), v.std() * v.max()), [VECTORS], ["zero"],
            id="second-of-two-is-zero",
        ),
        pytest.param(
            lambda v: (v.sum(), v.mean() + v.std()), lambda v: (v.sum(), np.median(v**2)), [VECTORS],
            ["only-one-result"], id="only-the-second",
        ),
        pytest.param(
            lambda v: (np.cos(v), np.sin(v)), lambda v: (np.sin(v), np.cos(v)), [VECTORS], ["exchanged"], id="exchanged"
        ),
        pytest.param(
            lambda v: {"a": -v, "b": -v * 3 + 1}, lambda v: {"a": v, "b": v * 3 + 1}, [VECTORS], ["sign"],
            id="first-of-named-results",
        ),
        pytest.param(
            lambda v: np.sin(v) ** 3 + v, lambda v: np.cos(v) * v, [VECTORS, MATRICES[:0]], [], id="no-match-no-guess"
        ),
    ],
)  # fmt: skip
def test_a_relation_is_named(
    wrong: Function, right: Function, checks: list[list[tuple[Any, ...]]], expected: list[str]
) -> None:
    """Each relation of the table is found, two where two hold, and nothing where none does."""
    found = related(wrong, right, *checks)

    assert ids(found) == expected
    assert all("?" in relation.hint for relation in found)


def test_a_hint_quotes_no_number_of_the_calls() -> None:
    """Hints name sizes and arguments in words: no argument's and no result's digits stand in them."""
    for factor in (len, lambda X: 1 / len(X), lambda X: X.max(), lambda X: 7.25):
        for relation in related(scaled(factor), gradient, regression_cases()):
            digits = "".join(c for c in relation.hint if c.isdigit())
            assert set(digits) <= {"1", "2"}, relation.hint


def test_a_size_that_another_size_equals_is_not_guessed() -> None:
    """With N = K in every call nothing says which of the two is meant; with different sizes it is."""
    square = [(RNG.normal(size=(n, n)), RNG.normal(size=n)) for n in (3, 5, 6)]

    assert ids(related(scaled(lambda X: X.shape[1]), gradient, [*square, *regression_cases()])) == ["factor-columns"]
    assert ids(related(scaled(lambda X: 3.0), gradient, [(RNG.normal(size=(3, 4)), RNG.normal(size=3))])) == [
        "factor-constant"
    ]


def test_other_checks_can_refute_a_relation() -> None:
    """A sign that is wrong in one check's calls only is not called a sign mistake."""
    once = [(np.array([1.5, 2.5, 3.5]),)]

    found = related(lambda v: -2 * v if v[0] == 1.5 else 2 * v + 1 / v, double, once, VECTORS)

    assert "sign" not in ids(found)


def test_a_task_with_more_than_one_right_answer_is_left_alone() -> None:
    """Where another right solution differs from the reference, a difference means nothing."""
    found = related(lambda v: 3 * v, double, VECTORS, alternatives=(lambda v: 2 * v + 1,))

    assert found == []


def test_what_should_be_refused_and_is_not_is_said() -> None:
    """A function that goes on with arguments the reference refuses is asked about them."""

    def root(x):
        if x < 0:
            raise ValueError("negative")
        return x**0.5

    good = [(4.0,), (2.0,), (9.0,)]

    assert ids(related(lambda x: abs(x) ** 0.5, root, [(-1.0,)], good)) == ["accepts"]
    assert ids(related(abs, root, [(-1.0,)], good)) == []  # it is wrong anyway


def bank_of(**variants: Function) -> tuple[Misconception, ...]:
    return tuple(Misconception("f", name, name, f"Is it {name}?", f) for name, f in variants.items())


def test_two_known_mistakes_in_different_results_are_both_named() -> None:
    """One mistake in the first result and another in the second: both, since each explains what the other does not."""
    bank = bank_of(
        first=lambda v: (v.sum() + 1, v.std()), second=lambda v: (v.sum(), v.var()), third=lambda v: (v.sum(), v.max())
    )

    found = related(lambda v: (v.sum() + 1, v.var()), lambda v: (v.sum(), v.std()), VECTORS, bank=bank[1:])
    both = related(lambda v: (v.sum() ** 3 + 1.1, v.var()), lambda v: (v.sum(), v.std()), VECTORS, bank=bank_of(
        first=lambda v: (v.sum() ** 3 + 1.1, v.std()), second=lambda v: (v.sum(), v.var())
    ))  # fmt: skip

    assert [r.id for r in both] == ["first", "second"]
    assert "second" not in [r.id for r in found]  # the first mistake is not known, so no pair explains all


def test_a_known_mistake_with_the_wrong_sign_is_named_with_the_sign() -> None:
    """The student's values are minus a known mistake's: that mistake, and the sign."""
    bank = bank_of(cubed=lambda v: v**3 + np.cos(v), tanh=lambda v: np.tanh(v) * v**2)

    found = related(lambda v: -(v**3) - np.cos(v), lambda v: v**3 + np.sin(v), VECTORS, bank=bank)

    assert [r.id for r in found] == ["cubed", "relation:sign"]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda v: None, id="none"),
        pytest.param(lambda v: "nan", id="text"),
        pytest.param(lambda v: [[1.0], [1.0, 2.0]], id="ragged"),
        pytest.param(lambda v: {"a": v}, id="dict"),
        pytest.param(lambda v: np.full((3, 3), np.nan), id="nan"),
        pytest.param(lambda v: np.array([], float), id="empty"),
        pytest.param(lambda v: v.astype(complex) * 1j, id="complex"),
        pytest.param(lambda v: [v, [v, [v]]], id="nested"),
        pytest.param(lambda v: object(), id="object"),
        pytest.param(lambda v: 1 / 0, id="raises"),
        pytest.param(lambda v: 10**400, id="huge-integer"),
    ],
)
def test_odd_results_are_no_trouble(wrong: Function) -> None:
    """Whatever comes back, relations are found or not found, and nothing is raised."""
    assert isinstance(related(wrong, double, VECTORS), list)


def plain_values() -> st.SearchStrategy[Any]:
    leaves = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3),
        hnp.arrays(st.sampled_from([np.float64, np.float32, np.int64]), hnp.array_shapes(min_dims=0, min_side=0)),
    )  # fmt: skip
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    )


@settings(max_examples=150)
@given(st.lists(plain_values(), min_size=1, max_size=3))
def test_any_plain_values_are_no_trouble(results: list[Any]) -> None:
    """Random results, right and wrong, never make a relation raise."""

    def answers() -> Iterator[Any]:
        while True:
            yield from results

    mine = answers()

    assert isinstance(related(lambda v: next(mine), lambda v: results[0], VECTORS), list)
