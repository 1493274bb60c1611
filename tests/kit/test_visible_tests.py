"""Visible tests in a kit: the same tests, without the names of what they catch."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder import catalog
from autograder.kit.visible import without_catches

ASSIGNMENTS = catalog.load_all(Path(__file__).resolve().parents[2])
FILES = [path for assignment in ASSIGNMENTS for path in assignment.tests("visible")]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        pytest.param('check(task="a", catches=("x",))', 'check(task="a")', id="last"),
        pytest.param('check(catches=("x",), task="a")', 'check(task="a")', id="first"),
        pytest.param('check(catches=("x",))', "check()", id="only"),
        pytest.param('check(task="a", catches=("x",), points=2)', 'check(task="a", points=2)', id="middle"),
        pytest.param(
            'check(\n    task="é",\n    catches=(\n        "x",\n    ),\n)', 'check(\n    task="é",\n)', id="lines"
        ),
        pytest.param("f(1)\n", "f(1)\n", id="none"),
    ],
)
def test_catches_are_cut(source: str, wanted: str) -> None:
    """Only the argument goes; everything around it stays as it was written."""
    assert without_catches(source) == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_nothing_else_changes(path: Path) -> None:
    """A visible test in the kit is the author's, less its `catches`."""
    cut = ast.parse(without_catches(path.read_text()))
    whole = ast.parse(path.read_text())
    for node in ast.walk(whole):
        if isinstance(node, ast.Call):
            node.keywords = [keyword for keyword in node.keywords if keyword.arg != "catches"]

    assert ast.dump(cut) == ast.dump(whole)
    assert "catches" not in without_catches(path.read_text())
