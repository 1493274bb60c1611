"""The parts that an audit falls into, each small enough to be one of thousands that processes share."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Final

from autograder import catalog
from autograder.catalog import Assignment, import_file
from autograder.declared import oracles, sweeps
from autograder.grading.bench import Bench, set_up
from autograder.validation.chances import ChanceProof, chances
from autograder.validation.oracles import compare, load_torch
from autograder.validation.proof import FunctionProof
from autograder.validation.sweeps import PATTERNS, SweepProof, sweep

FIRST_SEED: Final = 1
# A part takes seconds: long beside its hand-over, and short enough that all processes end together.
SEEDS_A_PART: Final = 200
NUMBERS_A_PART: Final = 2**26


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much to try: cases for each function, seeds for each check, and every how-many-th float32 number."""

    cases: int
    seeds: int
    every: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the assignments lie, and the device torch computes on."""

    root: Path
    device: str


@dataclass(frozen=True, slots=True)
class FunctionPart:
    """Compare one function in random cases: as many as asked for, since they come from one stream of draws."""

    slug: str
    task: str
    cases: int


@dataclass(frozen=True, slots=True)
class SweepPart:
    """Compare one function at some of the bit patterns of float32."""

    slug: str
    task: str
    patterns: range


@dataclass(frozen=True, slots=True)
class ChecksPart:
    """Run the checks of an assignment that draw random numbers under some of the seeds."""

    slug: str
    seeds: range


Part = FunctionPart | SweepPart | ChecksPart


@dataclass(frozen=True, slots=True)
class Found:
    """What one part found, or several of one assignment together."""

    functions: dict[str, FunctionProof] = field(default_factory=dict)
    sweeps: dict[str, SweepProof] = field(default_factory=dict)
    checks: dict[str, ChanceProof] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def and_also(self, other: Found) -> Found:
        """Return what both found."""
        swept = {task: proof.and_also(other.sweeps.get(task)) for task, proof in self.sweeps.items()}
        tried = {name: proof.and_also(other.checks.get(name)) for name, proof in self.checks.items()}
        return Found(
            {**self.functions, **other.functions},
            {**other.sweeps, **swept},
            {**other.checks, **tried},
            tuple(dict.fromkeys(self.problems + other.problems)),
        )


def parts(assignment: Assignment, extent: Extent) -> Iterator[Part]:
    """Yield an assignment's parts, the longest ones first."""
    slug = assignment.slug
    for oracle in oracles(assignment):
        yield FunctionPart(slug, oracle.task, extent.cases)
    patterns = range(0, PATTERNS, extent.every)
    for declared in sweeps(assignment):
        for first in range(0, len(patterns), NUMBERS_A_PART):
            yield SweepPart(slug, declared.task, patterns[first : first + NUMBERS_A_PART])
    seeds = range(FIRST_SEED, FIRST_SEED + extent.seeds)
    for first in range(0, len(seeds), SEEDS_A_PART):
        yield ChecksPart(slug, seeds[first : first + SEEDS_A_PART])


def examine(place: Place, part: Part) -> Found:
    """Do one part.

    Raises:
        AssignmentError: a part of the assignment is malformed.
    """
    if isinstance(part, ChecksPart):
        return Found(checks=chances(_bench(place.root, part.slug), part.seeds))
    if isinstance(part, SweepPart):
        return _sweep(place, part)
    return _compare(place, part)


def _compare(place: Place, part: FunctionPart) -> Found:
    assignment, reference = _assignment(place.root, part.slug)
    oracle = next(one for one in oracles(assignment) if one.task == part.task)
    proof, wrong = compare(oracle, _torch(), place.device, reference, part.cases)
    problems = tuple(f"{part.slug}.{part.task} disagrees with torch: {text}" for text in wrong)
    return Found(functions={part.task: proof}, problems=problems)


def _sweep(place: Place, part: SweepPart) -> Found:
    assignment, reference = _assignment(place.root, part.slug)
    declared = next(one for one in sweeps(assignment) if one.task == part.task)
    proof, wrong = sweep(declared, _torch(), place.device, reference, part.patterns)
    problems = tuple(f"{part.slug}.{part.task} over float32 disagrees with torch: {text}" for text in wrong)
    return Found(sweeps={part.task: proof}, problems=problems)


@functools.cache
def _assignment(root: Path, slug: str) -> tuple[Assignment, ModuleType]:
    assignment = catalog.load(root / "assignments" / slug, root / "solutions")
    return assignment, import_file(assignment.reference_path, f"reference_{slug}")


@functools.cache
def _bench(root: Path, slug: str) -> Bench:
    return set_up(_assignment(root, slug)[0])


def _torch() -> ModuleType:
    torch = load_torch()
    assert torch is not None, "an audit starts where torch is installed"
    return torch
