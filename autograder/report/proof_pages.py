"""Write what `validate` proved as pages: all assignments at a glance, and each one's kill matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.catalog import Assignment
from autograder.outputs import write_atomically
from autograder.report.pages import Pages
from autograder.validation.adjudication import FILE, adjudicated
from autograder.validation.matrix import blocks
from autograder.validation.proof import Proof


@dataclass(frozen=True, slots=True)
class _Item:
    """One row of the front page."""

    slug: str
    title: str
    proof: Proof

    @property
    def right(self) -> int:
        """How many correct solutions have full marks."""
        return [self.proof.reference_score, *self.proof.alternatives.values()].count(100)

    @property
    def caught(self) -> int:
        """How many misconceptions lose points."""
        return sum(bool(m.killed_by) for m in self.proof.misconceptions.values())

    @property
    def named(self) -> int:
        """How many misconceptions are diagnosed as themselves."""
        return sum(m.diagnosed for m in self.proof.misconceptions.values())


def write_proofs(folder: Path, assignments: Sequence[Assignment], proofs: Sequence[Proof]) -> Path:
    """Write the pages into a folder, made if it is not there, and return the front page."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = Pages()
    items = [_Item(a.slug, a.manifest.title, proof) for a, proof in zip(assignments, proofs, strict=True)]
    for assignment, item in zip(assignments, items, strict=True):
        page = pages.fill(
            "proof.html",
            item=item,
            items=items,
            proof=item.proof,
            blocks=[block for block in blocks(assignment, item.proof) if block.checks],
            equivalents=adjudicated(assignment),
            equivalents_file=FILE,
        )
        write_atomically(folder / f"{item.slug}.html", page)
    front = folder / "index.html"
    write_atomically(front, pages.fill("proofs.html", items=items))
    return front
