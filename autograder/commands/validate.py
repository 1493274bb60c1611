"""`autograder validate`: a table for people, JSON for machines, an exit code for CI."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec
import typer
from rich.markup import escape

from autograder.catalog import Assignment
from autograder.console import console, fail, progress_bar, table, warn
from autograder.sandbox.zygote import Profile
from autograder.validation import oracles
from autograder.validation.proof import Proof, to_json
from autograder.validation.prove import prove

NOT_PASSED, USAGE = 1, 2


def run_validate(
    root: Path,
    assignments: list[Assignment],
    device: str,
    cases: int,
    mutants: bool,
    json_file: Path | None,
    profile: Profile = "strict",
) -> None:
    """Prove the assignments, print the table, and end with 1 if something does not hold."""
    proofs = _prove_all(root, assignments, profile)
    proofs = _consult_oracles(assignments, proofs, device, cases)
    console().print(_table(proofs))
    for proof in proofs:
        for problem in proof.problems:
            fail(f"{proof.slug}: {problem}")
    if json_file is not None:
        json_file.write_bytes(to_json(proofs))
        console().print(f"Results  {json_file}", soft_wrap=True)
    if not all(proof.ok for proof in proofs):
        raise typer.Exit(NOT_PASSED)
    console().print(f"[green]Sound:[/green] {len(proofs)} assignments, every claim holds.")


def _prove_all(root: Path, assignments: list[Assignment], profile: Profile) -> list[Proof]:
    proofs = {}
    with progress_bar() as bar, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        task = bar.add_task("proving", total=len(assignments))
        futures = [pool.submit(prove, root, assignment.slug, profile) for assignment in assignments]
        for future in futures:
            proof = future.result()
            proofs[proof.slug] = proof
            bar.advance(task)
    return [proofs[assignment.slug] for assignment in assignments]


def _consult_oracles(assignments: list[Assignment], proofs: list[Proof], device: str, cases: int) -> list[Proof]:
    torch = oracles.load_torch()
    if torch is None:
        warn("torch is not installed: the references were not compared with it. pip install 'nn-autograder[oracle]'")
        return proofs
    try:
        chosen = oracles.choose_device(torch, device)
    except RuntimeError as error:
        fail(str(error))
        raise typer.Exit(USAGE) from None
    found = []
    for assignment, proof in zip(assignments, proofs, strict=True):
        oracle, problems = oracles.consult(assignment, torch, chosen, cases)
        found.append(msgspec.structs.replace(proof, oracle=oracle, problems=(*proof.problems, *problems)))
    return found


def _table(proofs: list[Proof]) -> object:
    headings = ["assignment", "right", "stub", "checks", "caught", "named", "torch", ""]
    return table("What was proven", headings, [_row(proof) for proof in proofs])


def _row(proof: Proof) -> list[str]:
    right = sum(score == 100 for score in proof.alternatives.values())
    diagnosed = sum(m.diagnosed for m in proof.misconceptions.values())
    killed = sum(m.score < 100 for m in proof.misconceptions.values())
    oracle = proof.oracle
    return [
        escape(proof.slug),
        f"{right + (proof.reference_score == 100)}/{len(proof.alternatives) + 1}",
        f"{proof.stub_score:g}",
        str(len(proof.checks)),
        f"{killed}/{len(proof.misconceptions)}",
        f"{diagnosed}/{len(proof.misconceptions)}",
        f"{oracle.max_error:.0e}" if oracle else "-",
        "[green]sound[/green]" if proof.ok else "[red]not sound[/red]",
    ]
