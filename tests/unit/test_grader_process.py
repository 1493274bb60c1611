"""What one grader process keeps from one submission to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from autograder import grader_process
from autograder.batch import Batch
from autograder.grader_process import GraderProcess
from autograder.grading import grade as grading
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import SandboxError

ROOT = Path(__file__).resolve().parents[2]
SLUG = "mp_neuron"
STUB = (ROOT / "assignments" / SLUG / "stub.py").read_bytes()


@pytest.fixture
def process() -> Iterator[GraderProcess]:
    """A grader process's state, in this process."""
    one = GraderProcess()
    yield one
    one.close()


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose submissions were really graded."""
    students: list[str] = []
    grade = grading.grade

    def noted(*args: object) -> object:
        submission = args[-1]
        assert isinstance(submission, Submission)
        students.append(submission.student)
        return grade(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(grader_process.grading, "grade", noted)
    return students


def hand_in(student: str, data: bytes = STUB, seed: int = 1, file: str = f"{SLUG}.py") -> Submission:
    return Submission(student, SLUG, file, data, seed)


def test_the_same_file_under_the_same_seed_is_graded_once(process: GraderProcess, graded: list[str]) -> None:
    """A copied file has its original's report under its owner's name; another byte, seed or name is graded."""
    different = [hand_in("s3", STUB + b"\n"), hand_in("s4", seed=2), hand_in("s5", file="mine.py")]
    batch = Batch(str(ROOT), SLUG, "strict", (hand_in("s1"), hand_in("s2"), *different))

    first, second, *others = process.grade(batch)

    assert graded == ["s1", "s3", "s4", "s5"]
    assert second == msgspec.structs.replace(first, student="s2")
    assert [report.student for report in others] == ["s3", "s4", "s5"]


def test_what_the_grader_failed_on_is_tried_for_each_copy(
    process: GraderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure of ours, which may pass, is nobody else's report."""
    grade, failures = grading.grade, [SandboxError("gone"), SandboxError("gone")]

    def failing(*args: object) -> object:
        if failures:
            raise failures.pop()
        return grade(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(grader_process.grading, "grade", failing)
    batch = Batch(str(ROOT), SLUG, "strict", (hand_in("s1"), hand_in("s2")))

    assert [report.status for report in process.grade(batch)] == ["needs_regrade", "graded"]


def test_reports_kept_for_copies_are_bounded(process: GraderProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class of different files leaves no more than so many behind."""
    monkeypatch.setattr(grader_process, "MAX_ALIKE", 3)
    submissions = tuple(hand_in("s1", STUB + b"#" * count) for count in range(8))

    process.grade(Batch(str(ROOT), SLUG, "strict", submissions))

    assert 0 < len(process._graded) <= 3


def test_what_is_kept_of_a_file_is_its_digest(process: GraderProcess) -> None:
    """Notebooks may have 32 MiB each: of those already graded nothing but the report stays."""
    large = STUB + b"#" * 500_000

    process.grade(Batch(str(ROOT), SLUG, "strict", (hand_in("s1", large),)))

    (key,) = process._graded
    assert len(msgspec.msgpack.encode(key)) < 1000
