"""The `reference` that hidden tests compare with: the reference solution's functions, called directly.

It has the interface of a `student`, without the wire: what it returns is ours, and nothing of it is judged.
"""

from __future__ import annotations

import copy
import types
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np


class Reference:
    """The reference solution behind the interface of a student."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module
        self._functions: dict[str, ReferenceFunction] = {}

    def __getattr__(self, name: str) -> ReferenceFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._functions:
            self._functions[name] = ReferenceFunction(getattr(self._module, name))
        return self._functions[name]


class ReferenceFunction:
    """One function of the reference; a random generator passed to it is copied, as a worker would rebuild it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it."""
        return self._function(*map(_fresh, args), **{name: _fresh(value) for name, value in kwargs.items()})

    quietly = __call__

    def map(self, items: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Call it once for each tuple of arguments."""
        return [self(*item) for item in items]


def _fresh(value: object) -> object:
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else value
