"""What is said of a call that gave no value."""

from __future__ import annotations

from autograder.explain import Explanation, explain
from autograder.local import student_of_source
from autograder.student import Student, StudentError, recorded

GATES = """
class AddGate:
    def backward(self, up):
        return up, up

class MultiplyGate:
    def forward(x, y):
        return x * y
"""


def told(source: str, method: str, *args: float, visible: bool = True) -> Explanation:
    """Return what is said of a method of MultiplyGate."""
    cells = [("s.py", source)]
    student, _ = student_of_source("s", cells)
    gate = student.MultiplyGate()
    return explain(_error(student, gate, method, args), recorded(student), visible=visible, cells=cells)


def _error(student: Student, gate: object, method: str, args: tuple[float, ...]) -> StudentError:
    try:
        getattr(gate, method)(*args)
    except StudentError as error:
        return error
    raise AssertionError("it gave a value")


def test_missing_method() -> None:
    """A method that a class does not have is missed in that class: another one of the file may have it."""
    assert told(GATES, "backward", 1.0) == Explanation(
        "Class `MultiplyGate` has no method `backward`.", ask="Was it renamed or removed?"
    )
    assert "`forward`" in told(GATES, "forwards", 1.0).ask


def test_name_of_a_class_that_is_not_in_the_file() -> None:
    """A hidden check's message quotes no name that the file made up while it ran."""
    made = "MultiplyGate = type('x' + '42', (), {})\n"

    assert told(made, "backward", 1.0, visible=False).happened == "That object has no method `backward`."


def test_method_without_self() -> None:
    """A method that takes one argument too few is asked for its first."""
    assert "the first argument of a method is `self`" in told(GATES, "forward", 2.0, 3.0).rule
