"""Draw results as one SVG: ways of grading beside each other, and how time and memory grow."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.results import Comparison, Curve, Results

# Okabe and Ito's colours, told apart by everybody.
OURS, OTHER = "#0072b2", "#999999"
LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")


def draw(results: Results, path: Path) -> None:
    """Write the picture."""
    with mpl.rc_context({"svg.hashsalt": "benchmarks", "svg.fonttype": "none", "font.size": 9}):
        rows = len(results.comparisons) + 1
        figure = Figure(figsize=(9, 2.6 * rows), layout="constrained")
        grid = figure.add_gridspec(rows, 2)
        for row, comparison in enumerate(results.comparisons):
            _bars(figure.add_subplot(grid[row, :]), comparison)
        _lines(figure.add_subplot(grid[-1, 0]), results.curves, memory=False)
        _lines(figure.add_subplot(grid[-1, 1]), results.curves, memory=True)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _bars(axes: Axes, comparison: Comparison) -> None:
    """Draw the computing time of a submission in each way, on a log axis."""
    ways = comparison.measurements[::-1]
    heights = [way.cpu_ms() for way in ways]
    colours = [OURS if way.name.startswith("autograder") else OTHER for way in ways]
    bars = axes.barh([way.name for way in ways], heights, color=colours)
    axes.bar_label(bars, [f"{height:,.0f} ms" if height >= 10 else f"{height:.2g} ms" for height in heights], padding=3)
    axes.set_xscale("log")
    axes.set_xlim(min(1.0, *heights), 4 * max(heights))  # room for the labels
    axes.set_xlabel("computing time of a submission, ms (log)")
    axes.set_title(comparison.title)


def _lines(axes: Axes, curves: tuple[Curve, ...], memory: bool) -> None:
    for curve, colour in zip(curves, LINES, strict=False):
        y = [point.run.peak_bytes / 1024**2 if memory else point.run.cpu_s for point in curve.points]
        axes.plot([point.x for point in curve.points], y, "o-", color=colour, label=curve.name, markersize=4)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("size: students, checks, entries, cores (log)")
    if memory:
        axes.set_ylim(10, 10_000)  # else the axis would stretch what is flat
    axes.set_ylabel("peak MiB (log)" if memory else "computing time, s (log)")
    if curves:
        axes.legend(fontsize=7, loc="upper left", framealpha=0.6)
