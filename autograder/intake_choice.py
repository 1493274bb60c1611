"""Choose, among the files that one student handed in, the one that is an assignment's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from autograder.intake_layouts import SUFFIXES, File
from autograder.kit.choice import chosen_file
from autograder.kit.released import FOLDER

# A notebook with more than this in it has been worked in.
MAX_COMPARED_BYTES: Final = 4 * 1024 * 1024
# What a kit holds beside the student's own work.
_KIT_FILE: Final = re.compile(r"(stub|figures|conftest|test_\w+|\w+_test)\.py")


@dataclass(frozen=True, slots=True)
class Choice:
    """The file to grade and what to say of the choice, or no file and what was there instead."""

    file: File | None = None
    note: str = ""


def choose(files: Sequence[File], slug: str, *, any_name: bool = False) -> Choice:
    """Return an assignment's file: the one of its name, the later of several.

    With `any_name` a student's only Python file or notebook is taken for it, whatever it is called.
    """
    code = [file for file in files if _suffix(file.name)]
    named = [file for file in code if _stem(file.name) == slug and file.slug in ("", slug)]
    if named:
        return _latest(slug, named)
    own = [file for file in code if not _KIT_FILE.fullmatch(file.name)]
    placed = [file for file in own if file.slug == slug]
    alone = placed or (own if any_name else [])
    if len({file.name for file in alone}) == 1:
        file = max(alone, key=lambda file: file.order)
        return Choice(file, f"{file.name} was taken for {slug}{_suffix(file.name)}: nothing else was handed in.")
    if not alone:
        return Choice()
    names = ", ".join(sorted({file.name for file in alone})[:5])
    return Choice(note=f"several files ({names}) and none called {slug}.py or {slug}.ipynb; not graded.")


def _latest(slug: str, files: Sequence[File]) -> Choice:
    """Return the later of files of one name; in a copy of the kit, the one that was worked in."""
    if len(files) == 1:
        return Choice(files[0])
    worked_in = _worked_in(slug, files)
    if worked_in is not None:
        return Choice(worked_in)
    file = max(files, key=lambda file: (file.order, file.path.lstat().st_mtime, file.name))
    if len({one.name for one in files}) == 1:
        return Choice(file)
    return Choice(file, f"Both {_both(files)} are there; the newer one, {file.name}, was graded.")


def _worked_in(slug: str, files: Sequence[File]) -> File | None:
    """Return the file of a kit's folder that its student changed; None outside a kit, or when both were changed."""
    home = files[0].path.parent
    in_kit = home.name == slug and (home / FOLDER).is_dir() and all(file.path.parent == home for file in files)
    if not in_kit or any(file.path.lstat().st_size > MAX_COMPARED_BYTES for file in files):
        return None
    try:
        chosen = chosen_file(home)
    except (OSError, ValueError, RecursionError):
        return None
    return None if chosen.remark else next((file for file in files if file.path == chosen.path), None)


def _both(files: Sequence[File]) -> str:
    return " and ".join(sorted({file.name for file in files}, reverse=True))


def _suffix(name: str) -> str:
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")


def _stem(name: str) -> str:
    return name.removesuffix(_suffix(name))
