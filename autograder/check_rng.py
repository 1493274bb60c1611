"""Make the generator that a check draws its inputs from."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray


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
