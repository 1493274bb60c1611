"""The bank: a known mistake is named where it ends as the student's function did, at the same item of a map."""

from __future__ import annotations

import types
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.bank import matching
from autograder.diagnosis.combined import two_mistakes
from autograder.local import student_of_module
from autograder.student import Call, StudentError, recorded

Function = Callable[..., Any]


def double(n: int) -> int:
    return 2 * n


def double_but_not_of_two(n: int) -> int:
    if n == 2:
        raise ValueError("not 2")
    return 2 * n


def nothing(n: int) -> int:
    raise ValueError("never")


REFUSES_TWO = Misconception("f", "refuses-two", "refuses 2", "Is 2 a number?", double_but_not_of_two)


def mapped(function: Function, *numbers: int) -> list[Call]:
    """Record one map of a student's `f`."""
    module = types.ModuleType("handed_in")
    module.f = function  # type: ignore[attr-defined]
    student = student_of_module(module)
    with suppress(StudentError):
        student.f.map([(n,) for n in numbers])
    return recorded(student)


def named(function: Function, *checks: tuple[int, ...]) -> list[str]:
    first, *others = (mapped(function, *numbers) for numbers in checks)
    return [m.id for m in matching("f", double, [REFUSES_TWO], first, others)]


def test_a_refusal_is_named_where_others_are_answered() -> None:
    """The first item came back, the second did not: that is the known mistake."""
    assert named(double_but_not_of_two, (1, 2, 3), (5, 2)) == ["refuses-two"]


def test_a_refusal_of_another_item_is_another_mistake() -> None:
    """A map that ends at its first item does not end where the known mistake ends."""
    assert named(nothing, (1, 2, 3), (5, 2)) == []


def test_an_order_that_is_turned_again_is_not_two_mistakes() -> None:
    """Reversed and with the other sign: as much a third way to write it wrongly as two known ones at once."""

    def right(x: Any) -> Any:
        return np.asarray(x) ** 2

    def backwards(x: Any) -> Any:
        return right(x)[::-1]

    def running(x: Any) -> Any:
        return np.cumsum(right(x))

    def calls(function: Function) -> list[Call]:
        module = types.ModuleType("handed_in")
        module.f = function  # type: ignore[attr-defined]
        student = student_of_module(module)
        for case in ([1.5, 2.5, 7.0], [0.3, 4.0, 5.5, 9.0]):
            student.f(np.array(case))
        return recorded(student)

    def found(known: Function) -> list[str]:
        bank = [Misconception("f", "known", "a known one", "Why?", known)]
        made = [calls(lambda x: -known(x))]
        return [relation.id for relation in two_mistakes("f", right, bank, made)]

    assert found(backwards) == []
    assert found(running) == ["known", "relation:sign"]
