"""Comparison with torch: as many cases as asked for, nothing wrong passes, and what is wrong is said."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder import catalog
from autograder.authoring import Oracle, Sweep
from autograder.catalog import import_file
from autograder.declared import oracles
from autograder.validation.oracles import ROUND, compare, difference, load_torch
from autograder.validation.sweeps import PATTERNS, sweep

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)
# Any module will do where an oracle of our own does not look at it.
NOTHING: Any = SimpleNamespace()


def declared(compare: Any, rtol: float = 1e-7, atol: float = 1e-11) -> Oracle:
    return Oracle("f", rtol, atol, compare)


def ask(cases: int, compared: Any, **tolerance: float) -> Any:
    return compare(declared(compared, **tolerance), NOTHING, "cpu", NOTHING, cases)


def test_an_oracle_is_asked_until_there_are_enough_cases() -> None:
    """One that makes 200 cases at most is asked again, with random numbers that go on."""
    firsts = []

    def capped(torch: Any, device: str, rng: Any, reference: Any, cases: int) -> Any:
        draw = rng.normal(size=min(cases, 200))
        firsts.append(draw[0])
        yield draw, draw, draw.size

    proof, problems = ask(1050, capped)

    assert (proof.cases, problems) == (1200, [])
    assert len(set(firsts)) == 6


def test_an_oracle_is_never_asked_for_more_than_a_round() -> None:
    """A million cases do not become one array."""
    asked = []

    def greedy(torch: Any, device: str, rng: Any, reference: Any, cases: int) -> Any:
        asked.append(cases)
        yield rng.normal(size=2), np.zeros(2), cases

    ask(3 * ROUND + 5, greedy, atol=100.0)

    assert asked == [ROUND] * 4


def test_an_oracle_without_chance_is_asked_once() -> None:
    """All sixteen truth tables are all there are; a second round would compare them again."""

    def exhaustive(torch: Any, device: str, rng: Any, reference: Any, cases: int) -> Any:
        yield np.arange(16), np.arange(16), 16

    assert ask(100_000, exhaustive)[0].cases == 16


def test_comparing_nothing_is_a_problem() -> None:
    """An oracle that yields nothing proves nothing."""

    def silent(torch: Any, device: str, rng: Any, reference: Any, cases: int) -> Any:
        yield from ()

    assert ask(10, silent)[1] == ["it compared nothing"]


@pytest.mark.parametrize(
    ("got", "want", "problem"),
    [
        pytest.param([1.0, 2.0], [1.0, 2.0], "", id="same"),
        pytest.param([1.0, 2.0 + 1e-8], [1.0, 2.0], "", id="within"),
        pytest.param([1.0, 2.0 + 1e-6], [1.0, 2.0], "largest difference 1e-06", id="beyond"),
        pytest.param([1.0], [1.0, 1.0], "shape (1,) against (2,)", id="shape"),
        pytest.param([np.nan], [np.nan], "a value is not finite", id="nan"),
    ],
)
def test_differences_are_judged(got: list[float], want: list[float], problem: str) -> None:
    """NaN never equals NaN, shapes are never stretched, and the tolerance is a bound."""
    assert difference(got, want, 1e-7, 1e-11).problem == problem


def test_a_difference_is_a_share_of_the_tolerance() -> None:
    """Half of what is tolerated is 0.5, and with a tolerance of zero any difference is too much."""
    assert difference([2.5], [2.0], 0.0, 1.0).of_tolerance == 0.5
    assert difference([0.0, 1.0], [0.0, 1.0], 0.0, 0.0).problem == ""
    assert difference([0.0, 1.1], [0.0, 1.0], 0.0, 0.0).problem == "largest difference 0.1"


def stable(torch: Any, device: str, reference: Any, x: Any) -> Any:
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small), 0.5 * (1.0 + np.tanh(x / 2))


def naive(torch: Any, device: str, reference: Any, x: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-x)), stable(torch, device, reference, x)[0]


def test_a_sweep_sees_every_sign_and_size() -> None:
    """A million of the 2**32 patterns cover nearly all finite exponents alike, and infinities are left out."""
    seen = []

    def watched(torch: Any, device: str, reference: Any, x: Any) -> Any:
        seen.append(x)
        return x, x

    proof, problems = sweep(Sweep("f", 0.0, 0.0, watched), NOTHING, "cpu", NOTHING, range(0, PATTERNS, 4099))

    x = np.concatenate(seen)
    _, counts = np.unique(np.frexp(x[np.abs(x) > 1e-37])[1], return_counts=True)
    assert (proof.numbers, problems) == (x.size, [])
    assert np.isfinite(x).all()
    assert abs(int((x > 0).sum()) - int((x < 0).sum())) < 10
    assert counts.max() - counts.min() <= counts.max() // 2
    assert x.max() > 1e38
    assert x.min() < -1e38


def test_a_sweep_catches_an_overflow() -> None:
    """exp(-x) overflows on the way to a right answer; a warning that a student would see is a disagreement."""
    assert sweep(Sweep("f", 0.0, 1e-12, stable), NOTHING, "cpu", NOTHING, range(0, PATTERNS, 40_009))[1] == []

    _, problems = sweep(Sweep("f", 0.0, 1e-12, naive), NOTHING, "cpu", NOTHING, range(0, PATTERNS, 40_009))

    assert len(problems) == 1
    assert problems[0].startswith("overflow encountered in exp between")


@pytest.fixture(scope="module")
def torch() -> ModuleType:
    found = load_torch()
    if found is None:
        pytest.skip("torch is not installed")
    return found


class Off:
    """A reference that returns -1 - x for every number x, and the opposite of every truth value."""

    def __init__(self, module: object) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._module, name)
        if isinstance(function, type):
            return lambda *args: Off(function(*args))
        return lambda *args, **kwargs: spoilt(function(*args, **kwargs))


def spoilt(value: Any) -> Any:
    """Every number in a result wrong, and none of its words."""
    if isinstance(value, dict):
        return {key: spoilt(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(spoilt(item) for item in value)
    if isinstance(value, bool):
        return not value
    return -1 - np.asarray(value) if isinstance(value, int | float | np.ndarray | np.number) else value


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_every_oracle_notices_a_wrong_reference(assignment: catalog.Assignment, torch: ModuleType) -> None:
    """Numbers that are all wrong disagree with torch, in every function of the assignment."""
    reference: Any = Off(import_file(assignment.reference_path, f"off_{assignment.slug}"))
    blind = []
    for oracle in oracles(assignment):
        try:
            _, problems = compare(oracle, torch, "cpu", reference, 20)
        except Warning:  # of torch's, about the oracle
            raise
        except Exception:  # indices and labels that are no whole numbers any more: noticed, too
            continue
        if not problems:
            blind.append(oracle.task)

    assert blind == []
