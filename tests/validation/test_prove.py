"""Proving an assignment: what an author leaves out or mistakes is told in a sentence that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.catalog import AssignmentError
from autograder.grading.bench import set_up
from autograder.validation.declarations import problems_of_declarations
from autograder.validation.oracles import consult
from autograder.validation.prove import prove
from autograder.validation.right_pictures import problems_of_figures

VISIBLE, HIDDEN, BANK = "visible/test_tiny.py", "hidden/test_tiny.py", "misconceptions.py"


def change(course: Path, file: str, before: str, after: str) -> None:
    path = course / "assignments" / "tiny" / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def load(course: Path) -> catalog.Assignment:
    return catalog.load(course / "assignments" / "tiny", course / "solutions")


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        pytest.param(
            VISIBLE,
            "test_double_of_three(student)",
            "test_double_of_three(student, reference)",
            "visible/test_tiny.py, test_double_of_three: it asks for `reference`, which students do not have. "
            "Write the expected numbers down, or move the test to hidden/",
            id="reference in a visible test",
        ),
        pytest.param("handout.md", "Task: double", "Double", "0 sections '### Task: double', one is needed", id="section"),
        pytest.param("handout.md", "# Tiny", "### Task: triple", "no task 'triple' in assignment.toml", id="no task"),
        pytest.param(
            HIDDEN,
            "test_quadruple_of_random_numbers",
            "test_double_of_random_numbers",
            "hidden/test_tiny.py has 2 tests called test_double_of_random_numbers: "
            "the last one hides the others, so rename them",
            id="one name",
        ),
        pytest.param(
            BANK,
            "double_squares(x)",
            "double_squares(x, times)",
            "the misconception squares cannot be called like double: it takes (x, times), and double takes (x)",
            id="one more",
        ),
        pytest.param(
            BANK, "double_squares(x)", "double_squares(z)", "squares cannot be called like double: it takes (z)", id="name"
        ),
    ],
)  # fmt: skip
def test_what_is_declared_wrongly_is_told(course: Path, file: str, before: str, after: str, told: str) -> None:
    """The sentence names the place."""
    change(course, file, before, after)

    assert told in "\n".join(problems_of_declarations(set_up(load(course))))


@pytest.mark.parametrize("parameters", ["x, times=2", "*args, **kwargs", "x, *, out=None"])
def test_a_variant_may_take_more(course: Path, parameters: str) -> None:
    """What can be called as the reference's function is a variant of it."""
    change(course, BANK, "double_squares(x):", f"double_squares({parameters}):")

    assert not any("cannot be called" in problem for problem in problems_of_declarations(set_up(load(course))))


def test_methods_of_a_variant_are_called_like_the_references(course: Path) -> None:
    """A class whose method takes something else fails every check, whatever its mistake."""
    reference = course / "solutions" / "tiny.py"
    reference.write_text(
        "class double:\n    def of(self, x: list[float], times: float=2) -> float:\n        return x * times\n\nquadruple = double\n"
    )
    change(course, BANK, "def double_squares(x):", "class Squares:\n  def of(self, x):")

    told = [p for p in problems_of_declarations(set_up(load(course))) if "cannot be called" in p]

    assert told == [
        "the misconception squares cannot be called like double.of: "
        "it takes (self, x), and double.of takes (self, x, times=2)"
    ]


def test_a_task_that_is_there_twice_is_told(course: Path) -> None:
    """The manifest is refused with the id, not a later part that suffers from it."""
    change(course, "assignment.toml", 'id = "quadruple"', 'id = "double"')

    with pytest.raises(AssignmentError, match=r"assignment.toml: the task 'double' is there 2 times, once is needed"):
        load(course)


def test_a_missing_oracle_is_told_as_such(course: Path) -> None:
    """A file that is not there declares nothing, and is to be written."""
    torch = pytest.importorskip("torch")

    assert consult(load(course), torch, "cpu", 10)[1] == ["there is no oracle: oracle.py is missing"]
    (course / "assignments" / "tiny" / "oracle.py").write_text("")
    assert consult(load(course), torch, "cpu", 10)[1] == ["there is no oracle: oracle.py declares none"]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        pytest.param("return 'Twice the numbers from 0 to 3.'", [], id="fine"),
        pytest.param(
            "pass", ["the figure 'Twice' returns no alt text: return a sentence that says what it shows"], id="none"
        ),
        pytest.param("return ' '", ["the figure 'Twice' returns no alt text"], id="blank"),
        pytest.param("raise KeyError(7)", ["the figure 'Twice' fails on the reference: "], id="fails"),
    ],
)
def test_a_figure_says_what_it_shows(course: Path, last: str, told: list[str]) -> None:
    """Readers who do not see it would be left with nothing."""
    (course / "assignments" / "tiny" / "figures.py").write_text(
        "from autograder.authoring import figure\n\n\n"
        '@figure("Twice", tasks=("double",))\n'
        f"def twice(student, reference, axes):\n    axes.plot(student.double([0.0, 3.0]))\n    {last}\n"
    )

    found = list(problems_of_figures(set_up(load(course))))

    assert len(found) == len(told)
    assert all(problem.startswith(start) for problem, start in zip(found, told, strict=True))


def test_a_right_solution_that_fails_is_told_with_its_values(course: Path) -> None:
    """An author may see what a student may not: what came back and what was wanted, and a traceback on lines of its own."""
    change(course, HIDDEN, "reference.quadruple(x))", 'reference.quadruple(x) + 1.0, rule="Times four.")')
    change(course, HIDDEN, "    x = rng.normal(size=size)\n", "    x = rng.normal(size=size)\n    assert size == 5\n")

    problems = prove(course, "tiny", "strict").problems

    (wrong,) = (p for p in problems if p.startswith("the reference fails quadruple.quadruple_of_random_numbers: "))
    (broken,) = (p for p in problems if p.startswith("the reference fails double.double_of_random_numbers[four]: "))
    assert "First at [0]: got " in wrong
    assert wrong.endswith("Times four.")
    assert "its points are given.\nTraceback (most recent call last)" in broken
