"""What was proven, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.markup import escape
from rich.table import Table

from autograder.catalog import Assignment
from autograder.console import table
from autograder.validation.matrix import Block, Row, blocks
from autograder.validation.proof import Proof

_HIT, _MISS = "×", "·"


def summary(proofs: list[Proof]) -> Table:
    """Return one row for each assignment."""
    headings = ["assignment", "right", "stub", "checks", "caught", "named", "torch", ""]
    found = table("What was proven", headings, [_summary_row(proof) for proof in proofs])
    found.show_edge, found.padding = False, (0, 1, 0, 0)  # eighty columns hold the longest of the seven names so
    return found


def hardness(proofs: list[Proof]) -> Table:
    """Return one row for each assignment: how its checks fared against mutants and other seeds."""
    headings = ["assignment", "mutants", "equal", "killed", "left", "gradings", "lost"]
    return table("How hard it was tried", headings, [_hardness_row(proof) for proof in proofs])


def kill_matrix(assignment: Assignment, proof: Proof) -> list[Table]:
    """Return one table for each task: its misconceptions down, its checks across, by number."""
    return [_block_table(assignment.slug, block) for block in blocks(assignment, proof) if block.checks]


def _summary_row(proof: Proof) -> list[str]:
    right = sum(score == 100 for score in proof.alternatives.values())
    diagnosed = sum(m.diagnosed for m in proof.misconceptions.values())
    killed = sum(bool(m.killed_by) for m in proof.misconceptions.values())
    return [
        escape(proof.slug),
        f"{right + (proof.reference_score == 100)}/{len(proof.alternatives) + 1}",
        f"{proof.stub_score:g}",
        str(len(proof.checks)),
        f"{killed}/{len(proof.misconceptions)}",
        str(diagnosed),
        f"{proof.oracle.max_error:.0e}" if proof.oracle else "-",
        "[green]sound[/green]" if proof.ok else "[red]not sound[/red]",
    ]


def _hardness_row(proof: Proof) -> list[str]:
    mutants, flakes = proof.mutants, proof.flakes
    killed = [str(mutants.made), str(mutants.equivalent), f"{mutants.kill_rate:.1%}"] if mutants else ["-", "-", "-"]
    left = str(len(mutants.survivors)) if mutants else "-"
    lost = [str(flakes.graded), str(len(flakes.failures))] if flakes else ["-", "-"]
    return [escape(proof.slug), *killed, left, *lost]


def _block_table(slug: str, block: Block) -> Table:
    numbers = [str(number + 1) for number in range(len(block.checks))]
    found = table(escape(f"{slug}, {block.task}"), ["misconception", *numbers, "elsewhere"], _rows(block))
    names = (f"{number} {check.partition('.')[2]}" for number, check in zip(numbers, block.checks, strict=True))
    found.caption = escape("\n".join(names))
    found.caption_justify = "left"
    return found


def _rows(block: Block) -> Iterable[list[str]]:
    for row in block.rows:
        yield _row(row)
    if block.mutants:
        yield ["[dim]mutants[/dim]", *(f"[dim]{count}[/dim]" for count in block.mutants), ""]


def _row(row: Row) -> list[str]:
    marks = [f"[green]{_HIT}[/green]" if fails else _MISS for fails in row.fails]
    name = escape(row.misconception.id)
    return [name if any(row.fails) else f"[red]{name}[/red]", *marks, str(len(row.elsewhere)) if row.elsewhere else ""]
