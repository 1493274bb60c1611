"""Whatever befalls the machine while it grades: one clear line, and the next run ends as an undisturbed one would."""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from pathlib import Path

import pytest
from faults import FAULTS, Ended, Fault, Scene, available, run

GOOD = "import numpy as np\ndef double(x):\n    return np.asarray(x) * 2.0\ndef quadruple(x):\n    return double(double(x))\n"
KINDS = (GOOD, GOOD.replace("* 2.0", "** 2.0"), "def double(x):\n    return [x]\n", "x = (\n")
STUDENTS = 36
STORM = 3  # faults before the run that ends well
FAULTS_ON_REQUEST = int(os.environ.get("AUTOGRADER_CHAOS_FAULTS", "0"))


def the_class(course: Path) -> Path:
    folder = course / "handed_in"
    for number in range(STUDENTS):
        path = folder / f"s{number:03}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(KINDS[number % len(KINDS)])
    return folder


def calm(course: Path, out: Path) -> Scene:
    """Grade undisturbed, and return what is then to be disturbed: the same run into another folder."""
    command = [sys.executable, "-m", "autograder", "grade", str(course / "handed_in"), "--course", str(course)]
    command += ["--workers", "2", "--out"]
    started = time.monotonic()
    ended = run(Scene([*command, str(out)], out, 0.0))
    assert ended.code == 0, ended.errors
    stormy = out.with_name("stormy")
    return Scene([*command, str(stormy)], stormy, time.monotonic() - started)


def outputs(out: Path) -> dict[str, object]:
    """Return what a run leaves: every report without its times and its sandbox's layers, and the marks.

    A fault may take rights from the run that it strikes; what is graded before the end then truly had fewer layers.
    """
    found: dict[str, object] = {}
    for path in sorted(out.glob("reports/*/*.json")):
        report = json.loads(path.read_text())
        report["sandbox"].pop("layers")
        for check in report["checks"]:
            check.pop("duration_s")
        found[path.relative_to(out).as_posix()] = report
    for name in ("grades.csv", "marks.csv"):
        found[name] = (out / name).read_text()
    found["half written"] = [path.name for path in out.rglob(".*.part")]
    return found


def complaint(fault: Fault, ended: Ended) -> str:
    """Say what is wrong with how a disturbed run ended; nothing, if it is as it should be."""
    if ended.code not in fault.codes:
        return f"{fault.name}: ended with {ended.code}: {ended.errors[-600:]}"
    # Of a command that was killed outright, processes that were just starting say that it is gone, each in its own way.
    if ended.code >= 0 and "Traceback" in ended.errors + ended.output:
        return f"{fault.name}: a traceback: {ended.errors[-600:]}"
    told = [line for line in ended.errors.splitlines() if line.startswith(("error", "warning"))]
    if ended.code > 0 and (len(told) != 1 or not re.search(fault.says, ended.errors)):
        return f"{fault.name}: unclear: {ended.errors[-600:]}"
    return ""


def weather(scene: Scene, faults: list[Fault], rng: random.Random, expected: dict[str, object]) -> list[str]:
    """Let faults strike one run after the other in storms, and return what went wrong in or after them."""
    wrong = []
    for start in range(0, len(faults), STORM):
        if scene.out.exists():
            scene.out.rename(scene.out.with_name(f"after-{start}"))
        for fault in faults[start : start + STORM]:
            wrong.append(complaint(fault, fault.strike(scene, rng)))
            if (scene.out / "grades.csv").exists():
                (scene.out / "results.db").unlink(missing_ok=True)
        last = run(scene)
        names = ", ".join(fault.name for fault in faults[start : start + STORM])
        if last.code != 0:
            wrong.append(f"after {names}: ended with {last.code}: {last.errors[-600:]}")
        elif outputs(scene.out) != expected:
            wrong.append(f"after {names}: other outputs")
    return [line for line in wrong if line]


@pytest.mark.slow
def test_each_fault_is_told_of_and_survived(course: Path, tmp_path: Path) -> None:
    """Each kind of fault once: the run says what it met in one line, and the one after it completes."""
    the_class(course)
    scene = calm(course, tmp_path / "calm")

    assert len(available()) >= len(FAULTS) - 1
    assert weather(scene, list(available()), random.Random(1), outputs(tmp_path / "calm")) == []


@pytest.mark.slow
@pytest.mark.skipif(not FAULTS_ON_REQUEST, reason="takes many minutes: AUTOGRADER_CHAOS_FAULTS=100 asks for a hundred")
def test_a_hundred_faults_leave_the_outputs_of_an_undisturbed_run(course: Path, tmp_path: Path) -> None:
    """Random faults at random moments, three in a row before each run that may end well."""
    the_class(course)
    scene = calm(course, tmp_path / "calm")
    rng = random.Random(FAULTS_ON_REQUEST)

    faults = [rng.choice(available()) for _ in range(FAULTS_ON_REQUEST)]
    assert weather(scene, faults, rng, outputs(tmp_path / "calm")) == []
