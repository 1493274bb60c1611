"""Not refusing a bad argument, and refusing it with another exception, are two different mistakes."""

from __future__ import annotations

import pytest

from autograder.diagnosis.relations import Relations
from autograder.local import student_of_source
from autograder.student import StudentError, recorded


def right(x: object) -> float:
    if not isinstance(x, float):
        raise TypeError("a float is asked")
    return x


@pytest.mark.parametrize(
    ("body", "relation"),
    [
        pytest.param("return 1.0", "relation:accepts", id="accepts"),
        pytest.param("raise ValueError", "relation:refuses-otherwise", id="wrong-exception"),
    ],
)
def test_each_is_named_for_what_it_is(body: str, relation: str) -> None:
    """A function that raises is not told that it goes on."""
    student, _ = student_of_source("refusing", [("refusing.py", f"def f(x):\n    {body}\n")])
    for bad in ("text", None):
        try:
            student.f(bad)
        except StudentError:
            continue

    found = Relations("f", right, [], [], [recorded(student)]).of_check(0)

    assert [r.id for r in found] == [relation]
