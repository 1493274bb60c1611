"""Grade hand-ins of one assignment one after the other, as students' are: in the sandbox, with every check."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from autograder import catalog
from autograder.catalog import Limits
from autograder.grading.bench import Bench, set_up
from autograder.grading.grade import grade_cells
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Profile, Zygote
from autograder.submission_source import Cells

SEED = 20_240_229


class HandIns:
    """One assignment, ready to grade."""

    def __init__(self, bench: Bench, zygote: Zygote, profile: Profile) -> None:
        self.bench = bench
        self.assignment = bench.assignment
        self._zygote = zygote
        self._profile = profile

    def grade(self, name: str, cells: Cells, seed: int = SEED) -> GradeReport:
        """Grade source text that is handed in under a student's name."""
        submission = Submission(name, self.assignment.slug, f"{name}.py", b"", seed)
        return grade_cells(self.bench, self._zygote, self._profile, submission, cells)


@contextmanager
def hand_ins(
    root: Path, slug: str, profile: Profile, limits: Limits | None = None, *, diagnoses: bool = True
) -> Iterator[HandIns]:
    """Set up an assignment for grading, with other time limits than its own where they are given.

    Raises:
        AssignmentError: a part of it is malformed. SandboxError: nothing can be graded.
    """
    assignment = catalog.load(root / "assignments" / slug, root / "solutions")
    if limits is not None:
        manifest = msgspec.structs.replace(assignment.manifest, limits=limits)
        assignment = msgspec.structs.replace(assignment, manifest=manifest)
    bench = dataclasses.replace(set_up(assignment), diagnoses=diagnoses)
    with Zygote(profile) as zygote:
        yield HandIns(bench, zygote, profile)
