"""What a common worker has: all that its modules ask for later, and nothing that they do not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# Whoever asks for these has files, processes or a command line in mind, which no submission has; and what is an
# attribute of NumPy's, the submission's text names (`autograder.sandbox.modules`).
FILES_AND_PROCESSES = {
    "_distutils_hack", "_frozen_importlib_external", "importlib._bootstrap_external", "numpy._pytesttester",
    "numpy.lib._datasource", "numpy.lib._npyio_impl", "platform", "runpy", "site", "os popen",
}  # fmt: skip
COMMAND_LINE = {"main", "_main", "_test", "_test_generator"}
BY_NAME = {"numpy __getattr__"}
# Each costs every fork: OpenSSL, compressors, what finds libraries.
NEEDLESS = ("_hashlib", "hashlib", "secrets", "bz2", "lzma", "subprocess", "shutil", "tempfile", "pyseccomp", "pyprctl")


def _printed(*arguments: str) -> list[str]:
    return subprocess.check_output([sys.executable, *arguments], text=True, cwd=ROOT).splitlines()


def test_nothing_that_a_function_imports_when_it_is_called_is_missing() -> None:
    """NumPy and the standard library import some modules late; in a worker there is no disk to read them from."""
    lacking = [line.rpartition(": ")[0] for line in _printed("-m", "tests.unit.worker.lazy_imports")]

    assert "numpy __getattr__" in lacking  # or nothing was looked at
    unexplained = {
        where
        for where in lacking
        if not {where, where.split()[0]} & (FILES_AND_PROCESSES | BY_NAME) and where.split()[1] not in COMMAND_LINE
    }
    assert unexplained == set()


@pytest.mark.parametrize("everything", [False, True])
def test_random_numbers_without_a_seed_are_the_same_each_time(everything: bool) -> None:
    """In every worker alike, or a mark would depend on which one it was."""
    code = f"from autograder.worker import imports; imports.preload({everything}); import random, numpy as np"
    draw = "print(random.random(), np.random.rand(), np.random.default_rng().random() < 1)"

    assert _printed("-c", f"{code}; {draw}") == ["0.8444218515250481 0.5488135039273248 True"]


def test_a_common_worker_has_nothing_needless() -> None:
    """What only set the process up, or came with NumPy's generators, is not in it."""
    code = (
        "import sys; from autograder.worker import elsewhere, lockdown, imports;"
        "made = elsewhere.begin(lockdown.seccomp_program); imports.preload(False);"
        f"print(len(made()) > 100, [name for name in {NEEDLESS} if name in sys.modules])"
    )

    assert _printed("-S", "-c", f"import sys; sys.path += {sys.path!r}; {code}") == ["True []"]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        pytest.param("raise RuntimeError('Unable to find libseccomp')", "Unable to find libseccomp", id="raises"),
        pytest.param("import os; os.kill(os.getpid(), 9)", "what should have made it has ended", id="dies"),
        pytest.param("return lambda: None", "what should have made it has ended", id="cannot-travel"),
    ],
)
def test_what_fails_elsewhere_fails_here(what: str, told: str) -> None:
    """The reason why the filter cannot be had reaches whoever wanted it, and nobody else goes on."""
    code = (
        "from autograder.worker import elsewhere\n"
        f"def make(): {what}\n"
        "made = elsewhere.begin(make)\n"
        "try: made()\n"
        "except RuntimeError as error: print(error)"
    )

    assert _printed("-c", code) == [told]
