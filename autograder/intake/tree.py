"""Turn a folder into a tree: names as they are on disk, links never followed, and no more than a student needs."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from autograder.intake.model import Item, Tree, most_bytes
from autograder.intake.names import printable
from autograder.submission_source import read_bytes

MAX_FILES: Final = 10_000  # of one student; a course kit with its notebooks has about a hundred
MAX_DEPTH: Final = 8
# Made by tools, never by a student's hand.
JUNK: Final = frozenset({"__pycache__", "__MACOSX", "node_modules", "site-packages"})


def tree_of(folder: Path) -> Tree:
    """Return the tree of a submissions folder.

    Raises:
        OSError: it cannot be read.
    """
    tree = Tree()
    for entry in _entries(folder, None):
        if entry.is_dir(follow_symlinks=False):
            tree.folders.append(entry.name)
            items = list(_below(Path(entry.path), (entry.name,)))
            if len(items) > MAX_FILES:
                tree.warnings.append(f"{printable(entry.name)}: more than {MAX_FILES} files; the rest is left aside.")
            tree.items += items[:MAX_FILES]
        else:
            tree.items.append(_item(entry, (entry.name,)))
    return tree


def is_junk(name: str) -> bool:
    """Tell whether a file or folder is a tool's: hidden, or of a name that tools use."""
    return name.startswith(".") or name in JUNK


def _below(folder: Path, parts: tuple[str, ...]) -> Iterator[Item]:
    """Yield a student's files, shallowest first, one more than `MAX_FILES` at most."""
    queue = [(folder, parts)]
    count = 0
    while queue:
        folder, parts = queue.pop(0)
        for entry in _entries(folder, 10 * MAX_FILES):
            below = (*parts, entry.name)
            if not entry.is_dir(follow_symlinks=False):
                yield _item(entry, below)
            elif len(below) <= MAX_DEPTH and len(queue) < MAX_FILES:
                queue.append((Path(entry.path), below))
            count += 1
            if count > MAX_FILES:
                return


def _entries(folder: Path, most: int | None) -> list[os.DirEntry[str]]:
    """Return a folder's entries by name, those of tools left out; an unreadable folder is an empty one."""
    try:
        with os.scandir(folder) as entries:
            some = itertools.islice(entries, most)
            return sorted((e for e in some if not is_junk(e.name)), key=lambda entry: entry.name)
    except PermissionError:
        return []


def _item(entry: os.DirEntry[str], parts: tuple[str, ...]) -> Item:
    try:
        modified = entry.stat(follow_symlinks=False).st_mtime
    except OSError:
        modified = None
    return Item(parts, partial(read_bytes, Path(entry.path), most_bytes(entry.name)), modified)
