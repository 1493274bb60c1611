"""Run a command in the tiny course."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app


@pytest.fixture
def command(course: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run a command that succeeds; return what it prints."""
    monkeypatch.chdir(course)
    monkeypatch.setenv("COLUMNS", "200")

    def invoke(*words: str) -> str:
        result = CliRunner().invoke(app, list(words))
        assert result.exit_code == 0, result.output
        return result.output

    return invoke
