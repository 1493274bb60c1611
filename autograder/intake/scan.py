"""Find the hand-ins of these assignments in a submissions folder or archive, and read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.grading.submission import Submission
from autograder.intake.archives import ArchiveError, Spool, budget_of_student, is_archive, tree_of_archive, unpacked
from autograder.intake.choice import chosen, strays
from autograder.intake.layouts import layout_of
from autograder.intake.model import Found, HandIn, Intake, IntakeError, Item, Tree
from autograder.intake.names import StudentNames, printable
from autograder.intake.tree import tree_of
from autograder.people import Index, download_keys
from autograder.seeds import submission_seed
from autograder.submission_source import SourceError


def scan(
    folder: Path,
    slugs: Sequence[str],
    people: Index[str] | None = None,
    stubs: Mapping[str, str] | None = None,
) -> Intake:
    """Look for hand-ins of these assignments.

    `people` are the ids on the roster, which then stand for the names that the platform uses. `stubs` are the
    assignments' files as they were released.

    Raises:
        IntakeError: it is missing, neither a folder nor an archive, or empty.
    """
    spool = Spool()
    tree = _tree(folder, spool)
    intake = Intake()
    layout = layout_of(tree)
    taker = _Taker(intake, folder, slugs, spool, people, stubs or {}, any_name=layout.one_assignment)
    for hand_in in layout.hand_ins(tree):
        taker.take(hand_in)
    intake.warnings[:0] = [printable(warning) for warning in tree.warnings]
    if not intake.students:
        raise IntakeError(f"{folder} holds no student's folder. Expected {folder}/<student>/<assignment>.py")
    return intake


def scan_one(folder: Path, student: str, slug: str) -> Intake:
    """Look for one student's hand-in of one assignment, in a folder that holds nothing else; any file name will do.

    Raises:
        IntakeError: the folder cannot be read.
    """
    intake = Intake()
    taker = _Taker(intake, folder.parent, [slug], Spool(), None, {}, any_name=True)
    try:
        items = tree_of(folder).items
    except OSError as error:
        raise IntakeError(f"{folder} cannot be read: {error.strerror}.") from None
    taker.take(HandIn(student, tuple(items)))
    return intake


def read(found: Found, course_key: str, seed: int | None) -> Submission:
    """Read a hand-in's bytes; what cannot be read becomes a submission with a problem."""
    data, problem = b"", ""
    try:
        data = found.read()
    except SourceError as error:
        problem = str(error)
    own_seed = submission_seed(course_key, found.slug, found.student) if seed is None else seed
    return Submission(found.student, found.slug, found.file, data, own_seed, problem, found.notes)


def _tree(folder: Path, spool: Spool) -> Tree:
    if folder.is_dir():
        try:
            return tree_of(folder)
        except OSError as error:
            raise IntakeError(f"{folder} cannot be read: {error.strerror}.") from None
    if folder.is_file() and is_archive(folder):
        return _without_wrapper(tree_of_archive(folder, spool))
    raise IntakeError(
        f"{folder} is not a folder. Give the folder that holds one folder per student, or its .zip or .tar."
    )


def _without_wrapper(tree: Tree) -> Tree:
    """Return the tree below the one folder that an archive was made of, if that holds nothing but folders."""
    inner = [item.parts for item in tree.items]
    if len(tree.folders) != 1 or any(len(parts) < 3 for parts in inner):
        return tree
    items = [Item(item.parts[1:], item.read, item.modified) for item in tree.items]
    return Tree(items, list(dict.fromkeys(item.parts[0] for item in items)), tree.warnings)


class _Taker:
    """Adds hand-ins to an intake, each under its student's name in all outputs."""

    def __init__(
        self,
        intake: Intake,
        folder: Path,
        slugs: Sequence[str],
        spool: Spool,
        people: Index[str] | None,
        stubs: Mapping[str, str],
        *,
        any_name: bool,
    ) -> None:
        self._intake = intake
        self._folder = folder
        self._slugs = slugs
        self._spool = spool
        self._people = people
        self._stubs = stubs
        self._any_name = any_name and len(slugs) == 1
        self._names = StudentNames()
        self._parts: set[tuple[str, str]] = set()

    def take(self, hand_in: HandIn) -> None:
        """Add one hand-in."""
        intake = self._intake
        student = self._student(hand_in)
        if (student, hand_in.slug) in self._parts or (student in intake.students and not hand_in.slug):
            intake.warnings.append(f"{printable(hand_in.student)}: a second hand-in of {student}; left aside.")
            return
        self._parts.add((student, hand_in.slug))
        if student not in intake.students:
            intake.students.append(student)
        items = _with_archives_opened(intake, student, hand_in.items, self._spool)
        placed = [slug for slug in self._slugs if slug == hand_in.slug]
        slugs, any_name = placed or self._slugs, bool(placed) or self._any_name
        taken: list[Item] = []
        for slug, item, notes in chosen(items, slugs, self._stubs, any_name=any_name):
            taken.append(item)
            intake.warnings.extend(f"{student}: {told}" for told in notes)
            path = self._folder.joinpath(hand_in.student, *item.parts)
            file = f"{slug}{item.suffix}"
            intake.found.append(Found(student, slug, path, item.read, file, notes, item.modified, hand_in.handed_in))
        intake.warnings.extend(strays(student, items, slugs, taken))

    def _student(self, hand_in: HandIn) -> str:
        """Return the student's id on the roster, or else a safe form of the platform's name."""
        raw = hand_in.student
        known = self._people.find(download_keys(raw, hand_in.aliases)) if self._people else None
        if self._people and known is None:
            self._intake.warnings.append(
                f"{printable(raw)}: not on the roster, or not the only one of that name there."
            )
        student, note = self._names.name(known or raw)
        if note and student not in self._intake.students:
            self._intake.warnings.append(note)
        return student


def _with_archives_opened(intake: Intake, student: str, items: Sequence[Item], spool: Spool) -> list[Item]:
    opened: list[Item] = []
    budget = budget_of_student()
    for item in items:
        if not item.is_archive:
            opened.append(item)
            continue
        try:
            tree = unpacked(item, spool, budget)
        except ArchiveError as error:
            intake.warnings.append(f"{student}/{printable('/'.join(item.parts))}: {error}")
            continue
        opened += [inner.below(*item.parts) for inner in tree.items]
        intake.warnings.extend(f"{student}/{warning}" for warning in tree.warnings)
    return opened
