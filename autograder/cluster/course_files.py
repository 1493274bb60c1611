"""Take an assignment's files to another machine: all that grading reads, under a digest of their contents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.catalog import Assignment


class CourseFile(msgspec.Struct, frozen=True):
    """One file of an assignment; `path` is relative to the course folder, with forward slashes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """The files that one assignment is graded with."""

    digest: str
    files: tuple[CourseFile, ...]
    submission_s: float  # what one submission may take


def pack(assignment: Assignment) -> CourseFiles:
    """Read an assignment's files."""
    folder, solutions = Path("assignments", assignment.slug), Path("solutions")
    names = {assignment.folder / name: folder / name for name in ("assignment.toml", "misconceptions.py")}
    for visibility in ("visible", "hidden"):
        names |= {path: folder / visibility / path.name for path in assignment.tests(visibility)}
    for path in (assignment.reference_path, *assignment.alternative_paths):
        names[path] = solutions / path.relative_to(assignment.solutions)
    files = tuple(CourseFile(to.as_posix(), path.read_bytes()) for path, to in names.items() if path.exists())
    digest = hashlib.sha256(msgspec.msgpack.encode(files)).hexdigest()
    return CourseFiles(digest, files, assignment.manifest.limits.submission_s)


def unpack(files: tuple[CourseFile, ...], root: Path) -> None:
    """Write the files below a folder, which becomes a course folder of one assignment."""
    for file in files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
