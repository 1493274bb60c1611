"""A small class that is graded once, and commands run as an instructor runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from export_class import HANDED_IN, ROSTER, Command
from typer.testing import CliRunner, Result

from autograder.cli import app


@pytest.fixture
def command(course: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in the course's folder."""
    monkeypatch.chdir(course)
    monkeypatch.setenv("COLUMNS", "250")
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(app, list(args))

    return invoke


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the graded class is kept between tests."""
    return tmp_path_factory.mktemp("kept") / "graded"


@pytest.fixture
def graded(course: Path, command: Command, kept: Path) -> Path:
    """The class: right, half right, unreadable, absent, excused, hostile, and a mark set by hand."""
    (course / "course.toml").write_text('title = "Tiny"\nroster = "roster.csv"\n')
    (course / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for student, text in HANDED_IN.items():
        (course / "handed-in" / student).mkdir(parents=True)
        (course / "handed-in" / student / "tiny.py").write_text(text)
    (course / "handed-in" / "s04").mkdir()
    if not kept.exists():
        _grade(command, kept)
    return Path(shutil.copytree(kept, course / "graded"))


def _grade(command: Command, out: Path) -> None:
    for args in (
        ("grade", "handed-in", "--out", str(out), "--workers", "1"),
        ("override", str(out), "s05", "tiny", "--excuse", "--reason", "ill <b>&"),
        ("override", str(out), "s07", "tiny", "--score", "66.67", "--reason", "oral exam"),
    ):
        result = command(*args)
        assert result.exit_code == 0, result.output
