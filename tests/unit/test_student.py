"""How a test's calls reach a student's code: in which order, and in how many requests."""

from __future__ import annotations

import types

import pytest

from autograder import expect
from autograder.local import student_of_source
from autograder.reference import Reference
from autograder.student import Student, StudentRaised, in_turn, recorded, settle

COUNTER = """
class Counter:
    def __init__(self):
        self.n = 0
    def add(self, k):
        self.n += k
        return self.n

def broken():
    raise ValueError("no")
"""


@pytest.fixture
def student() -> Student:
    found, problems = student_of_source("counter", [("counter.py", COUNTER)])
    assert problems == []
    return found


def test_calls_in_turn_are_made_in_order_and_in_one_request(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sees what the one before did, to whichever object, and the grader asks once."""
    one, other = student.Counter.map([(), ()])
    requests: list[str] = []
    request = type(student._responder).request

    def counted(self: object, name: str, op: str, *operands: object) -> object:
        requests.append(op)
        return request(self, name, op, *operands)  # type: ignore[arg-type]

    monkeypatch.setattr(type(student._responder), "request", counted)

    assert in_turn((one.add, (1,)), (other.add, (10,)), (one.add, (2,))) == [1, 10, 3]
    assert requests == ["calls"]
    assert [call.args for call in recorded(student)[1:]] == [(1,), (10,), (2,)]


def test_what_is_asked_does_not_show_in_how_it_is_asked(student: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that should be refused comes as one that should be answered: who sees the request learns its arguments."""
    requests: list[tuple[object, ...]] = []
    request = type(student._responder).request

    def noted(self: object, name: str, *request_: object) -> object:
        requests.append(request_)
        return request(self, name, *request_)  # type: ignore[arg-type]

    monkeypatch.setattr(type(student._responder), "request", noted)

    student.Counter()
    student.Counter.map([()])
    expect.raises(TypeError, student.Counter, 1)
    settle(student)

    assert requests == [("calls", [[None, "Counter", args, {}]]) for args in ([], [], [1])]


def test_an_error_in_turn_is_raised(student: Student) -> None:
    """A call without a result leaves none for the others, as with `map`."""
    counter = student.Counter()

    with pytest.raises(StudentRaised):
        in_turn((counter.add, (1,)), (student.broken, ()), (counter.add, (1,)))
    assert in_turn() == []


def test_calls_in_turn_of_a_reference_give_what_the_students_give(student: Student) -> None:
    """A check may ask both alike: for functions, for objects and for their methods."""
    module = types.ModuleType("counter")
    exec(f"{COUNTER}\ndef of(counters):\n    return [c.add(0) for c in counters]\n", module.__dict__)
    reference = Reference(module)
    one, other = reference.Counter.map([(), ()])

    assert in_turn((one.add, (1,)), (other.add, (10,)), (one.add, (2,))) == [1, 10, 3]
    assert reference.of([one, other]) == [3, 10]
    assert one.add.map([(1,), (1,)]) == [4, 5]
    assert one.n == 5
    with pytest.raises(ValueError, match="no"):
        in_turn((reference.broken, ()))
