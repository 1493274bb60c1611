"""Turn what an instructor names into a tree: a folder or an archive, less what was put around the students' folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from autograder.intake.archives import is_archive, tree_of_archive
from autograder.intake.layouts import FOLDERS, layout_of
from autograder.intake.model import IntakeError, Tree
from autograder.intake.spool import Spool
from autograder.intake.tree import tree_of
from autograder.people import Index, download_keys

# What a student's own folder may have, when they hand in the whole kit.
_KIT_FOLDERS: Final = ("assignments",)


def tree_at(folder: Path, spool: Spool, slugs: Sequence[str], people: Index[str] | None) -> Tree:
    """Return the tree of a folder or archive, its top-level folders being the students' or the platform's.

    Raises:
        IntakeError: it is neither, or cannot be read.
    """
    if folder.is_dir():
        try:
            tree = tree_of(folder)
        except OSError as error:
            raise IntakeError(f"{folder} cannot be read: {error.strerror}.") from None
        return _download_in(folder, tree, spool) or _class_in(tree, slugs, people) or tree
    if folder.is_file() and is_archive(folder):
        return _without_wrapper(tree_of_archive(folder, spool))
    raise IntakeError(
        f"{folder} is not a folder. Give the folder that holds one folder per student, or its .zip or .tar."
    )


def _download_in(folder: Path, tree: Tree, spool: Spool) -> Tree | None:
    """Return the tree of a platform's archive that lies alone in the folder, or beside files about it."""
    work = [item for item in tree.top_items() if item.is_work]
    if tree.folders or len(work) != 1 or not work[0].is_archive:
        return None
    try:
        inner = _without_wrapper(tree_of_archive(folder / work[0].name, spool))
    except IntakeError:  # told where students' archives are opened
        return None
    if layout_of(inner) is FOLDERS:
        return None
    inner.items += [item for item in tree.top_items() if not item.is_work]
    return inner


def _class_in(tree: Tree, slugs: Sequence[str], people: Index[str] | None) -> Tree | None:
    """Return the tree below the only folder, if what it holds looks like the students' folders."""
    beside = tree.top_items()
    if len(tree.folders) != 1 or any(item.is_work for item in beside) or layout_of(tree) is not FOLDERS:
        return None
    (outer,) = tree.folders
    inner = tree.subtree(outer)
    is_students = people is not None and people.find(download_keys(outer)) is not None
    is_work = any(item.is_work for item in inner.top_items())
    if is_students or is_work or len(inner.folders) < 2 or {*slugs, *_KIT_FOLDERS} & {*inner.folders}:
        return None
    inner.warnings.append(f"{outer}: taken for the folder around the students' folders.")
    return inner


def _without_wrapper(tree: Tree) -> Tree:
    """Return the tree below the one folder that an archive was made of, if that holds nothing but folders."""
    inner = [item.parts for item in tree.items]
    if len(tree.folders) != 1 or any(len(parts) < 3 for parts in inner):
        return tree
    return tree.subtree(tree.folders[0])
