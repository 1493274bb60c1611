"""Choose a few hashes that stand for a program: the same passage in two programs gives the same hash.

Winnowing, after Schleimer, Wilkerson and Aiken (SIGMOD 2003): any passage that is alike over GRAM + WINDOW - 1 tokens
is found, and nothing shorter than GRAM tokens counts. Libraries for this were looked at; none is maintained.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from autograder.similarity.tokens import Token

GRAM: Final = 12
WINDOW: Final = 4


def grams(tokens: Sequence[Token]) -> list[int]:
    """Return the hash of every run of GRAM tokens, by the place it begins at."""
    texts = [token.text for token in tokens]
    return [_hash(texts[i : i + GRAM]) for i in range(len(texts) - GRAM + 1)]


def winnow(hashes: Sequence[int]) -> frozenset[int]:
    """Return the least hash of every window."""
    if len(hashes) <= WINDOW:
        return frozenset(hashes)
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1))


def _hash(texts: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b("\0".join(texts).encode(), digest_size=8).digest(), "big")
