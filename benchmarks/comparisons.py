"""Grade the same submissions in several ways: a class of the seven assignments, thirty checks, twelve beside rivals."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from autograder import catalog
from autograder.grading.checks import collect
from benchmarks import hand_ins, plain_checks, ways
from benchmarks.folders import emptied
from benchmarks.measured import CommandFailed
from benchmarks.plain_checks import THIRTY, TWELVE, Calls, Case
from benchmarks.plan import Plan
from benchmarks.results import Comparison, Measurement, Run, Skipped
from benchmarks.rivals.environment import environment_of, version_of
from benchmarks.rivals.gradescope import GradescopeUtils
from benchmarks.rivals.nbgrader import Nbgrader
from benchmarks.rivals.otter import Otter
from benchmarks.rivals.rival import NotMeasured, Rival

OURS: Final = "autograder grade: intake, sandbox, JSON, CSV, database"
OURS_ENDLESS: Final = "autograder grade, where two in a thousand (at least one) never end"
RIVALS: Final[tuple[Rival, ...]] = (GradescopeUtils(), Nbgrader(), Otter())


def class_comparison(plan: Plan, course: Path, scratch: Path) -> Comparison:
    """Grade a class of the course's assignments; then once more with submissions that never end."""
    assignments = catalog.select(catalog.load_all(course), list(plan.slugs))
    folder, out = emptied(scratch / "class"), scratch / "out"
    count = hand_ins.write_class(assignments, folder, plan.students)
    measurements = [
        Measurement("autograder", OURS, count, ways.our_runs(course, folder, out, plan.times, plan.slugs)),
        ways.bare(course, folder, count, plan.times),
        ways.pytest_each(course, folder, plan.pytest_most, plan.times),
    ]
    if plan.loops:
        hand_ins.write_class(assignments, emptied(folder), plan.students, loops=True)
        endless = ways.our_runs(course, folder, out, 1, plan.slugs)
        measurements.append(Measurement("autograder-loops", OURS_ENDLESS, count, endless))
    checks = sum(len(collect(assignment)) for assignment in assignments) / len(assignments)
    title = f"{plan.students} students × {len(assignments)} assignments, {checks:.0f} checks each"
    return Comparison(title, checks, tuple(measurements))


def thirty_comparison(plan: Plan, root: Path, scratch: Path) -> Comparison:
    """Grade right submissions with thirty checks, beside the same checks called bare."""
    _, measurements = _plain(plan, root, scratch, THIRTY, plan.thirty_students)
    return Comparison(_plain_title(plan.thirty_students, THIRTY), len(THIRTY), measurements)


def twelve_comparison(plan: Plan, root: Path, scratch: Path, cache: Path) -> Comparison:
    """Grade right submissions with twelve checks, beside others that can express them too."""
    files, ours = _plain(plan, root, scratch, TWELVE, plan.twelve_students)
    course, folder = _places(scratch, TWELVE)
    measurements = [*ours, ways.pytest_each(course, folder, plan.pytest_most, plan.times)]
    skipped = []
    few, cases = files[: plan.rival_submissions], plain_checks.cases(root, TWELVE)
    for rival in RIVALS if few else ():
        try:
            measurements.append(_rival(rival, cache, scratch, cases, few, plan.times))
        except (NotMeasured, CommandFailed) as error:
            skipped.append(Skipped(rival.name, str(error)))
    return Comparison(_plain_title(len(files), TWELVE), len(TWELVE), tuple(measurements), tuple(skipped))


def _plain(
    plan: Plan, root: Path, scratch: Path, calls: Calls, students: int
) -> tuple[list[Path], tuple[Measurement, ...]]:
    """Write right submissions for checks that are plain calls; grade them, and call the checks bare."""
    course, folder = _places(scratch, calls)
    plain_checks.write_course(root, course, calls)
    files = plain_checks.write_hand_ins(root, emptied(folder), students)
    ours = Measurement("autograder", OURS, students, ways.our_runs(course, folder, scratch / "out", plan.times))
    return files, (ours, ways.bare(course, folder, students, plan.times))


def _places(scratch: Path, calls: Calls) -> tuple[Path, Path]:
    return scratch / f"course-{len(calls)}", scratch / f"in-{len(calls)}"


def _plain_title(students: int, calls: Calls) -> str:
    return f"{students:,} students × one assignment, {len(calls)} checks, right submissions"


def _rival(rival: Rival, cache: Path, scratch: Path, cases: list[Case], files: list[Path], times: int) -> Measurement:
    environment = environment_of(rival, cache)
    runs = tuple(_graded_right(rival, environment, emptied(scratch / rival.name), cases, files) for _ in range(times))
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
