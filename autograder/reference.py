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
        self._deferred: list[Any] = []  # there never is one: calls are made at once

    def __getattr__(self, name: str) -> ReferenceFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._functions:
            self._functions[name] = ReferenceFunction(self, getattr(self._module, name))
        return self._functions[name]


class ReferenceFunction:
    """A function, class or method of the reference; it is given a copy of a random generator, as a worker would be."""

    def __init__(self, reference: Reference, function: Callable[..., Any]) -> None:
        self._student = reference
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it; objects of the reference's classes come back as `ReferenceObject`."""
        value = self._function(*map(_given, args), **{name: _given(value) for name, value in kwargs.items()})
        return self._wrapped(value)

    quietly = __call__

    def map(self, items: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Call it once for each tuple of arguments."""
        return [self(*item) for item in items]

    def defer(self, args: tuple[Any, ...], kwargs: dict[str, Any], judge: Callable[[object, None], None]) -> None:
        """Call it now, for nothing is gained by waiting, and have the result judged."""
        judge(self(*args, **kwargs), None)

    def _wrapped(self, value: Any) -> Any:
        if type(value) is list or type(value) is tuple:
            return type(value)(map(self._wrapped, value))
        if type(value).__module__ == self._student._module.__name__ and not isinstance(value, tuple | type):
            return ReferenceObject(self._student, value)
        return value


class ReferenceObject:
    """An object of the reference; its methods are functions of the reference, like those of a student's object."""

    def __init__(self, reference: Reference, owner: object) -> None:
        self._student = reference
        self._object = owner

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._object, name)
        return ReferenceFunction(self._student, value) if callable(value) else value


def _given(value: object) -> object:
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    if isinstance(value, ReferenceObject):
        return value._object
    if type(value) is list or type(value) is tuple:
        return type(value)(map(_given, value))
    return value
