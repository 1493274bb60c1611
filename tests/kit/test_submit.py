"""`autograder submit`: what is packed, what is warned of, and the checksum."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.kit.leftovers import leftovers

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]
GOOD = "import numpy as np\n\n\ndef double(x):\n    return np.asarray(x) * 2.0\n"


def test_one_file(tiny: Path, command: Command) -> None:
    """One assignment is handed in as it is, under the name that is graded, with the checksum a report quotes."""
    (tiny / "assignments/tiny/tiny.py").write_text(GOOD)
    ran = command(tiny, "submit")

    packed = tiny / "submit/tiny.py"
    assert packed.read_text() == GOOD
    assert f"tiny.py  sha256 {hashlib.sha256(GOOD.encode()).hexdigest()}" in ran.stdout
    assert f"Hand in  {packed}" in ran.stdout
    assert "10 of 20 visible points" in ran.stdout
    assert ran.returncode == 0


def test_zip(kit: Path, command: Command) -> None:
    """Several assignments make one zip with the files at its top; the same files make the same zip."""
    for slug in ("mp_neuron", "perceptron"):
        shutil.copy(ROOT / f"solutions/{slug}.py", kit / "assignments" / slug)
    command(kit, "submit")
    first = (kit / "submit/hand-in.zip").read_bytes()
    command(kit, "submit", "--out", "elsewhere")

    with zipfile.ZipFile(kit / "submit/hand-in.zip") as archive:
        assert archive.namelist() == ["mp_neuron.py", "perceptron.py"]
        assert archive.read("mp_neuron.py") == (ROOT / "solutions/mp_neuron.py").read_bytes()
    assert (kit / "elsewhere/hand-in.zip").read_bytes() == first


def test_zip_of_one(tiny: Path, command: Command) -> None:
    """Where a zip is asked, one file makes a zip too."""
    (tiny / "assignments/tiny/tiny.py").write_text(GOOD)
    command(tiny, "submit", "--zip")

    with zipfile.ZipFile(tiny / "submit/hand-in.zip") as archive:
        assert archive.namelist() == ["tiny.py"]


def test_unwritten_tasks_are_named(tiny: Path, command: Command) -> None:
    """What is not written yet is said before it is handed in."""
    path = tiny / "assignments/tiny/tiny.py"
    path.write_text(path.read_text() + "\n# begun\n")
    ran = command(tiny, "submit")

    assert "tiny.py: not written yet: double, quadruple." in ran.stderr


def test_nothing_begun(tiny: Path, command: Command) -> None:
    """With nothing written there is nothing to hand in."""
    ran = command(tiny, "submit")

    assert ran.returncode == 3
    assert "No assignment is begun" in ran.stderr
    assert not (tiny / "submit").exists()


def test_unreadable_file(tiny: Path, command: Command) -> None:
    """A file that the grader could not read is not packed."""
    (tiny / "assignments/tiny/tiny.py").write_bytes(b"x = '\xff'\n")
    ran = command(tiny, "submit")

    assert ran.returncode == 3
    assert "tiny.py is not UTF-8 text" in ran.stderr
    assert not (tiny / "submit").exists()


@pytest.mark.parametrize(
    ("source", "remark"),
    [
        pytest.param("<<<<<<< HEAD\nx = 1\n", "line 1: a mark of a merge conflict", id="conflict"),
        pytest.param("import torch\n", "line 1: imports `torch`, which is not there when it is graded", id="torch"),
        pytest.param("from sklearn.svm import SVC\n", "imports `sklearn`", id="sklearn"),
        pytest.param("x = 1\ninput('?')\n", "line 2: `input()` waits", id="input"),
        pytest.param("open('data.csv')\n", "`open(...)` reads a file", id="open"),
        pytest.param("np.loadtxt('d')\n", "`loadtxt(...)` reads a file", id="loadtxt"),
        pytest.param("p = '/home/me/data'\n", "a path of your own computer", id="home"),
        pytest.param("def f(:\n", "line 1: this is not Python, so it is left out when graded", id="syntax"),
    ],
)
def test_leftovers(source: str, remark: str) -> None:
    """Each leftover is named with its place."""
    found = leftovers([("work.py", source)])

    assert any(remark in text for text in found), found
    assert all(text.startswith("work.py, line ") for text in found)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nimport math\nfrom collections import deque\n",
        "import matplotlib.pyplot as plt\nfrom autograder.notebook import check\n",
        "from __future__ import annotations\n",
        "x = '''\na = b\n======= not a mark\n'''.lower()\n",
    ],
)
def test_no_leftovers(source: str) -> None:
    """What does no harm is not remarked on."""
    assert leftovers([("work.py", source)]) == []


def test_leftovers_of_a_cell() -> None:
    """Magics in a cell are no leftover; places are those of the notebook."""
    assert leftovers([("cell 4", "%matplotlib inline\nimport torch\n")]) == [
        "cell 4, line 2: imports `torch`, which is not there when it is graded. Use NumPy and the standard library."
    ]
