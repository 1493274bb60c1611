"""Whoever lacks a package is told which, and how to get it, and sees no traceback."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from autograder import extras
from autograder.errors import refusal_of

ROOT = Path(__file__).resolve().parents[2]
# Hides a package as if it had never been installed, in this process and in those that it starts.
HIDING = """
import sys
class Hider:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {hidden!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hider())
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == {hidden!r} else find(name, package)
from autograder.__main__ import main
sys.argv = ["autograder", *{arguments!r}]
main()
"""


def _run(hidden: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = HIDING.format(hidden=hidden, arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
    )


@pytest.mark.parametrize("package", ["pyprctl", "yaml", "sqlalchemy", "greenlet"])
def test_grading_with_a_students_installation_says_what_to_install(package: str, tmp_path: Path) -> None:
    """One line, before any process was started."""
    done = _run(package, "grade", "examples/class", "--out", str(tmp_path / "out"))

    assert done.returncode == 4
    said = " ".join(done.stderr.split())
    assert f"this needs {package}, which is not installed: pip install 'nn-autograder[grade]'" in said
    assert "Traceback" not in done.stderr


def test_so_does_every_other_command(tmp_path: Path) -> None:
    """Whatever asks for the package, wherever."""
    done = _run("sqlalchemy", "report", str(tmp_path))

    assert done.returncode == 4
    assert "pip install 'nn-autograder[grade]'" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_module_of_nobodys_is_a_bug_of_ours() -> None:
    """Its traceback is worth more than advice that does not help."""
    assert refusal_of(ModuleNotFoundError("No module named 'autograder.nowhere'", name="autograder.nowhere")) is None


def test_every_extra_that_is_named_exists() -> None:
    """The advice can be followed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert set(extras._EXTRA_OF.values()) <= set(project["optional-dependencies"])
