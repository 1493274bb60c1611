"""Fixtures of the kit's tests: one released kit, copies of it to work in, and the commands a student runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import catalog
from autograder.kit.build import build_kit

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit of all assignments; nobody writes in it."""
    folder = tmp_path_factory.mktemp("released") / "kit"
    build_kit(ROOT, ASSIGNMENTS, folder)
    return folder


@pytest.fixture
def kit(released: Path, tmp_path: Path) -> Path:
    """A student's own copy of the kit, without the wheel."""
    folder = tmp_path / "kit"
    shutil.copytree(released, folder, ignore=shutil.ignore_patterns("wheel"))
    return folder


@pytest.fixture
def tiny(course: Path, tmp_path: Path) -> Path:
    """The kit of the tiny course."""
    folder = tmp_path / "tiny-kit"
    build_kit(course, catalog.load_all(course), folder)
    return folder


@pytest.fixture
def command() -> Command:
    """Run the command line inside a kit, as a student does."""

    def run(kit: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "autograder", *arguments],
            cwd=kit,
            env={**os.environ, "COLUMNS": "200", "OMP_NUM_THREADS": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
