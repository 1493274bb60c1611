"""Read Moodle's download of an assignment: a folder for each participant or team, or files with the same names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from autograder.intake.model import HandIn, Item, Tree
from autograder.intake.moodle_worksheet import Participant, participants

# First Last_<participant number>_assignsubmission_file, with an underscore at the end before Moodle 4.1. Of teams, now
# Team_<its number>_… or Default group_…, a folder for each team; before 4.1 Team-First Last_<participant number>_….
_NAMED: Final = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL
)
_UNKNOWN: Final = Participant()

Key = tuple[str, str]


def is_moodle(tree: Tree) -> bool:
    """Tell whether something is called `First Last_<number>_assignsubmission_file…`."""
    names = [*tree.folders, *(item.name for item in tree.top_items())]
    return any(_NAMED.fullmatch(name) for name in names)


def moodle(tree: Tree) -> Iterator[HandIn]:
    """Read a download; a grading worksheet beside the folders tells more names, times, and who is in a team."""
    found = _by_participant(tree)
    worksheet = participants(tree)
    teams: dict[str, list[Participant]] = {}
    for one in worksheet.values():
        teams.setdefault(_letters(one.team), []).append(one)
    prefixed = len(found) > 1 and all("-" in name for name, _ in found)
    for (name, number), items in found.items():
        members = teams.get(_letters(name), []) if number not in worksheet else []
        for one in members:
            yield HandIn(f"{one.name}_{one.number}", tuple(items), one.handed_in, one.names)
        if not members:
            yield _own(name, number, items, worksheet.get(number, _UNKNOWN), prefixed=prefixed)


def _own(name: str, number: str, items: list[Item], known: Participant, *, prefixed: bool) -> HandIn:
    """Return what one participant handed in; `prefixed` says that names begin with a team's, which may have dashes."""
    own = name.partition("-")[2] if prefixed else name
    others = [own.split("-", n)[n] for n in range(1, own.count("-") + 1)] if prefixed else []
    student = f"{own}_{number}" if number else own
    return HandIn(student, tuple(items), known.handed_in, (*known.names, own, *others))


def _by_participant(tree: Tree) -> dict[Key, list[Item]]:
    items: dict[Key, list[Item]] = {}
    for folder, below in tree.by_folder().items():
        if found := _NAMED.fullmatch(folder):
            items.setdefault((found["name"], found["number"] or ""), []).extend(below)
    for item in tree.top_items():
        found = _NAMED.fullmatch(item.name)
        if found and found["file"]:
            items.setdefault((found["name"], found["number"] or ""), []).append(item.renamed(found["file"]))
    return items


def _letters(name: str) -> str:
    """Return a team's name as far as Moodle keeps it in the name of a folder."""
    return "".join(c for c in name.casefold() if c.isalnum())
