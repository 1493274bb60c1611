"""The worst six files in one batch cost their owners only what they touch, and nobody else anything."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

FINE = "import numpy as np\ndef quadruple(x):\n    return np.asarray(x) * 4.0\n"
HORRORS = {
    "endless-loop": "def double(x):\n    while True: pass\n",
    "ten-gigabytes": "def double(x):\n    return np.ones(10 * 2**30 // 8)\n",
    "segmentation-fault": "import ctypes\ndef double(x):\n    ctypes.string_at(0)\n",
    "exit": "import os\ndef double(x):\n    os._exit(0)\n",
    "fork-bomb": "import os\ndef double(x):\n    while True: os.fork()\n",
    "torch": "def double(x):\n    import torch\n    return torch.tensor(x) * 2\n",
}
LIMIT_S = 60.0  # a generous bound on "seconds": a hang would be minutes


@pytest.mark.slow
def test_each_horror_costs_only_the_checks_it_touches(course: Path, tmp_path: Path) -> None:
    """`double` is spoiled in six ways: its 40 points are lost, the 60 of `quadruple` are not, neighbours get 100."""
    folder = course / "handed_in"
    for name, source in HORRORS.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "tiny.py").write_text(FINE + source)
        (folder / f"neighbour-of-{name}").mkdir()
        (folder / f"neighbour-of-{name}" / "tiny.py").write_text(
            FINE + "def double(x):\n    return np.asarray(x) * 2.0\n"
        )
    started = time.monotonic()

    command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(tmp_path / "out")]
    run = subprocess.run([*command, "--course", str(course)], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    assert time.monotonic() - started < LIMIT_S
    for name in HORRORS:
        report = json.loads((tmp_path / "out" / "reports" / name / "tiny.json").read_text())
        neighbour = json.loads((tmp_path / "out" / "reports" / f"neighbour-of-{name}" / "tiny.json").read_text())
        assert (name, report["status"], report["score"]) == (name, "graded", 60.0)
        assert neighbour["score"] == 100.0
