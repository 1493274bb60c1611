"""Grade the same submissions in several ways: a class of the seven assignments, thirty checks, twelve beside rivals."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from autograder import catalog
from autograder.grading.checks import collect
from benchmarks import hand_ins, plain_checks, ways
from benchmarks.folders import emptied
from benchmarks.plain_checks import THIRTY, TWELVE, Calls, Case
from benchmarks.plan import Plan
from benchmarks.results import Comparison, Measurement, Run, Skipped
from benchmarks.rivals.environment import environment_of, version_of
from benchmarks.rivals.gradescope import GradescopeUtils
from benchmarks.rivals.nbgrader import Nbgrader
from benchmarks.rivals.otter import Otter
from benchmarks.rivals.rival import NotMeasured, Rival
from benchmarks.rounds import Way, in_rounds

OURS_ENDLESS: Final = "autograder grade, where two in a thousand (at least one) never end"
RIVALS: Final[tuple[Rival, ...]] = (GradescopeUtils(), Nbgrader(), Otter())


def class_comparison(plan: Plan, course: Path, scratch: Path) -> Comparison:
    """Grade a class of the course's assignments; then once more with submissions that never end."""
    assignments = catalog.select(catalog.load_all(course), list(plan.slugs))
    folder, out = emptied(scratch / "class"), scratch / "out"
    count = hand_ins.write_class(assignments, folder, plan.students)
    ours = ways.ours(course, folder, out, count, plan.slugs)
    others = (ways.bare(course, folder, count), ways.pytest_each(course, folder, plan.pytest_most))
    measurements, _ = in_rounds((ours, *others), plan.times)
    if plan.loops:
        hand_ins.write_class(assignments, emptied(folder), plan.students, loops=True)
        endless = Measurement("autograder-loops", OURS_ENDLESS, count, (ours.run(),))
        measurements = (*measurements, endless)
    checks = sum(len(collect(assignment)) for assignment in assignments) / len(assignments)
    title = f"{plan.students} students × {len(assignments)} assignments, {checks:.0f} checks each"
    return Comparison(title, checks, measurements)


def thirty_comparison(plan: Plan, root: Path, scratch: Path) -> Comparison:
    """Grade right submissions with thirty checks, beside the same checks called bare."""
    _, plain = _plain(root, scratch, THIRTY, plan.thirty_students)
    measurements, _ = in_rounds(plain, plan.times)
    return Comparison(_plain_title(plan.thirty_students, THIRTY), len(THIRTY), measurements)


def twelve_comparison(plan: Plan, root: Path, scratch: Path, cache: Path) -> Comparison:
    """Grade right submissions with twelve checks, beside others that can express them too."""
    files, plain = _plain(root, scratch, TWELVE, plan.twelve_students)
    course, folder = _places(scratch, TWELVE)
    few, cases = files[: plan.rival_submissions], plain_checks.cases(root, TWELVE)
    rivals, absent = _rivals(cache, scratch, cases, few) if few else ((), ())
    measurements, skipped = in_rounds((*plain, ways.pytest_each(course, folder, plan.pytest_most), *rivals), plan.times)
    return Comparison(_plain_title(len(files), TWELVE), len(TWELVE), measurements, (*absent, *skipped))


def _plain(root: Path, scratch: Path, calls: Calls, students: int) -> tuple[list[Path], tuple[Way, Way]]:
    """Write right submissions for checks that are plain calls; return them, and how to grade them: ours, and bare."""
    course, folder = _places(scratch, calls)
    plain_checks.write_course(root, course, calls)
    files = plain_checks.write_hand_ins(root, emptied(folder), students)
    return files, (ways.ours(course, folder, scratch / "out", students), ways.bare(course, folder, students))


def _places(scratch: Path, calls: Calls) -> tuple[Path, Path]:
    return scratch / f"course-{len(calls)}", scratch / f"in-{len(calls)}"


def _plain_title(students: int, calls: Calls) -> str:
    return f"{students:,} students × one assignment, {len(calls)} checks, right submissions"


def _rivals(
    cache: Path, scratch: Path, cases: list[Case], files: list[Path]
) -> tuple[tuple[Way, ...], tuple[Skipped, ...]]:
    """Install the other autograders; return how they grade, and which of them could not be installed."""
    found, skipped = [], []
    for rival in RIVALS:
        try:
            environment = environment_of(rival, cache)
        except NotMeasured as error:
            skipped.append(Skipped(rival.name, str(error)))
            continue
        run = partial(_graded_right, rival, environment, scratch / rival.name, cases, files)
        title = f"{rival.title} ({rival.name} {version_of(rival, environment)})"
        found.append(Way(rival.name, title, len(files), run, needed=False))
    return tuple(found), tuple(skipped)


def _graded_right(rival: Rival, environment: Path, folder: Path, cases: list[Case], files: list[Path]) -> Run:
    """Return what a rival took, if it really graded.

    Raises:
        NotMeasured: it did not give every check of these right submissions its point.
    """
    run, passed = rival.grade(environment, emptied(folder), cases, files)
    if passed != len(cases) * len(files):
        raise NotMeasured(f"{rival.name} passed {passed} of {len(cases) * len(files)} checks of right submissions")
    return run
