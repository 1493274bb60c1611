"""Check cells outside a kernel, and what a result looks like."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest

from autograder.explain import Explanation
from autograder.kit.cell_check import check_in_kernel
from autograder.kit.cell_result import CellResult, Shown
from autograder.kit.protocol import Ran
from autograder.notebook import check


def ran(outcome: str = "passed", happened: str = "", points: float = 2.0) -> Ran:
    """Return one check's end."""
    return Ran("tiny", "double.x", "double", "A <title>.", points, outcome, Explanation(happened))  # type: ignore[arg-type]


class Shell:
    """A kernel in which these cells were run."""

    kernel = True
    compile = types.SimpleNamespace(format_code_name=lambda file: None)

    def __init__(self, source: str) -> None:
        """Run the cells."""
        self.user_ns: dict[str, Any] = {"In": ["", source]}
        exec(compile(source, "/tmp/ipykernel_1/2.py", "exec"), self.user_ns)


@pytest.fixture
def in_notebook(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be where the tiny kit's notebook lies, with calls that end soon."""
    folder = tiny / "assignments/tiny"
    manifest = folder / "assignment.toml"
    manifest.write_text(manifest.read_text().replace("call_s = 1.0", "call_s = 0.2"))
    monkeypatch.chdir(folder)
    return folder


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


@pytest.mark.usefixtures("in_notebook")
def test_cell_that_was_not_run() -> None:
    """What no cell has defined is asked for by running its cell; a name like it is asked after."""
    (told,) = (ran.explanation for ran in check_in_kernel("double", Shell("x = 1")).checks)
    (near,) = (ran.explanation for ran in check_in_kernel("double", Shell("def duoble(x): ...")).checks)

    said = "`double` is not defined in this kernel: run its cell first, and look whether it raised an error."
    assert told.text() == said
    assert near.text() == f"{said} Did you mean it by `duoble`? The name must match."


@pytest.mark.usefixtures("in_notebook")
def test_only_the_stub_is_not_written() -> None:
    """A kernel refuses `input()` with an error made of the stub's, which does not mean that nothing is written."""
    stub = "def double(x):\n    raise NotImplementedError('Task double is not written yet.')"
    asks = (
        "class StdinNotImplementedError(NotImplementedError): ...\n"
        "def double(x):\n    raise StdinNotImplementedError('raw_input was called, but this frontend does not')"
    )
    (told,) = check_in_kernel("double", Shell(asks)).checks

    assert [ran.outcome for ran in check_in_kernel("double", Shell(stub)).checks] == ["skipped"]
    assert told.outcome == "raised"
    assert "`double` raised StdinNotImplementedError" in told.explanation.happened
    assert "Nobody does here" in told.explanation.rule


@pytest.mark.usefixtures("in_notebook")
def test_endless_call_is_not_offered() -> None:
    """Typing a call that does not end would hang the kernel."""
    (told,) = check_in_kernel("double", Shell("def double(x):\n    while True:\n        x = x")).checks

    assert told.outcome == "stopped"
    assert "it did not end within 0.2 s" in told.explanation.happened
    assert told.call == ""


@pytest.mark.usefixtures("in_notebook")
def test_misspelt_task() -> None:
    """A task that does not exist is answered with the nearest one."""
    assert check_in_kernel("dubble", Shell("")).problem == "There is no task 'dubble'. Did you mean 'double'?"


@pytest.mark.usefixtures("in_notebook")
def test_arguments_are_compared() -> None:
    """Other arguments than the released ones are named beside the mistake, and nowhere else."""
    wrong = check_in_kernel("double", Shell("def double():\n    return 3.0"))
    right = check_in_kernel("double", Shell("import numpy\ndef double(y):\n    return 2.0 * numpy.asarray(y)"))

    assert wrong.notes == ("Your `double()` takes 0 arguments, where `double(x)` has 1.",)
    assert "<code>double()</code> takes 0 arguments" in wrong._repr_html_()
    assert "takes 0 arguments" in wrong.text()
    assert right.mistake is None
    assert right.notes == ()
