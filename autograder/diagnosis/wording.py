"""Say which of a function's results is meant, and which size of its arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from autograder.diagnosis.cases import ANY, Path

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_AXES: Final = {1: ("entries",), 2: ("rows", "columns")}


def result_name(task: str, path: Path) -> str:
    """Return words for one of the results: "the second result of `f`", "the height of each step in its result"."""
    place = [part for part in path if part != ANY]
    if not place:
        return f"the result of `{task}`"
    last = place[-1]
    if isinstance(last, str):
        return f"{f'the {last}' if ' ' in last else repr(last)} in the result of `{task}`"
    ordinal = _ORDINALS[last] if last < len(_ORDINALS) else f"{last + 1}th"
    return f"the {ordinal} result of `{task}`" if ANY not in path else f"the {ordinal} of each pair from `{task}`"


def size_name(argument: str, ndim: int, axis: int) -> str:
    """Return words for a size: "the number of rows of `X`"."""
    names: Sequence[str] = _AXES.get(ndim, tuple(f"entries along axis {n}" for n in range(ndim)))
    return f"the number of {names[axis]} of `{argument}`"
