"""Read Moodle's download of an assignment: a folder for each participant, or files with the same names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from autograder.intake.model import HandIn, Item, Tree
from autograder.intake.moodle_worksheet import Participant, participants

# First Last_<participant number>_assignsubmission_file_ and, where students hand in as a team, Team-First Last_…
_NAMED: Final = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL
)
_UNKNOWN: Final = Participant()

Key = tuple[str, str]


def is_moodle(tree: Tree) -> bool:
    """Tell whether something is called `First Last_<number>_assignsubmission_file_…`."""
    names = [*tree.folders, *(item.name for item in tree.top_items())]
    return any(_NAMED.fullmatch(name) for name in names)


def moodle(tree: Tree) -> Iterator[HandIn]:
    """Read a download; a grading worksheet that lies beside the folders tells more names, and times."""
    found = _by_participant(tree)
    worksheet = participants(tree)
    teams = len(found) > 1 and all("-" in name for name, _ in found)
    for (name, number), items in found.items():
        own = name.partition("-")[2] if teams else name
        known = worksheet.get(number, _UNKNOWN)
        # A team's name may have a dash itself.
        others = [own.split("-", n)[n] for n in range(1, own.count("-") + 1)] if teams else []
        yield HandIn(f"{own}_{number}", tuple(items), known.handed_in, (*known.names, own, *others))


def _by_participant(tree: Tree) -> dict[Key, list[Item]]:
    items: dict[Key, list[Item]] = {}
    for folder, below in tree.by_folder().items():
        if found := _NAMED.fullmatch(folder):
            items.setdefault((found["name"], found["number"]), []).extend(below)
    for item in tree.top_items():
        found = _NAMED.fullmatch(item.name)
        if found and found["file"]:
            items.setdefault((found["name"], found["number"]), []).append(item.renamed(found["file"]))
    return items
