"""What `import` finds in a worker: what was preloaded, inert stand-ins for plotting, and nothing else."""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import types
from collections.abc import Iterator, Sequence

from autograder.worker.policy import INERT, PRELOADED


class Inert:
    """Anything a plotting package could offer: may be called, indexed and entered, and does nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Accept whatever a figure or widget is made with."""

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _NOTHING

    def __call__(self, *args: object, **kwargs: object) -> Inert:
        """Do nothing."""
        return _NOTHING

    def __getitem__(self, key: object) -> Inert:
        """Give another inert object: `axes[0, 1]`."""
        return _NOTHING

    def __setitem__(self, key: object, value: object) -> None:
        """Do nothing: `plt.rcParams[...] = ...`."""

    def __iter__(self) -> Iterator[Inert]:
        """Unpack into a pair, as `fig, ax = plt.subplots()` does."""
        return iter((_NOTHING, _NOTHING))

    def __enter__(self) -> Inert:
        """Enter `with plt.style.context(...)`."""
        return _NOTHING

    def __exit__(self, *exc: object) -> None:
        """Leave."""


_NOTHING = Inert()


class InertModule(types.ModuleType):
    """A package whose every attribute is inert."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _NOTHING


class InertFinder:
    """Finds inert modules for `INERT` and everything below them, and refuses the rest clearly."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> importlib.machinery.ModuleSpec:
        """Return the spec of an inert module.

        Raises:
            ModuleNotFoundError: the module is not one of them.
        """
        if name.partition(".")[0] in INERT:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]
        raise ModuleNotFoundError(
            f"No module named {name!r} here: only NumPy and the standard library's computing modules are available",
            name=name,
        )

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Return the inert module."""
        return InertModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Leave it empty."""


def preload() -> None:
    """Import everything that submissions may import."""
    for name in PRELOADED:
        importlib.import_module(name)


def restrict() -> None:
    """From here on, `import` finds what is loaded, inert stand-ins, and nothing on disk."""
    sys.meta_path[:] = [InertFinder()]  # type: ignore[list-item]
    sys.path[:] = []
    sys.path_hooks[:] = []
    sys.path_importer_cache.clear()
    for name in [n for n in sys.modules if n.startswith("site") or n == "sitecustomize"]:
        del sys.modules[name]
