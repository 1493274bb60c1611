"""`autograder doctor` tells the truth where rights are missing, and so does a report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

WITHOUT_RIGHTS = ["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]
LIMITED = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="rights can be taken from root only, by setpriv"
)


def doctor(*prefix: str) -> subprocess.CompletedProcess[str]:
    command = [*prefix, sys.executable, "-m", "autograder", "doctor"]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"COLUMNS": "200", "NO_COLOR": "1"}
    )


def row(output: str, layer: str) -> list[str]:
    (line,) = [line for line in output.splitlines() if line.startswith(f"│ {layer} ")]
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_every_layer_has_a_row_and_none_is_broken() -> None:
    """All that can be on was attacked and held, and strict is to be had."""
    ended = doctor()

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "strict is available" in ended.stdout
    assert "broken" not in ended.stdout
    assert row(ended.stdout, "seccomp")[2].startswith("held")


@LIMITED
def test_a_container_without_extra_rights_says_what_is_missing() -> None:
    """Root without capabilities has no namespaces: the reason is told, and what is left is still strict."""
    ended = doctor(*WITHOUT_RIGHTS)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    for layer in ("namespaces", "empty-root", "unprivileged-user"):
        assert row(ended.stdout, layer)[2].startswith("not on: PermissionError"), ended.stdout
    assert "without user-namespace: PermissionError" in ended.stdout
    for layer in ("landlock", "seccomp", "no-capabilities"):
        assert row(ended.stdout, layer)[2].startswith("held")
