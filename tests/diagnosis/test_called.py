"""Calling a function of ours directly gives what the wire gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import catalog
from autograder.diagnosis import remembered, replay
from autograder.diagnosis.called import called, takes_only_values
from autograder.diagnosis.compare import same, same_error
from autograder.diagnosis.remembered import Memory
from autograder.diagnosis.replay import calls_of
from autograder.grading.attempt import attempt
from autograder.grading.bench import set_up
from autograder.local import student_of_module
from autograder.student import Call

# As in a grader, where a variant's warnings are nobody's.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)


def of(*args: Any, many: bool = False, quiet: bool = False, **kwargs: Any) -> Call:
    return Call(None, "f", args, kwargs, many, quiet)


def plainly(call: Call) -> tuple[object, object]:
    """Return how a call ended, with every array as its type, shape and numbers."""
    return _plainly(call.result), type(call.error)


def _plainly(value: Any) -> object:
    if isinstance(value, np.ndarray):
        return (value.dtype, value.shape, value.tolist())
    if isinstance(value, list | tuple):
        return type(value), [_plainly(item) for item in value]
    return (type(value), value)


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_every_misconception_answers_alike_in_both_ways(assignment: catalog.Assignment) -> None:
    """All calls of all checks, made on every variant of their function: the same values, kinds and exceptions."""
    bench = set_up(assignment)
    with np.errstate(all="ignore"):
        made = [attempt(c, student_of_module(bench.module), bench.reference, 3).calls for c in bench.checks]
    compared = 0
    for misconception in bench.bank:
        if isinstance(misconception.variant, type):
            continue
        for calls in made:
            mine = calls_of(misconception.task, calls)
            if not mine or not all(map(takes_only_values, mine)):
                continue
            direct = replay.replay(misconception.task, misconception.variant, mine)
            wired = list(replay._through_the_wire(misconception.task, misconception.variant, mine))
            assert len(direct) == len(wired), misconception.id
            for one, other in zip(direct, wired, strict=True):
                assert same_error(one.error, other.error), misconception.id
                assert same(one.result, other.result, kinds=True), misconception.id
            compared += len(wired)

    assert compared > 200


@pytest.mark.parametrize(
    ("function", "call"),
    [
        pytest.param(lambda x: np.float64(x), of(2), id="numpy-scalar"),
        pytest.param(lambda x: (np.bool_(x), [x, {"a": np.int32(x)}]), of(2), id="nested"),
        pytest.param(lambda x: x, of([1, (2.5, "text")], many=False), id="containers"),
        pytest.param(lambda x, y=1: x + y, of((1,), (2,), many=True), id="map"),
        pytest.param(lambda x: 1 // x, of((1,), (0,), (2,), many=True), id="map-raises"),
        pytest.param(lambda x: np.exp(x), of(np.array([1e4])), id="overflow"),
        pytest.param(lambda x: np.exp(x), of(np.array([1e4]), quiet=True), id="overflow-quiet"),
        pytest.param(lambda x: x.sort(), of(np.array([2.0, 1.0])), id="writes-to-its-argument"),
        pytest.param(lambda rng: rng.normal(size=2), of(np.random.default_rng(3)), id="generator"),
        pytest.param(lambda: (_ for _ in ()).throw(NotImplementedError), of(), id="not-written"),
    ],
)
def test_values_and_exceptions_are_those_of_the_wire(function: Any, call: Call) -> None:
    """Types, shapes and kinds too; a generator is the same one again for the next call."""
    first, second = called(function, call), called(function, call)
    (wired,) = replay._through_the_wire("f", function, [call])

    assert plainly(first) == plainly(second) == plainly(wired)
    assert same_error(first.error, wired.error)


def test_a_list_that_a_variant_changes_stays_as_it_was() -> None:
    """The next variant is asked the same."""
    given = [[3.0], 1.0]

    called(lambda x: x[0].append(9.0), of(given))

    assert given == [[3.0], 1.0]


def test_objects_and_functions_go_through_the_wire() -> None:
    """A call with a function of ours, and one that returns an object, end as they did there."""
    with_function = of(abs, 2)
    assert not takes_only_values(with_function)
    (answer,) = replay.replay("f", lambda f, x: f(-x), [with_function])
    assert answer.result == 2

    (answer,) = replay.replay("f", lambda x: object(), [of(1)])
    assert type(answer.result).__name__ == "StudentObject"


def test_slow_answers_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What took long is not computed again; other arguments are, and nothing grows for ever."""
    monkeypatch.setattr(remembered, "SLOW_S", 0.0)
    asked: list[float] = []

    def variant(x: float) -> float:
        asked.append(x)
        return 2 * x

    memory = Memory()

    assert [memory.called(variant, of(x)).result for x in (1.0, 2.0, 1.0, 2.0)] == [2.0, 4.0, 2.0, 4.0]
    assert asked == [1.0, 2.0]

    monkeypatch.setattr(remembered, "MAX_BYTES", 1000)
    for x in range(300):
        memory.called(variant, of(float(x)))
    assert sum(map(len, memory._answers.values())) < 40
