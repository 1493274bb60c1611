"""Empty folders to measure in."""

from __future__ import annotations

import tempfile
from pathlib import Path


def emptied(folder: Path) -> Path:
    """Return the folder, made anew; what was there is moved aside, to be deleted once all is measured.

    Deleted now, it would slow down what comes next: for minutes after, ext4 passes over each of the thousands of inodes
    that became free before it finds one for a new file.
    """
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent)) / folder.name)
    folder.mkdir(parents=True)
    return folder
