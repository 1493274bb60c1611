"""Derive the numbers that decide which inputs a student's code is tried on."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray

# Parallel forms of a test: the same checks on other inputs. With so many, neighbours hardly share one, and a class can
# be graded on inputs that right solutions were proven on, each of whose requests and right answers is worked out once.
FORMS = 16
SEED_BITS = 53  # the largest whole numbers every JSON reader keeps exact


def submission_seed(course_key: str, slug: str, student: str) -> int:
    """Return the seed of one student's assignment: that of the test form which falls to the student.

    Another course key gives other forms, and deals them otherwise.
    """
    form = _digest(course_key, slug, "student", student)[0] % FORMS
    return form_seed(course_key, slug, form)


def form_seed(course_key: str, slug: str, form: int) -> int:
    """Return the seed of one of an assignment's test forms, 0 to FORMS - 1."""
    return int.from_bytes(_digest(course_key, slug, "form", str(form))[:8], "big") >> (64 - SEED_BITS)


def _digest(course_key: str, *parts: str) -> bytes:
    return hmac.new(course_key.encode(), "\0".join(parts).encode(), hashlib.sha256).digest()


def check_rng(seed: int, check_id: str) -> np.random.Generator:
    """Return the generator of one check: the same for the same seed and check."""
    digest = hashlib.sha256(f"{seed}\0{check_id}".encode()).digest()
    return np.random.Generator(np.random.PCG64(_Hashed(digest)))  # type: ignore[arg-type]  # typed too narrowly


class _Hashed(ISeedSequence):
    """A seed sequence whose words are a hash already: NumPy's own would spend its time on mixing them."""

    def __init__(self, digest: bytes) -> None:
        self._words = np.frombuffer(digest, np.uint64)

    def generate_state(self, n_words: int, dtype: npt.DTypeLike = np.uint32) -> NDArray[Any]:
        """Return the words that PCG64 asks for: four of 64 bits."""
        if n_words != self._words.size or np.dtype(dtype) != self._words.dtype:
            raise ValueError(f"{n_words} words of {np.dtype(dtype)}; there are four of uint64")
        return self._words
