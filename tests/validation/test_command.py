"""`autograder validate`, as an author meets it: table, sentences, pages, JSON and exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.scaffold.starter import create

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one sound assignment."""
    folder = tmp_path_factory.mktemp("course")
    create(folder, "starter", "Starter")
    return folder


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run validate on it."""
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(app, ["validate", "starter", *args, "--workers", "1", "--course", str(root)])

    return invoke


@pytest.mark.slow
def test_everything_at_once(run: Run, tmp_path: Path) -> None:
    """Mutants that survive make the starter unsound, seeds do not, and all of it reaches table, pages and JSON."""
    pytest.importorskip("torch")
    pages, file = tmp_path / "proof", tmp_path / "proof.json"

    result = run("--mutants", "--seeds", "3", "--matrix", "--html", str(pages), "--json", str(file), "--cases", "300")

    proof = json.loads(file.read_text())["starter"]
    assert proof["flakes"] == {"seeds": 3, "graded": 12, "failures": []}
    assert proof["mutants"]["made"] == proof["mutants"]["killed"] + len(proof["mutants"]["survivors"])
    assert result.exit_code == (0 if proof["ok"] else 1)
    assert all(name in result.output for name in proof["mutants"]["survivors"])
    assert all(function["cases"] >= 300 for function in proof["oracle"]["functions"].values())
    assert all(name in result.output for name in proof["misconceptions"])
    assert "How hard it was tried" in result.output
    assert (pages / "starter.html").exists()


def test_json_keeps_its_names(run: Run, tmp_path: Path) -> None:
    """What reads the JSON finds the keys it always found."""
    pytest.importorskip("torch")
    result = run("--json", str(tmp_path / "proof.json"), "--cases", "50")

    proof = json.loads((tmp_path / "proof.json").read_text())["starter"]
    assert result.exit_code == 0, result.output
    assert (proof["ok"], proof["reference_score"], proof["stub_score"]) == (True, 100.0, 0.0)
    assert set(proof["alternatives"].values()) == {100.0}
    assert {"score", "diagnosed"} <= set(next(iter(proof["misconceptions"].values())))
    assert {"device", "cases", "max_error"} <= set(proof["oracle"])
    assert (proof["mutants"], proof["flakes"], proof["idle"]) == (None, None, [])
    assert "every claim holds, in 1 assignment" in result.output


def test_mutants_need_their_library(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the message names the package to install, before anything is graded."""
    monkeypatch.setitem(sys.modules, "mutmut", None)

    result = run("--mutants")

    assert result.exit_code == 2
    assert "--mutants needs mutmut and libcst: pip install 'nn-autograder[dev]'" in result.output
    assert "What was proven" not in result.output


def test_a_gpu_that_is_not_there_is_told(run: Run) -> None:
    """Asking for one is a usage error, not a silent change to the CPU."""
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("there is a GPU here")

    result = run("--device", "cuda")

    assert result.exit_code == 2
    assert "--device cuda: torch sees no GPU here. Use --device cpu or auto." in result.output
