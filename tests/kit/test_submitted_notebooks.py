"""Reading submitted notebooks: cells as Python, magics and plots without harm, one line for what is no notebook."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.catalog import Limits
from autograder.local import student_of_source
from autograder.notebooks import code_cells
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote
from autograder.student import Student, StudentRaised
from autograder.submission_source import SourceError
from autograder.worker.load import Problem


def notebook(*sources: str | tuple[str, str], **changes: Any) -> bytes:
    """Return a notebook's bytes; a cell is code, or a pair of its type and text."""
    cells = [
        {"cell_type": kind, "source": text, "metadata": {}}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for kind, text in (source if isinstance(source, tuple) else ("code", source) for source in sources)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **changes}).encode()


def test_cells_are_numbered_as_jupyter_does() -> None:
    """Code cells are counted from 1, as when all are run: neither texts nor empty ones have a number."""
    data = notebook(("markdown", "# Title"), "x = 1", "  ", ("raw", "y"), "z = 2")

    assert code_cells("w.ipynb", data) == [("cell 1", "x = 1"), ("cell 2", "z = 2")]


def test_older_format() -> None:
    """A notebook of format 3 is converted."""
    cell = {
        "cell_type": "code",
        "input": "x = 1",
        "language": "python",
        "outputs": [],
        "collapsed": False,
        "metadata": {},
    }
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"metadata": {}, "cells": [cell]}],
    }

    assert code_cells("w.ipynb", json.dumps(old).encode()) == [("cell 1", "x = 1")]


def test_lists_of_lines_and_byte_order_mark() -> None:
    """A source may be a list of lines, and the file may begin with a byte order mark."""
    data = b"\xef\xbb\xbf" + notebook("", cells=[{"cell_type": "code", "source": ["x = 1\n", "y = 2"], "metadata": {}}])

    assert code_cells("w.ipynb", data) == [("cell 1", "x = 1\ny = 2")]


NOT_NOTEBOOKS = {
    "empty": (b" \n", "is empty"),
    "text": (b"x = 1", "is not a notebook"),
    "truncated": (notebook("x = 1")[:-9], "is not a notebook"),
    "list": (b"[]", "is not a notebook"),
    "null": (b"null", "is not a notebook"),
    "number": (b"5", "is not a notebook"),
    "not-utf-8": (b"\xff\xfe{}", "is not UTF-8 text (byte 0)"),
    "deep": (b"[" * 250_000, "is not a notebook"),
    "deep-cells": (b'{"nbformat": 4, "cells": ' + b"[" * 9000 + b"]" * 9000 + b"}", "is not a notebook"),
    "future-format": (notebook("x", nbformat=9), "is not a notebook"),
    "text-format": (notebook("x", nbformat="4"), "is not a notebook"),
    "huge-format": (b'{"nbformat": ' + b"9" * 6000 + b', "cells": []}', "is not a notebook"),
    "cells-number": (notebook("x", cells=5), "is not a notebook"),
    "cells-null": (notebook("x", cells=None), "is not a notebook"),
    "cell-number": (notebook("x", cells=[1, 2]), "is not a notebook"),
    "cell-null": (notebook("x", cells=[None]), "is not a notebook"),
    "source-number": (notebook("x", cells=[{"cell_type": "code", "source": 5}]), "is not a notebook"),
    "worksheets-number": (b'{"nbformat": 3, "worksheets": 5}', "is not a notebook"),
    "no-code": (notebook(("markdown", "only text")), "has no code cells"),
    "no-cells": (notebook(), "has no code cells"),
    "many-lists": (b'{"nbformat": 4, "cells": [' + b"[]," * 9_000_000 + b"[]]}", "holds too much data"),
    "many-numbers": (b'{"nbformat": 4, "cells": [' + b"1," * 15_000_000 + b"1]}", "holds too much data"),
}


@pytest.mark.parametrize(("data", "message"), NOT_NOTEBOOKS.values(), ids=NOT_NOTEBOOKS)
def test_not_a_notebook(data: bytes, message: str) -> None:
    """Whatever the bytes are, there is one line that names the file, soon, and nothing else is raised."""
    started = time.process_time()
    with pytest.raises(SourceError) as refused:
        code_cells("w.ipynb", data)

    text = str(refused.value)
    assert message in text
    assert text.startswith("w.ipynb ")
    assert "\n" not in text
    assert time.process_time() - started < 2


def test_reading_is_fast() -> None:
    """A typical notebook, 40 cells and half a megabyte of outputs, is read in a few times what its JSON takes."""
    image = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"image/png": "A" * 60_000, "text/plain": ["<Figure>"]},
    }
    printed = {"output_type": "stream", "name": "stdout", "text": [f"line {n}\n" for n in range(30)]}
    document = json.loads(notebook(*["x = 1\ny = x + 1\n" * 10] * 40))
    for number, cell in enumerate(document["cells"]):
        cell["outputs"] = [printed, image] if number % 5 == 0 else [printed]
    data = json.dumps(document, indent=1).encode()
    code_cells("warm.ipynb", data)

    def once(read: Callable[[], object]) -> float:
        started = time.process_time()
        read()
        return time.process_time() - started

    took = [(once(lambda: code_cells("w.ipynb", data)), once(lambda: json.loads(data))) for _ in range(20)]
    ours, of_json = map(min, zip(*took, strict=True))
    assert ours < 5.5 * of_json  # 3.6 measured; nbformat.reads takes 6 times as long


Load = Callable[[bytes], tuple[Student, list[Problem]]]


@pytest.fixture(params=["here", "sandbox"])
def load(request: pytest.FixtureRequest, zygote: Zygote) -> Any:
    """Load a notebook as `check` does it, and as the grader does it."""
    opened = []

    def make(data: bytes) -> tuple[Student, list[Problem]]:
        cells = code_cells("w.ipynb", data)
        if request.param == "here":
            return student_of_source("w", cells)
        submission = SandboxedSubmission(zygote, "w", cells, Limits(call_s=2.0))
        opened.append(submission)
        submission.load()
        return Student(submission), submission.load_problems

    yield make
    for submission in opened:
        submission.close()


def test_a_lively_notebook_does_no_harm(load: Load) -> None:
    """Magics, shell lines, plots, displays, widgets, questions and check cells leave the functions and no problem."""
    student, problems = load(
        notebook(
            "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n!pip install numpy\npip install numpy",
            "%%time\nimport numpy as np\nfrom autograder.notebook import check",
            "from IPython.display import display, HTML\nget_ipython().run_line_magic('pylab', '')\ndisplay(HTML('x'))",
            "def double(x):\n    return 2.0 * np.asarray(x)",
            "check('double')",
            "display(double(3))\nfiles = !ls\n%timeit -n 1 double(2)\ndouble?\n?double",
            "%%bash\nrm -rf x",
            "%%writefile double.py\ndef double(x): return 0",
            "%time tripled = double(1.5)\ntext = '''\n%not a magic\n!nor this\n'''",
            "def last(x):\n    display(x)\n    return float(tripled), text, files",
        )
    )

    assert problems == []
    assert student.double(2.0) == 4.0
    assert student.last(1) == (3.0, "\n%not a magic\n!nor this\n", None)


def test_plots_in_the_sandbox_do_no_harm(zygote: Zygote) -> None:
    """matplotlib, seaborn and widgets are inert when graded."""
    cells = code_cells(
        "w.ipynb",
        notebook(
            "import matplotlib.pyplot as plt\nimport seaborn as sns\nfrom mpl_toolkits.mplot3d import Axes3D",
            "import ipywidgets\nfig, ax = plt.subplots(1, 2)\nax[0].plot([1, 2])\nplt.show()",
            "with plt.style.context('x'):\n    sns.heatmap([[1]])",
            "def one():\n    plt.plot([1])\n    return 1.0",
        ),
    )
    submission = SandboxedSubmission(zygote, "w", cells, Limits(call_s=2.0))
    submission.load()

    assert submission.load_problems == []
    assert Student(submission).one() == 1.0
    submission.close()


def test_a_stray_call_costs_one_statement(load: Load) -> None:
    """A cell that raises loses the statement that raised, and is named with its line."""
    student, problems = load(notebook(("markdown", "x"), "a = 1\nb = undefined\nc = 3", "def f():\n    return a + c"))

    assert student.f() == 4
    assert [(p.type_name, p.frames) for p in problems] == [("NameError", (("cell 1", 2, "<module>"),))]


def test_a_cell_that_is_not_python(load: Load) -> None:
    """A syntax error costs its cell and is named; magics in the cell do not shift its line."""
    student, problems = load(notebook("%matplotlib inline\n\ndef g(:\n", "def f():\n    return 1"))

    assert student.f() == 1
    assert [(p.type_name, p.frames[0][:2]) for p in problems] == [("SyntaxError", ("cell 1", 3))]


def test_traceback_is_cell_accurate(load: Load) -> None:
    """What a function raises is placed in its cell, below a magic too."""
    student, _ = load(notebook(("markdown", "x"), "x = 1", "%time y = 1\ndef f(v):\n    w = v\n    return w / 0"))

    with pytest.raises(StudentRaised) as raised:
        student.f(1.0)

    assert raised.value.problem.frames == (("cell 2", 4, "f"),)


def test_future_import_holds_for_later_cells(load: Load) -> None:
    """As in a notebook, `from __future__ import annotations` in one cell spares the later ones their annotations."""
    student, problems = load(
        notebook("from __future__ import annotations", "def f(x: Undefined) -> Missing:\n    return 7")
    )

    assert problems == []
    assert student.f(0) == 7


def test_redefinition_in_a_later_cell_counts(load: Load) -> None:
    """Cells run from top to bottom: the last definition of a name is the one that is graded."""
    student, _ = load(notebook("def f():\n    return 1", "def g():\n    return f()", "def f():\n    return 2"))

    assert student.g() == 2


def test_arrays_come_back(load: Load) -> None:
    """A notebook's function is called like a script's."""
    student, _ = load(notebook("import numpy as np\ndef f(x):\n    return np.asarray(x) + 1.0"))

    assert np.array_equal(student.f([1.0, 2.0]), [2.0, 3.0])


def test_endless_cell_is_stopped(zygote: Zygote) -> None:
    """A cell that never ends is stopped by the grader's deadline."""
    from autograder.student import StudentStopped

    submission = SandboxedSubmission(
        zygote, "w", code_cells("w.ipynb", notebook("while True:\n    pass")), Limits(call_s=0.3)
    )

    with pytest.raises(StudentStopped):
        submission.load()
    submission.close()
