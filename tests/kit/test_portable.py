"""A student's path needs no Linux and none of an instructor's packages: each command runs where those are absent."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]

FORBIDDEN = (
    "fcntl", "resource", "grp", "pwd", "termios", "syslog",
    "pyseccomp", "seccomp", "pyprctl", "landlock", "sqlalchemy", "torch", "dask",
    "latex2mathml", "mdit_py_plugins", "setuptools",
)  # fmt: skip
# Python imports this at every start, in child processes too.
SITECUSTOMIZE = f"""
import os, sys
for name in {FORBIDDEN!r}:
    sys.modules[name] = None
for name in ("fork", "forkpty", "setsid", "setuid", "chown", "mkfifo", "memfd_create", "pidfd_open"):
    if hasattr(os, name):
        delattr(os, name)
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """A folder whose presence on PYTHONPATH makes Linux's modules and calls disappear."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SITECUSTOMIZE)
    return str(folder)


@pytest.fixture
def worked(kit: Path) -> Path:
    """A kit in which one assignment is solved."""
    shutil.copy(ROOT / "solutions/mp_neuron.py", kit / "assignments/mp_neuron")
    return kit


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("check", "mp_neuron"), "Every visible test passes.", id="check"),
        pytest.param(("list",), "6 of ", id="list"),
        pytest.param(("hint", "gate"), "What should hold", id="hint"),
        pytest.param(("show", "mp_neuron"), "Pictures", id="show"),
        pytest.param(("reset", "gate"), "is as it was released", id="reset"),
        pytest.param(("submit",), "Hand in", id="submit"),
        pytest.param(("--help",), "check", id="help"),
    ],
)
def test_command_needs_no_linux(
    worked: Path, elsewhere: str, command: Command, arguments: tuple[str, ...], said: str
) -> None:
    """The command does its work with those modules absent."""
    ran = command(worked, *arguments, PYTHONPATH=elsewhere)

    assert ran.stderr == ""
    assert said in ran.stdout
    assert ran.returncode == 0


def test_an_error_needs_no_linux(worked: Path, elsewhere: str, command: Command) -> None:
    """An expected error is one line and its exit code there too."""
    ran = command(worked, "hint", "nothing", PYTHONPATH=elsewhere)

    assert ran.returncode == 3
    assert ran.stderr.splitlines() == ["error There is no task 'nothing'. Each assignment's README.md lists its tasks."]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
def test_terminal_without_our_signs(worked: Path, command: Command, encoding: str) -> None:
    """Where the output cannot show a tick or a line, as in a pipe on Windows, something else stands there."""
    ran = command(worked, "check", PYTHONIOENCODING=encoding)

    assert "6 of 6" in ran.stdout
    assert "it is not written yet" in ran.stdout
    assert (ran.stderr, ran.returncode) == ("", 1)


def test_the_absence_is_real(worked: Path, elsewhere: str, command: Command) -> None:
    """What an instructor does cannot run there, so the other tests have removed something."""
    ran = command(worked, "grade", "nowhere", "--out", "out", PYTHONPATH=elsewhere)

    assert ran.returncode != 0
    assert "ImportError" in ran.stderr or "ModuleNotFoundError" in ran.stderr
