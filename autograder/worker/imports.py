"""What `import` finds in a worker: what was preloaded, inert stand-ins for plotting, and nothing else."""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import types
from collections.abc import Sequence

from autograder.worker.inert import InertModule
from autograder.worker.policy import COMMON, INERT, RARE


class InertFinder:
    """Finds inert modules for `INERT` and everything below them, and refuses the rest clearly."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> importlib.machinery.ModuleSpec:
        """Return the spec of an inert module: one of `INERT`, or inside one of them.

        Raises:
            ModuleNotFoundError: the module is not one of them.
        """
        if name in INERT or name.partition(".")[0] in INERT:
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


def preload(everything: bool) -> None:
    """Import what most submissions import, or all that any may.

    What draws from the global generators without a seed of its own draws the same each time it is graded.
    """
    if everything:
        _load(RARE)
    else:
        _load_random_lightly()
    _load(COMMON)
    import random

    import numpy as np

    random.seed(0)
    np.random.seed(0)


def _load(names: Sequence[str]) -> None:
    for name in names:
        importlib.import_module(name)


def _load_random_lightly() -> None:
    """Import NumPy's generators without what else they would bring into every worker.

    They take one function from `secrets`, which imports OpenSSL's library; the function is that of `random`.
    """
    import random

    secrets = types.ModuleType("secrets")
    secrets.__dict__["randbits"] = random.SystemRandom().getrandbits
    sys.modules["secrets"] = secrets
    importlib.import_module("numpy.random")
    del sys.modules["secrets"]


def restrict() -> None:
    """From here on, `import` finds what is loaded, inert stand-ins, and nothing on disk."""
    sys.meta_path[:] = [InertFinder()]
    sys.path[:] = []
    sys.path_hooks[:] = []
    sys.path_importer_cache.clear()
    for name in [n for n in sys.modules if n.startswith("site") or n == "sitecustomize"]:
        del sys.modules[name]
