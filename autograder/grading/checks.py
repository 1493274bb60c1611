"""Collect an assignment's checks from its test files, once, with pytest."""

from __future__ import annotations

import contextlib
import inspect
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from autograder.catalog import Assignment, AssignmentError
from autograder.grading.report import Visibility

_INTERNAL = "INTERNALERROR>"
_NO_PLUGINS = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
FIXTURES = frozenset({"student", "reference", "rng"})


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a collected test function with the parameters of one case."""

    id: str
    task: str
    title: str
    visibility: Visibility
    points: float
    catches: tuple[str, ...]
    function: Callable[..., None]
    fixtures: tuple[str, ...]
    params: dict[str, Any]


def collect(assignment: Assignment) -> list[Check]:
    """Return the assignment's checks, visible ones first, in file order.

    Raises:
        AssignmentError: a test file cannot be imported, or a test is not declared as `docs/authoring.md` asks.
    """
    checks = [_check(assignment, item) for item in _collected(assignment)]
    seen: set[str] = set()
    for check in checks:
        assignment.task(check.task, f"{assignment.slug}, {check.visibility} {check.function.__name__}")
        if check.id in seen:
            raise AssignmentError(f"{assignment.slug}: two checks are called {check.id!r}; rename one")
        seen.add(check.id)
    return checks


class _Collector:
    """A pytest plugin that keeps the collected items and the errors."""

    def __init__(self) -> None:
        self.items: list[pytest.Function] = []
        self.errors: list[str] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.items = [item for item in items if isinstance(item, pytest.Function)]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(str(report.longrepr))


def _collected(assignment: Assignment) -> list[pytest.Function]:
    """Return the tests that pytest finds, in the order of the files."""
    files = [*assignment.tests("visible"), *assignment.tests("hidden")]
    if not files:
        return []
    collector = _Collector()
    # The root makes a test module's name out of its whole path: two assignments may have files of one name.
    root = assignment.folder.resolve().anchor
    options = [
        "--collect-only",
        "--quiet",
        "--noconftest",
        "--import-mode=importlib",
        "--assert=plain",
        # One writes to the disk, the others collect garbage at every end.
        *_without_plugins("cacheprovider", "unraisableexception", "threadexception"),
        "-c",
        os.devnull,
        f"--rootdir={root}",
    ]
    with (
        contextlib.redirect_stdout(io.StringIO()) as output,
        contextlib.redirect_stderr(output),
        _without_installed_plugins(),
    ):
        code = pytest.main([*options, *map(str, files)], plugins=[collector])
    if collector.errors or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        reason = "\n".join(collector.errors) or _last_words(output.getvalue())
        raise AssignmentError(f"{assignment.slug}: its tests cannot be collected.\n{reason}")
    return collector.items


@contextlib.contextmanager
def _without_installed_plugins() -> Iterator[None]:
    """Leave out what this machine happens to have: a plugin may reorder tests or drop some, and takes time to load."""
    before = os.environ.get(_NO_PLUGINS)
    os.environ[_NO_PLUGINS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_NO_PLUGINS]
        else:
            os.environ[_NO_PLUGINS] = before


def _without_plugins(*names: str) -> list[str]:
    return [option for name in names for option in ("-p", f"no:{name}")]


def _last_words(output: str) -> str:
    """Return what pytest said; of an error of its own only what it was, and not the way there."""
    lines = output.splitlines()
    inner = [line.removeprefix(_INTERNAL).strip() for line in lines if line.startswith(_INTERNAL)]
    return inner[-1] if inner else output


def _check(assignment: Assignment, item: pytest.Function) -> Check:
    where = f"{assignment.slug}: {item.path.name}::{item.name}"
    marker = item.get_closest_marker("check")
    if marker is None or marker.args or not {"task", "points"} <= set(marker.kwargs):
        raise AssignmentError(f"{where} needs @pytest.mark.check(task=…, points=…)")
    params = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    wanted = inspect.signature(item.function).parameters
    fixtures = tuple(name for name in wanted if name not in params)
    foreign = set(fixtures) - FIXTURES
    if foreign:
        raise AssignmentError(f"{where} asks for the fixture {min(foreign)!r}; there are {sorted(FIXTURES)}")
    title = (item.function.__doc__ or "").strip().split("\n")[0]
    if not title:
        raise AssignmentError(f"{where} needs a docstring: its first line is the check's title")
    name = item.name.removeprefix("test_")
    kwargs = marker.kwargs
    return Check(
        id=f"{kwargs['task']}.{name}",
        task=kwargs["task"],
        title=title,
        visibility="visible" if item.path.parent.name == "visible" else "hidden",
        points=float(kwargs["points"]),
        catches=tuple(kwargs.get("catches", ())),
        function=item.function,
        fixtures=fixtures,
        params=params,
    )
