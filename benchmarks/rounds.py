"""Measure ways of grading in rounds, each of them once in each.

A machine is faster in one minute than in another, a shared one by a third. What is measured within a minute of each
other can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.measured import CommandFailed
from benchmarks.results import Measurement, Run, Skipped
from benchmarks.rivals.rival import NotMeasured


@dataclass(frozen=True, slots=True)
class Way:
    """A way of grading so many submissions; one that need not be there is left out where it cannot be measured."""

    name: str
    title: str
    submissions: int
    run: Callable[[], Run]
    needed: bool = True


def in_rounds(ways: Sequence[Way], times: int) -> tuple[tuple[Measurement, ...], tuple[Skipped, ...]]:
    """Return what each way took each time, and why some could not be measured.

    Raises:
        CommandFailed: of a way that is needed.
    """
    runs: dict[str, list[Run]] = {way.name: [] for way in ways}
    skipped: dict[str, str] = {}
    for _ in range(times):
        for way in ways:
            if way.name in skipped:
                continue
            try:
                runs[way.name].append(way.run())
            except (NotMeasured, CommandFailed) as error:
                if way.needed:
                    raise
                skipped[way.name] = str(error)
    measurements = [
        Measurement(way.name, way.title, way.submissions, tuple(runs[way.name]))
        for way in ways
        if way.name not in skipped
    ]
    return tuple(measurements), tuple(Skipped(name, reason) for name, reason in skipped.items())
