"""What intake finds: items of a folder or archive, hand-ins made of them, and the files that will be graded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final

from autograder.intake.names import printable
from autograder.submission_source import limit_of

# What Moodle, Canvas and a mail program call archives.
ARCHIVE_SUFFIXES: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
SUFFIXES: Final = (".py", ".ipynb")
MAX_ARCHIVE_BYTES: Final = 64 * 1024 * 1024  # of a student's; the platform's own may be any size
# What Gradescope says of a whole class, its results included: some tens of megabytes for a thousand students.
METADATA: Final = "submission_metadata.yml"
MAX_METADATA_BYTES: Final = 64 * 1024 * 1024


MAX_LINE: Final = 1000  # of characters of a line about what was left aside


class IntakeError(Exception):
    """The submissions folder is not one."""


def most_bytes(name: str) -> int:
    """Return how many bytes of a file of this name are read."""
    if name == METADATA:
        return MAX_METADATA_BYTES
    return MAX_ARCHIVE_BYTES if name.lower().endswith(ARCHIVE_SUFFIXES) else limit_of(name)


def _split(name: str) -> tuple[str, str]:
    """Return a name's stem and suffix as `pathlib` has them, which takes ten times as long; a class has thousands."""
    stem, dot, end = name.rpartition(".")
    return (stem, dot + end) if stem and end else (name, "")


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a tree: its names from the tree's root, and how to read it.

    `read` raises SourceError for what cannot be read or is too large. `modified` is in seconds since 1970, where it is
    known.
    """

    parts: tuple[str, ...]
    read: Callable[[], bytes]
    modified: float | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def stem(self) -> str:
        """The name without its suffix, which may have two parts in an archive's."""
        stem, _ = _split(self.name)
        return _split(stem)[0] if stem.lower().endswith(".tar") else stem

    @property
    def suffix(self) -> str:
        """The suffix, in lower case."""
        return _split(self.name)[1].lower()

    @property
    def is_work(self) -> bool:
        """Whether it may be what someone handed in, and not a note or a table beside it."""
        return self.suffix in SUFFIXES or self.is_archive

    @property
    def is_archive(self) -> bool:
        """Whether the name is an archive's."""
        return self.name.lower().endswith(ARCHIVE_SUFFIXES)

    def below(self, *parts: str) -> Item:
        """Return the item as part of another tree."""
        return Item((*parts, *self.parts), self.read, self.modified)

    def inside(self) -> Item:
        """Return the item with its names beginning below its top folder."""
        return Item(self.parts[1:], self.read, self.modified)

    def renamed(self, name: str) -> Item:
        """Return the item under another name, in no folder."""
        return Item((name,), self.read, self.modified)


@dataclass(slots=True)
class Tree:
    """A folder's or archive's items, its top-level folders (empty ones too), and a line for whatever was left aside.

    `zone` is what a platform's times without an offset are meant in.
    """

    items: list[Item] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    zone: tzinfo = UTC

    def top_items(self) -> list[Item]:
        """Return the items that lie in no folder."""
        return [item for item in self.items if len(item.parts) == 1]

    def by_folder(self) -> dict[str, tuple[Item, ...]]:
        """Return each top-level folder's items, their names beginning below it."""
        found: dict[str, list[Item]] = {folder: [] for folder in self.folders}
        for item in self.items:
            if len(item.parts) > 1:
                found.setdefault(item.parts[0], []).append(item.inside())
        return {folder: tuple(items) for folder, items in found.items()}

    def subtree(self, folder: str) -> Tree:
        """Return what lies in a top-level folder as a tree of its own."""
        inner = Tree.holding(item.inside() for item in self.items if len(item.parts) > 1 and item.parts[0] == folder)
        return replace(inner, warnings=self.warnings, zone=self.zone)

    @staticmethod
    def holding(items: Iterable[Item]) -> Tree:
        """Return a tree of these items, its folders being those they lie in."""
        held = list(items)
        return Tree(held, list(dict.fromkeys(item.parts[0] for item in held if len(item.parts) > 1)))


@dataclass(frozen=True, slots=True)
class HandIn:
    """What one student handed in at one time; the items' parts begin below the hand-in's own folder.

    `student` is the name as the platform gives it and `aliases` others it knows them by; `handed_in` is the time it
    states, in seconds since 1970; `slug` the assignment, where the platform names it.
    """

    student: str
    items: tuple[Item, ...]
    handed_in: float | None = None
    aliases: tuple[str, ...] = ()
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One hand-in's file, not yet read: where it lies (inside an archive, perhaps) and the name it is graded under.

    `modified` is the file's own time, `handed_in` what the platform states; both in seconds since 1970.
    """

    student: str
    slug: str
    path: Path
    read: Callable[[], bytes]
    file: str
    notes: tuple[str, ...] = ()
    modified: float | None = None
    handed_in: float | None = None


@dataclass(slots=True)
class Intake:
    """What a submissions folder holds: hand-ins, students, and one line for whatever was left aside.

    `left_out` are those of the lines that tell of a student's own files.
    """

    found: list[Found] = field(default_factory=list)
    students: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def leave_out(self, student: str, told: str) -> None:
        """Tell of a student's file that is not graded."""
        line = printable(told, MAX_LINE)
        self.warnings.append(line)
        self.left_out.setdefault(student, []).append(line)
