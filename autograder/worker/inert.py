"""Objects that stand in for plotting and notebook packages: anything may be done with them, and nothing happens.

They are numbers where numbers are wanted (zero), sequences where sequences are, and unpack into as many as are asked
for: a statement that works with the real package must not end here.
"""

from __future__ import annotations

import opcode
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

PAIR = 2  # `fig, ax = plt.subplots()`
_UNPACK, _UNPACK_REST = opcode.opmap["UNPACK_SEQUENCE"], opcode.opmap["UNPACK_EX"]


class Inert:
    """Anything a plotting package could offer: may be called, indexed, computed with and entered, and does nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Accept whatever a figure or widget is made with."""

    def __getattr__(self, name: str) -> object:
        return _attribute(name)

    def __call__(self, *args: object, **kwargs: object) -> Inert:
        """Do nothing."""
        return NOTHING

    def __getitem__(self, key: object) -> Inert:
        """Give another inert object: `axes[0, 1]`."""
        return NOTHING

    def __setitem__(self, key: object, value: object) -> None:
        """Do nothing: `plt.rcParams[...] = ...`."""

    def __iter__(self) -> Iterator[Inert]:
        """Give as many as the statement unpacks, `line, = ax.plot(...)`, and a pair to whatever else asks."""
        return iter((NOTHING,) * _unpacked(sys._getframe(1)))

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __contains__(self, item: object) -> bool:
        return False

    def __enter__(self) -> Inert:
        """Enter `with plt.style.context(...)`."""
        return NOTHING

    def __exit__(self, *exc: object) -> None:
        """Leave."""

    def __int__(self) -> int:
        return 0

    __index__ = __int__

    def __float__(self) -> float:
        return 0.0

    def __array__(self, dtype: Any = None, copy: object = None) -> np.ndarray:
        """Give numbers: `np.array(plt.cm.viridis(x))[:, :3]`."""
        return np.zeros((PAIR, 4)).astype(dtype)

    def __array_ufunc__(self, *args: object, **kwargs: object) -> Inert:
        """Be what NumPy computes with it, too."""
        return NOTHING

    def __array_function__(self, *args: object, **kwargs: object) -> Inert:
        return NOTHING

    def __format__(self, spec: str) -> str:
        return ""

    def __instancecheck__(self, instance: object) -> bool:
        """Say no: `isinstance(x, plt.Figure)`."""
        return False

    def __subclasscheck__(self, subclass: type) -> bool:
        return False


def _nothing(*_: object) -> object:
    return NOTHING


def _no(*_: object) -> bool:
    return False


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor"):
    setattr(Inert, f"__{_name}__", _nothing)
    setattr(Inert, f"__r{_name}__", _nothing)
for _name in ("neg", "pos", "abs", "invert", "round"):
    setattr(Inert, f"__{_name}__", _nothing)
for _name in ("lt", "le", "gt", "ge"):
    setattr(Inert, f"__{_name}__", _no)

NOTHING = Inert()


class InertModule(types.ModuleType):
    """A package whose every attribute is inert."""

    def __getattr__(self, name: str) -> object:
        return _attribute(name)


def _attribute(name: str) -> object:
    """Return what an attribute of something inert is; what Python asks about in its own name is not there."""
    if name == "__version__":
        return "0"
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
    return NOTHING


def _unpacked(frame: types.FrameType) -> int:
    """Return how many names the frame's current instruction unpacks into."""
    code = frame.f_code.co_code
    operation, count = code[frame.f_lasti], code[frame.f_lasti + 1]
    if operation == _UNPACK:
        return count
    return max(count, PAIR) if operation == _UNPACK_REST else PAIR
