"""Tell which calls hold more than can be looked at: values of a student's may be anything, and of any size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from autograder.student import Call

# Items of all arrays, lists and texts of one check. The seven assignments' own checks hold 5,200 at most.
MOST_ITEMS: Final = 100_000


def too_large(calls: Iterable[Call]) -> bool:
    """Tell whether arguments and results of a check's calls have more than `MOST_ITEMS` items in all.

    It takes no more looks than that.
    """
    left = MOST_ITEMS
    waiting: list[object] = [part for call in calls for part in (call.result, call.kwargs, *call.args)]
    while waiting and left >= 0:
        value = waiting.pop()
        left -= _size(value)
        if left >= 0:
            waiting.extend(_items(value))
    return left < 0


def _size(value: object) -> int:
    if isinstance(value, np.ndarray):
        return value.size
    return len(value) if isinstance(value, str | list | tuple | dict) else 1


def _items(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    return value if isinstance(value, list | tuple) else ()
