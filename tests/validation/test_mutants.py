"""Generated mutants: small, different, parseable, and blind to what no check should see."""

from __future__ import annotations

import ast

import pytest

from autograder.validation.mutants import mutants

HEAD = 'import numpy as np\n\n\ndef f(x, n=3):\n    """Return it. 2.0 * x."""\n'


def changes(body: str, head: str = HEAD) -> set[str]:
    """What the mutants of a function with this last line say in its place."""
    found = mutants(f"{head}    {body}\n")
    return {mutant.name.partition("  →  ")[2] for mutant in found}


@pytest.mark.parametrize(
    ("body", "mutant"),
    [
        pytest.param("return x >= 0", "return x > 0", id="comparison"),
        pytest.param("return x[1:]", "return x[2:]", id="bound-up"),
        pytest.param("return x[1:]", "return x[0:]", id="bound-down"),
        pytest.param("return x - n", "return n - x", id="other-way-round"),
        pytest.param("return x / n", "return x", id="term-forgotten"),
        pytest.param("return x.T @ n", "return x @ n", id="not-transposed"),
        pytest.param("return x.sum() / n", "return x.mean() / n", id="taken-for"),
        pytest.param("return np.abs(x)", "return x", id="function-forgotten"),
        pytest.param("return x[::-1]", "return x", id="not-reversed"),
        pytest.param("x += n", "pass", id="left-out"),
    ],
)
def test_slips_of_numerical_code_are_made(body: str, mutant: str) -> None:
    """Each kind of slip turns up among the mutants of a line that invites it."""
    assert mutant in changes(body)


def test_every_mutant_is_python_and_differs_from_the_others() -> None:
    """No mutant is a syntax error, the original, or another one's twin."""
    source = HEAD + "    if n > 1:\n        x = x * 2.0 + n\n    return -x[::-1].sum(axis=0) / n\n"

    meanings = [ast.dump(ast.parse(mutant.source)) for mutant in mutants(source)]

    assert len(meanings) > 20
    assert len({*meanings, ast.dump(ast.parse(source))}) == len(meanings) + 1


def test_names_are_unique_and_last_when_other_functions_change() -> None:
    """A mutant keeps its name when a function is added before it."""
    before = [mutant.name for mutant in mutants(HEAD + "    return x * n + x * n\n")]
    grown = "def g(x):\n    return x + 1\n\n\n" + HEAD + "    return x * n + x * n\n"

    after = [mutant.name for mutant in mutants(grown)]

    assert len(set(before)) == len(before)
    assert set(before) <= set(after)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("raise ValueError(f'{n} is not 2')", id="message"),
        pytest.param("return NotImplemented", id="nothing-to-change"),
    ],
)
def test_what_errors_say_is_left_alone(body: str) -> None:
    """No mutant differs in the words of an error or in a docstring alone."""
    assert {change for change in changes(body) if change} <= {"def f(x, n=4):", "def f(x, n=2):"}
