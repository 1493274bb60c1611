"""Audit the mathematics of assignments at scale, and write the claims down with what it takes to repeat them."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np

from autograder.catalog import Assignment
from autograder.declared import oracles, sweeps
from autograder.validation.audit_parts import FIRST_SEED, ChecksPart, Extent, Found, Place, parts
from autograder.validation.audit_pool import Watch, done
from autograder.validation.chances import ChanceProof
from autograder.validation.oracles import SEED
from autograder.validation.proof import FunctionProof
from autograder.validation.sweeps import SweepProof


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


def read_audit(path: Path) -> Audit:
    """Read an audit back.

    Raises:
        msgspec.DecodeError: the file is not one.
    """
    return msgspec.json.decode(path.read_bytes(), type=Audit)


def audit(
    root: Path, assignments: Sequence[Assignment], engine: Engine, extent: Extent, workers: int, watch: Watch
) -> tuple[Audit, list[str]]:
    """Do every part of the assignments' audits; return the claims, and what disagrees.

    One worker is this process, more are processes of their own. `watch` is handed what the parts find, one by one, and
    their number.

    Raises:
        AssignmentError: a part of an assignment is malformed.
        MachineError: a process died.
    """
    work = [part for assignment in assignments for part in parts(assignment, extent)]
    work.sort(key=lambda part: isinstance(part, ChecksPart))  # the long ones first, then those that fill the gaps
    together = {assignment.slug: Found() for assignment in assignments}
    for part, found in watch(done(Place(root, engine.device), work, workers), len(work)):
        together[part.slug] = together[part.slug].and_also(found)
    audited = {a.slug: _claims(a, together[a.slug]) for a in assignments}
    whole = Audit(
        device=engine.device,
        hardware=engine.hardware,
        python=platform.python_version(),
        numpy=np.__version__,
        torch=str(engine.torch.__version__),
        oracle_seed=SEED,
        first_seed=FIRST_SEED,
        assignments=audited,
    )
    return whole, [problem for slug in together for problem in _problems(together[slug])]


def _claims(assignment: Assignment, found: Found) -> AuditedAssignment:
    """Return the claims in the order in which the assignment declares things, whatever ended first."""
    functions = {oracle.task: found.functions[oracle.task] for oracle in oracles(assignment)}
    swept = {declared.task: found.sweeps[declared.task] for declared in sweeps(assignment)}
    return AuditedAssignment(assignment.version(), functions, swept, found.checks)


def _problems(found: Found) -> Iterator[str]:
    yield from found.problems
    for name, chance in found.checks.items():
        if chance.failures:
            yield f"{name} fails the reference under {chance.failures} of {chance.seeds} seeds"


def _processor() -> str:
    """Return the processor's name, as Linux tells it, or what Python knows of it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
