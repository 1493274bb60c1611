"""What is proven of an assignment, and the plain sentences about what is not."""

from __future__ import annotations

import msgspec


class MisconceptionProof(msgspec.Struct, frozen=True):
    """How a misconception fares when it is handed in.

    `killed_by` are the checks that fail; `confused_with` are other misconceptions that were named.
    """

    score: float
    diagnosed: bool
    killed_by: tuple[str, ...]
    confused_with: tuple[str, ...] = ()


class FunctionProof(msgspec.Struct, frozen=True):
    """How far one function of the reference is from PyTorch: at most, and as a share of what the oracle tolerates."""

    cases: int
    max_error: float
    of_tolerance: float = 0.0


class OracleProof(msgspec.Struct, frozen=True):
    """How far the reference is from PyTorch: over all its functions, and for each."""

    device: str
    cases: int
    max_error: float
    tasks: tuple[str, ...]
    functions: dict[str, FunctionProof] = {}


class MutantProof(msgspec.Struct, frozen=True):
    """How generated mutants of the reference fare when they are handed in.

    `equivalent` are those that a person has found to be right answers, `survivors` the others that no check fails.
    `kill_rate` is the share of the killed among those that are not equivalent, `killed_by` how many each check kills.
    """

    made: int
    killed: int
    equivalent: int
    kill_rate: float
    survivors: tuple[str, ...]
    killed_by: dict[str, int]


class Flake(msgspec.Struct, frozen=True):
    """A correct solution that failed checks under one seed, by check with its message, or could not be graded."""

    solution: str
    seed: int
    failed: dict[str, str]
    ungraded: str = ""


class FlakeProof(msgspec.Struct, frozen=True):
    """How correct solutions fared under seeds 1 to `seeds`; `graded` counts all gradings."""

    seeds: int
    graded: int
    failures: tuple[Flake, ...]


class Proof(msgspec.Struct, frozen=True):
    """Everything `validate` found out about one assignment; sound when `problems` is empty.

    `idle` are checks that fail for no misconception and, where mutants were made, for no mutant either.
    """

    slug: str
    reference_score: float
    stub_score: float
    alternatives: dict[str, float]
    misconceptions: dict[str, MisconceptionProof]
    checks: tuple[str, ...]
    problems: tuple[str, ...]
    oracle: OracleProof | None = None
    mutants: MutantProof | None = None
    flakes: FlakeProof | None = None
    idle: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether every claim holds."""
        return not self.problems

    def with_problems(self, problems: list[str]) -> Proof:
        """Return the proof with more that does not hold."""
        return msgspec.structs.replace(self, problems=(*self.problems, *problems))


def to_json(proofs: list[Proof]) -> bytes:
    """Return the proofs by slug, as indented JSON."""
    plain = {proof.slug: {**msgspec.to_builtins(proof), "ok": proof.ok} for proof in proofs}
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"
