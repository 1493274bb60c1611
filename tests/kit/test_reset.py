"""`autograder reset`: the stub comes back, the student's version is kept."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]
MINE = """import numpy as np
LAST = 3


@staticmethod
def double(x):
    return np.asarray(x) * 2  # mine


def quadruple(x):
    return double(double(x))
"""


@pytest.fixture
def script(tiny: Path) -> Path:
    """The tiny kit's script with a student's work in it."""
    path = tiny / "assignments/tiny/tiny.py"
    path.write_text(MINE)
    return path


def test_task_in_a_script(tiny: Path, script: Path, command: Command) -> None:
    """One function is the stub's again, decorators gone; the rest stays; the old file is kept."""
    ran = command(tiny, "reset", "double")

    text = script.read_text()
    (kept,) = (tiny / "kept").iterdir()
    assert 'raise NotImplementedError("Task double is not written yet.")' in text
    assert "# mine" not in text
    assert "staticmethod" not in text
    assert "return double(double(x))" in text
    assert "LAST = 3" in text
    assert kept.read_text() == MINE
    assert f"double in {script} is as it was released." in ran.stdout
    assert f"Your version is kept in {kept}" in ran.stdout


def test_two_resets_keep_two_copies(tiny: Path, script: Path, command: Command) -> None:
    """A second reset in the same second does not write over the first copy."""
    command(tiny, "reset", "double")
    command(tiny, "reset", "quadruple")

    assert len(list((tiny / "kept").iterdir())) == 2
    assert script.read_text().count("NotImplementedError") == 2


def test_whole_assignment(tiny: Path, script: Path, command: Command) -> None:
    """A whole file comes back as it was released, also when it is not Python any more."""
    script.write_text("def (:\n")
    ran = command(tiny, "reset", "tiny")

    assert script.read_text() == (script.parent / ".released/tiny.py").read_text()
    assert ran.returncode == 0


def test_name_of_an_assignment_and_of_its_task(kit: Path, command: Command) -> None:
    """Where a name is both, nothing is reset before it is said which is meant; each can be named."""
    path = kit / "assignments/mp_neuron/mp_neuron.py"
    mine = path.read_text().replace("    raise Not", "    return 1  # mine\n    raise Not")
    path.write_text(mine)
    refused = command(kit, "reset", "mp_neuron")

    assert refused.returncode == 3
    assert (
        "'mp_neuron' is an assignment and a task. Write mp_neuron.mp_neuron for the task, or mp_neuron.py for the "
        "whole file." in refused.stderr
    )
    assert path.read_text() == mine
    command(kit, "reset", "mp_neuron.mp_neuron")
    assert path.read_text().count("# mine") == mine.count("# mine") - 1
    command(kit, "reset", "mp_neuron.py")
    assert "# mine" not in path.read_text()


def test_notebook_by_its_name(tiny: Path, script: Path, command: Command) -> None:
    """A file that is named is the one that comes back, also if the other one counts."""
    notebook = script.with_suffix(".ipynb")
    notebook.unlink()
    command(tiny, "reset", "tiny.ipynb")

    assert notebook.exists()
    assert script.read_text() == MINE


def test_deleted_file(tiny: Path, script: Path, command: Command) -> None:
    """A deleted file comes back; there is nothing to keep."""
    script.unlink()
    (script.parent / "tiny.ipynb").unlink()
    ran = command(tiny, "reset", "double")

    assert script.exists()
    assert "kept" not in ran.stdout


def test_deleted_function(tiny: Path, script: Path, command: Command) -> None:
    """A function that is gone is put at the end."""
    script.write_text("x = 1\n")
    command(tiny, "reset", "double")

    assert script.read_text().startswith("x = 1\n\n\ndef double(x):\n")


def test_script_that_is_not_python(tiny: Path, script: Path, command: Command) -> None:
    """In a file that is not Python no task is found: it names the line and the way out, and changes nothing."""
    script.write_text("x = 1\ndef double(:\n")
    ran = command(tiny, "reset", "double")

    assert ran.returncode == 3
    assert "tiny.py is not Python (line 2), so 'double' cannot be found in it." in ran.stderr
    assert "autograder reset tiny" in ran.stderr
    assert script.read_text() == "x = 1\ndef double(:\n"


def test_task_in_a_notebook(tiny: Path, command: Command) -> None:
    """In a notebook the task's cell is the stub's again, its output gone; other cells stay."""
    path = tiny / "assignments/tiny/tiny.ipynb"
    notebook = json.loads(path.read_text())
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    cells["double"].update(source="def double(x): return 2 * x", execution_count=3)
    cells["quadruple"].update(source="def quadruple(x): return 4 * x")
    path.write_text(json.dumps(notebook))
    command(tiny, "reset", "tiny.double")

    after = {cell["id"]: cell for cell in json.loads(path.read_text())["cells"]}
    assert "NotImplementedError" in "".join(after["double"]["source"])
    assert after["double"]["execution_count"] is None
    assert "".join(after["quadruple"]["source"]) == "def quadruple(x): return 4 * x"


def test_broken_notebook(tiny: Path, command: Command) -> None:
    """A notebook that cannot be read is not touched; the way out is named."""
    path = tiny / "assignments/tiny/tiny.ipynb"
    path.write_text("{")
    ran = command(tiny, "reset", "double")

    assert ran.returncode == 3
    assert "tiny.ipynb is not a notebook any more. Bring the whole file back: autograder reset tiny" in ran.stderr
    assert path.read_text() == "{"


def test_released_files_gone(tiny: Path, script: Path, command: Command) -> None:
    """Without the released files it says where to get them."""
    for path in (script.parent / ".released").iterdir():
        path.unlink()
    ran = command(tiny, "reset", "double")

    assert ran.returncode == 3
    assert "Take the kit anew and copy your work into it." in ran.stderr
    assert script.read_text() == MINE


def test_ambiguous_task(kit: Path, command: Command) -> None:
    """A task of two assignments must be named with its assignment."""
    ran = command(kit, "reset", "mlp_forward")

    assert ran.returncode == 3
    assert "'mlp_forward' is a task of 2 assignments. Write xor_mlp.mlp_forward or backprop.mlp_forward." in ran.stderr


def test_unknown_task(kit: Path, command: Command) -> None:
    """A misspelled task is answered with the nearest one."""
    ran = command(kit, "reset", "sofmax")

    assert ran.returncode == 3
    assert "There is no task 'sofmax'. Did you mean 'softmax'?" in ran.stderr
