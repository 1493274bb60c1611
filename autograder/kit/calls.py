"""Write a recorded call the way a student would type it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.student import Call

MAX_CHARS = 160


def typed_call(calls: Sequence[Call], subject: object) -> str:
    """Return the call that gave the judged value as Python source, the last one if none did.

    Empty if it is too long to type, or was given a function.
    """
    if not calls:
        return ""
    call, index = _source_of(calls, subject)
    if call.target is not None or (call.many and not call.args):
        return ""
    args = call.args[index] if call.many else call.args
    parts = [_typed(a) for a in args] + [f"{k}={_typed(v)}" for k, v in call.kwargs.items()]
    text = f"{call.name}({', '.join(parts)})"
    return text if len(text) <= MAX_CHARS and "?" not in parts else ""


def _source_of(calls: Sequence[Call], subject: object) -> tuple[Call, int]:
    for call in reversed(calls):
        results = call.result if call.many and isinstance(call.result, list) else [call.result]
        for index, result in enumerate(results):
            if subject is not None and result is subject:
                return call, index
    return calls[-1], 0


def _typed(value: object) -> str:
    match value:
        case np.ndarray():
            return f"np.array({value.tolist()!r})"
        case np.generic():
            return repr(value.item())
        case np.random.Generator():
            return "np.random.default_rng(0)"
        case list():
            return f"[{', '.join(map(_typed, value))}]"
        case tuple():
            return f"({', '.join(map(_typed, value))}{',' if len(value) == 1 else ''})"
        case None | bool() | int() | float() | str():
            return repr(value)
    return "?"
