"""Which modules a worker has: those that most submissions import, and all when the text asks for more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.batch import Batch
from autograder.catalog import Limits
from autograder.grader_process import GraderProcess
from autograder.grading.submission import Submission
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.modules import needed
from autograder.sandbox.zygote import Zygote
from autograder.student import Student
from autograder.worker import policy

ROOT = Path(__file__).resolve().parents[3]
SLUG = "mp_neuron"
BELOW = {
    "plain": "",
    "more": 'import sqlite3, unittest, logging, asyncio\nfrom urllib.parse import quote\nassert quote("é") == "%C3%A9"\n',
}
TRY = """
import builtins

def missing(names):
    gone = []
    for name in names:
        try:
            builtins.__dict__["__imp" + "ort__"](name)
        except ModuleNotFoundError:
            gone.append(name)
    return gone
"""


@pytest.fixture(scope="module")
def lean() -> Iterator[Zygote]:
    """A zygote without the modules that few submissions ask for."""
    with Zygote("strict", modules="common") as running:
        yield running


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nfrom math import pi\nimport collections.abc, typing\n",
        "import matplotlib.pyplot as plt\nfrom IPython.display import display\n",
        "def f(x):\n    from itertools import product\n    return product(x)\n",
        '# the distance from the left\n"""The mean from all; imports nothing."""\n',
        '{"source": ["import numpy as np\\n", "from dataclasses import dataclass\\n"]}',
    ],
)
def test_what_most_import_is_common(text: str) -> None:
    """NumPy, the computing part of the standard library and what is replaced by nothing take no more."""
    assert needed(text.encode()) == "common"


@pytest.mark.parametrize(
    "text",
    [
        *(f"import {name}" for name in (*policy.RARE, "asyncio", "numpy.lib.format")),
        *(f"from {name} import anything" for name in policy.RARE),
        "x = 1; import csv",
        "x = 1\rimport csv\r",
        "if True: import csv",
        "try:\n\timport csv\nexcept ImportError:\n\tpass",
        "import numpy as np, csv as c",
        "import numpy, \\\n    csv",
        "from urllib \\\n    import parse",
        "from numpy import *",
        "from numpy import testing",
        "np.testing.assert_allclose(1, 1)",
        "from numpy import (\n    fft,\n)",
        "np.polynomial.Polynomial([1, 2])",
        "__import__('csv')",
        "exec('import csv')",
        "module = importlib.import_module(name)",
        '{"source": ["import csv\\n"]}',
        '{"source": "import numpy as np\\nimport csv\\n"}',
        '{"source": "if True:\\n\\timport csv\\n"}',
        json.dumps({"source": ["import numpy, \\\n", "    csv"]}),
    ],
)
def test_what_asks_for_more_gets_all(text: str) -> None:
    """Wherever the statement stands, and whichever way the module is had."""
    assert needed(text.encode()) == "all"


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        pytest.param("import " * 140_000, "all", id="words"),
        pytest.param("import a," * 100_000 + "\\", "all", id="names"),
        pytest.param("from " + " " * 1_000_000, "common", id="blanks"),
        pytest.param(";from a " * 120_000, "common", id="halves"),
        pytest.param('"import' * 140_000, "common", id="quotes"),
    ],
)
def test_looking_takes_time_in_proportion_to_the_text(text: str, modules: str) -> None:
    """A megabyte that is made to be looked at again and again is looked at once; a quadratic search would take hours."""
    assert needed(text.encode()) == modules


@pytest.mark.parametrize("folder", ["solutions", "assignments", "student_template"])
def test_our_own_files_need_the_common_ones_only(folder: str) -> None:
    """No reference, alternative or stub makes grading dearer."""
    files = [*(ROOT / folder).rglob("*.ipynb"), *(ROOT / folder).rglob("stub.py"), *(ROOT / "solutions").rglob("*.py")]

    assert [str(path) for path in files if needed(path.read_bytes()) != "common"] == []


def test_a_lean_worker_has_the_common_modules_and_no_rare_ones(lean: Zygote, zygote: Zygote) -> None:
    """Both lists say what can be imported in which worker."""
    missing = {}
    for name, source in (("lean", lean), ("full", zygote)):
        submission = SandboxedSubmission(source, "work", [("work.py", TRY)], Limits(call_s=5.0))
        try:
            student = Student(submission)
            missing[name] = [student.missing(list(policy.COMMON)), student.missing(list(policy.RARE))]
        finally:
            submission.close()

    assert missing["full"] == [[], []]
    assert missing["lean"][0] == []
    assert {"sqlite3", "unittest", "doctest", "numpy.testing"} <= set(missing["lean"][1])


def test_a_submission_is_graded_where_its_imports_are() -> None:
    """A file that imports what few do, and uses it, is as right as one that does not."""
    right = (ROOT / "solutions" / f"{SLUG}.py").read_text()
    process = GraderProcess()
    hand_ins = tuple(Submission(name, SLUG, f"{SLUG}.py", (right + more).encode(), 1) for name, more in BELOW.items())

    try:
        reports = process.grade(Batch(str(ROOT), SLUG, "strict", hand_ins))
    finally:
        process.close()

    assert {report.student: (report.score, report.notes) for report in reports} == {
        "plain": (100, ()),
        "more": (100, ()),
    }
