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


class OracleProof(msgspec.Struct, frozen=True):
    """How far the reference is from PyTorch."""

    device: str
    cases: int
    max_error: float
    tasks: tuple[str, ...]


class MutantProof(msgspec.Struct, frozen=True):
    """How generated mutants of the reference fare when they are handed in."""

    made: int
    killed: int
    equivalent: int
    survivors: tuple[str, ...]


class Proof(msgspec.Struct, frozen=True):
    """Everything `validate` found out about one assignment; sound when `problems` is empty."""

    slug: str
    reference_score: float
    stub_score: float
    alternatives: dict[str, float]
    misconceptions: dict[str, MisconceptionProof]
    checks: tuple[str, ...]
    problems: tuple[str, ...]
    oracle: OracleProof | None = None
    mutants: MutantProof | None = None

    @property
    def ok(self) -> bool:
        """Tell whether every claim holds."""
        return not self.problems


def to_json(proofs: list[Proof]) -> bytes:
    """Return the proofs by slug, as indented JSON."""
    plain = {proof.slug: {**msgspec.to_builtins(proof), "ok": proof.ok} for proof in proofs}
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"
