"""Measure how grading grows with students, checks, array size and cores, and its pages with students.

But for the curve of cores one grader process is measured, on one core: else a run of few submissions starts fewer
processes than one of many, and start-up would not be the same for all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks import sized_course
from benchmarks.fit import power_law
from benchmarks.measured import measure
from benchmarks.plan import Plan
from benchmarks.results import Curve, Point, Run
from benchmarks.ways import ROOT, grade

CHECKS: Final = 10
ENTRIES: Final = 100


def curves(plan: Plan, scratch: Path) -> Iterator[Curve]:
    """Yield each curve that the plan asks for."""
    course, hand_ins, out = scratch / "course", scratch / "hand-ins", scratch / "out"

    def sized(students: int, checks: int = CHECKS, entries: int = ENTRIES, cores: int = 1) -> Run:
        sized_course.write_course(course, checks, entries)
        sized_course.write_hand_ins(hand_ins, students)
        return grade(course, hand_ins, out, cores)

    if plan.curve_students:
        start, pages_start = sized(1), _pages(course, out)
        points, pages = [], []
        for students in plan.curve_students:
            points.append(Point(students, sized(students)))
            pages.append(Point(students, _pages(course, out)))
        yield _curve("students", f"one submission of {CHECKS} checks each", "students", start, points)
        yield _curve("pages", "`autograder report` for the same students", "students", pages_start, pages)
    yield from _grown(plan.curve_checks, "checks", plan.checks_students, lambda n, x: sized(n, checks=x))
    yield from _grown(plan.curve_entries, "entries", plan.entries_students, lambda n, x: sized(n, entries=x))
    if plan.curve_cores:
        points = [Point(cores, sized(plan.cores_students, cores=cores)) for cores in plan.curve_cores]
        yield Curve("cores", f"{plan.cores_students} students, {CHECKS} checks", "cores", None, tuple(points))


def _grown(sizes: Sequence[int], name: str, students: int, take: Callable[[int, int], Run]) -> Iterator[Curve]:
    if sizes:
        title = {
            "checks": f"{students} students, arrays of {ENTRIES} entries",
            "entries": f"{students} students, {CHECKS} checks, float64 there and back",
        }[name]
        points = [Point(size, take(students, size)) for size in sizes]
        yield _curve(name, title, name, take(1, sizes[0]), points)


def _pages(course: Path, out: Path) -> Run:
    return measure([sys.executable, "-m", "autograder", "report", str(out), "--course", str(course)], cwd=ROOT)


def _curve(name: str, title: str, x: str, start: Run, points: Sequence[Point]) -> Curve:
    """Return a curve with its fits; `start`, what one submission takes, is mostly start-up and left out of the time."""
    sizes = [point.x for point in points]
    return Curve(
        name,
        title,
        x,
        start,
        tuple(points),
        cpu_fit=power_law(sizes, [point.run.cpu_s - start.cpu_s for point in points]),
        memory_fit=power_law(sizes, [point.run.peak_bytes for point in points]),
    )
