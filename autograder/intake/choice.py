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
MAX_NAMED: Final = 3
# What browsers, platforms and people add to a name: "mp_neuron (1)", "mp-neuron copy 2", "MP_Neuron_3", "… final".
_ADDED: Final = re.compile(r"(?:[ _\-.]*(?:\(\d{1,3}\)|copy|kopie|final|v?\d{1,3}(?!\d)))+$")
# What a kit holds beside the student's own work.
_KIT_FILE: Final = re.compile(r"(stub|figures|conftest|setup|test_\w+|\w+_test)\.py")

Choice = tuple[str, Item, tuple[str, ...]]


def chosen(
    items: Sequence[Item],
    slugs: Sequence[str],
    course: Sequence[str],
    stubs: Mapping[str, str] | None = None,
    *,
    any_name: bool = False,
) -> Iterator[Choice]:
    """Yield (slug, file, notes on how it was chosen) for each of these assignments that has a file.

    `course` are all assignments there are. A file that is still as released in `stubs` counts only where there is no
    other. With `any_name`, a student's only program is taken for an assignment whatever it is called.
    """
    programs = [item for item in items if item.suffix in SUFFIXES]
    for slug in slugs:
        named = [item for item in programs if item.stem == slug and item.name.endswith(SUFFIXES)]
        alike = [item for item in programs if item not in named and _assignment(item, course) == slug]
        candidates = named or alike
        if len(candidates) > 1 and stubs and slug in stubs:
            candidates = [i for i in candidates if not untouched(i, stubs[slug])] or candidates
        if not candidates and any_name:
            yield from _only_program(slug, programs)
        elif candidates:
            item = max(candidates, key=lambda i: (-len(i.parts), i.modified or 0.0, i.parts))
            yield slug, item, tuple(_notes(slug, item, candidates, alike if named else ()))


def strays(student: str, items: Sequence[Item], course: Sequence[str], taken: Mapping[str, Item]) -> Iterator[str]:
    """Say which Python files and notebooks are no assignment's, and what they may be meant as.

    `taken` are the files that were chosen, by assignment.
    """
    programs = [item for item in items if item.suffix in SUFFIXES and item not in taken.values()]
    others = [item for item in programs if not _assignment(item, course)]
    for item in others[:MAX_STRAYS]:
        advice = _advice(item, course, programs, taken)
        yield f"{student}/{_place(item)}: no assignment of that name; not graded.{advice}"
    if len(others) > MAX_STRAYS:
        yield f"{student}: {len(others) - MAX_STRAYS} more files of other names; not graded."


def _advice(item: Item, course: Sequence[str], programs: Sequence[Item], taken: Mapping[str, Item]) -> str:
    """Return what to do about a file of another name; never to put it in the place of one that is there."""
    for slug in difflib.get_close_matches(item.stem.lower()[:100], course, n=1, cutoff=0.5):
        if slug in taken:
            return f" {_place(taken[slug])} is there too, and was graded."
        if any(_assignment(other, course) == slug for other in programs):
            return f" A file of {slug} is there too."
        return f" If it is {slug}, rename it to {slug}{item.suffix}."
    return ""


def _place(item: Item) -> str:
    return printable("/".join(item.parts))


def _only_program(slug: str, programs: Sequence[Item]) -> Iterator[Choice]:
    own = [item for item in programs if not _KIT_FILE.fullmatch(item.name)]
    if len(own) == 1:
        (item,) = own
        note = f"{printable(item.name)} was taken for {slug}{item.suffix}: no other program was handed in."
        yield slug, item, (note,)


def _assignment(item: Item, course: Sequence[str]) -> str:
    """Return the assignment that a file's name stands for, as it is or once what was added is gone; or nothing."""
    if item.stem in course:
        return item.stem
    plain = unicodedata.normalize("NFKC", item.stem).casefold()
    meant = re.sub(r"[ \-.]+", "_", _ADDED.sub("", plain)).strip("_")
    return meant if meant in course else ""


def _notes(slug: str, item: Item, candidates: Sequence[Item], passed_over: Sequence[Item]) -> Iterator[str]:
    """Say how a file was chosen; `passed_over` have nearly the assignment's name, beside files that have it."""
    if item.stem != slug or not item.name.endswith(SUFFIXES):
        yield f"{printable(item.name)} was taken for {slug}{item.suffix}."
    rivals = [other for other in candidates if other is not item and len(other.parts) == len(item.parts)]
    if len(rivals) == 1 and rivals[0].parts[:-1] == item.parts[:-1]:
        both = " and ".join(sorted((printable(item.name), printable(rivals[0].name)), reverse=True))
        yield f"Both {both} are there; the newer one, {printable(item.name)}, was graded."
    elif rivals:
        yield f"{len(rivals) + 1} files could be meant; the newest one, {_place(item)}, was graded."
    if passed_over:
        more = f" and {len(passed_over) - MAX_NAMED} more" if len(passed_over) > MAX_NAMED else ""
        names = ", ".join(_place(other) for other in passed_over[:MAX_NAMED]) + more
        verb = "was" if len(passed_over) == 1 else "were"
        yield f"{names} {verb} not graded: {_place(item)} is there too, and has the assignment's own name."
