"""Grader processes that die: whose fault it is, and that the run goes on."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.batch import Batch
from autograder.executor import LocalGraders
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import SandboxError

FINE = (
    b"import numpy as np\ndef double(x):\n    return np.asarray(x) * 2.0\ndef quadruple(x):\n    return 2 * double(x)\n"
)
CULPRIT = FINE + b"def double(x):\n    return 13\n"
# A check with a fault that only one answer brings out, as it might be in a library.
DEADLY = """
import os, signal

import pytest


@pytest.mark.check(task="double", points=0)
def test_deadly(student):
    \"\"\"Nothing of 13.\"\"\"
    if student.double([1.0]) == 13:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def graders() -> Iterator[LocalGraders]:
    """One grader process."""
    with LocalGraders(1) as pool:
        yield pool


def batch_of(course: Path, *sources: bytes) -> Batch:
    submissions = [Submission(f"s{number}", "tiny", "tiny.py", data, 1) for number, data in enumerate(sources)]
    return Batch(str(course), "tiny", "strict", tuple(submissions))


def test_graders_that_die_with_nothing_to_do_are_replaced(course: Path, graders: LocalGraders) -> None:
    """The kernel may choose a process that waits: the next batch starts another."""
    graders.prepare(course, "strict", ["tiny"])
    graders.ready()
    kill_processes_of_pools()

    (reports,) = graders.grade([batch_of(course, FINE)])

    assert [report.score for report in reports] == [100]


def kill_processes_of_pools() -> None:
    """Kill this process's children that a pool started, and give the pool a moment to notice."""
    victims = multiprocessing.active_children()
    for child in victims:
        child.kill()
    assert victims
    for child in victims:
        child.join(timeout=10)
    time.sleep(0.5)


# At the end of a reference solution: the process that sets the assignment up dies, as often as there are marks left.
DIES = """
import os, pathlib
_left = pathlib.Path(__file__).with_name("left")
if _left.stat().st_size:
    os.truncate(_left, _left.stat().st_size - 1)
    os._exit(1)
"""


def test_graders_that_die_while_they_set_up_are_tried_again(course: Path, graders: LocalGraders) -> None:
    """Three may be killed by chance; who sees four die stops, and is told what to look at."""
    solution, left = course / "solutions" / "tiny.py", course / "solutions" / "left"
    solution.write_text(solution.read_text() + DIES)

    left.write_text("...")
    graders.prepare(course, "strict", ["tiny"])
    graders.ready()
    assert left.read_text() == ""

    left.write_text("....")
    with LocalGraders(1) as fresh:
        fresh.prepare(course, "strict", ["tiny"])
        with pytest.raises(SandboxError, match="die as they start"):
            fresh.ready()


@pytest.mark.parametrize("place", [0, 3])
def test_who_kills_graders_is_left_for_a_regrade_and_nobody_else(
    course: Path, graders: LocalGraders, place: int
) -> None:
    """Whoever shares a batch with it, before or after, is graded."""
    (course / "assignments" / "tiny" / "hidden" / "test_deadly.py").write_text(DEADLY)
    sources = [FINE + b"#" * number for number in range(4)]
    sources[place] = CULPRIT

    reports = [report for each in graders.grade([batch_of(course, *sources)]) for report in each]

    statuses = {report.student: report.status for report in reports}
    assert statuses == {f"s{n}": "needs_regrade" if n == place else "graded" for n in range(4)}
