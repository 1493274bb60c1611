"""Recognise how a platform lays out its downloads, and say whose each file in one is.

A layout is recognised by what a tree holds. Names are still as the platform and the students wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from autograder.intake.gradescope import METADATA, read_metadata
from autograder.intake.model import HandIn, Item, Tree
from autograder.submission_source import SourceError

_MOODLE: Final = re.compile(r"(?P<student>.+_\d+)_assignsubmission_(?:file|onlinetext)_?(?P<name>.*)", re.DOTALL)
_CANVAS: Final = re.compile(
    r"(?P<student>[^\W_]\w*?)_(?:LATE_)?(?P<user>\d+)_(?P<attachment>\d+)_(?P<name>.+)", re.DOTALL
)
_CANVAS_ANONYMOUS: Final = re.compile(
    r"(?:LATE_)?(?P<student>anon_[A-Za-z0-9]+)_(?P<attachment>\d+)_(?P<name>.+)", re.DOTALL
)
# What Canvas adds to the name of a later upload: softmax-1.py.
_CANVAS_AGAIN: Final = re.compile(r"-\d+(?=\.[A-Za-z.]+$)")
_NBGRADER: Final = "submitted"
_NBGRADER_TIME: Final = "timestamp.txt"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one platform's download is recognised and read.

    `read` notes in the tree's warnings what it leaves aside. `one_assignment` says that a download is of a single
    assignment, whose files may be called anything.
    """

    name: str
    matches: Callable[[Tree], bool]
    read: Callable[[Tree], Iterator[HandIn]]
    one_assignment: bool = False

    def hand_ins(self, tree: Tree) -> Iterator[HandIn]:
        """Return the hand-ins of a tree, or of the one folder that an archive has put around everything."""
        inner = None if self.matches(tree) else _inside(tree)
        return self.read(inner or tree)


def layout_of(tree: Tree) -> Layout:
    """Return the layout of a tree, or of the one folder that it consists of."""
    places = [place for place in (tree, _inside(tree)) if place is not None]
    found = (layout for place in places for layout in PLATFORMS if layout.matches(place))
    return next(found, FOLDERS)


def folders(tree: Tree) -> Iterator[HandIn]:
    """Read `<student>/<file>` or `<student>.zip`, and repositories with files further below."""
    for item in tree.items:
        if len(item.parts) == 1 and item.is_archive:
            yield HandIn(item.stem, (item,))
        elif len(item.parts) == 1:
            tree.warnings.append(f"{item.name}: not a student's folder; left aside.")
    for student in tree.folders:
        words = student.split("-")
        # softmax-jane-doe: the login is what remains after the assignment's name, and only a roster knows where.
        aliases = tuple("-".join(words[start:]) for start in range(1, len(words)))
        yield HandIn(student, _below(tree, student), aliases=aliases)


def is_moodle(tree: Tree) -> bool:
    """Tell whether something is called `First Last_<number>_assignsubmission_file_…`."""
    return any(_MOODLE.fullmatch(name) for name in _top_names(tree))


def moodle(tree: Tree) -> Iterator[HandIn]:
    """Read `First Last_<number>_assignsubmission_file_/<file>`, or the same without folders."""
    items: dict[str, list[Item]] = {}
    for name in tree.folders:
        if found := _MOODLE.fullmatch(name):
            items.setdefault(found["student"], []).extend(_below(tree, name))
    for item in tree.items:
        found = _MOODLE.fullmatch(item.name) if len(item.parts) == 1 else None
        if found and found["name"]:
            items.setdefault(found["student"], []).append(_renamed(item, found["name"]))
    for student, own in items.items():
        yield HandIn(student, tuple(own), aliases=(student.rpartition("_")[0],))


def is_canvas(tree: Tree) -> bool:
    """Tell whether there are files, all of them called `doejane_<user>_<attachment>_<file>`."""
    names = [item.name for item in tree.items if len(item.parts) == 1]
    return bool(names) and all(_canvas_name(name) for name in names)


def canvas(tree: Tree) -> Iterator[HandIn]:
    """Read `doejane_<user>_<attachment>_<file>`; of several uploads of one name the last counts."""
    uploads: dict[str, dict[str, tuple[int, Item]]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for item in tree.items:
        found = _canvas_name(item.name) if len(item.parts) == 1 else None
        if found is None:
            continue
        parts = found.groupdict()
        user = parts.get("user")
        student = f"{parts['student']}_{user}" if user else parts["student"]
        aliases[student] = (parts["student"], f"canvas:{user}") if user else ()
        name = _CANVAS_AGAIN.sub("", parts["name"])
        own = uploads.setdefault(student, {})
        upload = int(parts["attachment"]), _renamed(item, name)
        own[name] = max(own.get(name, upload), upload, key=lambda one: one[0])
    for student, own in uploads.items():
        yield HandIn(student, tuple(item for _, item in own.values()), aliases=aliases[student])


def is_gradescope(tree: Tree) -> bool:
    """Tell whether there is a metadata file beside the submissions."""
    return any(item.parts == (METADATA,) for item in tree.items)


def gradescope(tree: Tree) -> Iterator[HandIn]:
    """Read `submission_<id>/` by `submission_metadata.yml`; a group's work is each member's.

    Raises:
        IntakeError: the metadata cannot be read.
    """
    metadata = next(item for item in tree.items if item.parts == (METADATA,))
    for submission in read_metadata(metadata):
        items = _below(tree, submission.folder)
        for member in submission.submitters:
            names = [name for name in (member.email, member.sid, member.name) if name] or [submission.folder]
            yield HandIn(names[0], items, submission.handed_in, tuple(names[1:]))


def is_nbgrader(tree: Tree) -> bool:
    """Tell whether there is `submitted/`, or this is it: students' folders that hold folders with a time stamp."""
    return _NBGRADER in tree.folders or any(
        len(item.parts) == len(("student", "assignment", "file")) and item.name == _NBGRADER_TIME for item in tree.items
    )


def nbgrader(tree: Tree) -> Iterator[HandIn]:
    """Read `submitted/<student>/<assignment>/<file>`, a hand-in for each assignment of a student."""
    if _NBGRADER in tree.folders:
        tree = _subtree(tree, _NBGRADER)
    for student in tree.folders:
        own = _subtree(tree, student)
        for assignment in own.folders:
            items = _below(own, assignment)
            yield HandIn(student, items, _nbgrader_time(items), slug=assignment)
        if not own.folders:
            yield HandIn(student, ())


FOLDERS: Final = Layout("folders", lambda tree: True, folders)
# The surest sign comes first.
PLATFORMS: Final = (
    Layout("gradescope", is_gradescope, gradescope, one_assignment=True),
    Layout("moodle", is_moodle, moodle, one_assignment=True),
    Layout("canvas", is_canvas, canvas, one_assignment=True),
    Layout("nbgrader", is_nbgrader, nbgrader),
)


def _top_names(tree: Tree) -> Iterator[str]:
    yield from tree.folders
    yield from (item.name for item in tree.items if len(item.parts) == 1)


def _inside(tree: Tree) -> Tree | None:
    """Return what is in a tree's only folder, if it has nothing else."""
    if len(tree.folders) != 1 or any(len(item.parts) == 1 for item in tree.items):
        return None
    return _subtree(tree, tree.folders[0])


def _subtree(tree: Tree, folder: str) -> Tree:
    items = list(_below(tree, folder))
    inner = dict.fromkeys(item.parts[0] for item in items if len(item.parts) > 1)
    return Tree(items, list(inner), tree.warnings)


def _below(tree: Tree, folder: str) -> tuple[Item, ...]:
    """Return a folder's items, their names beginning below it."""
    return tuple(
        Item(item.parts[1:], item.read, item.modified)
        for item in tree.items
        if len(item.parts) > 1 and item.parts[0] == folder
    )


def _renamed(item: Item, name: str) -> Item:
    return Item((name,), item.read, item.modified)


def _canvas_name(name: str) -> re.Match[str] | None:
    return _CANVAS_ANONYMOUS.fullmatch(name) or _CANVAS.fullmatch(name)


def _nbgrader_time(items: tuple[Item, ...]) -> float | None:
    """Return the moment nbgrader wrote down: "2026-11-02 15:58:23.948203 UTC"."""
    stamp = next((item for item in items if item.parts == (_NBGRADER_TIME,)), None)
    try:
        text = stamp.read().decode().strip() if stamp else ""
        found = datetime.fromisoformat(text.removesuffix("UTC").strip())
    except (SourceError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
