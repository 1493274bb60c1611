"""Find the submissions in a folder: `<student>/<slug>.py` or `.ipynb`."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from autograder.grading.submission import Submission
from autograder.seeds import submission_seed
from autograder.submission_source import SourceError, read_bytes

SUFFIXES: Final = (".py", ".ipynb")
# What a student's name may be made of as it stands: it becomes a file name, a CSV cell and HTML.
_SAFE_NAME: Final = re.compile(r"[^\W_][\w .@+\-]{0,79}")
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class IntakeError(Exception):
    """The submissions folder is not one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hand-in's file, not yet read; `handed_in` is when, in seconds since 1970, where the platform states it."""

    student: str
    slug: str
    path: Path
    notes: tuple[str, ...] = ()
    handed_in: float | None = None


@dataclass(slots=True)
class Intake:
    """What a submissions folder holds: hand-ins, students, and one line for whatever was left aside."""

    found: list[Found] = field(default_factory=list)
    students: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def scan(folder: Path, slugs: Sequence[str]) -> Intake:
    """Look for hand-ins of these assignments in the students' folders.

    Raises:
        IntakeError: the folder is missing, not a folder, or empty.
    """
    if not folder.is_dir():
        raise IntakeError(
            f"{folder} is not a folder. Give the folder that holds one folder per student."
        )
    intake = Intake()
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.is_symlink() or not entry.is_dir():
            if not entry.name.startswith("."):
                intake.warnings.append(f"{printable(entry.name)}: not a student's folder; left aside.")
            continue
        if not entry.name.startswith("."):
            _scan_student(intake, entry, slugs)
    if not intake.students:
        raise IntakeError(f"{folder} holds no student's folder. Expected {folder}/<student>/<assignment>.py")
    return intake


def read(found: Found, course_key: str, seed: int | None) -> Submission:
    """Read a hand-in's bytes; what cannot be read becomes a submission with a problem."""
    data, problem = b"", ""
    try:
        data = read_bytes(found.path)
    except SourceError as error:
        problem = str(error)
    own_seed = submission_seed(course_key, found.slug, found.student) if seed is None else seed
    return Submission(
        found.student, found.slug, found.path.name, data, own_seed, problem, found.notes
    )


def printable(name: str) -> str:
    """Return a name without control characters, for a message."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)[:120]


def safe_student_id(name: str) -> str:
    """Return a folder's name, or a safe form of it that stays unique."""
    normal = unicodedata.normalize("NFC", name).strip()
    if _SAFE_NAME.fullmatch(normal) and not _RESERVED.fullmatch(normal) and normal[-1] not in ". ":
        return normal
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    kept = re.sub(r"[^A-Za-z0-9]+", "-", normal).strip("-")[:40]
    return f"{kept or 'student'}-{digest}"


def _scan_student(intake: Intake, folder: Path, slugs: Sequence[str]) -> None:
    student = safe_student_id(folder.name)
    if student != folder.name:
        intake.warnings.append(f"{printable(folder.name)}: called {student} in all outputs.")
    if student in intake.students:
        intake.warnings.append(f"{printable(folder.name)}: a second folder of {student}; left aside.")
        return
    intake.students.append(student)
    for slug in slugs:
        paths = [p for p in (folder / f"{slug}{suffix}" for suffix in SUFFIXES) if _exists(p)]
        if paths:
            newest = max(paths, key=lambda path: path.lstat().st_mtime)
            notes = (f"Both {paths[0].name} and {paths[1].name} are there; the newer one, {newest.name}, "
                     "was graded.",) if len(paths) > 1 else ()  # fmt: skip
            intake.warnings.extend(f"{student}: {note}" for note in notes)
            intake.found.append(Found(student, slug, newest, notes))
    intake.warnings.extend(_strays(student, folder, slugs))


def _exists(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _strays(student: str, folder: Path, slugs: Sequence[str]) -> Iterator[str]:
    """Say which Python files and notebooks are no assignment's, and what they may be meant as."""
    for path in sorted(folder.iterdir()):
        if path.suffix not in SUFFIXES or path.stem in slugs:
            continue
        near = difflib.get_close_matches(path.stem.lower(), slugs, n=1, cutoff=0.5)
        advice = f" If it is {near[0]}, rename it to {near[0]}{path.suffix}." if near else ""
        yield f"{student}/{printable(path.name)}: no assignment of that name; not graded.{advice}"
