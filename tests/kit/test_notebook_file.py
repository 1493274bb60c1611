"""The generated notebook: its cells, its metadata by nbgrader's schema, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import nbformat
import pytest

from autograder import catalog
from autograder.catalog import Assignment, AssignmentError
from autograder.grading.checks import collect
from autograder.kit.build import visible_points
from autograder.kit.handouts import read_handout, render_whole, rendered_parts
from autograder.kit.notebook_file import notebook_of, notebook_text
from autograder.kit.stubs import stub_of
from autograder.local import student_of_source
from autograder.notebooks import code_cells

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)

# nbgrader's metadata of schema version 3, as its documentation gives it: no other keys, points where a cell is graded.
NBGRADER_V3 = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema_version", "grade", "locked", "solution", "grade_id"],
    "properties": {
        "schema_version": {"const": 3},
        "grade": {"type": "boolean"},
        "locked": {"type": "boolean"},
        "solution": {"type": "boolean"},
        "task": {"type": "boolean"},
        "grade_id": {"type": "string", "pattern": r"^[a-zA-Z0-9_\-]+$"},
        "points": {"type": "number", "minimum": 0},
        "checksum": {"type": "string", "minLength": 32, "maxLength": 32},
        "cell_type": {"enum": ["raw", "code", "markdown"]},
    },
    "if": {"properties": {"grade": {"const": True}}},
    "then": {"required": ["points"]},
}


@pytest.fixture(params=ASSIGNMENTS, ids=lambda a: a.slug)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    """Each of the project's assignments."""
    found: Assignment = request.param
    return found


def stub_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """Return the notebook of an assignment's stub."""
    return notebook_of(assignment, stub_of(assignment), visible_points(collect(assignment)))


def test_notebook_is_valid(assignment: Assignment) -> None:
    """The notebook is valid by nbformat's own validator, with unique cell ids."""
    notebook = stub_notebook(assignment)

    nbformat.validate(notebook, relax_add_props=False)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_nbgrader_metadata(assignment: Assignment) -> None:
    """Every task has one solution cell and one test cell, its points those of the visible checks; ids are unique."""
    notebook = stub_notebook(assignment)
    graded = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    for metadata in graded:
        jsonschema.validate(metadata, NBGRADER_V3)
    solutions = {m.grade_id for m in graded if m.solution}
    tests = {m.grade_id: m.points for m in graded if m.grade}

    tasks = [task.id for task in assignment.manifest.tasks]
    assert len({m.grade_id for m in graded}) == len(graded)
    assert solutions == {*tasks, "helpers"}
    assert tests == {f"{task}-check": points for task, points in visible_points(collect(assignment)).items()}
    assert set(tests) == {f"{task}-check" for task in tasks}
    assert not any(m.grade and not m.locked for m in graded)


def test_order_of_cells(assignment: Assignment) -> None:
    """Each task is its text, its code and its check, in the handout's order, after one cell that sets up."""
    ids = [cell.id for cell in stub_notebook(assignment).cells]
    tasks = [part.task for part in read_handout(assignment) if part.task]

    assert ids[:3] == ["intro", "setup", "helpers"]
    assert [i for i in ids[3:] if not i.startswith("text-")] == [
        name for task in tasks for name in (f"{task}-text", task, f"{task}-check")
    ]


def test_texts_are_the_handout(assignment: Assignment) -> None:
    """The texts together are the handout as it is rendered, formulas and all."""
    texts = [cell.source for cell in stub_notebook(assignment).cells if cell.cell_type == "markdown"]

    assert "\n\n".join(texts) + "\n" == render_whole(rendered_parts(assignment))


def test_same_bytes(assignment: Assignment) -> None:
    """Made twice, the notebook is the same file."""
    first, second = (hashlib.sha256(notebook_text(stub_notebook(assignment)).encode()).digest() for _ in range(2))

    assert first == second


def test_solution_notebook_is_the_reference(assignment: Assignment) -> None:
    """The notebook made of the reference loads like it, with every task, both markers kept for nbgrader."""
    notebook = notebook_of(assignment, assignment.reference_path.read_text(), {})
    text = notebook_text(notebook)
    student, problems = student_of_source(assignment.slug, code_cells("n.ipynb", text.encode()))

    assert problems == []
    assert all(getattr(student, task.id) for task in assignment.manifest.tasks)
    for cell in notebook.cells:
        assert cell.source.count("### BEGIN SOLUTION") == cell.source.count("### END SOLUTION")
    assert text.count("### BEGIN SOLUTION") == assignment.reference_path.read_text().count("### BEGIN SOLUTION")


def test_stub_notebook_has_every_function_of_the_stub(assignment: Assignment) -> None:
    """The code cells together are the stub: nothing is lost between the two."""
    cells = [cell.source for cell in stub_notebook(assignment).cells if cell.cell_type == "code"]
    code = "\n".join(cells)

    missing = [
        line for line in stub_of(assignment).split('"""\n', 1)[1].splitlines() if line.strip() and line not in code
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("handout", "message"),
    [
        pytest.param("# Tiny\n\n### Task: double\n", "0 sections '### Task: quadruple', one is needed", id="missing"),
        pytest.param("# T\n\n### Task: double\n\n### Task: double\n\n### Task: quadruple\n", "2 sections", id="twice"),
        pytest.param(
            "# T\n\n### Task: double\n\n### Task: quadruple\n\n### Task: triple\n", "no task 'triple'", id="unknown"
        ),
        pytest.param(None, "handout.md: No such file", id="no-file"),
    ],
)
def test_handout_that_does_not_fit(course: Path, handout: str | None, message: str) -> None:
    """A handout without exactly one section for each task is refused."""
    path = course / "assignments/tiny/handout.md"
    path.unlink()
    if handout is not None:
        path.write_text(handout)
    (assignment,) = catalog.load_all(course)

    with pytest.raises(AssignmentError) as refused:
        read_handout(assignment)

    assert message in str(refused.value)


def test_headings_in_code_are_no_sections(course: Path) -> None:
    """A line of code that looks like a heading does not cut the handout."""
    path = course / "assignments/tiny/handout.md"
    fenced = "```python\n## not a heading\n### Task: double\n```\n"
    path.write_text(f"# Tiny\n\n{fenced}\n## Group\n\nText.\n\n### Task: double\n\nA.\n\n### Task: quadruple\n\nB.\n")
    (assignment,) = catalog.load_all(course)

    assert [(p.task, p.text.split("\n")[0]) for p in read_handout(assignment)] == [
        ("", "# Tiny"), ("", "## Group"), ("double", "### Task: double"), ("quadruple", "### Task: quadruple"),
    ]  # fmt: skip


def test_points_in_the_handout(course: Path) -> None:
    """Points stand at each task's heading, and in a table after the introduction."""
    (assignment,) = catalog.load_all(course)
    intro, double, _ = rendered_parts(assignment)

    assert double.text.startswith("### Task: double (40 points)")
    assert "| `double` | Twice | 40 |" in intro.text
    assert "| | **together** | **100** |" in intro.text


def test_task_without_a_function(course: Path) -> None:
    """A reference that lacks a task's function cannot be cut into cells."""
    (assignment,) = catalog.load_all(course)

    with pytest.raises(AssignmentError, match="there is no function or class 'quadruple' at its top level"):
        notebook_of(assignment, "def double(x):\n    pass\n", {})


def test_notebook_in_the_kit_shows_pictures(released: Path) -> None:
    """In the kit the texts show the pictures, from files that are there, with alternative text."""
    folder = released / "assignments/perceptron"
    notebook = json.loads((folder / "perceptron.ipynb").read_text())
    text = "".join("".join(cell["source"]) for cell in notebook["cells"])
    names = [part.split(")")[0] for part in text.split("](pictures/")[1:]]

    assert names
    assert all((folder / "pictures" / name).exists() for name in names)
    assert "![](pictures" not in text
