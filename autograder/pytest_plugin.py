"""Run an assignment's tests with plain pytest: the `student`, `reference` and `rng` fixtures.

This is how students run the visible tests. The student's file is `<slug>.py` in the assignment's folder, or the one
given by `--submission`. Nothing is sandboxed here: it is the student's own code on the student's own machine.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import catalog
from autograder.check_rng import check_rng
from autograder.expect import CheckFailed
from autograder.explain import explain
from autograder.kit.choice import chosen_file
from autograder.local import student_of_source
from autograder.reference import Reference
from autograder.student import Student, StudentError, recorded, settle
from autograder.submission_source import SourceError, read_cells

_sources = pytest.StashKey[dict[Path, list[tuple[str, str]]]]()
_student = pytest.StashKey[Student]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission` and `--seed`."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", type=Path, help="the student's file (default: <slug>.py beside the tests)")
    group.addoption("--seed", type=int, default=0, help="seed of the random inputs (default: 0)")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", "check(task, points, catches=()): one check of a task; its misconceptions")
    config.stash[_sources] = {}


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The student's functions, freshly loaded."""
    path = _submission_path(request)
    sources = request.config.stash[_sources]
    if path not in sources:
        try:
            sources[path] = read_cells(path)
        except SourceError as error:
            raise pytest.UsageError(str(error)) from None
    cells = sources[path]
    os.environ.setdefault("MPLBACKEND", "Agg")  # a plot at a file's top level must not open a window and wait
    student, problems = student_of_source(path.stem, cells)
    for problem in problems:
        if problem.type_name in ("SyntaxError", "IndentationError", "TabError"):
            line = problem.frames[-1][1] if problem.frames else "?"
            pytest.exit(f"{path.name}, line {line}: {problem.type_name}: {problem.message}", 1)
    request.node.stash[_student] = student
    return student


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Reference:
    """The reference solution behind the same interface (not in a student's kit)."""
    folder = _assignment_folder(request)
    path = folder.parent.parent / "solutions" / f"{folder.name}.py"
    return Reference(catalog.import_file(path, f"reference_{folder.name}"))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Random inputs, the same for the same `--seed` and test."""
    return check_rng(request.config.getoption("--seed"), request.node.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Judge the calls that a test did not wait for."""
    yield
    if _student in item.stash:
        settle(item.stash[_student])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Show a failed check as its message, without the framework's frames."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if report.failed and isinstance(error, CheckFailed | StudentError):
        calls = recorded(item.stash[_student]) if _student in item.stash else []
        report.longrepr = explain(error, calls, visible=True).text()
    return report


def _assignment_folder(request: pytest.FixtureRequest) -> Path:
    for folder in request.path.parents:
        if (folder / "assignment.toml").exists():
            return folder
    raise pytest.UsageError(f"{request.path}: no assignment.toml in a folder above this test")


def _submission_path(request: pytest.FixtureRequest) -> Path:
    given: Path | None = request.config.getoption("--submission")
    if given is not None:
        return given
    folder = _assignment_folder(request)
    path = chosen_file(folder).path
    if path.exists():
        return path
    raise pytest.UsageError(f"{path} is missing. Write your solution there, or give --submission FILE.")
