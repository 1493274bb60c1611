"""Hidden inputs and expected values are printed nowhere, whatever a student's code does with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.depth import DEPTHS

# Twice and four times these digits carry nothing over: what is expected shows digits of its own.
INPUT, DOUBLED, QUADRUPLED = "41230142", "82460284", "164920568"
HIDDEN = f'''
import numpy as np
import pytest

from autograder import expect

X = np.array([{INPUT}.0, 0.{INPUT}, -{INPUT}e-3, {INPUT}e9])


@pytest.mark.check(task="double", points=30, catches=("squares",))
def test_double_of_canaries(student, reference):
    """Doubling holds for any numbers."""
    for x in (X, X[:1], X.reshape(2, 2), float(X[0])):
        expect.close(student.double(x), reference.double(x), rule="double(x) is x + x.", ask="What is 3 + 3?")


@pytest.mark.check(task="quadruple", points=50, catches=("squares",))
def test_quadruple_of_canaries(student, reference):
    """Quadrupling holds for any numbers."""
    for got, want in zip(student.quadruple.map([(X,), (2 * X,)]), reference.quadruple.map([(X,), (2 * X,)])):
        expect.close(got, want, rule="quadruple(x) is x + x + x + x.", ask="What is 4 * 3?")
'''
QUADRUPLE = "def quadruple(x):\n    return double(double(x))\n"
BODIES = {
    "echoes": "return x",
    "sign": "return -2.0 * np.asarray(x)",
    "off-by-one": "return 2.0 * np.asarray(x) + 1",
    "half": "return 0.5 * np.asarray(x)",
    "squares": "return np.asarray(x) ** 2.0",
    "zeros": "return 0.0 * np.asarray(x)",
    "other-shape": "return 2.0 * np.asarray(x).ravel()[None]",
    "text": "return str(x)",
    "keys": "return {str(v): v for v in np.ravel(x)}",
    "prints": "print(x); import sys; print(x, file=sys.stderr); return x",
    "raises-a-value": "raise ValueError(f'I was given {x}')",
    "raises-quoted": "raise ValueError(f\"'{np.ravel(x)[0]:.0f}'\")",
    "raises-a-key": "return {}[str(np.ravel(x)[0])]",
    "raises-a-type": "raise type('E' + str(int(abs(np.ravel(x)[0]))), (Exception,), {})()",
    "function-named-so": "n = int(abs(np.ravel(x)[0])); s = f'def f{n}(): 1/0'; d = {}; exec(s, d); return d[f'f{n}']()",
    "attribute": "return getattr(np, 'f' + str(int(abs(np.ravel(x)[0]))))",
    "warns": "import warnings; warnings.warn(str(x)); return x",
    "not-finite": "return np.asarray(x) * np.nan",
    "wrong-for-large": "return np.where(np.abs(x) > 1e6, 0.0, 2.0 * np.asarray(x))",
}


def class_of(course: Path) -> Path:
    (course / "assignments" / "tiny" / "hidden" / "test_tiny.py").write_text(HIDDEN)
    for name, body in BODIES.items():
        home = course / "handed-in" / name
        home.mkdir(parents=True)
        (home / "tiny.py").write_text(f"import numpy as np\ndef double(x):\n    {body}\n{QUADRUPLE}")
    return course / "handed-in"


def forms(digits: str) -> set[bytes]:
    """The digits as they may be printed: whole, or with a point or a comma after the first few."""
    found = {digits, digits[:6]}
    found |= {f"{digits[:n]}{mark}{digits[n:5]}" for n in (1, 2, 3, 5) for mark in ".,"}
    return {form.encode() for form in found}


@pytest.mark.slow
@pytest.mark.parametrize("depth", [DEPTHS[0], DEPTHS[-1]])
def test_no_output_of_a_run_holds_a_hidden_value(course: Path, monkeypatch: pytest.MonkeyPatch, depth: str) -> None:
    """Terminal, JSON, CSV, HTML, database and exports of twenty leaky submissions show no canary, at any depth."""
    class_of(course)
    (course / "course.toml").write_text(f'title = "Tiny"\nfeedback = "{depth}"\n')
    monkeypatch.chdir(course)
    printed = []
    commands = [["grade", "handed-in", "--out", "graded", "--workers", "1"]]
    commands += [["export", f, "graded", "--out", f"x-{f}"] for f in ("junit", "nbgrader")]
    commands += [
        ["export", f, "graded", "--student", name, "--out", f"x-{f}-{name}"]
        for f in ("gradescope", "prairielearn", "github")
        for name in ("echoes", "raises-quoted", "sign")
    ]
    for command in commands:
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 0, (command, result.output)
        printed.append(result.output.encode())
    outputs = {str(path): path.read_bytes() for path in sorted(course.rglob("*")) if path.is_file()}
    written = {name: data for name, data in outputs.items() if "/graded/" in name or "/x-" in name}

    assert any(name.endswith("echoes.html") for name in written)
    assert any(name.endswith("results.db") for name in written)
    leaks = [
        (name, form)
        for name, data in {**written, "terminal": b"\n".join(printed)}.items()
        for digits in (INPUT, DOUBLED, QUADRUPLED)
        for form in forms(digits)
        if form in data
    ]
    assert leaks == []


def test_the_search_would_find_a_leak() -> None:
    """Digits in any of the usual notations are found."""
    for text in ("41230142.0", "4.123014e+07", "[ 41,230,142 ]", "0.41230142", "412301"):
        assert any(form in text.encode() for form in forms(INPUT)), text
