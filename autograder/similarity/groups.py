"""Find who is connected by pairs: three people with one program are one thing to read, not three."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from autograder.similarity.pairs import Pair

LEAST_MEMBERS: Final = 3


class Group(msgspec.Struct, frozen=True):
    """Students of one assignment, each as alike as `least` to at least one other of them."""

    slug: str
    students: tuple[str, ...]
    least: float


def groups(pairs: Iterable[Pair]) -> list[Group]:
    """Return the groups of three and more, the largest first."""
    members: dict[tuple[str, str], set[str]] = {}
    least: dict[int, float] = {}
    for pair in sorted(pairs, key=lambda pair: -pair.alike):
        left, right = (members.setdefault((pair.slug, p.student), {p.student}) for p in (pair.left, pair.right))
        if left is not right:
            left |= right
            least[id(left)] = pair.alike
            for student in right:
                members[pair.slug, student] = left
    found = {id(group): (slug, group) for (slug, _), group in members.items()}
    large = [
        Group(slug, tuple(sorted(group)), least[key])
        for key, (slug, group) in found.items()
        if len(group) >= LEAST_MEMBERS
    ]
    return sorted(large, key=lambda group: (-len(group.students), group.slug, group.students))
