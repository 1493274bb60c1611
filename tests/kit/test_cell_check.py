"""Check cells outside a kernel, and what a result looks like."""

from __future__ import annotations

import sys
import types

import pytest

from autograder.explain import Explanation
from autograder.kit.cell_result import CellResult, Shown
from autograder.kit.protocol import Ran
from autograder.notebook import check


def ran(outcome: str = "passed", happened: str = "", points: float = 2.0) -> Ran:
    """Return one check's end."""
    return Ran("tiny", "double.x", "double", "A <title>.", points, outcome, Explanation(happened))  # type: ignore[arg-type]


def test_outside_a_kernel_it_does_nothing() -> None:
    """Without IPython, or with IPython but no shell, a check cell does nothing and shows nothing."""
    assert check("double") is None


def test_with_ipython_but_no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython being imported does not make it a kernel."""
    package = types.ModuleType("IPython")
    package.get_ipython = lambda: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", package)

    assert check("double") is None


def test_text_is_the_points() -> None:
    """As text a result is its points, as nbgrader reads partial credit."""
    assert repr(CellResult("double", (ran(), ran("failed"), ran(points=0.5)))) == "2.5"


def test_html_escapes_what_students_cause() -> None:
    """A message, a printed text or a picture's description with markup in it is shown, not obeyed."""
    mistake = ran("failed", "`double` returned <script>alert(1)</script>.")
    picture = Shown("Title", "<svg/>", '"><script>', "", "")
    html = CellResult("double", (mistake,), (picture,))._repr_html_()

    assert "<script>" not in html
    assert "<code>double</code> returned &lt;script&gt;" in html
    assert "A &lt;title&gt;." in html
    assert "data:image/svg+xml;base64,PHN2Zy8+" in html


def test_note_in_the_place_of_a_picture() -> None:
    """A picture that cannot be drawn yet is a note."""
    shown = Shown("Title", "", "", "Appears once `double` is written.")
    html = CellResult("double", (ran(),), (shown,))._repr_html_()

    assert "Appears once <code>double</code> is written." in html
    assert "<img" not in html


def test_text_for_a_terminal() -> None:
    """In a terminal the result is points, title and message."""
    text = CellResult("double", (ran(), ran("failed", "It returned 3."))).text()

    assert text == "double: 2 of 4 points\nA <title>.\nIt returned 3."
    assert CellResult("double", (ran(),)).text() == "double: 2 of 2 points"
    assert CellResult("double", (), problem="No kit here.").text() == "No kit here."
