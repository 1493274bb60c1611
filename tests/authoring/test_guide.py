"""The authoring guide, followed word for word in a folder outside this project, gives a sound assignment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from guide import Step, steps


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Do what the guide says; return the folder, and what each command printed."""
    folder = tmp_path_factory.mktemp("course")
    printed = {}
    for step in steps():
        if step.path:
            path = folder / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        else:
            printed[step.command] = run(step, folder)
    return folder, printed


def run(step: Step, folder: Path) -> str:
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "200"}
    done = subprocess.run(
        step.command, shell=True, cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=300
    )  # the guide's own commands
    assert done.returncode == 0, f"{step.command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_the_guide_ends_with_a_sound_assignment(followed: tuple[Path, dict[str, str]]) -> None:
    """Every command succeeds, and validate proves what the guide has its reader write."""
    folder, printed = followed

    assert "sound" in printed["autograder validate logistic_regression"]
    manifest = (folder / "assignments" / "logistic_regression" / "assignment.toml").read_text()
    assert "Cross-entropy from scores" in manifest


@pytest.mark.slow
def test_the_guides_student_is_told_what_the_guide_says(followed: tuple[Path, dict[str, str]]) -> None:
    """The mistake is named, the unchecked labels cost their check, fit is missing, and a page says so."""
    folder, _ = followed
    report = json.loads((folder / "graded" / "reports" / "s01" / "logistic_regression.json").read_text())

    outcomes = {check["id"]: check for check in report["checks"]}
    named = {d["id"] for check in report["checks"] for d in check["diagnosis"]}
    assert "gradient-without-mean" in named
    assert outcomes["loss.loss_refuses_what_is_no_label"]["outcome"] == "failed"
    assert all("There is no `fit`" in c["message"] for c in report["checks"] if c["task"] == "fit")
    page = (folder / "graded" / "feedback" / "s01.html").read_text()
    assert "Give every sample twice. The loss stays; should its slope double?" in page


@pytest.mark.slow
def test_the_guides_kit_holds_the_assignment(followed: tuple[Path, dict[str, str]]) -> None:
    """The released kit has the stub and no solution."""
    folder, _ = followed
    stubs = list((folder / "kit").rglob("logistic_regression.py"))

    assert stubs
    assert all("not written yet" in stub.read_text() for stub in stubs)
    assert not any("logaddexp" in path.read_text() for path in (folder / "kit").rglob("*.py"))
