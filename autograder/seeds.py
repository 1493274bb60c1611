"""Derive the numbers that decide which inputs a student's code is tried on."""

from __future__ import annotations

import hashlib
import hmac

import numpy as np

SEED_BITS = 53  # the largest whole numbers every JSON reader keeps exact


def submission_seed(course_key: str, slug: str, student: str) -> int:
    """Return the seed of one student's assignment; another course key gives other inputs."""
    message = f"{slug}\0{student}".encode()
    digest = hmac.new(course_key.encode(), message, hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - SEED_BITS)


def check_rng(seed: int, check_id: str) -> np.random.Generator:
    """Return the generator of one check: the same for the same seed and check."""
    digest = hashlib.sha256(check_id.encode()).digest()
    return np.random.default_rng([seed, int.from_bytes(digest[:8], "big")])
