"""What a command needs that a student's installation does not have, and how to get it."""

from __future__ import annotations

import importlib.util
import sys
from typing import Final

# By extra of pyproject.toml, the modules that its packages bring; what asks for one of them needs the extra.
_MODULES: Final = {
    "grade": ("greenlet", "latex2mathml", "markdown_it", "mdit_py_plugins", "sqlalchemy", "yaml"),
    "cluster": ("cryptography", "distributed", "dask"),
    "notebook": ("nbconvert", "ipykernel"),
    "postgres": ("psycopg",),
    "slurm": ("dask_jobqueue",),
}
_OF_SANDBOX: Final = ("pyprctl", "pyseccomp") if sys.platform == "linux" else ()
_EXTRA_OF: Final = {module: extra for extra, modules in _MODULES.items() for module in modules}
_EXTRA_OF.update(dict.fromkeys(_OF_SANDBOX, "grade"))


def lacking(error: ModuleNotFoundError) -> str:
    """Return what to say of a module that an extra would have brought; nothing of any other."""
    module = (error.name or "").partition(".")[0]
    return told(module) if module in _EXTRA_OF else ""


def missing_for_grading() -> str:
    """Return what to say if what grading needs is not installed; nothing if it is."""
    for module in (*_OF_SANDBOX, *_MODULES["grade"]):
        if importlib.util.find_spec(module) is None:
            return told(module)
    return ""


def told(module: str) -> str:
    """Return what is missing, and the command that installs it."""
    return f"this needs {module}, which is not installed: pip install 'nn-autograder[{_EXTRA_OF[module]}]'"
