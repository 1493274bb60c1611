"""`autograder validate`: a table for people, JSON for machines, an exit code for CI."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import msgspec
import typer
from rich.progress import Progress

from autograder.catalog import Assignment
from autograder.console import console, fail, progress_bar, warn
from autograder.sandbox.zygote import Profile
from autograder.validation import oracles
from autograder.validation.flakes import try_seeds
from autograder.validation.matrix import with_idle
from autograder.validation.proof import Proof, to_json
from autograder.validation.prove import prove
from autograder.validation.survival import survive
from autograder.validation.tables import hardness, kill_matrix, summary
from autograder.validation.trials import Verdict, Watch

NOT_PASSED, USAGE = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to prove beyond the least, and where results go."""

    device: str = "auto"
    cases: int = 1000
    mutants: bool = False
    seeds: int = 0
    matrix: bool = False
    html: Path | None = None
    json_file: Path | None = None
    workers: int = 1


def run_validate(root: Path, assignments: list[Assignment], wanted: Wanted, profile: Profile = "strict") -> None:
    """Prove the assignments, print what was found, and end with 1 if something does not hold."""
    if wanted.mutants:
        _expect_mutmut()
    torch = _torch(wanted)
    proofs = _prove_all(root, assignments, profile, wanted.workers)
    if torch is not None:
        proofs = _consult_oracles(assignments, proofs, *torch, wanted.cases)
    if wanted.mutants:
        proofs = _each(proofs, "mutants", lambda p, watch: _with_mutants(root, p, profile, wanted.workers, watch))
    if wanted.seeds:
        proofs = _each(proofs, "seeds", lambda p, watch: _with_seeds(root, p, profile, wanted, watch))
    proofs = [with_idle(proof) for proof in proofs]
    _show(assignments, proofs, wanted)
    if not all(proof.ok for proof in proofs):
        raise typer.Exit(NOT_PASSED)
    console().print(f"[green]Sound:[/green] every claim holds, in {_counted(len(proofs))}.")


def _show(assignments: list[Assignment], proofs: list[Proof], wanted: Wanted) -> None:
    if wanted.matrix:
        for assignment, proof in zip(assignments, proofs, strict=True):
            for table in kill_matrix(assignment, proof):
                console().print(table)
    console().print(summary(proofs))
    if wanted.mutants or wanted.seeds:
        console().print(hardness(proofs))
    for proof in proofs:
        for problem in proof.problems:
            fail(f"{proof.slug}: {problem}")
    if wanted.html is not None:
        from autograder.report.proof_pages import write_proofs

        console().print(f"Pages  {write_proofs(wanted.html, assignments, proofs)}", soft_wrap=True)
    if wanted.json_file is not None:
        wanted.json_file.write_bytes(to_json(proofs))
        console().print(f"Results  {wanted.json_file}", soft_wrap=True)


def _prove_all(root: Path, assignments: list[Assignment], profile: Profile, workers: int) -> list[Proof]:
    with progress_bar() as bar, ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(prove, root, assignment.slug, profile) for assignment in assignments]
        return [future.result() for future in bar.track(futures, description="proving")]


def _torch(wanted: Wanted) -> tuple[ModuleType, str] | None:
    """Return torch and the device to use, or None where torch is not installed."""
    torch = oracles.load_torch()
    if torch is None:
        warn("torch is not installed: references are not compared with it. pip install 'nn-autograder[oracle]'")
        return None
    try:
        return torch, oracles.choose_device(torch, wanted.device)
    except RuntimeError as error:
        _leave(USAGE, str(error))


def _consult_oracles(
    assignments: list[Assignment], proofs: list[Proof], torch: ModuleType, device: str, cases: int
) -> list[Proof]:
    found = []
    with progress_bar() as bar:
        for assignment, proof in bar.track(list(zip(assignments, proofs, strict=True)), description="asking torch"):
            oracle, problems = oracles.consult(assignment, torch, device, cases)
            found.append(msgspec.structs.replace(proof, oracle=oracle).with_problems(problems))
    return found


def _each(proofs: list[Proof], what: str, extend: Callable[[Proof, Watch], Proof]) -> list[Proof]:
    """Extend every proof, with a bar of its own for each."""
    with progress_bar() as bar:
        return [extend(proof, _shown(bar, f"{proof.slug}, {what}")) for proof in proofs]


def _shown(bar: Progress, description: str) -> Watch:
    def watch(verdicts: Iterable[Verdict], total: int) -> Iterable[Verdict]:
        return bar.track(verdicts, total=total, description=description)

    return watch


def _with_mutants(root: Path, proof: Proof, profile: Profile, workers: int, watch: Watch) -> Proof:
    mutants, problems = survive(root, proof.slug, profile, workers, watch)
    return msgspec.structs.replace(proof, mutants=mutants).with_problems(problems)


def _with_seeds(root: Path, proof: Proof, profile: Profile, wanted: Wanted, watch: Watch) -> Proof:
    flakes, problems = try_seeds(root, proof.slug, profile, wanted.seeds, wanted.workers, watch)
    return msgspec.structs.replace(proof, flakes=flakes).with_problems(problems)


def _counted(assignments: int) -> str:
    return "1 assignment" if assignments == 1 else f"{assignments} assignments"


def _expect_mutmut() -> None:
    try:
        import libcst
        import mutmut
    except ImportError:
        _leave(USAGE, "--mutants needs mutmut and libcst: pip install 'nn-autograder[dev]'")
    del libcst, mutmut


def _leave(code: int, message: str) -> NoReturn:
    fail(message)
    raise typer.Exit(code)
