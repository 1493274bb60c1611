"""Drawing figures: SVG with alternative text, notes for what cannot be drawn, and pictures without a reference."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder import catalog, expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, Figure
from autograder.declared import figures
from autograder.figures import Drawing, alone, draw
from autograder.local import student_of_module, student_of_source
from autograder.reference import Reference
from autograder.student import Student

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)
DECLARED = [(assignment, figure) for assignment in ASSIGNMENTS for figure in figures(assignment)]
SVG = "{http://www.w3.org/2000/svg}"


def student(source: str) -> Student:
    """Return a student of source text."""
    return student_of_source("work", [("work.py", "import numpy as np\n" + source)])[0]


GOOD = "def double(x):\n    return 2.0 * np.asarray(x)\n"


def line(student: Student, reference: Student, axes: object) -> str:
    """Draw both as lines."""
    x = np.arange(3.0)
    mine = expect.array(student.double(x), (3,))
    right = expect.array(reference.double(x), (3,))
    axes.plot(x, mine, **STUDENT)  # type: ignore[attr-defined]
    axes.plot(x, right, **REFERENCE)  # type: ignore[attr-defined]
    axes.plot(x[mine != right], mine[mine != right], **WRONG)  # type: ignore[attr-defined]
    axes.legend()  # type: ignore[attr-defined]
    return f"Twice x: yours ends at {mine[-1]:g}, the reference at {right[-1]:g}."


def figure(function: Callable[..., str] = line, *, panels: int = 1, steps: int = 1) -> Figure:
    """Return a figure as a decorated function declares it."""
    return Figure("Twice <x>", ("double",), panels, (4.0, 3.0), steps, function)


def words(svg: str) -> str:
    """Return all text of a picture."""
    return " ".join(text.strip() for text in ET.fromstring(svg).itertext() if text.strip())


def test_picture_is_accessible() -> None:
    """A picture is one svg element with role, title and description, and every id it refers to is its own."""
    drawing = draw(figure(), student(GOOD), student(GOOD))

    root = ET.fromstring(drawing.pictures[0].svg)
    ids = root.get("aria-labelledby", "").split()
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [(e.tag, e.get("id"), e.text) for e in root[:2]] == [
        (f"{SVG}title", ids[0], "Twice <x>"),
        (f"{SVG}desc", ids[1], "Twice x: yours ends at 4, the reference at 4."),
    ]
    assert drawing.pictures[0].alt == root[1].text


def test_picture_is_the_same_each_time() -> None:
    """The same values make the same bytes: no date, no random ids."""
    first, second = (draw(figure(), student(GOOD), student(GOOD)) for _ in range(2))

    assert first == second


def test_wrong_parts_are_marked() -> None:
    """A student whose values differ sees their line, the reference's, and where they differ."""
    drawing = draw(figure(), student("def double(x):\n    return x ** 2.0\n"), student(GOOD))

    assert {"yours", "reference", "differs"} <= set(words(drawing.pictures[0].svg).split())


def test_alone() -> None:
    """Without a reference neither the picture nor its description speaks of one."""
    drawing = draw(figure(), student("def double(x):\n    return x ** 2.0\n"), None)

    assert drawing.pictures[0].alt == "Twice x: yours ends at 4."
    assert "reference" not in words(drawing.pictures[0].svg)
    assert "differs" not in words(drawing.pictures[0].svg)
    assert "yours" in words(drawing.pictures[0].svg)


def test_panel_of_the_reference_goes() -> None:
    """A panel that shows the reference alone is left out with it."""

    def two(student: Student, reference: Student, axes: list[object]) -> str:
        for panel, title in zip(axes, ("yours", "reference"), strict=True):
            panel.set_title(title)  # type: ignore[attr-defined]
        return "Two."

    drawing = draw(figure(two, panels=2), student(GOOD), None)

    assert "yours" in words(drawing.pictures[0].svg)
    assert "reference" not in words(drawing.pictures[0].svg)


def test_steps() -> None:
    """A stepped figure is drawn once for each step."""

    def stepped(student: Student, reference: Student, axes: object, step: int) -> str:
        return f"Step {step}."

    drawing = draw(figure(stepped, steps=3), student(GOOD), None)

    assert [picture.alt for picture in drawing.pictures] == ["Step 0.", "Step 1.", "Step 2."]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        pytest.param("def double(x):\n    raise NotImplementedError\n", "appears once `double` is written", id="gap"),
        pytest.param("", "appears once `double` is written", id="missing"),
        pytest.param(
            "def double(x):\n    return 1 / 0\n", "cannot be drawn yet: `double` raised ZeroDivisionError", id="raises"
        ),
        pytest.param("def double(x):\n    return 'x'\n", "cannot be drawn yet: `double` returned a string", id="text"),
        pytest.param(
            "def double(x):\n    return x[:2]\n",
            "returned an array of shape (2,), where shape (3,) is asked",
            id="shape",
        ),
        pytest.param("def double(x):\n    return x * np.nan\n", "returned nan at [0]", id="nan"),
        pytest.param("def double(x):\n    return x * 1j\n", "complex numbers", id="complex"),
        pytest.param("def double(x):\n    return [double] * 3\n", "cannot be drawn", id="objects"),
    ],
)
def test_note_for_what_cannot_be_drawn(source: str, note: str) -> None:
    """Whatever a student's function does, there is a picture or a note; never an exception."""
    drawing = draw(figure(), student(source), student(GOOD))

    assert drawing.pictures == ()
    assert note in drawing.note
    assert drawing.fault == ""


def test_values_that_break_the_drawing() -> None:
    """Finite values that matplotlib cannot draw make a note and keep the traceback for the author."""

    def broken(student: Student, reference: Student, axes: object) -> str:
        raise OverflowError("too far")

    drawing = draw(figure(broken), student(GOOD), None)

    assert drawing == Drawing("Twice <x>", ("double",), (), drawing.note, drawing.fault)
    assert drawing.note == "This picture cannot be drawn from what your functions return."
    assert "OverflowError: too far" in drawing.fault


def test_extreme_values_are_drawn_or_noted() -> None:
    """Numbers near the end of float64 neither raise nor warn."""
    drawing = draw(figure(), student("def double(x):\n    return np.asarray(x) * 1e308\n"), student(GOOD))

    assert drawing.pictures or drawing.note


def test_picture_too_large_for_a_page() -> None:
    """A picture of very many points becomes a note, not a page that no browser opens."""

    def many(student: Student, reference: Student, axes: object) -> str:
        points = np.random.default_rng(0).normal(size=(2, 60_000))
        axes.scatter(*points)  # type: ignore[attr-defined]
        return "Many."

    assert draw(figure(many), student(GOOD), None).note == "This picture has more points than a page can show."


@pytest.mark.parametrize(
    ("alt", "wanted"),
    [
        ("Loss: yours ends at 3.2, the reference at 3.1.", "Loss: yours ends at 3.2."),
        ("You call 11 and the reference 11. 0 differ.", "You call 11."),
        ("w is (1, 2), the reference's (1, 2). Done.", "w is (1, 2). Done."),
        ("a falls to 1 (reference 2, 0 points differ); b to 3 (reference 3).", "a falls to 1; b to 3."),
        (
            "Yours is [1, 2] at 3; the reference is [1, 2] at 3. At 4 both rise.",
            "Yours is [1, 2] at 3. At 4 both rise.",
        ),
        ("Nothing to compare.", "Nothing to compare."),
        ("0 of 3 points differ from the reference.", ""),
    ],
)
def test_description_alone(alt: str, wanted: str) -> None:
    """What a description says of the reference is cut; the rest stays whole sentences."""
    assert alone(alt) == wanted


@pytest.mark.parametrize(("assignment", "declared"), DECLARED, ids=[f"{a.slug}-{f.title}" for a, f in DECLARED])
def test_declared_figures(assignment: catalog.Assignment, declared: Figure) -> None:
    """Every figure can be drawn from the reference, beside itself and alone; its description has numbers."""
    module = catalog.import_file(assignment.reference_path, f"reference_{assignment.slug}")
    beside = draw(declared, student_of_module(module), Reference(module))
    apart = draw(declared, student_of_module(module), None)

    assert (beside.note, apart.note) == ("", "")
    assert len(beside.pictures) == len(apart.pictures) == declared.steps
    for picture in (*beside.pictures, *apart.pictures):
        assert any(character.isdigit() for character in picture.alt)
        ET.fromstring(picture.svg)
    assert "reference" not in "".join(words(picture.svg) for picture in apart.pictures)


@pytest.mark.parametrize(("assignment", "declared"), DECLARED, ids=[f"{a.slug}-{f.title}" for a, f in DECLARED])
def test_declared_figures_of_a_stub(assignment: catalog.Assignment, declared: Figure) -> None:
    """Of a stub every figure is a note that names a task to write, and no fault of ours."""
    stub = (assignment.folder / "stub.py").read_text()
    drawing = draw(declared, student_of_source("stub", [("stub.py", stub)])[0], None)

    assert drawing.pictures == ()
    assert "appears once `" in drawing.note
    assert drawing.fault == ""
