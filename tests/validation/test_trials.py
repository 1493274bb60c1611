"""Trials: the same verdicts from one process and from several, and a word when a process dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.sandbox.zygote import SandboxError
from autograder.validation.trials import Trial, Verdict, try_all

RIGHT = "import numpy as np\ndef double(x):\n    return np.asarray(x) * 2.0\ndef quadruple(x):\n    return double(double(x))\n"
SOURCES = {
    "right": RIGHT,
    "triple": RIGHT.replace("2.0", "3.0"),
    "no-python": "def double(x:\n",
    "half": RIGHT.replace("double(double(x))", "double(x)"),
}
TRIALS = [Trial(name, [("tiny.py", text)], seed) for name, text in SOURCES.items() for seed in (1, 2)]


def test_verdicts_say_what_failed(course: Path) -> None:
    """A right hand-in is perfect, a wrong one names its checks, and one that is no module says why."""
    found: dict[str, Verdict] = {v.name: v for v in try_all(course, "tiny", "strict", TRIALS, None, 1)}

    assert [name for name, verdict in found.items() if verdict.perfect] == ["right"]
    assert all(check.startswith("double.") for check in found["triple"].failed)
    assert set(found["half"].failed) == {"quadruple.quadruple_of_three", "quadruple.quadruple_of_random_numbers"}
    assert "SyntaxError" in found["no-python"].ungraded
    assert not found["no-python"].perfect


def test_several_processes_say_the_same(course: Path) -> None:
    """Verdicts come in the order of the trials, whoever grades them."""
    alone = list(try_all(course, "tiny", "strict", TRIALS, None, 1))

    assert list(try_all(course, "tiny", "strict", TRIALS, None, 2)) == alone
    assert [(v.name, v.seed) for v in alone] == [(t.name, t.seed) for t in TRIALS]


def test_a_process_that_dies_is_told(course: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Where the processes cannot start the error names the assignment and what to try."""
    (course / "assignments" / "tiny" / "hidden" / "test_tiny.py").write_text("import nothing_of_that_name\n")

    with pytest.raises(SandboxError, match=r"tiny: a process that tried hand-ins of it died. `autograder doctor`"):
        list(try_all(course, "tiny", "strict", TRIALS, None, 2))
    capfd.readouterr()
