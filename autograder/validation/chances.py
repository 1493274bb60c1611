"""Estimate how often a check that draws random numbers would fail the reference, and so a right solution, by chance."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from autograder import catalog
from autograder.grading.attempt import attempt
from autograder.grading.bench import Bench, set_up
from autograder.grading.checks import Check
from autograder.local import student_of_module
from autograder.student import Student, recorded

CONFIDENCE: Final = 0.95


class ChanceProof(msgspec.Struct, frozen=True):
    """How often a check failed the reference under so many seeds.

    `at_most` bounds the probability of a failure with 95 % confidence where there was none; it is 1 where there was.
    """

    seeds: int
    failures: int
    at_most: float


def stochastic(bench: Bench) -> list[Check]:
    """Return the checks that draw random numbers."""
    return [check for check in bench.checks if "rng" in check.fixtures]


def chances(root: Path, slug: str, seeds: range) -> dict[str, ChanceProof]:
    """Run every check that draws random numbers on the reference under many seeds, in this process.

    Raises:
        AssignmentError: a part of the assignment is malformed.
    """
    bench = set_up(catalog.load(root / "assignments" / slug, root / "solutions"))
    return {check.id: _chance(bench, check, seeds) for check in stochastic(bench)}


def _chance(bench: Bench, check: Check, seeds: range) -> ChanceProof:
    student = student_of_module(bench.module)
    with np.errstate(all="ignore"):
        outcomes = [_outcome(bench, check, student, seed) for seed in seeds]
    failures = sum(outcome != "passed" for outcome in outcomes)
    bound = 1.0 if failures else 1.0 - (1.0 - CONFIDENCE) ** (1.0 / len(seeds))
    return ChanceProof(len(seeds), failures, float(f"{bound:.3g}"))


def _outcome(bench: Bench, check: Check, student: Student, seed: int) -> str:
    outcome = attempt(check, student, bench.reference, seed).outcome
    recorded(student).clear()  # a thousand runs' calls would be kept for a diagnosis that nobody wants
    return outcome
