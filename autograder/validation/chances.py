"""Estimate how often a check that draws random numbers would fail the reference, and so a right solution, by chance."""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from autograder.grading.attempt import attempt
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.local import student_of_module

CONFIDENCE: Final = 0.95


class ChanceProof(msgspec.Struct, frozen=True):
    """How often a check failed the reference under so many seeds.

    `at_most` bounds the probability of a failure with 95 % confidence where there was none; it is 1 where there was.
    """

    seeds: int
    failures: int
    at_most: float

    @classmethod
    def of(cls, seeds: int, failures: int) -> ChanceProof:
        """Return what so many seeds prove."""
        bound = 1.0 if failures else 1.0 - (1.0 - CONFIDENCE) ** (1.0 / seeds)
        return cls(seeds, failures, float(f"{bound:.3g}"))

    def and_also(self, other: ChanceProof | None) -> ChanceProof:
        """Return what the seeds of both prove."""
        return self if other is None else ChanceProof.of(self.seeds + other.seeds, self.failures + other.failures)


def stochastic(bench: Bench) -> list[Check]:
    """Return the checks that draw random numbers."""
    return [check for check in bench.checks if "rng" in check.fixtures]


def chances(bench: Bench, seeds: range) -> dict[str, ChanceProof]:
    """Run every check that draws random numbers on the reference under many seeds, in this process."""
    return {check.id: _chance(bench, check, seeds) for check in stochastic(bench)}


def _chance(bench: Bench, check: Check, seeds: range) -> ChanceProof:
    with np.errstate(all="ignore"):
        outcomes = [attempt(check, student_of_module(bench.module), bench.reference, seed).outcome for seed in seeds]
    return ChanceProof.of(len(seeds), sum(outcome != "passed" for outcome in outcomes))
