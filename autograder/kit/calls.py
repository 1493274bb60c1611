"""Write the call that a check failed for the way a student would type it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from autograder.expect import CheckFailed
from autograder.explain import origin
from autograder.student import Call, NameMissing, StudentError, StudentStopped

MAX_CHARS = 160
_NO_NUMBERS: Final = re.compile(r"\b(nan|inf)\b")


class _Untypable(Exception):
    """A value that Python source cannot give."""


def typed_call(error: CheckFailed | StudentError | None, calls: Sequence[Call]) -> str:
    """Return the call that a check failed for as Python source.

    Empty where it is not known which it was, or where typing it helps nobody: too long, of an object, given a function,
    of a name that is not there or of a function that does not end.
    """
    found = _failed(error, calls)
    if found is None or found[0].target is not None:
        return ""
    call, index = found
    args = call.args[index] if call.many else call.args
    try:
        parts = [_typed(a) for a in args] + [f"{k}={_typed(v)}" for k, v in call.kwargs.items()]
    except _Untypable:
        return ""
    text = f"{call.name}({', '.join(parts)})"
    return text if len(text) <= MAX_CHARS else ""


def _failed(error: CheckFailed | StudentError | None, calls: Sequence[Call]) -> tuple[Call, int] | None:
    """Return the call whose result or exception ended the check, and which item of a map it was."""
    if not calls or isinstance(error, NameMissing | StudentStopped):
        return None
    if calls[-1].error is not None:
        index = getattr(calls[-1].error, "index", None if calls[-1].many else 0)
        return None if index is None else (calls[-1], index)
    subject = getattr(error, "subject", None)
    return origin(subject, calls) or _judged(subject, list(_results(calls)))


def _judged(subject: object, results: list[tuple[Call, int, object]]) -> tuple[Call, int] | None:
    """Find a value by what it is, since there is only one None, True or 3: the only call with it, or the last made."""
    alike = [(call, index) for call, index, result in results if result is subject]
    if len(alike) == 1:
        return alike[0]
    call, index, _ = results[-1]
    if len(results) == 1 or (alike and not call.many and alike[-1][0] is call):
        return call, index
    return alike[0] if alike and subject is None else None  # each call without a value shows the same


def _results(calls: Sequence[Call]) -> Iterator[tuple[Call, int, object]]:
    for call in calls:
        results = call.result if call.many and isinstance(call.result, list) else [call.result]
        for index, result in enumerate(results):
            yield call, index, result


def _typed(value: object) -> str:
    match value:
        case np.ndarray():
            return f"np.array({_typed(value.tolist())})"
        case np.generic():
            return _typed(value.item())
        case np.random.Generator():
            return _typed_generator(value)
        case list():
            return f"[{', '.join(map(_typed, value))}]"
        case tuple():
            return f"({', '.join(map(_typed, value))}{',' if len(value) == 1 else ''})"
        case dict():
            return f"{{{', '.join(f'{_typed(key)}: {_typed(item)}' for key, item in value.items())}}}"
        case float():
            return _NO_NUMBERS.sub(r"np.\1", repr(value))
        case None | bool() | int() | str():
            return repr(value)
    raise _Untypable


def _typed_generator(generator: np.random.Generator) -> str:
    """Return the seed's generator, if this one has drawn nothing since."""
    seed = getattr(generator.bit_generator.seed_seq, "entropy", None)
    if not isinstance(seed, int) or np.random.default_rng(seed).bit_generator.state != generator.bit_generator.state:
        raise _Untypable
    return f"np.random.default_rng({seed})"
