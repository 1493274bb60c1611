"""Recognise one person under the names that different platforms call them by."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Generic, TypeVar

from autograder.roster import Person

T = TypeVar("T")

# Roster columns that name a person; what else there is (a section, a degree) names none.
_NAMING_COLUMN: Final = re.compile(r"\bid\b|login|user|github|number|e-?mail|matric")


class Index(Generic[T]):
    """Things that can be found by any of their keys, as long as only one thing has it."""

    def __init__(self) -> None:
        self._by_key: dict[str, set[int]] = {}
        self._things: list[T] = []

    def add(self, thing: T, keys: Iterable[str]) -> None:
        """Let a thing be found by these keys."""
        number = len(self._things)
        self._things.append(thing)
        for key in keys:
            self._by_key.setdefault(key, set()).add(number)

    def find(self, keys: Iterable[str]) -> T | None:
        """Return what the first telling key names; a key of several things tells nothing."""
        place = self._place(keys)
        return None if place is None else self._things[place]

    def pair(self, keys: Mapping[str, Iterable[str]]) -> dict[str, T]:
        """Return the thing of each name, by its keys; none for names that would have to share one."""
        places = {name: place for name, own in keys.items() if (place := self._place(own)) is not None}
        claims = Counter(places.values())
        return {name: self._things[place] for name, place in places.items() if claims[place] == 1}

    def _place(self, keys: Iterable[str]) -> int | None:
        for key in keys:
            found = self._by_key.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None


def roster_index(people: Mapping[str, Person]) -> Index[str]:
    """Return the ids of a roster, to be found by any name that a person goes by."""
    index: Index[str] = Index()
    for student, person in people.items():
        index.add(student, roster_keys(person))
    return index


def roster_keys(person: Person) -> list[str]:
    """Return every key of a person on the roster, surest first."""
    ids = [cell for heading, cell in person.other.items() if _NAMING_COLUMN.search(heading)]
    canvas = [f"canvas:{cell}" for heading, cell in person.other.items() if "canvas" in heading and cell]
    first, last = person.other.get("first name", ""), person.other.get("last name", "")
    names = [*name_keys(person.name), *(name_keys(f"{first} {last}") if first and last else [])]
    return list(dict.fromkeys([*identifiers(person.student, person.email, *ids), *canvas, *names]))


def download_keys(student: str, aliases: Iterable[str] = ()) -> list[str]:
    """Return the keys of someone as a platform's download calls them, surest first.

    Canvas and Moodle put their own number behind the name. A number alone is no evidence, for another platform may
    have given it to someone else; with the name it tells two people of one name apart.
    """
    numbered = re.fullmatch(r"(?P<name>.+)_(?P<number>\d+)", student, re.DOTALL)
    both = numbered_keys(numbered["number"], numbered["name"]) if numbered else []
    names = [student, *([numbered["name"]] if numbered else []), *aliases]
    return list(dict.fromkeys([*identifiers(*names), *both, *(key for name in names for key in name_keys(name))]))


def student_keys(student: str, people: Mapping[str, Person]) -> list[str]:
    """Return every key of a student of ours, from the roster if they are on it and from the id itself."""
    return [*(roster_keys(people[student]) if student in people else []), *download_keys(student)]


def numbered_keys(number: str, name: str) -> list[str]:
    """Return the keys of a platform's number and the name that goes with it."""
    return [f"{number}/{key}" for key in name_keys(name)]


def identifiers(*names: str) -> list[str]:
    """Return the keys of ids, logins and e-mail addresses: spelling as it is, but for case."""
    return [key for name in names if (key := _folded(name))]


def name_keys(name: str) -> list[str]:
    """Return the keys of a person's name.

    "Doe, Jane", "Jane Doe" and "doejane" have one in common, and so have names with and without accents.
    """
    last, comma, first = name.partition(",")
    if comma:
        return list(dict.fromkeys(f"name:{key}" for key in (_letters(first + last), _letters(last + first)) if key))
    words = name.split()
    turned = (words[i:] + words[:i] for i in range(len(words)))
    return list(dict.fromkeys(f"name:{key}" for parts in turned if (key := _letters("".join(parts)))))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())
