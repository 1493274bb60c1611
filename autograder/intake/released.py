"""Tell whether a file is still as it was released, for whoever copies a whole kit hands in both script and notebook."""

from __future__ import annotations

from autograder.intake.model import Item
from autograder.submission_source import SourceError, cells_of_bytes


def untouched(item: Item, stub: str) -> bool:
    """Tell whether all that a file defines stands in the stub."""
    try:
        cells = cells_of_bytes(item.name.lower(), item.read())
    except SourceError:
        return False
    defining = [source.strip() for _, source in cells if "def " in source]
    return bool(defining) and all(source in stub for source in defining)
