"""Grade the same submissions in several ways: a class of the seven assignments, then twelve checks beside rivals."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from autograder import catalog
from autograder.grading.checks import collect
from benchmarks import hand_ins, twelve, ways
from benchmarks.measured import CommandFailed
from benchmarks.plan import Plan
from benchmarks.results import Comparison, Measurement, Run, Skipped
from benchmarks.rivals.environment import environment_of, version_of
from benchmarks.rivals.gradescope import GradescopeUtils
from benchmarks.rivals.nbgrader import Nbgrader
from benchmarks.rivals.otter import Otter
from benchmarks.rivals.rival import NotMeasured, Rival
from benchmarks.twelve import Case

OURS: Final = "autograder grade: intake, sandbox, JSON, CSV, database"
OURS_ENDLESS: Final = "autograder grade, where two in a thousand (at least one) never end"
RIVALS: Final[tuple[Rival, ...]] = (GradescopeUtils(), Nbgrader(), Otter())


def class_comparison(plan: Plan, course: Path, scratch: Path) -> Comparison:
    """Grade a class of the course's assignments; then once more with submissions that never end."""
    assignments = catalog.select(catalog.load_all(course), list(plan.slugs))
    folder, out = _empty(scratch / "class"), scratch / "out"
    count = hand_ins.write_class(assignments, folder, plan.students)
    measurements = [
        Measurement("autograder", OURS, count, ways.our_runs(course, folder, out, plan.times, plan.slugs)),
        ways.bare(course, folder, count, plan.times),
        ways.pytest_each(course, folder, plan.pytest_most, plan.times),
    ]
    if plan.loops:
        hand_ins.write_class(assignments, _empty(folder), plan.students, loops=True)
        endless = ways.our_runs(course, folder, out, 1, plan.slugs)
        measurements.append(Measurement("autograder-loops", OURS_ENDLESS, count, endless))
    checks = sum(len(collect(assignment)) for assignment in assignments) / len(assignments)
    title = f"{plan.students} students × {len(assignments)} assignments, {checks:.0f} checks each"
    return Comparison(title, checks, tuple(measurements))


def twelve_comparison(plan: Plan, root: Path, scratch: Path, cache: Path) -> Comparison:
    """Grade right submissions with twelve checks that others can express too."""
    course, folder = scratch / "twelve", _empty(scratch / "twelve-in")
    twelve.write_course(root, course)
    files = twelve.write_hand_ins(root, folder, plan.twelve_students)
    count = len(files)
    measurements = [
        Measurement("autograder", OURS, count, ways.our_runs(course, folder, scratch / "out", plan.times)),
        ways.bare(course, folder, count, plan.times),
        ways.pytest_each(course, folder, plan.pytest_most, plan.times),
    ]
    skipped = []
    few, cases = files[: plan.rival_submissions], twelve.cases(root)
    for rival in RIVALS if few else ():
        try:
            measurements.append(_rival(rival, cache, scratch, cases, few, plan.times))
        except (NotMeasured, CommandFailed) as error:
            skipped.append(Skipped(rival.name, str(error)))
    title = f"One assignment, {twelve.CHECKS} checks, right submissions"
    return Comparison(title, twelve.CHECKS, tuple(measurements), tuple(skipped))


def _rival(rival: Rival, cache: Path, scratch: Path, cases: list[Case], files: list[Path], times: int) -> Measurement:
    environment = environment_of(rival, cache)
    runs = tuple(_graded_right(rival, environment, _empty(scratch / rival.name), cases, files) for _ in range(times))
    title = f"{rival.title} ({rival.name} {version_of(rival, environment)})"
    return Measurement(rival.name, title, len(files), runs)


def _graded_right(rival: Rival, environment: Path, folder: Path, cases: list[Case], files: list[Path]) -> Run:
    """Return what a rival took, if it really graded.

    Raises:
        NotMeasured: it did not give every check of these right submissions its point.
    """
    run, passed = rival.grade(environment, folder, cases, files)
    if passed != len(cases) * len(files):
        raise NotMeasured(f"{rival.name} passed {passed} of {len(cases) * len(files)} checks of right submissions")
    return run


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
