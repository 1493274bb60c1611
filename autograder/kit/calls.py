"""Write a recorded call the way a student would type it."""

from __future__ import annotations

import numpy as np

from autograder.student import Call

MAX_CHARS = 200


def typed_call(call: Call) -> str:
    """Return the call (of a map, its first) as Python source; empty if it is too long or holds a function."""
    if call.target is not None or (call.many and not call.args):
        return ""
    args = call.args[0] if call.many else call.args
    parts = [_typed(a) for a in args] + [f"{k}={_typed(v)}" for k, v in call.kwargs.items()]
    text = f"{call.name}({', '.join(parts)})"
    return text if len(text) <= MAX_CHARS and "?" not in parts else ""


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
