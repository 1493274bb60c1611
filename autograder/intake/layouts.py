"""Recognise how a platform lays out its downloads, and say whose each file in one is.

A layout is recognised by what a tree holds. Names are still as the platform and the students wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from autograder.intake.canvas import canvas, is_canvas
from autograder.intake.gradescope import read_metadata
from autograder.intake.model import METADATA, HandIn, Item, Tree
from autograder.intake.moodle import is_moodle, moodle
from autograder.submission_source import SourceError

WHOLE_CLASS: Final = "looks like the download of a whole class. Give it to the command by itself."
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
    for student, items in tree.by_folder().items():
        words = student.split("-")
        # softmax-jane-doe: the login is what remains after the assignment's name, and only a roster knows where.
        aliases = tuple("-".join(words[start:]) for start in range(1, len(words)))
        if is_download(Tree.holding(items)):
            tree.warnings.append(f"{student}: {WHOLE_CLASS}")
        yield HandIn(student, items, aliases=aliases)


def is_gradescope(tree: Tree) -> bool:
    """Tell whether there is a metadata file beside the submissions."""
    return any(item.parts == (METADATA,) for item in tree.items)


def gradescope(tree: Tree) -> Iterator[HandIn]:
    """Read `submission_<id>/` by `submission_metadata.yml`; a group's work is each member's.

    Raises:
        IntakeError: the metadata cannot be read.
    """
    metadata = next(item for item in tree.items if item.parts == (METADATA,))
    by_folder = tree.by_folder()
    for submission in read_metadata(metadata):
        items = by_folder.get(submission.folder, ())
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
        tree = tree.subtree(_NBGRADER)
    for student, own in tree.by_folder().items():
        parts = Tree.holding(own).by_folder()
        for assignment, items in parts.items():
            yield HandIn(student, items, _nbgrader_time(items), slug=assignment)
        if not parts:
            yield HandIn(student, ())


def is_download(tree: Tree) -> bool:
    """Tell whether a tree is what a platform gives of a whole class, and surely no student's."""
    return is_gradescope(tree) or is_moodle(tree) or is_canvas(tree)


FOLDERS: Final = Layout("folders", lambda tree: True, folders)
# The surest sign comes first.
PLATFORMS: Final = (
    Layout("gradescope", is_gradescope, gradescope, one_assignment=True),
    Layout("moodle", is_moodle, moodle, one_assignment=True),
    Layout("canvas", is_canvas, canvas, one_assignment=True),
    Layout("nbgrader", is_nbgrader, nbgrader),
)


def _inside(tree: Tree) -> Tree | None:
    """Return what is in a tree's only folder, and the tables and notes beside it; none if work lies beside it."""
    beside = tree.top_items()
    if len(tree.folders) != 1 or any(item.is_work for item in beside):
        return None
    inner = tree.subtree(tree.folders[0])
    inner.items += beside
    return inner


def _nbgrader_time(items: tuple[Item, ...]) -> float | None:
    """Return the moment nbgrader wrote down: "2026-11-02 15:58:23.948203 UTC"."""
    stamp = next((item for item in items if item.parts == (_NBGRADER_TIME,)), None)
    try:
        text = stamp.read().decode().strip() if stamp else ""
        found = datetime.fromisoformat(text.removesuffix("UTC").strip())
    except (SourceError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
