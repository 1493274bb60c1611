"""Objects that stand in for plotting and notebook packages: anything may be done with them, and nothing happens."""

from __future__ import annotations

import types
from collections.abc import Iterator


class Inert:
    """Anything a plotting package could offer: may be called, indexed and entered, and does nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Accept whatever a figure or widget is made with."""

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return NOTHING

    def __call__(self, *args: object, **kwargs: object) -> Inert:
        """Do nothing."""
        return NOTHING

    def __getitem__(self, key: object) -> Inert:
        """Give another inert object: `axes[0, 1]`."""
        return NOTHING

    def __setitem__(self, key: object, value: object) -> None:
        """Do nothing: `plt.rcParams[...] = ...`."""

    def __iter__(self) -> Iterator[Inert]:
        """Unpack into a pair, as `fig, ax = plt.subplots()` does."""
        return iter((NOTHING, NOTHING))

    def __enter__(self) -> Inert:
        """Enter `with plt.style.context(...)`."""
        return NOTHING

    def __exit__(self, *exc: object) -> None:
        """Leave."""


NOTHING = Inert()


class InertModule(types.ModuleType):
    """A package whose every attribute is inert."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return NOTHING
