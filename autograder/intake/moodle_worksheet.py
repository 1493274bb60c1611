"""Read Moodle's grading worksheet where it lies beside a download: participants' names, and when they handed in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from autograder.intake.model import Item, Tree
from autograder.submission_source import SourceError

# Headings as Moodle writes them in English; the worksheet has a comma between cells in every language.
_IDENTIFIER: Final = "Identifier"
_FULL_NAME: Final = "Full name"
_NAMES: Final = ("Email address", "ID number", "Username", _FULL_NAME)
_NAMELESS: Final = "Participant"  # as Moodle calls everyone where marking is blind
_TEAM: Final = "Group"
_TIME: Final = "Last modified (submission)"
_NO_TIME: Final = ("", "-")
# How Moodle writes "Monday, 2 November 2026, 10:42 PM" for English, American and 24-hour sites.
_FORMATS: Final = tuple(
    f"%A, {day}, {time}" for day in ("%d %B %Y", "%B %d, %Y") for time in ("%I:%M %p", "%H:%M", "%H:%M:%S")
)


@dataclass(frozen=True, slots=True)
class Participant:
    """What the worksheet says of one: names, surest first, the team, and the time in seconds since 1970."""

    number: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    team: str = ""
    handed_in: float | None = None


def participants(tree: Tree) -> dict[str, Participant]:
    """Return the participants by their number; none where there is no worksheet."""
    found: dict[str, Participant] = {}
    for item in tree.top_items():
        rows = list(_rows(item, tree)) if item.suffix == ".csv" else []
        for row in rows:
            for number in row[_IDENTIFIER].split()[-1:]:
                found[number] = _participant(number, row, tree.zone)
        _tell_of_times(item, rows, found, tree)
    return found


def _rows(item: Item, tree: Tree) -> Iterator[dict[str, str]]:
    try:
        text = item.read().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
        if _IDENTIFIER in (reader.fieldnames or ()):
            yield from reader
    except SourceError as error:
        tree.warnings.append(str(error))
    except (UnicodeDecodeError, csv.Error):
        tree.warnings.append(f"{item.name} is not CSV in UTF-8; its names and times are not used.")


def _tell_of_times(item: Item, rows: list[dict[str, str]], found: Mapping[str, Participant], tree: Tree) -> None:
    """Say when a worksheet has times and none can be read, as in another language."""
    stated = [text for row in rows if (text := _cell(row, _TIME)) not in _NO_TIME]
    if stated and all(participant.handed_in is None for participant in found.values()):
        tree.warnings.append(
            f"{item.name}: times such as {stated[0]!r} are not read; nobody is late by them. Set Moodle to English and "
            "download it again, or put the times into handed_in.csv."
        )


def _participant(number: str, row: Mapping[str, str], zone: tzinfo) -> Participant:
    return Participant(
        number=number,
        name=_cell(row, _FULL_NAME) or _NAMELESS,
        names=tuple(name for heading in _NAMES if (name := _cell(row, heading))),
        team=_cell(row, _TEAM),
        handed_in=_seconds(_cell(row, _TIME), zone),
    )


def _cell(row: Mapping[str, str], heading: str) -> str:
    return (row.get(heading) or "").strip()


def _seconds(text: str, zone: tzinfo) -> float | None:
    """Return a moment as Moodle writes it, to the minute; Moodle leaves its seconds out."""
    plain = " ".join(text.split())  # narrow spaces too, which stand before AM and PM on newer sites
    for form in _FORMATS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=zone).timestamp()
        except ValueError:
            continue
    return None
