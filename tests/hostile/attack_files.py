"""Read the attacks: one file or folder each, with its verdict declared beside the code.

A file `attacks/<class>/<name>.py` (or `.ipynb`) is handed in as the assignment's file. Its verdict stands in lines
that begin with `#: `, TOML each (in a notebook: in `<name>.toml` beside it). A folder `attacks/<class>/<name>/` is
handed in as the student's whole folder; its verdict is in `verdict.toml`.

    #: says = "An object that equals everything."
    #: at_most = 12.0                       what the honest part of the file earns
    #: at_least = 12.0                      (optional) the honest part keeps its points
    #: assignment = "mp_neuron"             (the default)
    #: status = "graded"                    (the default; a list where it depends on how busy the machine is)
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ATTACKS = Path(__file__).parent / "attacks"
HEADER = "#: "
VERDICT = "verdict.toml"


@dataclass(frozen=True)
class Attack:
    """One hostile hand-in, and the most that grading it may give."""

    name: str
    path: Path
    says: str
    at_most: float
    at_least: float = 0.0
    assignment: str = "mp_neuron"
    status: str | list[str] = "graded"

    @property
    def student(self) -> str:
        """The name of the student's folder."""
        return self.name.replace("/", "-").replace("_", "-")

    def hand_in(self, submissions: Path) -> None:
        """Put the attack where a student would have put it."""
        folder = submissions / self.student
        if self.path.is_dir():
            shutil.copytree(self.path, folder, symlinks=True, ignore=shutil.ignore_patterns(VERDICT))
            return
        folder.mkdir()
        shutil.copyfile(self.path, folder / f"{self.assignment}{self.path.suffix}")


def all_attacks() -> list[Attack]:
    """Return every attack, by name."""
    return sorted(_read_all(), key=lambda attack: attack.name)


def _read_all() -> Iterator[Attack]:
    for path in ATTACKS.glob("*/*"):
        name = f"{path.parent.name}/{path.stem}"
        if path.is_dir() and path.name != "__pycache__":
            yield Attack(name, path, **tomllib.loads((path / VERDICT).read_text()))
        elif path.suffix == ".py":
            yield Attack(name, path, **_header(path))
        elif path.suffix == ".ipynb":
            yield Attack(name, path, **tomllib.loads(path.with_suffix(".toml").read_text()))


def _header(path: Path) -> dict[str, Any]:
    lines = path.read_bytes().splitlines()
    verdict = [line[len(HEADER) :].decode() for line in lines if line.startswith(HEADER.encode())]
    return tomllib.loads("\n".join(verdict))
