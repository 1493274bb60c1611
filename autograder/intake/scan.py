"""Find the hand-ins of these assignments in a submissions folder or archive, and read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.grading.submission import Submission
from autograder.intake.archives import ArchiveError, Spool, budget_of_student, is_archive, tree_of_archive, unpacked
from autograder.intake.choice import chosen, strays
from autograder.intake.layouts import layout_of
from autograder.intake.model import Found, HandIn, Intake, IntakeError, Item, Tree
from autograder.intake.names import StudentNames, printable
from autograder.intake.tree import tree_of
from autograder.seeds import submission_seed
from autograder.submission_source import SourceError


def scan(folder: Path, slugs: Sequence[str]) -> Intake:
    """Look for hand-ins of these assignments.

    Raises:
        IntakeError: it is missing, neither a folder nor an archive, or empty.
    """
    spool = Spool()
    tree = _tree(folder, spool)
    intake = Intake()
    names = StudentNames()
    for hand_in in layout_of(tree).hand_ins(tree):
        _take(intake, folder, hand_in, names, slugs, spool)
    intake.warnings[:0] = [printable(warning) for warning in tree.warnings]
    if not intake.students:
        raise IntakeError(f"{folder} holds no student's folder. Expected {folder}/<student>/<assignment>.py")
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


def _take(
    intake: Intake, folder: Path, hand_in: HandIn, names: StudentNames, slugs: Sequence[str], spool: Spool
) -> None:
    """Add one student's hand-in to the intake."""
    student, note = names.name(hand_in.student)
    if student in intake.students:
        intake.warnings.append(f"{printable(hand_in.student)}: a second hand-in of {student}; left aside.")
        return
    intake.students.append(student)
    if note:
        intake.warnings.append(note)
    items = _with_archives_opened(intake, student, hand_in.items, spool)
    taken: list[Item] = []
    for slug, item, notes in chosen(items, slugs):
        taken.append(item)
        intake.warnings.extend(f"{student}: {told}" for told in notes)
        path = folder.joinpath(hand_in.student, *item.parts)
        intake.found.append(
            Found(student, slug, path, item.read, f"{slug}{item.suffix}", notes, item.modified, hand_in.handed_in)
        )
    intake.warnings.extend(strays(student, items, slugs, taken))


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
