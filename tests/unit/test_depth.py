"""The four depths of feedback: each says more than the one before, and the course chooses."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import CourseError, load_course
from autograder.depth import DEPTHS, Depth, at_depth, experiment
from autograder.grading.report import CheckReport, Diagnosis, GradeReport, SandboxReport

RULE, ASK, HINT = "double(x) is x + x.", "What is 3 + 3?", "Which difference is the other way round?"


def report(**more: object) -> GradeReport:
    values: dict[str, object] = {
        "id": "double.random", "task": "double", "title": "Doubling holds.", "visibility": "hidden",
        "outcome": "failed", "points": 0.0, "max_points": 50.0,
        "message": f"`double` is wrong in 3 entries. {RULE} {ASK}", "question": ASK,
        "diagnosis": (Diagnosis("relation:sign", HINT),), **more,
    }  # fmt: skip
    checks = (CheckReport(**values),)  # type: ignore[arg-type]
    return GradeReport("tiny", "1", "s01", "tiny.py", "ab", 7, "graded", 0.0, SandboxReport("strict", ()), checks)


def shown(depth: Depth, **more: object) -> str:
    (check,) = at_depth(report(**more), depth).checks
    return " ".join([check.message, *(d.hint for d in check.diagnosis)])


@pytest.mark.parametrize(
    ("depth", "said", "unsaid"),
    [
        ("property", [RULE], [ASK, HINT, "experiment", "handout, section"]),
        ("question", [RULE, ASK, HINT], ["experiment", "handout, section"]),
        ("experiment", [RULE, ASK, HINT, "An experiment: "], ["handout, section"]),
        ("section", [RULE, ASK, HINT, "An experiment: ", "handout, section “Task: double”"], []),
    ],
)
def test_a_depth_says_what_it_should(depth: Depth, said: list[str], unsaid: list[str]) -> None:
    """Property, question, experiment and section, each with those before it."""
    text = shown(depth)

    assert [part for part in said if part not in text] == []
    assert [part for part in unsaid if part in text] == []


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("outcome", ["passed", "skipped", "stopped", "broken"])
def test_what_is_no_mistake_needs_no_experiment(depth: Depth, outcome: str) -> None:
    """A check that passed, or has nothing written to experiment with, is told nothing more."""
    assert "experiment" not in shown(depth, outcome=outcome, diagnosis=(), message="", question="")


def test_without_a_diagnosis_the_experiment_stands_with_the_message() -> None:
    """What is not recognised can be looked into, too."""
    assert "An experiment: " in at_depth(report(diagnosis=()), "experiment").checks[0].message


@pytest.mark.parametrize(
    ("diagnosis", "tried"),
    [
        ("relation:at-ties", "exactly equal"),
        ("slip:equality", "exactly equal"),
        ("slip:axis", "sizes that all differ"),
        ("relation:factor-over-rows", "given twice"),
        ("slip:loop-range", "make one round"),
        ("relation:not-finite", "times 1, 50 and 1000"),
        ("relation:accepts", "under Raises"),
        ("some-id-of-a-bank", "by hand"),
    ],
)
def test_an_experiment_fits_the_kind_of_mistake(diagnosis: str, tried: str) -> None:
    """Each kind has its own; what the bank knows has its experiment in its hint and gets the general one."""
    assert tried in experiment("double", (diagnosis,))


def test_the_course_chooses(tmp_path: Path) -> None:
    """`feedback` in course.toml is a depth; a question unless it says otherwise."""
    assert load_course(tmp_path).feedback == "question"
    (tmp_path / "course.toml").write_text('feedback = "section"\n')
    assert load_course(tmp_path).feedback == "section"
    (tmp_path / "course.toml").write_text('feedback = "everything"\n')
    with pytest.raises(CourseError, match="feedback"):
        load_course(tmp_path)
