"""How often checks fail by chance: those that draw are found, those that fail are counted, and the bound is honest."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.grading.bench import Bench, set_up
from autograder.validation.chances import chances

LUCKY = '''

@pytest.mark.check(task="double", points=0)
def test_a_draw_is_not_too_large(student, rng):
    """One draw in six is above 1, and then even right numbers fail."""
    x = rng.normal(size=1)
    expect.holds(student.double(x)[0] < 2.0, rule="It is less than 2.", ask="", subject=x)
'''


def tiny(course: Path) -> Bench:
    return set_up(catalog.load(course / "assignments" / "tiny", course / "solutions"))


def test_only_checks_that_draw_are_tried(course: Path) -> None:
    """A check on fixed numbers cannot fail by chance; one on random numbers gets a bound of three in n."""
    found = chances(tiny(course), range(1, 101))

    assert set(found) == {"double.double_of_random_numbers[four]", "quadruple.quadruple_of_random_numbers"}
    assert {(c.seeds, c.failures) for c in found.values()} == {(100, 0)}
    assert all(c.at_most == pytest.approx(3 / 100, rel=0.05) for c in found.values())


def test_a_check_that_fails_by_chance_is_counted(course: Path) -> None:
    """About one seed in six fails, and nothing is claimed about the probability then."""
    path = course / "assignments" / "tiny" / "hidden" / "test_tiny.py"
    path.write_text(path.read_text() + LUCKY)

    lucky = chances(tiny(course), range(1, 121))["double.a_draw_is_not_too_large"]

    assert 8 <= lucky.failures <= 35
    assert lucky.at_most == 1.0
