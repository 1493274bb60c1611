"""Judging: what passes, what fails, and what is said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from autograder import expect
from autograder.expect import CheckFailed

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    "judge",
    [
        pytest.param(lambda: expect.close(np.ones(3), [1, 1, 1]), id="close"),
        pytest.param(lambda: expect.close(np.ones(3) + 1e-13, np.ones(3)), id="close-within-tolerance"),
        pytest.param(lambda: expect.close(np.float64(2.0), 2.0), id="close-number"),
        pytest.param(lambda: expect.close(np.empty((0, 3)), np.empty((0, 3))), id="close-empty"),
        pytest.param(lambda: expect.number(2, 2.0), id="number-int"),
        pytest.param(lambda: expect.number(np.array(2.0), 2.0), id="number-0d"),
        pytest.param(lambda: expect.number(np.float32(0.5), 0.5), id="number-scalar"),
        pytest.param(lambda: expect.exact(np.array([1, 2]), [1, 2]), id="exact"),
        pytest.param(lambda: expect.exact(np.array([True, False]), [1, 0]), id="exact-bools-for-bits"),
        pytest.param(lambda: expect.exact(np.array([1.0, -1.0]), [1, -1]), id="exact-floats-for-signs"),
        pytest.param(lambda: expect.exact([1, 0], [1, 0]), id="exact-list-for-bits"),
        pytest.param(lambda: expect.integer(np.array(7), 7), id="integer-0d"),
        pytest.param(lambda: expect.integer(2**80, 2**80), id="integer-big"),
        pytest.param(lambda: expect.boolean(np.array(True), True), id="boolean-0d"),
        pytest.param(lambda: expect.boolean(1, True), id="boolean-one"),
        pytest.param(lambda: expect.sequence((1, 2), 2), id="sequence-tuple"),
        pytest.param(lambda: expect.sequence(np.ones((2, 3)), 2), id="sequence-array"),
        pytest.param(lambda: expect.array(np.ones((2, 3)), (2, None)), id="array-any-size"),
        pytest.param(lambda: expect.mapping({"a": 1, "b": 2}, ["a"]), id="mapping"),
        pytest.param(lambda: expect.holds(np.bool_(True)), id="holds"),
    ],
)
def test_right_values_pass(judge: Callable[[], object]) -> None:
    """Each is accepted as its function's table says."""
    judge()


@pytest.mark.parametrize(
    ("judge", "says"),
    [
        pytest.param(lambda: expect.close(np.empty((0, 3)), np.ones(3)), "shape (0, 3)", id="empty-broadcast"),
        pytest.param(lambda: expect.close(1.0, np.ones(3)), "a single number", id="scalar-for-array"),
        pytest.param(lambda: expect.close(np.array([NAN]), [1.0]), "returned nan at [0]", id="nan"),
        pytest.param(lambda: expect.close(np.array([INF]), [1.0]), "returned inf at [0]", id="inf"),
        pytest.param(lambda: expect.close(np.array([NAN]), [NAN]), "nan", id="nan-for-nan"),
        pytest.param(lambda: expect.close(np.ones((3, 1)), np.ones(3)), "shape (3, 1)", id="column"),
        pytest.param(lambda: expect.close(np.ones(3, dtype=int), np.ones(3)), "integers (int64)", id="ints"),
        pytest.param(lambda: expect.close(np.ones(3) * 1j, np.ones(3)), "complex", id="complex"),
        pytest.param(lambda: expect.close([1.0, 1.0], np.ones(2)), "a list of 2 items", id="list"),
        pytest.param(lambda: expect.close(None, np.ones(2)), "is a `return` missing?", id="none"),
        pytest.param(lambda: expect.close("1", np.ones(1)), "a string", id="string"),
        pytest.param(lambda: expect.close(np.ones(3) * 1.001, np.ones(3)), "3 of 3 entries", id="off"),
        pytest.param(lambda: expect.number(np.array([2.0]), 2.0), "shape (1,)", id="number-1d"),
        pytest.param(lambda: expect.number(2j, 2.0), "complex", id="number-complex"),
        pytest.param(lambda: expect.number(NAN, 2.0), "returned nan", id="number-nan"),
        pytest.param(lambda: expect.number(10**400, 2.0), "returned inf", id="number-beyond-float"),
        pytest.param(lambda: expect.exact(np.array([1.0, 2.0]), [1, 2]), "floats", id="exact-floats"),
        pytest.param(lambda: expect.exact(np.array([0.5, 1.0]), [0, 1]), "1 of 2", id="exact-half"),
        pytest.param(lambda: expect.exact(np.array([NAN, 1.0]), [0, 1]), "nan", id="exact-nan"),
        pytest.param(lambda: expect.integer(3.0, 3), "an integer is asked", id="integer-float"),
        pytest.param(lambda: expect.integer(True, 1), "a truth value", id="integer-bool"),
        pytest.param(lambda: expect.boolean(2, True), "no truth value", id="boolean-two"),
        pytest.param(lambda: expect.boolean("yes", True), "a string", id="boolean-string"),
        pytest.param(lambda: expect.sequence({"a": 1}), "a dict of 1 item", id="sequence-dict"),
        pytest.param(lambda: expect.sequence([1], 2), "2 items are asked", id="sequence-short"),
        pytest.param(lambda: expect.sequence(np.array(1)), "a single number", id="sequence-0d"),
        pytest.param(lambda: expect.array(np.array(["a"]), (1,)), "where floats are asked", id="array-strings"),
        pytest.param(lambda: expect.mapping({"a": 1}, ["b"]), "without the key 'b'", id="mapping-key"),
        pytest.param(lambda: expect.holds(False, rule="Rows sum to one."), "Rows sum to one.", id="holds"),
    ],
)
def test_wrong_values_fail_with_a_reason(judge: Callable[[], object], says: str) -> None:
    """Each is refused, and the message says what came back."""
    with pytest.raises(CheckFailed) as caught:
        judge()

    assert says in str(caught.value)


def test_observed_quotes_no_values() -> None:
    """What hidden checks show holds neither the value got nor the one expected."""
    with pytest.raises(CheckFailed) as caught:
        expect.close(np.array([1.25]), [7.75])

    assert "1.25" not in caught.value.observed
    assert "7.75" not in caught.value.observed
    assert "got 1.25, expected 7.75" in caught.value.values
