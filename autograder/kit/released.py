"""The files of a kit as they were released, kept so that `reset` can bring them back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from autograder.kit import KitError

FOLDER: Final = ".released"


def released_file(path: Path) -> Path:
    """Return where the released version of a student's file lies."""
    return path.parent / FOLDER / path.name


def released_text(path: Path) -> str:
    """Return the released version of a student's file.

    Raises:
        KitError: the kit no longer has it.
    """
    try:
        return released_file(path).read_text(encoding="utf-8")
    except OSError:
        raise KitError(f"{released_file(path)} is missing. Take the kit anew and copy your work into it.") from None
