"""Decide whether two results, of a student and of a known variant, are the same."""

from __future__ import annotations

from typing import Final

import numpy as np

from autograder.student import StudentError, StudentObject, StudentRaised

# Two computations of the same formula in another order of operations; far below any real mistake.
RTOL: Final = 1e-9
ATOL: Final = 1e-12

_NUMBERS: Final = frozenset({bool, int, float})


def same(left: object, right: object, *, kinds: bool = False) -> bool:
    """Compare plain values: numbers and arrays within rounding, NaN equal to NaN, containers item by item.

    With `kinds`, integers and floats differ even where they are equal, and so do a number and an array of one.
    """
    if _plainly_same(left, right):
        return True
    if _is_numeric(left) and _is_numeric(right):
        return (not kinds or _kind(left) == _kind(right)) and _same_numbers(np.asarray(left), np.asarray(right))
    if not kinds and isinstance(left, np.ndarray) != isinstance(right, np.ndarray):  # either is a sequence of numbers
        left, right = _listed(left), _listed(right)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(same(a, b, kinds=kinds) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key], kinds=kinds) for key in left)
    if isinstance(left, StudentObject) and isinstance(right, StudentObject):
        return True  # what they do shows in their methods' results
    return type(left) is type(right) and left == right


def same_error(left: StudentError | None, right: StudentError | None) -> bool:
    """Compare how two calls ended: both with a value, or both with the same kind of exception at the same item."""
    if left is None or right is None:
        return left is right
    if isinstance(left, StudentRaised) and isinstance(right, StudentRaised):
        return left.problem.bases[:1] == right.problem.bases[:1] and left.index == right.index
    return type(left) is type(right)


def _listed(value: object) -> object:
    return list(value) if isinstance(value, np.ndarray) and value.ndim else value


def _plainly_same(left: object, right: object) -> bool:
    """Tell at once that two numbers of one type, or lists of such, are equal; what is not plainly so is looked at."""
    if type(left) is not type(right):
        return False
    if type(left) is list:
        items, others = list(map(type, left)), list(map(type, right))  # type: ignore[call-overload]  # a list too
        return items == others and _NUMBERS.issuperset(items) and left == right
    return type(left) in _NUMBERS and left == right


def _is_numeric(value: object) -> bool:
    return isinstance(value, bool | int | float | np.ndarray)


def _kind(value: object) -> str:
    kind = np.asarray(value).dtype.kind
    return "i" if kind == "u" else kind


def _same_numbers(left: np.ndarray, right: np.ndarray) -> bool:
    if left.shape != right.shape:
        return False
    if not (left.dtype.kind in "biufc" and right.dtype.kind in "biufc"):
        return False
    if np.array_equal(left, right):  # the usual case, and ten times as fast
        return True
    with np.errstate(all="ignore"):
        return bool(np.allclose(left, right, rtol=RTOL, atol=ATOL, equal_nan=True))
