"""Call a function of ours as a student's is called: on arguments of its own, with plain values coming back.

The way through the wire gives the same, at ten times the cost; `tests/diagnosis/test_called.py` compares the two.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

import numpy as np

from autograder.no_value import NotWritten, StudentError, StudentRaised
from autograder.student import Call
from autograder.worker import wire
from autograder.worker.load import problem_of

_NUMBERS: Final = frozenset({type(None), bool, int, float, str})
_TAKEN: Final = _NUMBERS | {np.ndarray, np.random.Generator}


def takes_only_values(call: Call) -> bool:
    """Tell whether a call's arguments are values: neither functions of ours nor objects of a student's."""
    items = list(call.args) if call.many else [call.args]
    return call.target is None and all(_is_value(value) for args in items for value in (*args, *call.kwargs.values()))


def called(function: Callable[..., object], call: Call) -> Call:
    """Return the call as it ends for another function; its arguments are values.

    Raises:
        TypeError: the function returns what is no value.
    """
    results: list[object] = []
    with quietly(call.quiet):
        for index, args in enumerate(call.args if call.many else [call.args]):
            try:
                result = function(*map(fresh, args), **{name: fresh(value) for name, value in call.kwargs.items()})
            except Exception as error:
                return _ended(call, error=_raised(call.name, error, index))
            results.append(result)
    return _ended(call, result=plain(results if call.many else results[0]))


@contextmanager
def quietly(quiet: bool) -> Iterator[None]:
    """Let NumPy's numeric warnings be exceptions, or nothing at all."""
    level: Literal["warn", "ignore"] = "warn" if quiet else "ignore"
    with warnings.catch_warnings(), np.errstate(over=level, divide=level, invalid=level, under="ignore"):
        warnings.simplefilter("error" if quiet else "ignore", RuntimeWarning)
        yield


def fresh(value: Any) -> Any:
    """Return a copy of an argument, read-only as what comes from the wire."""
    kind = type(value)
    if kind in _NUMBERS:
        return value
    if kind is np.ndarray:
        array = value.copy()
        array.flags.writeable = False
        return array
    if kind is list or kind is tuple:
        return kind(map(fresh, value))
    if kind is dict:
        return {key: fresh(item) for key, item in value.items()}
    return copy.deepcopy(value)


def plain(value: Any) -> Any:
    """Return a result as it comes from the wire: NumPy's scalars as arrays, containers of the plain kinds.

    Raises:
        TypeError: it would not come.
    """
    kind = type(value)
    if kind in _NUMBERS or kind is np.ndarray:
        if kind is np.ndarray and value.dtype.kind not in "biufc":
            raise TypeError("an array of other things than numbers")
        if kind is int and value.bit_length() >= 8 * wire.MAX_BIGINT_BYTES:
            raise TypeError("a whole number of too many digits")
        return value
    if isinstance(value, np.generic):
        return plain(np.asarray(value))
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, list):
        return list(map(plain, value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    raise TypeError(f"a {kind.__name__}")


def _ended(call: Call, *, result: object = None, error: StudentError | None = None) -> Call:
    return Call(call.target, call.name, call.args, call.kwargs, call.many, call.quiet, result, error)


def _raised(name: str, error: Exception, index: int) -> StudentRaised:
    problem = problem_of(error, frozenset())
    kind = NotWritten if "NotImplementedError" in problem.bases else StudentRaised
    return kind(name, problem, index)


def _is_value(value: object) -> bool:
    kind = type(value)
    if kind is list or kind is tuple:
        return all(map(_is_value, value))  # type: ignore[call-overload]  # tested above
    if kind is dict:
        return all(map(_is_value, value.values()))  # type: ignore[attr-defined]  # tested above
    return kind in _TAKEN
