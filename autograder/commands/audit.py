"""`autograder audit`: compare references with PyTorch at scale, and keep the claims as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import typer

from autograder.catalog import Assignment
from autograder.console import console, fail, progress_bar, table, warn
from autograder.validation import oracles
from autograder.validation.audit import Audit, Engine, audit, joined, read_audit
from autograder.validation.audit_parts import Extent
from autograder.validation.audit_pool import Done

NOT_PASSED, USAGE = 1, 2


def run_audit(root: Path, assignments: list[Assignment], out: Path, device: str, extent: Extent, workers: int) -> None:
    """Audit the assignments, write the claims, and end with 1 if something disagrees."""
    torch = oracles.load_torch()
    if torch is None:
        fail("torch is not installed, and an audit compares with it: pip install 'nn-autograder[oracle]'")
        raise typer.Exit(USAGE)
    try:
        engine = Engine(torch, oracles.choose_device(torch, device))
    except RuntimeError as error:
        fail(str(error))
        raise typer.Exit(USAGE) from None
    old = _kept(out)
    found, problems = _audited(root, assignments, engine, extent, workers)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(_with_kept(old, found, out).to_json())
    console().print(_table(found))
    for problem in problems:
        fail(problem)
    console().print(f"Claims  {out}", soft_wrap=True)
    if problems:
        raise typer.Exit(NOT_PASSED)


def _kept(out: Path) -> Audit | None:
    """Return the claims that the file holds already."""
    if not out.exists():
        return None
    try:
        return read_audit(out)
    except msgspec.DecodeError as error:
        fail(f"{out} holds no audit ({error}). Remove it, or write to another file.")
        raise typer.Exit(USAGE) from None


def _with_kept(old: Audit | None, new: Audit, out: Path) -> Audit:
    """Keep the older claims about other assignments, if they were made with the same versions on the same machine."""
    if old is None or not old.assignments.keys() - new.assignments.keys():
        return new
    both = joined(old, new)
    if both is None:
        warn(f"{out} was made with other versions or on another machine: what it said of other assignments is dropped.")
    return both or new


def _audited(
    root: Path, assignments: list[Assignment], engine: Engine, extent: Extent, workers: int
) -> tuple[Audit, list[str]]:
    with progress_bar() as bar:

        def watch(parts: Iterable[Done], total: int) -> Iterator[Done]:
            task = bar.add_task("auditing", total=total)
            for part, found in parts:
                bar.update(task, description=f"auditing {part.slug}", advance=1)
                yield part, found

        return audit(root, assignments, engine, extent, workers, watch)


def _table(found: Audit) -> object:
    rows = [
        [
            slug,
            f"{sum(f.cases for f in audited.functions.values()):,}",
            f"{max((f.of_tolerance for f in audited.functions.values()), default=0.0):.2g}",
            f"{sum(s.numbers for s in audited.sweeps.values()):,}" if audited.sweeps else "-",
            f"{len(audited.checks)}" if audited.checks else "-",
            str(sum(c.failures for c in audited.checks.values())) if audited.checks else "-",
        ]
        for slug, audited in found.assignments.items()
    ]
    # The error is a share of what each oracle tolerates.
    headings = ["assignment", "cases", "error", "float32", "checks", "failures"]
    return table(f"Audited on {found.hardware}", headings, rows)
