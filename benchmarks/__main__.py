"""`python -m benchmarks`: measure, print, write the JSON, the plot and the table of docs/benchmarks.md."""

from __future__ import annotations

import os
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from benchmarks import plot, shown
from benchmarks.comparisons import class_comparison, thirty_comparison, twelve_comparison
from benchmarks.curves import curves
from benchmarks.plan import PLANS
from benchmarks.results import Results, this_machine, write
from benchmarks.ways import ROOT

RESULTS = ROOT / "benchmarks" / "results"


class Size(StrEnum):
    """How much is measured."""

    smallest = "smallest"
    small = "small"
    full = "full"


class Part(StrEnum):
    """What is measured."""

    seven = "class"
    thirty = "thirty"
    twelve = "twelve"
    curves = "curves"


def bench(
    size: Annotated[Size, typer.Option(help="How much is measured.")] = Size.small,
    students: Annotated[int, typer.Option(help="Students of the class (default: by size).", min=0)] = 0,
    most: Annotated[int, typer.Option(help="Most students of the curve, 10000 say (default: by size).", min=0)] = 0,
    times: Annotated[int, typer.Option(help="Runs of each way; their median counts (default: by size).", min=0)] = 0,
    only: Annotated[list[Part] | None, typer.Option(help="Measure only this part (repeatable).")] = None,
    results: Annotated[Path, typer.Option(help="Folder for the JSON and the plot.")] = RESULTS,
    document: Annotated[Path, typer.Option(help="Markdown file whose tables are rewritten.")] = ROOT
    / "docs"
    / "benchmarks.md",
    cache: Annotated[Path, typer.Option(help="Where other autograders are installed.")] = ROOT / ".bench",
) -> None:
    """Measure how fast grading is, beside what it replaces."""
    plan = PLANS[size]
    given = {"students": students, "times": times}
    plan = msgspec.structs.replace(plan, **{name: value for name, value in given.items() if value})
    if most:
        sizes = tuple(n for n in PLANS["full"].curve_students if n < most)
        plan = msgspec.structs.replace(plan, curve_students=(*sizes, most))
    parts = only or list(Part)
    screen = Console()
    machine = this_machine()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        scratch = Path(name)
        comparisons, found = [], []
        if Part.seven in parts:
            screen.print("a class of the course's assignments …")
            comparisons.append(class_comparison(plan, ROOT, scratch))
        if Part.thirty in parts:
            screen.print("thirty checks …")
            comparisons.append(thirty_comparison(plan, ROOT, scratch))
        if Part.twelve in parts:
            screen.print("twelve checks, beside other autograders …")
            comparisons.append(twelve_comparison(plan, ROOT, scratch, cache))
        if Part.curves in parts:
            screen.print("growth …")
            found = list(curves(plan, scratch))
    machine = msgspec.structs.replace(machine, load_after=os.getloadavg()[0])
    everything = Results(size.value, machine, tuple(comparisons), tuple(found))
    shown.print_tables(everything)
    picture = results / f"{size.value}.svg"
    write(everything, results / f"{size.value}.json")
    plot.draw(everything, picture)
    shown.rewrite(document, everything, os.path.relpath(picture, document.parent))
    screen.print(f"Written: {picture.with_suffix('.json')}, {picture}, {document}", soft_wrap=True)


if __name__ == "__main__":
    typer.run(bench)
