"""Read archives without unpacking them: members become items, and their names touch no file system.

Theory of operation
-------------------
Members that someone may want are copied, bounded, into one unnamed temporary file (`spool`), which is gone when the
process is. What else an archive may hold (links, devices, paths that lead outside, encrypted members) is counted and
left aside. A `Budget` bounds members and bytes before they are unpacked, so a bomb costs what the budget allows:
sizes that an archive states are never believed.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

from autograder.intake.model import ARCHIVE_SUFFIXES, IntakeError, Item, Tree, most_bytes
from autograder.intake.names import printable
from autograder.intake.spool import MIB, ArchiveError, Budget, Spool, budget_of_platform
from autograder.intake.tree import is_junk
from autograder.submission_source import SourceError

MAX_NESTING: Final = 3
MAX_MEMBER_DEPTH: Final = 16
MAX_DIRECTORY_BYTES: Final = 16 * MIB  # of a zip's list of members, which is read whole
READ_ANYWAY: Final = (".yml", ".yaml", ".csv", ".json")  # what platforms say about the hand-ins beside them
_OPENERS: Final[tuple[tuple[bytes, Callable[[IO[bytes]], Any]], ...]] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\0", lzma.LZMAFile),
)


@dataclass(frozen=True, slots=True)
class _Member:
    """One entry of an archive: what it is called, why it is left aside, and its bytes, if it is not."""

    name: str
    aside: str = ""
    stream: IO[bytes] | None = None
    modified: float | None = None


def is_archive(path: Path) -> bool:
    """Tell whether a path is called like an archive."""
    return path.name.lower().endswith(ARCHIVE_SUFFIXES)


def tree_of_archive(path: Path, spool: Spool) -> Tree:
    """Return the tree of a class's archive.

    Raises:
        IntakeError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return _tree(path.name, stream, spool, budget_of_platform())
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}.") from None
    except ArchiveError as error:
        raise IntakeError(f"{path} is not taken: {error}") from None


def unpacked(item: Item, spool: Spool, budget: Budget, depth: int = 1) -> Tree:
    """Return the tree of a student's archive, those inside it unpacked too.

    Raises:
        ArchiveError: it is not taken.
        IntakeError: there is no room.
    """
    if depth > MAX_NESTING:
        raise ArchiveError(f"archives lie in archives more than {MAX_NESTING} deep. Hand in the files themselves.")
    try:
        data = item.read()
    except SourceError as error:
        raise ArchiveError(str(error)) from None
    tree = _tree(item.name, io.BytesIO(data), spool, budget)
    for inner in [inner for inner in tree.items if inner.is_archive]:
        below = unpacked(inner, spool, budget, depth + 1)
        tree.items.remove(inner)
        tree.items += [found.below(*inner.parts) for found in below.items]
        tree.warnings += below.warnings
    return tree


def _tree(name: str, stream: IO[bytes], spool: Spool, budget: Budget) -> Tree:
    items: dict[tuple[str, ...], Item] = {}
    folders: dict[str, None] = {}
    aside: Counter[str] = Counter()
    try:
        for member in _members(stream, budget):
            budget.take(members=1)
            parts = _parts(member.name)
            reason = member.aside or ("paths that lead outside" if parts is None else "")
            if reason or parts is None:
                aside[reason] += 1
                continue
            if not parts or any(map(is_junk, parts)):
                continue
            if len(parts) > 1 or member.stream is None:
                folders[parts[0]] = None
            if member.stream is not None:
                aside["names given twice"] += parts in items
                items[parts] = _item(parts, member, member.stream, spool, budget)
    except (ArchiveError, IntakeError):
        raise
    except Exception:  # whatever the standard library raises for bytes that anyone may send: it is damaged
        raise ArchiveError("it is damaged, or no archive at all. Pack it again as .zip.") from None
    told = [f"{count} {reason}" for reason, count in aside.items() if count]
    warnings = [f"{printable(name)}: {', '.join(told)}; left aside."] if told else []
    return Tree(list(items.values()), list(folders), warnings)


def _item(parts: tuple[str, ...], member: _Member, stream: IO[bytes], spool: Spool, budget: Budget) -> Item:
    lower = parts[-1].lower()
    packed = lower.endswith(ARCHIVE_SUFFIXES)
    if not packed and not lower.endswith((".py", ".ipynb", *READ_ANYWAY)):
        return Item(parts, partial(_refuse, f"{printable(parts[-1])} is not read from an archive."), member.modified)
    limit = most_bytes(parts[-1])
    data = stream.read(limit + 1)
    budget.take(data_bytes=len(data))
    if len(data) > limit:
        problem = f"{printable(parts[-1])} has more than {limit // MIB} MiB. Remove data and outputs from it."
        return Item(parts, partial(_refuse, problem), member.modified)
    return Item(parts, partial(spool.read, *spool.add(data)), member.modified)


def _refuse(problem: str) -> bytes:
    raise SourceError(problem)


def _parts(name: str) -> tuple[str, ...] | None:
    """Return a member's path as names, or None when it leads outside."""
    slashes = name.replace("\\", "/")
    parts = tuple(part for part in slashes.split("/") if part not in ("", "."))
    if slashes.startswith("/") or re.match(r"[A-Za-z]:", slashes) or ".." in parts or "\0" in name:
        return None
    return parts if len(parts) <= MAX_MEMBER_DEPTH and all(len(part) < 256 for part in parts) else None


def _members(stream: IO[bytes], budget: Budget) -> Iterator[_Member]:
    start = stream.read(8)
    stream.seek(0)
    if start.startswith(b"PK"):
        yield from _members_of_zip(stream)
        return
    for magic, opener in _OPENERS:
        if start.startswith(magic):
            with opener(stream) as uncompressed:
                yield from _members_of_tar(uncompressed, budget)
            return
    yield from _members_of_tar(stream, budget)


def _members_of_zip(stream: IO[bytes]) -> Iterator[_Member]:
    _require_small_directory(stream)
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            kind = stat.S_IFMT(info.external_attr >> 16)
            if info.is_dir():
                yield _Member(info.filename)
            elif kind not in (0, stat.S_IFREG):
                yield _Member(info.filename, "links and devices")
            elif info.flag_bits & 1:
                yield _Member(info.filename, "encrypted files")
            elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # The others unpack a whole block before anyone can count its bytes.
                yield _Member(info.filename, "files packed otherwise than by deflate")
            else:
                with archive.open(info) as member:
                    yield _Member(info.filename, "", member)


def _require_small_directory(stream: IO[bytes]) -> None:
    """Refuse a zip whose list of members alone would fill the memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))  # the end record with the longest comment
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise ArchiveError("it is damaged, or no archive at all. Pack it again as .zip.")
    (directory_bytes,) = struct.unpack("<L", tail[at + 12 : at + 16])
    if directory_bytes > MAX_DIRECTORY_BYTES:
        raise ArchiveError("it holds too many files. Hand in only the assignment's.")


def _members_of_tar(stream: IO[bytes], budget: Budget) -> Iterator[_Member]:
    counted = _Counted(stream, budget)
    with tarfile.open(fileobj=counted, mode="r|") as archive:  # type: ignore[call-overload]  # needs only read
        for info in archive:
            archive.members.clear()  # a stream needs no list of what has passed
            if info.isdir():
                yield _Member(info.name)
            elif info.isreg():
                yield _Member(info.name, "", archive.extractfile(info), float(info.mtime))
            else:
                yield _Member(info.name, "links and devices")


class _Counted:
    """A stream of a tar's bytes that stops at the budget, members that nobody reads included."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(size)
        self._budget.take(data_bytes=len(data))
        return data
