"""A verdict is a function of the seed: a check that asks or ends otherwise the second time is named, with the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.grading.bench import set_up
from autograder.validation.repeats import problems_of_repeats

HEAD = '''
import time

NOISE = np.random.default_rng().normal()
SEEN = time.__dict__.setdefault("seen", [])  # a module of others is not run again


@pytest.mark.check(task="double", points=0)
def test_extra(student, rng):
    """An extra claim."""
'''
DOES_IT = "does it use the clock, a generator other than `rng`, or what an earlier run left behind?"


def problems(course: Path, body: str) -> list[str]:
    path = course / "assignments" / "tiny" / "hidden" / "test_tiny.py"
    path.write_text(f"{path.read_text()}{HEAD}    {body}\n")
    return list(problems_of_repeats(set_up(catalog.load(course / "assignments" / "tiny", course / "solutions"))))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("student.double(time.perf_counter())", id="clock"),
        pytest.param("student.double(np.random.default_rng().normal())", id="unseeded"),
        pytest.param("student.double(np.random.normal())", id="global"),
        pytest.param("student.double(NOISE)", id="when imported"),
        pytest.param("student.double.map([(time.perf_counter(),), (1.0,)])", id="map"),
    ],
)
def test_a_check_that_asks_otherwise_is_named(course: Path, body: str) -> None:
    """The sentence shows the call as it was both times, to the last bit, and what to look for."""
    (problem,) = problems(course, body)

    assert problem.startswith("the check double.extra asks for `double(")
    assert problem.count("`double(") == 2
    assert problem.endswith(f"the second: {DOES_IT}")


def test_a_check_that_ends_otherwise_is_named(course: Path) -> None:
    """What is wanted may depend on what an earlier run left behind, though nothing else is asked for."""
    body = "SEEN.append(1); expect.number(student.double(1.0), 2.0 * len(SEEN))"

    (problem,) = problems(course, body)

    assert problem == (
        "the check double.extra ends as passed the first time and as failed the second, though it asks for the same: "
        f"{DOES_IT}"
    )


def test_what_follows_from_the_seed_is_the_same(course: Path) -> None:
    """Draws from `rng`, functions, generators and arrays that are changed later are nothing to complain about."""
    body = "x = rng.normal(size=3); student.double(x); x[:] = 0; student.double(rng.normal()); student.quadruple(x)"

    assert problems(course, body) == []
