"""Show results: a table on the screen, and the same in Markdown between the markers of docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.results import Comparison, Curve, Fit, Results

BEGIN: Final = "<!-- results: written by make bench -->"
END: Final = "<!-- end of results -->"
MIB: Final = 1024**2
_WAYS: Final = ("way", "submissions", "runs", "per second", "wall ms", "CPU ms", "× wall", "× CPU", "peak MiB")


class NoMarkers(Exception):
    """The document has no place for results."""


def print_tables(results: Results) -> None:
    """Print every comparison and curve."""
    console = Console()
    for title, headings, rows in _tables(results, brief=True):
        table = Table(*headings, title=title)
        for row in rows:
            table.add_row(*row)
        console.print(table)
    for comparison in results.comparisons:
        for skipped in comparison.skipped:
            console.print(f"Not measured: {skipped.name}: {skipped.reason}", markup=False)


def rewrite(document: Path, results: Results, plot: str) -> None:
    """Put the results between the document's markers; `plot` is the picture's path, seen from the document.

    Raises:
        NoMarkers: they are not there.
    """
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoMarkers(f"{document} has no lines {BEGIN!r} and {END!r}. Put them back where the results belong.")
    document.write_text(f"{before}{BEGIN}\n\n{markdown(results, plot)}\n{END}{after}", encoding="utf-8")


def markdown(results: Results, plot: str) -> str:
    """Return results as Markdown: the machine, a table for each comparison, one for each curve, the picture."""
    machine = results.machine
    parts = [
        f"Size `{results.size}`, {machine.date[:10]}: {machine.cpu}, {machine.cores} cores, "
        f"{machine.memory_bytes / 1024**3:.0f} GiB, Linux {machine.kernel}, Python {machine.python}, "
        f"NumPy {machine.numpy}; "
        f"load {machine.load_before:.1f} at the start and {machine.load_after:.1f} at the end."
    ]
    if max(machine.load_before, machine.load_after) > machine.cores:
        parts.append("The machine was busy with other work: wall times are upper bounds, computing times less so.")
    for title, headings, rows in _tables(results):
        lines = [f"**{title}**", "", _line(headings), _line(["---"] * len(headings)), *map(_line, rows)]
        parts.append("\n".join(lines))
    parts += [f"Not measured: {s.name}. {s.reason}" for c in results.comparisons for s in c.skipped]
    parts.append(f"![Time of a submission by way of grading, and growth of time and memory with size]({plot})")
    return "\n\n".join(parts) + "\n"


def _tables(results: Results, brief: bool = False) -> Iterator[tuple[str, tuple[str, ...], list[list[str]]]]:
    for comparison in results.comparisons:
        yield comparison.title, _WAYS, list(_ways(comparison, brief))
    for curve in results.curves:
        headings = (curve.x, "wall s", "CPU s", "peak MiB")
        yield f"{_NAMES[curve.name]}: {curve.title}{_fits(curve)}", headings, list(_sizes(curve))


def _ways(comparison: Comparison, brief: bool) -> Iterator[list[str]]:
    for one in comparison.measurements:
        wall, cpu = comparison.slower(one)
        times = map(_short, (1e3 / one.wall_ms(), one.wall_ms(), one.cpu_ms(), wall, cpu))
        yield [
            one.name if brief else one.title,
            str(one.submissions),
            str(len(one.runs)),
            *times,
            f"{one.peak_bytes() / MIB:.0f}",
        ]


def _sizes(curve: Curve) -> Iterator[list[str]]:
    for point in curve.points:
        run = point.run
        yield [f"{point.x:g}", f"{run.wall_s:.1f}", f"{run.cpu_s:.1f}", f"{run.peak_bytes / MIB:.0f}"]


def _fits(curve: Curve) -> str:
    fits = [
        f"{what} ∝ {curve.x}^{fit.exponent:.2f} (R² {fit.r2:.2f})"
        for what, fit in (("CPU", curve.cpu_fit), ("memory", curve.memory_fit))
        if isinstance(fit, Fit)
    ]
    each = (
        [f"{curve.each_further_s() * 1e3:.3g} ms CPU for each further one"]
        if curve.x == "students" and curve.cpu_fit
        else []
    )
    return "".join(f"; {said}" for said in [*each, *fits])


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


_NAMES: Final = {
    "students": "Students",
    "pages": "Pages",
    "checks": "Checks",
    "entries": "Array size",
    "cores": "Cores",
}
