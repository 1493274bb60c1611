"""What the machine refuses is one clear line, and what a grader process may take is bounded."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys

import pytest

from autograder.errors import MachineError, exit_code_of, refusal_of
from autograder.machine import DESCRIPTORS, provide_descriptors

CONTAINED = "import autograder.processes as e, os; e.contain(); "


def in_a_process(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_few_open_files_become_as_many_as_are_allowed() -> None:
    """A low soft limit is no fault: it is raised."""
    code = (
        "import resource as r, autograder.machine as m; r.setrlimit(r.RLIMIT_NOFILE, (20, 500)); "
        "m.provide_descriptors(); print(r.getrlimit(r.RLIMIT_NOFILE))"
    )

    assert in_a_process(code).stdout == "(500, 500)\n"


def test_too_few_open_files_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no more are allowed, the message has the number, what is needed and the command."""
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (20, 20))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, values: None)

    with pytest.raises(MachineError, match=rf"may have 20, and grading takes {DESCRIPTORS}.*ulimit -n") as caught:
        provide_descriptors()
    assert exit_code_of(caught.value) == 4


@pytest.mark.parametrize(
    ("error", "says"),
    [
        pytest.param(OSError(errno.EMFILE, "Too many open files", "x.py"), r"Too many open files \(x.py\)", id="files"),
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), "No space left", id="disk"),
        pytest.param(MemoryError(), "out of memory", id="memory"),
    ],
)
def test_what_the_machine_refuses_is_told_without_a_traceback(error: Exception, says: str) -> None:
    """The reason, and what to do."""
    told = refusal_of(error)

    assert told is not None
    assert exit_code_of(told) == 4
    with pytest.raises(MachineError, match=f"{says}.*run the same command again"):
        raise told


@pytest.mark.parametrize("error", [OSError(errno.ENOENT, "No such file"), ValueError("x")], ids=["missing", "bug"])
def test_a_bug_is_not_called_the_machines(error: Exception) -> None:
    """What is ours keeps its traceback."""
    assert refusal_of(error) is None


def test_a_grader_process_prints_nothing() -> None:
    """LAPACK complains on standard output, by the thousand, of matrices that a submission chose."""
    assert in_a_process(CONTAINED + "os.write(1, b'DLASCL')").stdout == ""


def test_a_grader_process_cannot_take_the_machines_memory() -> None:
    """Values that broadcast to gigabytes are a MemoryError there."""
    ended = in_a_process(CONTAINED + "import numpy as np; np.ones(2**29)")

    assert ended.returncode == 1
    assert "MemoryError" in ended.stderr
