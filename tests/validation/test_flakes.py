"""Correct solutions under many seeds: none may lose a point, and one that does is told with its seeds."""

from __future__ import annotations

from pathlib import Path

from autograder.validation.flakes import try_seeds

STRICT = '''

@pytest.mark.check(task="double", points=0)
def test_a_draw_is_not_too_large(student, rng):
    """One draw in six is above 1, and then even right numbers fail."""
    x = rng.normal(size=1)
    expect.holds(student.double(x)[0] < 2.0, rule="It is less than 2.", ask="", subject=x)
'''


def test_steady_checks_never_fail(course: Path) -> None:
    """The reference passes under every seed, and the proof says how often it was graded."""
    proof, problems = try_seeds(course, "tiny", "strict", seeds=6)

    assert (proof.seeds, proof.graded, proof.failures, problems) == (6, 6, (), [])


def test_a_check_that_hangs_on_the_draw_is_found(course: Path) -> None:
    """A check that holds for most seeds only fails the proof, with solution, check and first seeds."""
    path = course / "assignments" / "tiny" / "hidden" / "test_tiny.py"
    path.write_text(path.read_text() + STRICT)

    proof, problems = try_seeds(course, "tiny", "strict", seeds=30)

    bad = [flake.seed for flake in proof.failures]
    assert 0 < len(bad) < 30
    assert {tuple(flake.failed) for flake in proof.failures} == {("double.a_draw_is_not_too_large",)}
    assert len(problems) == 1
    assert problems[0].startswith(
        f"reference is right, and fails double.a_draw_is_not_too_large under {len(bad)} of 30 seeds: {bad[0]}"
    )
    assert problems[0].endswith("It is less than 2.")


def test_alternatives_are_tried_too(course: Path) -> None:
    """An alternative that is wrong under some seeds is told by its name."""
    folder = course / "solutions" / "alternatives" / "tiny"
    folder.mkdir(parents=True)
    (folder / "lucky.py").write_text(
        "import numpy as np\ndef double(x):\n    return np.where(np.asarray(x) > 1.5, 3.0, 2.0) * x * (x[0] != 3 or 1)\n"
        "def quadruple(x):\n    return 4.0 * np.asarray(x)\n"
    )

    proof, problems = try_seeds(course, "tiny", "strict", seeds=12)

    assert proof.graded == 24
    assert {flake.solution for flake in proof.failures} == {"lucky"}
    assert any(text.startswith("lucky is right, and fails double.double_of_random_numbers[four]") for text in problems)
