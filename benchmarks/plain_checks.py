"""Small checks of softmax and cross-entropy that every autograder can express: calls with the results wanted.

Hand-ins are right ones, in every style of the assignment. A way of grading that does not give each of them all its
checks has not graded them, and is not timed.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from autograder import catalog
from autograder.catalog import Assignment
from benchmarks.folders import emptied
from benchmarks.hand_ins import signature, source_of

SLUG: Final = "softmax_cross_entropy"
TWELVE: Final = (
    ("softmax", "[1.0, 2.0, 4.0]"),
    ("softmax", "[[1000.0, 0.0], [0.5, -0.5]]"),
    ("logsumexp", "[0.1, 0.2, 0.3]"),
    ("logsumexp", "[[1e4, 0.0], [3.0, 4.0]]"),
    ("log_softmax", "[2.0, -1.0, 0.5]"),
    ("log_softmax", "[[1e4, 0.0, -1e4]]"),
    ("cross_entropy", "[[0.0, 0.0, 0.0, 0.0]], [3]"),
    ("cross_entropy", "[[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]], [0, 2]"),
    ("cross_entropy_grad", "[[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]], [0, 2]"),
    ("softmax_jacobian", "[0.2, 0.7, 0.1]"),
    ("bce_with_logits", "[2.0, -3.0], [1, 0]"),
    ("bce_with_logits", "[40.0, 0.0], [1, 1]"),
)
THIRTY: Final = (
    *TWELVE,
    ("softmax", "[0.0, 0.0, 0.0, 0.0]"),
    ("softmax", "[[3.0, 1.0, 0.2], [1.0, 2.0, 3.0], [-1.0, 0.0, 1.0]]"),
    ("softmax", "[-1000.0, 0.0, 1000.0]"),
    ("logsumexp", "[-1e4, -1e4]"),
    ("logsumexp", "[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]"),
    ("log_softmax", "[[0.5, 0.5], [1.5, -1.5]]"),
    ("log_softmax", "[1e4, 1e4]"),
    ("log_softmax", "[3.0, 3.0, 3.0, 3.0, 3.0]"),
    ("cross_entropy", "[[0.0, 1.0], [1.0, 0.0]], [1, 0]"),
    ("bce_with_logits", "[0.0], [1]"),
    ("cross_entropy", "[[1e4, 0.0], [0.0, 1e4]], [0, 0]"),
    ("cross_entropy", "[[0.1, 0.2, 0.7]], [2]"),
    ("cross_entropy_grad", "[[1.0, 1.0]], [0]"),
    ("cross_entropy_grad", "[[1.0, 2.0, 3.0], [3.0, 2.0, 1.0], [0.0, 0.0, 0.0]], [2, 2, 0]"),
    ("softmax_jacobian", "[1.0, 2.0, 3.0, 4.0]"),
    ("softmax_jacobian", "[0.0, 0.0]"),
    ("bce_with_logits", "[0.5, -0.5, 2.0], [1, 0, 0]"),
    ("bce_with_logits", "[-40.0, 3.0], [0, 1]"),
)

Calls = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """One check: a function, the source of its arguments, and the source of what it should return."""

    name: str
    task: str
    arguments: str
    want: str

    def lines(self, function: str) -> str:
        """Return the check as any Python test writes it, for a function of that name."""
        return f"np.testing.assert_allclose({function}({self.arguments}), {self.want}, rtol=1e-7, atol=1e-9)"


def cases(root: Path, calls: Calls) -> list[Case]:
    """Return the checks, with what the reference returns."""
    assignment = _assignment(root)
    module = catalog.import_file(assignment.reference_path, f"plain_{SLUG}")
    found = []
    for number, (task, arguments) in enumerate(calls, start=1):
        want = np.asarray(eval(f"f({arguments})", {"f": getattr(module, task)})).tolist()
        found.append(Case(f"{task}_{number}", task, arguments, repr(want)))
    return found


def write_course(root: Path, course: Path, calls: Calls) -> None:
    """Write a course whose one assignment has these checks, half of them visible, and the original's mistakes."""
    emptied(course)
    original, folder = _assignment(root), course / "assignments" / SLUG
    shutil.copytree(original.solutions / "alternatives" / SLUG, course / "solutions" / "alternatives" / SLUG)
    shutil.copy(original.reference_path, course / "solutions")
    for name in ("assignment.toml", "misconceptions.py", "handout.md"):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(original.folder / name, folder)
    checks = cases(root, calls)
    for visibility, some in (("visible", checks[::2]), ("hidden", checks[1::2])):
        (folder / visibility).mkdir()
        (folder / visibility / f"test_{visibility}.py").write_text(_test_file(some), encoding="utf-8")


def write_hand_ins(root: Path, folder: Path, students: int) -> list[Path]:
    """Write so many right hand-ins, in all styles in turn; return their files."""
    right = itertools.cycle(source_of(_assignment(root)).right)
    files = []
    for student in range(1, students + 1):
        path = folder / f"s{student:05}" / f"{SLUG}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(next(right) + signature(student), encoding="utf-8")
        files.append(path)
    return files


def _assignment(root: Path) -> Assignment:
    return catalog.load(root / "assignments" / SLUG, root / "solutions")


def _test_file(some: list[Case]) -> str:
    tests = [
        f'@pytest.mark.check(task="{case.task}", points=1)\n'
        f"def test_{case.name}(student):\n"
        f'    """{case.task} is right for {case.arguments}."""\n'
        f"    expect.close(student.{case.task}({case.arguments}), {case.want}, rtol=1e-7, atol=1e-9)\n"
        for case in some
    ]
    return "\n\n".join(["import pytest\n\nfrom autograder import expect\n", *tests])
