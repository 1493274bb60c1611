"""Recognise one person under the names that different platforms call them by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, Generic, TypeVar

from autograder.roster import Person

T = TypeVar("T")

# Roster columns that name a person; what else there is (a section, a degree) names none.
_NAMING_COLUMN: Final = re.compile(r"\bid\b|login|user|github|number|e-?mail|matric")

# A name that many people have is no evidence; a number of one digit neither.
_MIN_KEY: Final = 2


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
            if len(key) >= _MIN_KEY:
                self._by_key.setdefault(key, set()).add(number)

    def find(self, keys: Iterable[str]) -> T | None:
        """Return what the first telling key names; a key of several things tells nothing."""
        for key in keys:
            found = self._by_key.get(key, set())
            if len(found) == 1:
                return self._things[next(iter(found))]
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
    first, last = person.other.get("first name", ""), person.other.get("last name", "")
    names = [*name_keys(person.name), *(name_keys(f"{first} {last}") if first and last else [])]
    return list(dict.fromkeys([*identifiers(person.student, person.email, *ids), *names]))


def download_keys(student: str, aliases: Iterable[str] = ()) -> list[str]:
    """Return the keys of someone as a platform's download calls them, surest first."""
    names = [student, name_before_number(student), *aliases]
    ids = identifiers(*numbers_at_end(student), *names)
    return list(dict.fromkeys([*ids, *(key for name in names for key in name_keys(name))]))


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


def numbers_at_end(name: str) -> list[str]:
    """Return the number that Canvas and Moodle put behind a name in their downloads, if there is one."""
    found = re.fullmatch(r"(.+)_(\d+)", name)
    return [found[2]] if found else []


def name_before_number(name: str) -> str:
    """Return a name without the number behind it."""
    return re.sub(r"_\d+$", "", name)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())
