"""The worker's side imports nothing of ours that is trusted."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import autograder.worker

FILES = sorted(Path(autograder.worker.__file__ or "").parent.glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_worker_files_import_only_their_own_package(path: Path) -> None:
    """Every import of ours in autograder/worker is of autograder.worker."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        for name in names:
            assert not name.startswith("autograder") or name.startswith("autograder.worker"), name


def test_there_are_worker_files() -> None:
    """The rule above has something to look at."""
    assert len(FILES) > 5
