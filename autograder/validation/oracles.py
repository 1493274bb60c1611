"""Compare the reference with PyTorch, which sees the forward formula only and differentiates it."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import numpy as np

from autograder.authoring import Oracle
from autograder.catalog import Assignment, import_file
from autograder.declared import oracles
from autograder.validation.proof import FunctionProof, OracleProof

SEED: Final = 7
# Cases an oracle is asked for at a time: batches that are worth a kernel, and leave memory for those it multiplies.
ROUND: Final = 8192
MOST_SHARE: Final = 1e9  # beyond that, wrong is wrong
MOST: Final = 3  # disagreements of one function that are told


def load_torch() -> ModuleType | None:
    """Return torch, set up for float64 comparisons, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_default_dtype(torch.float64)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    module: ModuleType = torch
    return module


def choose_device(torch: ModuleType, wanted: str) -> str:
    """Return "cuda" or "cpu" for "auto", "cuda" or "cpu".

    Raises:
        RuntimeError: a GPU is asked for and there is none.
    """
    available = torch.cuda.is_available()
    if wanted == "cuda" and not available:
        raise RuntimeError("--device cuda: torch sees no GPU here. Use --device cpu or auto.")
    return "cuda" if available and wanted != "cpu" else "cpu"


def consult(
    assignment: Assignment, torch: ModuleType, device: str, cases: int, seed: int = SEED
) -> tuple[OracleProof, list[str]]:
    """Run every oracle of an assignment until it has compared `cases` cases; return what was compared, what disagrees.

    An oracle that draws nothing at random has said all it can after its first round.
    """
    reference = import_file(assignment.reference_path, f"reference_{assignment.slug}")
    found: dict[str, FunctionProof] = {}
    problems: list[str] = []
    for oracle in oracles(assignment):
        proof, disagreements = compare(oracle, torch, device, reference, cases, seed)
        found[oracle.task] = proof
        problems += [f"the oracle of {oracle.task} disagrees: {text}" for text in disagreements]
    if not found:
        there_is = (assignment.folder / "oracle.py").exists()
        problems.append(f"there is no oracle: {'oracle.py declares none' if there_is else 'oracle.py is missing'}")
    worst = max((function.max_error for function in found.values()), default=0.0)
    total = sum(function.cases for function in found.values())
    return OracleProof(device, total, worst, tuple(found), found), problems


def compare(
    oracle: Oracle, torch: ModuleType, device: str, reference: ModuleType, cases: int, seed: int = SEED
) -> tuple[FunctionProof, list[str]]:
    """Compare one function with torch in `cases` cases or more; see `consult`."""
    rng = np.random.default_rng(seed)
    count, exhausted = 0, False
    worst = Difference()
    problems: dict[str, None] = {}
    while count < cases and not exhausted:
        before, drawn = count, rng.bit_generator.state
        with np.errstate(all="ignore"):
            for got, want, number in oracle.compare(torch, device, rng, reference, min(cases, ROUND)):
                count += int(number)
                found = difference(got, want, oracle.rtol, oracle.atol)
                worst = worst.or_worse(found)
                problems.update({found.problem: None} if found.problem else {})
        exhausted = count == before or rng.bit_generator.state == drawn
    if count == 0:
        problems["it compared nothing"] = None
    return FunctionProof(count, worst.error, worst.of_tolerance), list(problems)[:MOST]


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two arrays are apart: at most, as a share of what is tolerated, and what is wrong with that."""

    error: float = 0.0
    of_tolerance: float = 0.0
    problem: str = ""

    def or_worse(self, other: Difference) -> Difference:
        """Return the worse of two differences, number by number."""
        return Difference(max(self.error, other.error), max(self.of_tolerance, other.of_tolerance))


def difference(got: Any, want: Any, rtol: float, atol: float) -> Difference:
    """Compare the reference's values with torch's."""
    left, right = np.asarray(got, dtype=np.float64), np.asarray(want, dtype=np.float64)
    if left.shape != right.shape:
        return Difference(problem=f"shape {left.shape} against {right.shape}")
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        return Difference(problem="a value is not finite")
    error = np.abs(left - right)
    worst = float(error.max(initial=0.0))
    allowed = np.maximum(atol + rtol * np.abs(right), np.finfo(np.float64).tiny)  # a tolerance of 0 divides, too
    share = float((error / allowed).max(initial=0.0))
    problem = f"largest difference {worst:.3g}" if share > 1 else ""
    return Difference(worst, float(f"{min(share, MOST_SHARE):.3g}"), problem)
