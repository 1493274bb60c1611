"""Notebooks in a real kernel: solutions from top to bottom, stubs up to every gap, students' mistakes on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.preprocessors import ExecutePreprocessor

from autograder import catalog
from autograder.catalog import Assignment
from autograder.grading.checks import collect
from autograder.kit.build import visible_points
from autograder.kit.notebook_file import notebook_of

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)

pytestmark = [
    pytest.mark.slow,
    # The kernel's own libraries warn: of event loops, of sockets closed late, of what the next release brings.
    pytest.mark.filterwarnings("default"),
]


def execute(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook in a fresh kernel that starts in `folder`; raises if a cell does."""
    runner = ExecutePreprocessor(timeout=120, kernel_name="python3")
    executed, _ = runner.preprocess(notebook, {"metadata": {"path": str(folder)}})
    return executed


def results(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the result of every check cell by task; a check cell has no other output."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.startswith("check("):
            (output,) = cell.outputs
            assert output.output_type == "execute_result"
            found[cell.id.removesuffix("-check")] = output.data
    return found


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_solution_notebook_runs(released: Path, assignment: Assignment) -> None:
    """The solution's notebook runs from top to bottom, and every check cell shows all of its points and no mistake.

    The number as text is what nbgrader reads partial credit from: a float no larger than the cell's points.
    """
    points = visible_points(collect(assignment))
    notebook = notebook_of(assignment, assignment.reference_path.read_text(), points)
    found = results(execute(notebook, released / "assignments" / assignment.slug))

    assert {task: float(data["text/plain"]) for task, data in found.items()} == points
    assert all("Every visible test passes" in data["text/html"] for data in found.values())
    pictures = [data for data in found.values() if "<img src=" in data["text/html"]]
    assert len(pictures) >= 1
    assert all('alt="' in data["text/html"] for data in pictures)


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_stub_notebook_runs(released: Path, assignment: Assignment) -> None:
    """The released notebook runs as it is: every gap is shown as not written, and nothing raises."""
    folder = released / "assignments" / assignment.slug
    found = results(execute(nbformat.read(folder / f"{assignment.slug}.ipynb", as_version=4), folder))

    assert {data["text/plain"] for data in found.values()} == {"0"}
    assert all("is not written yet" in data["text/html"] for data in found.values())


@pytest.fixture
def tiny_notebook(tiny: Path) -> Any:
    """Run the tiny kit's notebook with `double` written so."""

    def run(source: str, folder: str = "assignments/tiny") -> str:
        toml = tiny / "assignments/tiny/assignment.toml"
        toml.write_text(toml.read_text().replace("call_s = 1.0", "call_s = 0.5"))
        notebook = nbformat.reads((tiny / "assignments/tiny/tiny.ipynb").read_text(), as_version=4)
        for cell in notebook.cells:
            if cell.id == "double":
                cell.source = source
        shown: str = results(execute(notebook, tiny / folder))["double"]["text/html"]
        return shown

    return run


def test_endless_loop_is_interrupted(tiny_notebook: Any) -> None:
    """An endless loop is interrupted when its time is up, also one that swallows exceptions; the line is said."""
    plain = tiny_notebook("def double(x):\n    while True:\n        x = x")
    stubborn = tiny_notebook(
        "def double(x):\n    for _ in range(3):\n        try:\n            while True: pass\n        except: pass\n"
        "    while True: pass"
    )

    assert "was stopped: it did not end within 0.5 s (it was at line" in plain
    assert "Which condition should end it" in plain
    assert "was stopped" in stubborn


def test_mistakes_name_the_cell(tiny_notebook: Any) -> None:
    """An exception is placed by the number that Jupyter shows beside the cell, and the line is quoted."""
    shown = tiny_notebook("def double(x):\n    return npp.asarray(x) * 2")

    assert "raised NameError in cell In[3], line 2" in shown
    assert "<code>cell In[3], line 2: return npp.asarray(x) * 2</code>" in shown


def test_printing_and_warnings_stay_in_the_result(tiny_notebook: Any) -> None:
    """What the student's function prints or NumPy warns of is shown with the mistake, and not as output beside it."""
    shown = tiny_notebook("import numpy as np\ndef double(x):\n    print('looking')\n    return np.log(-np.asarray(x))")

    assert "looking" in shown
    assert "RuntimeWarning: invalid value encountered in log" in shown


def test_kernel_started_elsewhere(tiny_notebook: Any) -> None:
    """A kernel that starts at the kit's top finds the assignment by its task; outside a kit it says where to start."""
    at_top = tiny_notebook("def double(x):\n    return x", ".")
    outside = tiny_notebook("def double(x):\n    return x", "..")

    assert "of 10 visible points" in at_top
    assert "no assignments/ folder in" in outside


def test_unknown_task(released: Path) -> None:
    """A check of a task that does not exist says so."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell('from autograder.notebook import check\ncheck("softmaxx")', id="x")]
    )
    (cell,) = execute(notebook, released / "assignments/softmax_cross_entropy").cells

    assert "There is no task &#39;softmaxx&#39;. Did you mean &#39;softmax&#39;?" in json.dumps(cell.outputs)
