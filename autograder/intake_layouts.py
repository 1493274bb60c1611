"""Read the folders that platforms make of a class's hand-ins, each in its own layout.

A layout is recognised by what a folder holds, never by its name alone, and says whose each file is. Names are still as
the platform and the students wrote them; who uses them makes them safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from autograder.gradescope_export import METADATA, read_metadata

SUFFIXES: Final = (".py", ".ipynb")
# A hand-in is a file or a small kit; whoever puts more into a folder has not handed in code.
MAX_FILES: Final = 2000
MAX_DEPTH: Final = 2  # of a repository made from the kit: assignments/<slug>/<slug>.py

_MOODLE: Final = re.compile(r"(?P<student>.+_\d+)_assignsubmission_(?P<kind>file|onlinetext)_?(?P<name>.*)", re.DOTALL)
_CANVAS: Final = re.compile(
    r"(?P<student>[^\W_]\w*?)_(?P<late>LATE_)?(?P<user>\d+)_(?P<attachment>\d+)_(?P<name>.+)", re.DOTALL
)
_CANVAS_ANONYMOUS: Final = re.compile(
    r"(?P<late>LATE_)?(?P<student>anon_[A-Za-z0-9]+)_(?P<attachment>\d+)_(?P<name>.+)", re.DOTALL
)
# What Canvas adds to the name of a second upload: softmax-1.py.
_CANVAS_AGAIN: Final = re.compile(r"-\d+(?=\.(?:py|ipynb)$)")
_NBGRADER_TIME: Final = "timestamp.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file, by the name its author gave it.

    `slug` is the assignment, where the layout names it; of two files of one name the one with the larger `order`
    is the later.
    """

    name: str
    path: Path
    slug: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One student's part of a download; `aliases` are other names the platform knows them by.

    `handed_in` is when, in seconds since 1970, where the platform states it.
    """

    student: str
    files: tuple[File, ...]
    aliases: tuple[str, ...] = ()
    handed_in: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How one platform's download is recognised and read.

    `one_assignment` says that a download holds hand-ins of a single assignment, under any file name.
    """

    name: str
    matches: Callable[[Path], bool]
    people: Callable[[Path], Iterator[Person]]
    one_assignment: bool = False


def layout_of(folder: Path) -> tuple[Layout, Path]:
    """Return a folder's layout, and where it begins: there, or in the one folder that an archive put around it."""
    places = [folder]
    inside = [path for path in _entries(folder) if path.name != "__MACOSX"]
    if len(inside) == 1 and _is_folder(inside[0]):
        places.append(inside[0])
    for place in places:
        for layout in PLATFORMS:
            if layout.matches(place):
                return layout, place
    return PLAIN, folder


def plain(folder: Path) -> Iterator[Person]:
    """Read `<student>/<file>`."""
    for home in _folders(folder):
        yield Person(student=home.name, files=files_below(home, depth=0))


def is_moodle(folder: Path) -> bool:
    """Tell whether entries are called `First Last_<number>_assignsubmission_file_…`."""
    return any(_MOODLE.fullmatch(path.name) for path in _entries(folder))


def moodle(folder: Path) -> Iterator[Person]:
    """Read `First Last_<number>_assignsubmission_file_/<file>`, or the same without folders."""
    files: dict[str, list[File]] = {}
    for path in _entries(folder):
        found = _MOODLE.fullmatch(path.name)
        if found is None:
            continue
        own = files.setdefault(found["student"], [])
        if _is_folder(path):
            own += files_below(path, depth=MAX_DEPTH)
        elif found["name"]:
            own.append(File(name=found["name"], path=path))
    for student, own in files.items():
        yield Person(student=student, files=tuple(own), aliases=(student.rpartition("_")[0],))


def is_canvas(folder: Path) -> bool:
    """Tell whether all files are called `doejane_<user>_<attachment>_<file>`."""
    files = [path.name for path in _entries(folder) if not _is_folder(path)]
    return bool(files) and all(_canvas_name(name) for name in files)


def canvas(folder: Path) -> Iterator[Person]:
    """Read `doejane_<user>_<attachment>_<file>`, with LATE between when it was late."""
    files: dict[str, list[File]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for path in _entries(folder):
        found = None if _is_folder(path) else _canvas_name(path.name)
        if found is None:
            continue
        parts = found.groupdict()
        student = f"{parts['student']}_{parts['user']}" if parts.get("user") else parts["student"]
        aliases[student] = (parts["student"], f"canvas:{parts['user']}") if parts.get("user") else ()
        name = _CANVAS_AGAIN.sub("", parts["name"])
        files.setdefault(student, []).append(File(name=name, path=path, order=int(parts["attachment"])))
    for student, own in files.items():
        yield Person(student=student, files=tuple(own), aliases=aliases[student])


def is_gradescope(folder: Path) -> bool:
    """Tell whether there is a metadata file beside the submissions."""
    return (folder / METADATA).is_file() and not (folder / METADATA).is_symlink()


def gradescope(folder: Path) -> Iterator[Person]:
    """Read `submission_<id>/` by `submission_metadata.yml`; a group's work is each member's."""
    for submission in read_metadata(folder / METADATA):
        home = folder / submission.folder
        files = files_below(home, depth=MAX_DEPTH) if _is_folder(home) else ()
        for member in submission.submitters:
            student = member.email or member.sid or member.name or submission.folder
            aliases = tuple(a for a in (member.email, member.sid, member.name) if a and a != student)
            yield Person(student=student, files=files, aliases=aliases, handed_in=submission.handed_in)


def is_nbgrader(folder: Path) -> bool:
    """Tell whether there is `submitted/`, or this is it: students' folders that hold folders with a time stamp."""
    return _is_folder(folder / "submitted") or any(
        (home / _NBGRADER_TIME).is_file() for student in _folders(folder) for home in _folders(student)
    )


def nbgrader(folder: Path) -> Iterator[Person]:
    """Read `submitted/<student>/<assignment>/<file>`, one part for each assignment of a student."""
    submitted = folder / "submitted"
    for student in _folders(submitted if _is_folder(submitted) else folder):
        homes = list(_folders(student))
        for home in homes:
            files = tuple(
                File(name=file.name, path=file.path, slug=home.name) for file in files_below(home, depth=MAX_DEPTH)
            )
            yield Person(student=student.name, files=files, handed_in=_nbgrader_time(home / _NBGRADER_TIME))
        if not homes:
            yield Person(student=student.name, files=())


def is_repositories(folder: Path) -> bool:
    """Tell whether the folders are clones, or copies, of repositories made from the kit."""
    return any((home / ".git").exists() or _is_folder(home / "assignments") for home in _folders(folder))


def repositories(folder: Path) -> Iterator[Person]:
    """Read `<repository>/…/<file>`, files at any depth up to two."""
    for home in _folders(folder):
        words = home.name.split("-")
        # softmax-jane-doe: the login is what remains after the assignment's name, and only a roster knows where.
        aliases = tuple("-".join(words[start:]) for start in range(1, len(words)))
        yield Person(student=home.name, files=files_below(home, depth=MAX_DEPTH), aliases=aliases)


def files_below(folder: Path, depth: int = MAX_DEPTH) -> tuple[File, ...]:
    """Return the files of a folder, those further up first."""
    return tuple(File(name=path.name, path=path) for path in _walk(folder, depth))[:MAX_FILES]


def find_file(folder: Path, name: str) -> Path | None:
    """Return the first file of that name in a repository; None when there is none."""
    return next((file.path for file in files_below(folder, MAX_DEPTH) if file.name == name), None)


PLAIN: Final = Layout("plain", lambda folder: True, plain)
# The surest sign comes first.
PLATFORMS: Final = (
    Layout("gradescope", is_gradescope, gradescope, one_assignment=True),
    Layout("moodle", is_moodle, moodle, one_assignment=True),
    Layout("canvas", is_canvas, canvas, one_assignment=True),
    Layout("nbgrader", is_nbgrader, nbgrader),
    Layout("repositories", is_repositories, repositories),
)


def _canvas_name(name: str) -> re.Match[str] | None:
    return _CANVAS_ANONYMOUS.fullmatch(name) or _CANVAS.fullmatch(name)


def _nbgrader_time(path: Path) -> float | None:
    """Return the moment nbgrader wrote down: "2026-11-02 15:58:23.948203 UTC"."""
    try:
        with path.open(encoding="utf-8") as stream:
            text = stream.read(80).strip()
        found = datetime.fromisoformat(text.removesuffix("UTC").strip())
    except (OSError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the files of a folder, then those below it; links are files, so that no one walks through them."""
    folders = []
    for path in _entries(folder):
        if _is_folder(path):
            folders.append(path)
        else:
            yield path
    if depth:
        for inner in folders:
            yield from _walk(inner, depth - 1)


def _entries(folder: Path) -> list[Path]:
    """Return what a folder holds, by name, without what systems hide in it."""
    if not _is_folder(folder):
        return []
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda path: path.name)


def _folders(folder: Path) -> Iterator[Path]:
    return (path for path in _entries(folder) if _is_folder(path))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
