"""Install a rival from the registry into a virtual environment of its own, once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.rivals.rival import NotMeasured, Rival

PATIENCE_S: Final = 600.0
LAST_WORDS: Final = 300
_DONE: Final = ".installed"


def environment_of(rival: Rival, cache: Path) -> Path:
    """Return the folder of the rival's environment.

    Raises:
        NotMeasured: it is not there, and cannot be installed.
    """
    folder = cache / rival.name
    if not (folder / _DONE).exists():
        _run([sys.executable, "-m", "venv", str(folder)], rival)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, *rival.packages], rival)
        (folder / _DONE).touch()
    return folder


def version_of(rival: Rival, environment: Path) -> str:
    """Return the installed version of a rival's first package."""
    code = f"from importlib.metadata import version; print(version({rival.packages[0]!r}))"
    command = [str(environment / "bin" / "python"), "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _run(command: list[str], rival: Rival) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"installing {rival.name} took more than {PATIENCE_S:g} s") from None
    if done.returncode:
        raise NotMeasured(f"{rival.name} cannot be installed here: {done.stderr.strip()[-LAST_WORDS:]}")
