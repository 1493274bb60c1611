"""All checks at once give the reports that one check after the other gives."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from autograder import catalog
from autograder.grading import grade as grading
from autograder.grading.bench import Bench, set_up
from autograder.grading.grade import grade
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = (ROOT / "solutions" / "backprop.py").read_text(encoding="utf-8")
SLUG = "backprop"


@pytest.fixture(scope="module")
def bench() -> Bench:
    """An assignment with classes, callbacks, refusals and functions that call one another."""
    return set_up(catalog.load(ROOT / "assignments" / SLUG, ROOT / "solutions"))


@pytest.fixture(scope="module")
def zygote():  # type: ignore[no-untyped-def]
    """One zygote for all."""
    with Zygote() as one:
        yield one


def graded(bench: Bench, zygote: Zygote, source: str) -> bytes:
    """Grade it and return the report without its timings."""
    report = grade(bench, zygote, "strict", Submission("s01", SLUG, f"{SLUG}.py", source.encode(), 7))
    return msgspec.json.encode(without_durations(report))


def without_durations(report: GradeReport) -> GradeReport:
    checks = tuple(msgspec.structs.replace(check, duration_s=0.0) for check in report.checks)
    return msgspec.structs.replace(report, checks=checks)


def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "attempts_together", lambda *args: None)


SHARED_MEMORY = """
class MultiplyGate:
    def forward(self, x, y):
        MultiplyGate.seen = (x, y)
        return x * y
    def backward(self, dz):
        if not hasattr(MultiplyGate, "seen"):
            raise RuntimeError
        x, y = MultiplyGate.seen
        return dz * y, dz * x
"""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("", id="right"),
        pytest.param("def sigmoid(z):\n    return z\ndef activation(name, z):\n    return z\n", id="wrong"),
        pytest.param("def mlp_backward(params, a, Y):\n    raise NotImplementedError\n", id="gap"),
        pytest.param("del shared_dag\n", id="missing"),
        pytest.param("def jacobian_chain(Js):\n    while True: pass\n", id="loop"),
        pytest.param("import os\ndef jacobian_chain(Js):\n    os._exit(0)\n", id="exit"),
        pytest.param("def relu_jacobian_diag(h):\n    return [object(), len]\n", id="odd-values"),
        pytest.param("def numerical_jacobian(f, x, h=1e-5):\n    return f('text')\n", id="misused-callback"),
        pytest.param(SHARED_MEMORY, id="objects-that-share"),
    ],
)
def test_reports_do_not_depend_on_the_way(
    bench: Bench, zygote: Zygote, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Whatever the submission does, both ways end in the same report."""
    source = REFERENCE + "\n\n" + change
    together = graded(bench, zygote, source)

    one_by_one(monkeypatch)

    assert together == graded(bench, zygote, source)


def test_a_right_solution_takes_few_frames(bench: Bench, zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many frames as the longest visible check has requests, then as many as the longest hidden one has."""
    frames = []
    batch = SandboxedSubmission.batch
    monkeypatch.setattr(SandboxedSubmission, "batch", lambda self, r, h: frames.append(len(r)) or batch(self, r, h))

    graded(bench, zygote, REFERENCE)

    visible = sum(check.visibility == "visible" for check in bench.checks)
    hidden = frames.index(len(bench.checks) - visible)
    assert frames[0] == visible  # no hidden input is in the worker while a visible check may quote what it says
    assert len(frames) <= 16
    assert frames[:hidden] == sorted(frames[:hidden], reverse=True)
    assert frames[hidden:] == sorted(frames[hidden:], reverse=True)
