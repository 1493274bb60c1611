"""How a test's calls reach a student's code: in which order, and in how many requests."""

from __future__ import annotations

import pytest

from autograder.local import student_of_source
from autograder.student import Student, StudentRaised, in_turn, recorded

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
    assert requests == ["several"]
    assert [call.args for call in recorded(student)[1:]] == [(1,), (10,), (2,)]


def test_an_error_in_turn_is_raised(student: Student) -> None:
    """A call without a result leaves none for the others, as with `map`."""
    counter = student.Counter()

    with pytest.raises(StudentRaised):
        in_turn((counter.add, (1,)), (student.broken, ()), (counter.add, (1,)))
    assert in_turn() == []
