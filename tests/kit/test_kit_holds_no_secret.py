"""What a kit must not hold: hidden tests, solutions, alternatives, misconceptions, oracles."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import catalog

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)
# A line that anyone writes (`return x`, `import numpy as np`, a bracket) tells nothing; one with fewer letters than
# this is taken for such.
TELLING = 16


def telling(text: str) -> set[str]:
    """Return the lines of a text that say something of their own."""
    lines = (line.strip() for line in text.splitlines())
    return {line for line in lines if sum(c.isalnum() for c in line) >= TELLING}


def solution_lines(source: str) -> tuple[set[str], set[str]]:
    """Return a reference's telling lines inside and outside its markers."""
    inside: list[str] = []
    outside: list[str] = []
    current = outside
    for line in source.splitlines():
        match line.strip():
            case "### BEGIN SOLUTION":
                current = inside
            case "### END SOLUTION":
                current = outside
            case text:
                current.append(text)
    return telling("\n".join(inside)), telling("\n".join(outside))


def secrets(assignment: catalog.Assignment) -> dict[str, str]:
    """Return every telling line that a student must not see, and the file it stands in."""
    inside, _ = solution_lines(assignment.reference_path.read_text())
    found = dict.fromkeys(inside, "the reference")
    hidden = [*assignment.tests("hidden"), *assignment.alternative_paths]
    hidden += [assignment.folder / name for name in ("misconceptions.py", "oracle.py")]
    for path in hidden:
        if path.exists():
            found |= dict.fromkeys(telling(path.read_text()), path.name)
    public = set().union(*map(public_lines, ASSIGNMENTS))
    return {line: file for line, file in found.items() if line not in public}


def public_lines(assignment: catalog.Assignment) -> set[str]:
    """Return the telling lines that an author gives to students."""
    _, public = solution_lines(assignment.reference_path.read_text())
    for path in [*assignment.tests("visible"), assignment.folder / "handout.md", assignment.folder / "figures.py"]:
        if path.exists():
            public |= telling(path.read_text())
    return public


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Return (where, text) of every file in a kit's folder; a notebook's cells are read as the text they show."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix == ".ipynb":
            for cell in json.loads(path.read_text())["cells"]:
                yield f"{path.name}, {cell['id']}", "".join(cell["source"])
        elif path.suffix != ".whl":
            yield path.name, path.read_text()


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_no_line_of_a_secret(released: Path, assignment: catalog.Assignment) -> None:
    """No telling line of a hidden test, solution, alternative, misconception or oracle stands anywhere in the kit."""
    secret = secrets(assignment)
    assert len(secret) > 100, "there is something to find"

    leaks = [
        (where, line, secret[line]) for where, text in texts(released) for line in sorted(telling(text) & secret.keys())
    ]

    assert leaks == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_no_name_of_a_misconception(released: Path, assignment: catalog.Assignment) -> None:
    """No test in the kit says which misconceptions it catches."""
    visible = "".join(path.read_text() for path in (released / "assignments" / assignment.slug / "visible").iterdir())

    assert "catches" not in visible


def test_a_leak_would_be_found(released: Path, tmp_path: Path) -> None:
    """The comparison sees a hidden line in a script and in a notebook's cell."""
    assignment = ASSIGNMENTS[0]
    line = next(iter(secrets(assignment)))
    (tmp_path / "a.py").write_text(f"def f():\n    {line}\n")
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": [{"id": "x", "source": ["# \n", line]}]}))

    found = [where for where, text in texts(tmp_path) if line in telling(text)]

    assert found == ["a.py", "b.ipynb, x"]


def test_folders(released: Path) -> None:
    """A kit has no hidden tests and no solutions folder, and each assignment has exactly its files."""
    assert sorted(p.name for p in released.iterdir()) == [
        ".github", ".gitignore", "README.md", "assignments", "pytest.ini", "requirements.txt", "wheel",
    ]  # fmt: skip
    for assignment in ASSIGNMENTS:
        folder = released / "assignments" / assignment.slug
        names = {p.name for p in folder.iterdir()} - {"figures.py", "pictures"}
        assert names == {
            ".released", "README.md", "assignment.toml", "handout.html", f"{assignment.slug}.ipynb",
            f"{assignment.slug}.py", "visible",
        }  # fmt: skip


def test_wheel_holds_the_package_alone(released: Path) -> None:
    """The wheel in the kit has our package and its metadata: no assignment, no solution, no test."""
    (wheel,) = (released / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0].partition("-")[0] for name in names} == {"autograder", "nn_autograder"}
    assert any(name.endswith("kit/pages/show.html.jinja") for name in names)
