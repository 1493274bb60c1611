"""Audit the mathematics of assignments at scale, and write the claims down with what it takes to repeat them."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import msgspec
import numpy as np

from autograder.catalog import Assignment, import_file
from autograder.declared import oracles, sweeps
from autograder.validation.chances import ChanceProof, chances
from autograder.validation.oracles import SEED, compare
from autograder.validation.proof import FunctionProof
from autograder.validation.sweeps import SweepProof, sweep

FIRST_SEED: Final = 1


class AuditedAssignment(msgspec.Struct, frozen=True):
    """The claims about one assignment: its functions, its sweeps and its checks that draw random numbers."""

    version: str
    functions: dict[str, FunctionProof]
    sweeps: dict[str, SweepProof]
    checks: dict[str, ChanceProof]


class Audit(msgspec.Struct, frozen=True):
    """What was computed, on what and from which seeds.

    A function's random cases come from `default_rng(oracle_seed)`; checks ran under the seeds from `first_seed` on.
    """

    device: str
    hardware: str
    python: str
    numpy: str
    torch: str
    oracle_seed: int
    first_seed: int
    assignments: dict[str, AuditedAssignment]

    def to_json(self) -> bytes:
        """Return indented JSON text."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def joined(old: Audit, new: Audit) -> Audit | None:
    """Return an audit with the newer claims in place of the older ones; None if it took other versions or machines."""
    if msgspec.structs.replace(old, assignments={}) != msgspec.structs.replace(new, assignments={}):
        return None
    both = {**old.assignments, **new.assignments}
    return msgspec.structs.replace(new, assignments=dict(sorted(both.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much to try: cases for each function, seeds for each check, and every how-many-th float32 number."""

    cases: int
    seeds: int
    every: int


@dataclass(frozen=True, slots=True)
class Engine:
    """What computes the other side: torch, and the device it does it on."""

    torch: ModuleType
    device: str

    @property
    def hardware(self) -> str:
        """The name of the processor or the GPU."""
        if self.device == "cuda":
            return str(self.torch.cuda.get_device_name())
        return _processor()


Tell = Callable[[str], None]


def read_audit(path: Path) -> Audit:
    """Read an audit back.

    Raises:
        msgspec.DecodeError: the file is not one.
    """
    return msgspec.json.decode(path.read_bytes(), type=Audit)


def steps(assignments: Sequence[Assignment]) -> int:
    """Return how often `audit` tells what it does."""
    return sum(len(oracles(assignment)) + len(sweeps(assignment)) + 1 for assignment in assignments)


def audit(
    root: Path, assignments: Sequence[Assignment], engine: Engine, extent: Extent, tell: Tell
) -> tuple[Audit, list[str]]:
    """Compare every function, sweep every sweep and run every check; return the claims, and what disagrees.

    `tell` is called with the name of each step before it begins.

    Raises:
        AssignmentError: a part of an assignment is malformed.
    """
    problems: list[str] = []
    audited = {a.slug: _audited(root, a, engine, extent, tell, problems) for a in assignments}
    found = Audit(
        device=engine.device,
        hardware=engine.hardware,
        python=platform.python_version(),
        numpy=np.__version__,
        torch=str(engine.torch.__version__),
        oracle_seed=SEED,
        first_seed=FIRST_SEED,
        assignments=audited,
    )
    return found, problems


def _audited(
    root: Path, assignment: Assignment, engine: Engine, extent: Extent, tell: Tell, problems: list[str]
) -> AuditedAssignment:
    reference = import_file(assignment.reference_path, f"reference_{assignment.slug}")
    functions, swept = {}, {}
    for oracle in oracles(assignment):
        where = f"{assignment.slug}.{oracle.task}"
        tell(where)
        functions[oracle.task], wrong = compare(oracle, engine.torch, engine.device, reference, extent.cases)
        problems += [f"{where} disagrees with torch: {text}" for text in wrong]
    for declared in sweeps(assignment):
        where = f"{assignment.slug}.{declared.task} over float32"
        tell(where)
        swept[declared.task], wrong = sweep(declared, engine.torch, engine.device, reference, extent.every)
        problems += [f"{where} disagrees with torch: {text}" for text in wrong]
    tell(f"{assignment.slug}, checks")
    tried = chances(root, assignment.slug, range(FIRST_SEED, FIRST_SEED + extent.seeds)) if extent.seeds else {}
    for name, chance in tried.items():
        if chance.failures:
            problems.append(f"{name} fails the reference under {chance.failures} of {chance.seeds} seeds")
    return AuditedAssignment(assignment.version(), functions, swept, tried)


def _processor() -> str:
    """Return the processor's name, as Linux tells it, or what Python knows of it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
