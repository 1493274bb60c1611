"""Rank pairs of programs by what they share and the rest of the class does not."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from autograder.similarity.fingerprints import grams, winnow
from autograder.similarity.tokens import Token, tokens

# A passage that more than a third of the class writes is how one writes it, and makes no pair worth looking at; it
# still counts once a pair is looked at. A smaller bound would hide a solution that a dozen people found in one place.
COMMON_SHARE: Final = 1 / 3
# In a smaller class a third is two or three people, who may well have worked together: there nothing is common.
LEAST_FOR_COMMON: Final = 12
# Who has so much of a longer program has that program, and not a way to write: they are a pair, however many they are.
NEARLY_ALL: Final = 3 / 4
# Less than about eight lines of their own are too little to compare.
LEAST_FINGERPRINTS: Final = 12


class Program(msgspec.Struct, frozen=True):
    """One submission, as far as it is its author's own."""

    student: str
    file: str
    source: str
    tokens: tuple[Token, ...]
    fingerprints: frozenset[int]


class Pair(msgspec.Struct, frozen=True):
    """Two programs and how alike they are: 1 means that all of the shorter one's rare passages are in the other."""

    slug: str
    left: Program
    right: Program
    alike: float
    passages: int


def program(student: str, file: str, source: str, given: frozenset[int]) -> Program:
    """Reduce a submission; `given` are the hashes that the stub has already."""
    reduced = tokens(source)
    hashes = [h for h in grams(reduced) if h not in given]
    return Program(student, file, source, tuple(reduced), winnow(hashes))


def given_by(stub: str) -> frozenset[int]:
    """Return every hash of the stub's text."""
    return frozenset(grams(tokens(stub)))


def rank(slug: str, programs: Sequence[Program], least: float) -> list[Pair]:
    """Return the pairs at least so alike, the most alike first; of equal programs each is paired with the first only.

    A passage weighs more the fewer programs have it: what half of the class writes alike is how one writes it.
    """
    equal: dict[frozenset[int], list[Program]] = defaultdict(list)
    for one in programs:
        if len(one.fingerprints) >= LEAST_FINGERPRINTS:
            equal[one.fingerprints].append(one)
    owners = Counter(f for fingerprints, same in equal.items() for f in fingerprints for _ in same)
    count = sum(map(len, equal.values()))
    weights = {f: math.log((count + 1) / n) for f, n in owners.items()}
    found = [
        Pair(slug, same[0], other, 1.0, len(same[0].fingerprints)) for same in equal.values() for other in same[1:]
    ]
    firsts = [same[0] for same in equal.values()]
    totals = [math.fsum(weights[f] for f in one.fingerprints) for one in firsts]
    for a, b in sorted({*_sharing_what_is_rare(firsts, owners, count), *_nearly_equal(firsts)}):
        shared = firsts[a].fingerprints & firsts[b].fingerprints
        alike = math.fsum(weights[f] for f in shared) / min(totals[a], totals[b])
        if alike >= least:
            found.append(Pair(slug, firsts[a], firsts[b], alike, len(shared)))
    return sorted(found, key=lambda pair: (-pair.alike, pair.left.student, pair.right.student))


def _sharing_what_is_rare(
    programs: Sequence[Program], owners: Mapping[int, int], count: int
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share a passage which is not common among `count` programs."""
    most = count * COMMON_SHARE if count >= LEAST_FOR_COMMON else count
    rare: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(programs):
        for fingerprint in one.fingerprints:
            if owners[fingerprint] <= most:
                rare[fingerprint].append(index)
    for who in rare.values():
        yield from itertools.combinations(who, 2)


def _nearly_equal(programs: Sequence[Program]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which the shorter one has nearly all passages of the longer one."""
    by_length = sorted(range(len(programs)), key=lambda index: len(programs[index].fingerprints))
    for place, shorter in enumerate(by_length):
        for longer in by_length[place + 1 :]:
            needed = NEARLY_ALL * len(programs[longer].fingerprints)
            if len(programs[shorter].fingerprints) < needed:
                break
            if len(programs[shorter].fingerprints & programs[longer].fingerprints) >= needed:
                yield min(shorter, longer), max(shorter, longer)
