"""What a benchmark finds, as it is written to benchmarks/results/*.json."""

from __future__ import annotations

import os
import platform
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

SCHEMA_VERSION: Final = 1


class Run(msgspec.Struct, frozen=True):
    """One run of a command. `peak_bytes` is of the trusted processes together, 0 where nobody looked."""

    wall_s: float
    cpu_s: float
    peak_bytes: int = 0


class Machine(msgspec.Struct, frozen=True):
    """Where and when it was measured; a load above the number of cores makes every number an upper bound."""

    cpu: str
    cores: int
    memory_bytes: int
    kernel: str
    python: str
    numpy: str
    date: str
    load_before: float
    load_after: float = 0.0


class Measurement(msgspec.Struct, frozen=True):
    """One way of grading some submissions, run several times."""

    name: str
    title: str
    submissions: int
    runs: tuple[Run, ...]

    def wall_ms(self) -> float:
        """Return the wall time of one submission, of the median run."""
        return statistics.median(run.wall_s for run in self.runs) * 1e3 / self.submissions

    def cpu_ms(self) -> float:
        """Return the computing time of one submission, of the median run."""
        return statistics.median(run.cpu_s for run in self.runs) * 1e3 / self.submissions

    def peak_bytes(self) -> int:
        """Return the most memory of any run."""
        return max(run.peak_bytes for run in self.runs)


class Skipped(msgspec.Struct, frozen=True):
    """What could not be measured here, and why."""

    name: str
    reason: str


class Comparison(msgspec.Struct, frozen=True):
    """The same submissions graded in several ways; the first is ours."""

    title: str
    checks: float
    measurements: tuple[Measurement, ...]
    skipped: tuple[Skipped, ...] = ()

    def slower(self, other: Measurement) -> tuple[float, float]:
        """Return how many times our wall and computing time another way takes."""
        ours = self.measurements[0]
        return other.wall_ms() / ours.wall_ms(), other.cpu_ms() / ours.cpu_ms()


class Fit(msgspec.Struct, frozen=True):
    """`y = factor * x ** exponent`, fitted to logarithms; `r2` is the share of their variance that it explains."""

    exponent: float
    factor: float
    r2: float


class Point(msgspec.Struct, frozen=True):
    """One size, and what it took."""

    x: float
    run: Run


class Curve(msgspec.Struct, frozen=True):
    """What grading takes as one quantity grows, with fits of memory and of computing time beyond that of `start`.

    `start` is the run of one submission of the smallest size: mostly imports, and the same for every point.
    """

    name: str
    title: str
    x: str
    start: Run | None
    points: tuple[Point, ...]
    cpu_fit: Fit | None = None
    memory_fit: Fit | None = None

    def each_further_s(self) -> float:
        """Return the computing time that one unit more takes, from the first point to the last."""
        first, last = self.points[0], self.points[-1]
        return (last.run.cpu_s - first.run.cpu_s) / (last.x - first.x)


class Results(msgspec.Struct, frozen=True):
    """Everything that one `make bench` finds."""

    size: str
    machine: Machine
    comparisons: tuple[Comparison, ...]
    curves: tuple[Curve, ...]
    schema_version: int = SCHEMA_VERSION


def this_machine() -> Machine:
    """Return the facts of this machine, now."""
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)),
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        kernel=platform.release(),
        python=platform.python_version(),
        numpy=np.__version__,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        load_before=os.getloadavg()[0],
    )


def write(results: Results, path: Path) -> None:
    """Write results as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def read(path: Path) -> Results:
    """Read what `write` wrote.

    Raises:
        msgspec.ValidationError: it has another form.
    """
    return msgspec.json.decode(path.read_bytes(), type=Results)


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
