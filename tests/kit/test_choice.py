"""Which of the two files counts as the student's work."""

from __future__ import annotations

import json
import os
from pathlib import Path

from autograder.kit.choice import begun, chosen_file


def edit_notebook(path: Path, **changes: object) -> None:
    """Change every code cell of a notebook."""
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(changes)
    path.write_text(json.dumps(notebook))


def test_untouched(tiny: Path) -> None:
    """As released, the script is chosen, and nothing is begun."""
    folder = tiny / "assignments/tiny"

    assert chosen_file(folder).path.name == "tiny.py"
    assert not begun(folder)


def test_script_edited(tiny: Path) -> None:
    """An edited script is chosen."""
    folder = tiny / "assignments/tiny"
    (folder / "tiny.py").write_text("x = 1\n")

    assert chosen_file(folder).path.name == "tiny.py"
    assert begun(folder)


def test_notebook_edited(tiny: Path) -> None:
    """An edited notebook is chosen over an untouched script."""
    folder = tiny / "assignments/tiny"
    edit_notebook(folder / "tiny.ipynb", source="x = 1")

    assert chosen_file(folder).path.name == "tiny.ipynb"
    assert begun(folder)


def test_notebook_only_run(tiny: Path) -> None:
    """Outputs alone are no work: a notebook that was only run leaves the script chosen."""
    folder = tiny / "assignments/tiny"
    edit_notebook(folder / "tiny.ipynb", outputs=[{"output_type": "stream", "name": "stdout", "text": "x"}])

    assert chosen_file(folder).path.name == "tiny.py"
    assert not begun(folder)


def test_both_edited(tiny: Path) -> None:
    """Of two edited files the newer one is chosen, with a remark that names both."""
    folder = tiny / "assignments/tiny"
    (folder / "tiny.py").write_text("x = 1\n")
    edit_notebook(folder / "tiny.ipynb", source="x = 1")
    os.utime(folder / "tiny.ipynb", (1, 1))

    choice = chosen_file(folder)

    assert choice.path.name == "tiny.py"
    assert choice.remark == "You have work in tiny.py and in tiny.ipynb. tiny.py is newer, so it counts."


def test_broken_notebook_counts_as_work(tiny: Path) -> None:
    """A notebook that cannot be read is not taken for an untouched one."""
    folder = tiny / "assignments/tiny"
    (folder / "tiny.ipynb").write_text("{")

    assert chosen_file(folder).path.name == "tiny.ipynb"


def test_neither(tiny: Path) -> None:
    """With no file at all the script's name is what is missing."""
    folder = tiny / "assignments/tiny"
    for name in ("tiny.py", "tiny.ipynb"):
        (folder / name).unlink()

    assert chosen_file(folder).path == folder / "tiny.py"
    assert not begun(folder)


def test_outside_a_kit(course: Path) -> None:
    """In an author's folder, which has no released files, an existing file is simply chosen."""
    folder = course / "assignments/tiny"
    (folder / "tiny.ipynb").write_text("{}")

    assert chosen_file(folder).path.name == "tiny.ipynb"
