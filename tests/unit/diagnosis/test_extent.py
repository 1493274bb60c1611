"""What a student's code returned may have any size; what is too large is not looked at."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.diagnosis.extent import MOST_ITEMS, too_large
from autograder.student import Call

HALF = MOST_ITEMS // 2


def call(*args: object, result: object = None, **kwargs: object) -> Call:
    return Call(None, "double", args, kwargs, result=result)


SMALL = {
    "nothing": [],
    "plain": [call([1.0, 2.0], rate=0.5, result=np.ones(7))],
    "a thousand epochs": [call(np.ones((4, 2)), result=[[0.5, 1]] * 1003)],
    "half": [call(result=np.zeros(HALF))],
}
LARGE = {
    "array": [call(result=np.zeros((2, MOST_ITEMS)))],
    "list": [call(result=[0] * 1_900_000)],
    "nested": [call(result=([[0]] * HALF, [1.0]))],
    "deep": [call(result={"a": [([0.5],) * HALF]})],
    "keys": [call(result=dict.fromkeys(range(HALF + 1)))],
    "text": [call(result="x" * (MOST_ITEMS + 1))],
    "argument": [call(np.zeros(MOST_ITEMS))],
    "keyword": [call(x=np.zeros(MOST_ITEMS))],
    "together": [call(result=np.zeros(HALF)) for _ in range(3)],
}


@pytest.mark.parametrize("kind", SMALL)
def test_what_checks_really_hold_is_looked_at(kind: str) -> None:
    """Values of the sizes that tasks are about."""
    assert not too_large(SMALL[kind])


@pytest.mark.parametrize("kind", LARGE)
def test_what_is_beyond_any_task_is_not(kind: str) -> None:
    """Many items, wherever they are: in an array, a list, a text, an argument, or in several results."""
    assert too_large(LARGE[kind])
