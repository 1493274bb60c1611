"""Compare the reference with PyTorch, which sees the forward formula only and differentiates it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from autograder.authoring import Oracle
from autograder.catalog import Assignment, import_file
from autograder.declared import oracles
from autograder.validation.proof import OracleProof

SEED = 7


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


def consult(assignment: Assignment, torch: ModuleType, device: str, cases: int) -> tuple[OracleProof, list[str]]:
    """Run every oracle of an assignment; return what was compared and what disagrees."""
    reference = import_file(assignment.reference_path, f"reference_{assignment.slug}")
    problems: list[str] = []
    total, worst, tasks = 0, 0.0, []
    for oracle in oracles(assignment):
        count, error, disagreements = _compare(oracle, torch, device, reference, cases)
        total, worst = total + count, max(worst, error)
        tasks.append(oracle.task)
        problems += [f"the oracle of {oracle.task} disagrees: {text}" for text in disagreements]
    if not tasks:
        problems.append("there is no oracle: oracle.py declares none")
    return OracleProof(device, total, worst, tuple(tasks)), problems


def _compare(
    oracle: Oracle, torch: ModuleType, device: str, reference: ModuleType, cases: int
) -> tuple[int, float, list[str]]:
    rng = np.random.default_rng(SEED)
    count, worst = 0, 0.0
    problems = []
    with np.errstate(all="ignore"):
        for got, want, number in oracle.compare(torch, device, rng, reference, cases):
            count += int(number)
            error, problem = _difference(got, want, oracle)
            worst = max(worst, error)
            problems += [problem] if problem else []
    if count == 0:
        problems.append("it compared nothing")
    return count, worst, problems


def _difference(got: Any, want: Any, oracle: Oracle) -> tuple[float, str]:
    left, right = np.asarray(got, dtype=np.float64), np.asarray(want, dtype=np.float64)
    if left.shape != right.shape:
        return 0.0, f"shape {left.shape} against {right.shape}"
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        return 0.0, "a value is not finite"
    error = np.abs(left - right)
    worst = float(error.max(initial=0.0))
    wrong = error > oracle.atol + oracle.rtol * np.abs(right)
    return worst, f"largest difference {worst:.3g}" if wrong.any() else ""
