"""Rank pairs of programs by what they share and the rest of the class does not."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from autograder.similarity.fingerprints import grams, winnow
from autograder.similarity.tokens import Token, tokens

# A passage that more than a third of the class writes is how one writes it, and makes no pair worth looking at; it
# still counts once a pair is looked at. A smaller bound would hide a solution that a dozen people found in one place.
COMMON_SHARE: Final = 1 / 3
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
    """Return the pairs at least so alike, the most alike first.

    A passage weighs more the fewer programs have it: what half of the class writes alike is how one writes it.
    """
    large = [p for p in programs if len(p.fingerprints) >= LEAST_FINGERPRINTS]
    owners: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(large):
        for fingerprint in one.fingerprints:
            owners[fingerprint].append(index)
    weights = {f: math.log((len(large) + 1) / len(who)) for f, who in owners.items()}
    totals = [sum(weights[f] for f in one.fingerprints) for one in large]
    found = []
    for a, b in _candidates(owners, len(large)):
        shared = large[a].fingerprints & large[b].fingerprints
        alike = sum(weights[f] for f in shared) / max(min(totals[a], totals[b]), 1e-9)
        if alike >= least:
            found.append(Pair(slug, large[a], large[b], alike, len(shared)))
    return sorted(found, key=lambda pair: (-pair.alike, pair.left.student, pair.right.student))


def _candidates(owners: Mapping[int, Sequence[int]], count: int) -> list[tuple[int, int]]:
    """Return the pairs that share a rare passage; in a small class every passage is rare."""
    most = max(2, int(count * COMMON_SHARE))
    seen: set[tuple[int, int]] = set()
    for who in owners.values():
        if len(who) <= most:
            seen.update(itertools.combinations(who, 2))
    return sorted(seen)
