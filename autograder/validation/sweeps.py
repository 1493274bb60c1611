"""Compare a function of one number with PyTorch at float32 numbers: a sample, even over their bit patterns, or all."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from autograder.authoring import Sweep
from autograder.validation.oracles import Difference, difference

PATTERNS: Final = 2**32
# Numbers at a time: eight arrays of float64 of that size fit into a quarter of a GiB.
CHUNK: Final = 2**22


class SweepProof(msgspec.Struct, frozen=True):
    """How far a function is from PyTorch at every `every`-th float32 number, NaN and infinities left out."""

    every: int
    numbers: int
    max_error: float
    of_tolerance: float

    def and_also(self, other: SweepProof | None) -> SweepProof:
        """Return the claim about the numbers of both."""
        if other is None:
            return self
        error, share = max(self.max_error, other.max_error), max(self.of_tolerance, other.of_tolerance)
        return SweepProof(self.every, self.numbers + other.numbers, error, share)


def sweep(
    declared: Sweep, torch: ModuleType, device: str, reference: ModuleType, patterns: range
) -> tuple[SweepProof, list[str]]:
    """Compare at the numbers with these bit patterns; overflow and invalid operations are disagreements too.

    Bit patterns lie evenly over signs and exponents, so `range(0, PATTERNS, n)` is stratified by itself.
    """
    worst, numbers = Difference(), 0
    problems: dict[str, None] = {}
    for x in _chunks(patterns):
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise", under="ignore"):
                got, want = declared.compare(torch, device, reference, x)
            found = difference(got, want, declared.rtol, declared.atol)
        except FloatingPointError as error:
            found = Difference(problem=f"{error} between {x.min():.3g} and {x.max():.3g}")
        worst, numbers = worst.or_worse(found), numbers + x.size
        problems.update({found.problem: None} if found.problem else {})
    return SweepProof(patterns.step, numbers, worst.error, worst.of_tolerance), list(problems)


def _chunks(patterns: range) -> Iterator[NDArray[np.float64]]:
    """Yield the finite numbers among the patterns, chunk by chunk."""
    for start in range(0, len(patterns), CHUNK):
        part = patterns[start : start + CHUNK]
        numbers = np.arange(part.start, part.stop, part.step, dtype=np.uint32).view(np.float32)
        finite = numbers[np.isfinite(numbers)].astype(np.float64)
        if finite.size:  # millions of patterns in a row are NaN
            yield finite
