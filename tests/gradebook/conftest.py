"""A tiny class that is graded in a second, and commands run as an instructor runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_class import RIGHT, SQUARES, Command, hand_in
from typer.testing import CliRunner, Result

from autograder.cli import app


@pytest.fixture
def handed_in(course: Path) -> Path:
    """Three students: one right, one wrong, one right and late."""
    folder = course / "handed_in"
    hand_in(folder, "s01", RIGHT)
    hand_in(folder, "s02", SQUARES)
    hand_in(folder, "s03", RIGHT + "# late\n", "2026-11-04T12:00:00")
    return folder


@pytest.fixture
def command(course: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in the course's folder."""
    monkeypatch.chdir(course)
    monkeypatch.setenv("COLUMNS", "250")

    def invoke(*words: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture
def grade(command: Command, handed_in: Path, course: Path) -> Callable[..., Path]:
    """Grade the class into a folder of that name."""

    def run(name: str = "out", *options: str, code: int = 0) -> Path:
        command("grade", handed_in, "--out", course / name, "--workers", "1", "--no-site", *options, code=code)
        return course / name

    return run
