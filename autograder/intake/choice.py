"""Choose which of a student's files is an assignment's: by name, then the least deep, then the newest."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from autograder.intake.model import SUFFIXES, Item
from autograder.intake.names import printable
from autograder.intake.released import untouched

MAX_STRAYS: Final = 5
# What browsers, platforms and people add to a name: "mp_neuron (1)", "mp-neuron copy 2", "MP_Neuron_3", "… final".
_ADDED: Final = re.compile(r"([ _\-.]*(\(\d{1,3}\)|copy|kopie|final|v?\d{1,3}))+$")
# What a kit holds beside the student's own work.
_KIT_FILE: Final = re.compile(r"(stub|figures|conftest|setup|test_\w+|\w+_test)\.py")

Choice = tuple[str, Item, tuple[str, ...]]


def chosen(
    items: Sequence[Item], slugs: Sequence[str], stubs: Mapping[str, str] | None = None, *, any_name: bool = False
) -> Iterator[Choice]:
    """Yield (slug, file, notes on how it was chosen) for each assignment that has a file.

    A file that is still as released in `stubs` counts only where there is no other. With `any_name`, a student's only
    program is taken for an assignment whatever it is called.
    """
    programs = [item for item in items if item.suffix in SUFFIXES]
    for slug in slugs:
        named = [item for item in programs if item.stem == slug and item.name.endswith(SUFFIXES)]
        alike = [item for item in programs if _meant(item.stem) == slug]
        candidates = named or alike
        if len(candidates) > 1 and stubs and slug in stubs:
            candidates = [i for i in candidates if not untouched(i, stubs[slug])] or candidates
        if not candidates and any_name:
            yield from _only_program(slug, programs)
        elif candidates:
            item = max(candidates, key=lambda i: (-len(i.parts), i.modified or 0.0, i.parts))
            yield slug, item, tuple(_notes(slug, item, candidates, renamed=not named))


def strays(student: str, items: Sequence[Item], slugs: Sequence[str], taken: Sequence[Item]) -> Iterator[str]:
    """Say which Python files and notebooks are no assignment's, and what they may be meant as."""
    others = [i for i in items if i.suffix in SUFFIXES and i not in taken and i.stem not in slugs]
    for item in others[:MAX_STRAYS]:
        near = difflib.get_close_matches(item.stem.lower()[:100], slugs, n=1, cutoff=0.5)
        advice = f" If it is {near[0]}, rename it to {near[0]}{item.suffix}." if near else ""
        yield f"{student}/{printable('/'.join(item.parts))}: no assignment of that name; not graded.{advice}"
    if len(others) > MAX_STRAYS:
        yield f"{student}: {len(others) - MAX_STRAYS} more files of other names; not graded."


def _only_program(slug: str, programs: Sequence[Item]) -> Iterator[Choice]:
    own = [item for item in programs if not _KIT_FILE.fullmatch(item.name)]
    if len(own) == 1:
        (item,) = own
        note = f"{printable(item.name)} was taken for {slug}{item.suffix}: no other program was handed in."
        yield slug, item, (note,)


def _meant(stem: str) -> str:
    """Return the assignment's name that a file's name stands for once what was added is gone."""
    plain = unicodedata.normalize("NFKC", stem).casefold()
    return re.sub(r"[ \-.]+", "_", _ADDED.sub("", plain)).strip("_")


def _notes(slug: str, item: Item, candidates: Sequence[Item], *, renamed: bool) -> Iterator[str]:
    if renamed:
        yield f"{printable(item.name)} was taken for {slug}{item.suffix}."
    rivals = [other for other in candidates if other is not item and len(other.parts) == len(item.parts)]
    if len(rivals) == 1 and rivals[0].parts[:-1] == item.parts[:-1]:
        both = " and ".join(sorted((printable(item.name), printable(rivals[0].name)), reverse=True))
        yield f"Both {both} are there; the newer one, {printable(item.name)}, was graded."
    elif rivals:
        where = printable("/".join(item.parts))
        yield f"{len(rivals) + 1} files could be meant; the newest one, {where}, was graded."
