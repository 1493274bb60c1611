"""Stubs: what stays, what goes, and when one is stale."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograder import catalog
from autograder.catalog import Assignment, AssignmentError
from autograder.kit.stubs import stale, stub_of, stub_path
from autograder.local import student_of_source

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)

CLASSES = '''"""Gates, first line.

Rows are samples.
"""

import numpy as np

### BEGIN SOLUTION
def _secret():
    return 1


### END SOLUTION


class Gate:
    """A gate."""

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self.x = 0.0
        ### END SOLUTION

    def forward(self, x: float) -> float:
        """Remember x and return it."""
        ### BEGIN SOLUTION
        self.x = x
        return x
        ### END SOLUTION
'''
MANIFEST = """
title = "Gates"
number = 1
version = "1.0.0"
summary = "One class."

[[tasks]]
id = "Gate"
title = "A gate"
points = 100
"""


def gates(tmp_path: Path, source: str = CLASSES) -> Assignment:
    """Return an assignment with one class as its task."""
    for name, text in {"assignments/gates/assignment.toml": MANIFEST, "solutions/gates.py": source}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (found,) = catalog.load_all(tmp_path)
    return found


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_stub_keeps_signatures_and_docstrings(assignment: Assignment) -> None:
    """Every task has the reference's signature and docstring in the stub, and nothing else in its body."""
    reference = {node.name: node for node in _definitions(assignment.reference_path.read_text())}
    stub = {node.name: node for node in _definitions(stub_of(assignment))}

    for task in assignment.manifest.tasks:
        mine, theirs = stub[task.id], reference[task.id]
        assert ast.get_docstring(mine) == ast.get_docstring(theirs) != None  # noqa: E711  # a chain
        if isinstance(mine, ast.FunctionDef) and isinstance(theirs, ast.FunctionDef):
            assert ast.unparse(mine.args) == ast.unparse(theirs.args)
            assert ast.unparse(mine.returns or mine) == ast.unparse(theirs.returns or theirs)
            assert len(mine.body) == 2
            assert isinstance(mine.body[1], ast.Raise)


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_stub_has_no_line_of_a_solution(assignment: Assignment) -> None:
    """No line between the markers stands in the stub, but for lines that stand outside of them too."""
    inside, outside = _by_region(assignment.reference_path.read_text())
    stub = {line.strip() for line in stub_of(assignment).splitlines()}

    leaked = {line for line in inside - outside if line in stub}

    assert leaked == set()


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_stub_on_disk_is_fresh(assignment: Assignment) -> None:
    """What is committed is what the reference makes."""
    assert not stale(assignment)


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_stub_loads_without_a_problem(assignment: Assignment) -> None:
    """A stub is a module that can be imported as it is."""
    _, problems = student_of_source(assignment.slug, [("stub.py", stub_of(assignment))])

    assert problems == []


def test_class_stub(tmp_path: Path) -> None:
    """In a class each method has its own gap, `__init__` becomes pass, private helpers disappear."""
    stub = stub_of(gates(tmp_path))

    assert stub.startswith('"""Gates.\n\nRows are samples.\n\nEach task')
    assert "_secret" not in stub
    assert "SOLUTION" not in stub
    assert "    def __init__(self) -> None:\n        pass\n" in stub
    assert 'raise NotImplementedError("Task Gate, method forward, is not written yet.")' in stub
    assert not re.search(r"\n\n\n\n", stub)


def test_stale_stub(tmp_path: Path) -> None:
    """A stub is stale when it is missing or another than the reference makes."""
    assignment = gates(tmp_path)
    missing = stale(assignment)
    stub_path(assignment).write_text(stub_of(assignment))
    fresh = stale(assignment)
    assignment.reference_path.write_text(CLASSES.replace("Remember x", "Keep x"))

    assert (missing, fresh, stale(assignment)) == (True, False, True)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(CLASSES.replace("### END SOLUTION", "", 1), "line 20: '### BEGIN SOLUTION' without", id="no-end"),
        pytest.param("### END SOLUTION\n", "line 1: '### END SOLUTION' without '### BEGIN SOLUTION'", id="no-begin"),
        pytest.param("x = 1\n### BEGIN SOLUTION\n", "line 2: '### BEGIN SOLUTION' without '### END", id="open"),
        pytest.param("def f(:\n", "line 1: invalid syntax", id="syntax"),
        pytest.param("def f():\n    pass\n", "the task 'Gate' has no solution region", id="no-region"),
    ],
)
def test_broken_reference(tmp_path: Path, source: str, message: str) -> None:
    """A reference that cannot be made into a stub is refused with file, line and reason."""
    with pytest.raises(AssignmentError) as refused:
        stub_of(gates(tmp_path, source))

    assert message in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "solutions" / "gates.py"))


def test_missing_reference(tmp_path: Path) -> None:
    """A reference that is not there is named."""
    assignment = gates(tmp_path)
    assignment.reference_path.unlink()

    with pytest.raises(AssignmentError, match=r"solutions/gates\.py: No such file"):
        stub_of(assignment)


def _definitions(source: str) -> list[ast.FunctionDef | ast.ClassDef]:
    return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def _by_region(source: str) -> tuple[set[str], set[str]]:
    """Return the lines inside and outside the markers; written apart from the code it tests."""
    sets: tuple[set[str], set[str]] = (set(), set())
    depth = 0
    for line in source.splitlines():
        text = line.strip()
        if text == "### BEGIN SOLUTION":
            depth = 1
        elif text == "### END SOLUTION":
            depth = 0
        elif text:
            sets[0 if depth else 1].add(text)
    return sets
