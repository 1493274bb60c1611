"""`autograder hint` and `autograder list`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import catalog
from autograder.declared import misconceptions
from autograder.kit.hints import STEPS, hint, said_in_tests

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_every_task_has_four_steps(released: Path, assignment: catalog.Assignment) -> None:
    """Every task of a kit has something to say at each step, and none of it is from the misconceptions."""
    (own,) = catalog.select(catalog.load_all(released), [assignment.slug])
    secret = [text for m in misconceptions(assignment) for text in (m.idea, m.hint)]
    for task in own.manifest.tasks:
        steps = [hint(own, task, step, None) for step in range(1, len(STEPS) + 1)]

        assert all(len(text) > 10 for text in steps)
        assert steps[3].startswith(f"### Task: {task.id} (")
        assert [text for text in secret if any(text in step for step in steps)] == []


def test_said_in_tests(tiny: Path) -> None:
    """Titles, rules and questions are read from the visible tests without running them."""
    (tiny_assignment,) = catalog.load_all(tiny)

    (said,) = said_in_tests(tiny_assignment, "double")

    assert said.title == "Twice three is six."
    assert said.rules == ("double(x) is x + x.",)
    assert said.asks == ("What is 3 + 3?",)


def test_steps(tiny: Path, command: Command) -> None:
    """The four steps: what should hold, a question, a call to try, the handout; each names the next."""
    (tiny / "assignments/tiny/tiny.py").write_text("def double(x):\n    return x\n")
    texts = [command(tiny, "hint", "double", str(step)).stdout for step in (1, 2, 3, 4)]

    assert "1 of 4: What should hold" in texts[0]
    assert "double(x) is x + x." in texts[0]
    assert "More help: autograder hint double 2" in texts[0]
    assert "What is 3 + 3?" in texts[1]
    assert "double(np.array([3.0]))" in texts[2]
    assert "### Task: double (40 points)" in texts[3]
    assert "More help" not in texts[3]


def test_hint_for_a_passed_task(tiny: Path, command: Command) -> None:
    """For a task that passes it says so."""
    (tiny / "assignments/tiny/tiny.py").write_text(
        "import numpy as np\ndef double(x):\n    return 2.0 * np.asarray(x)\n"
    )

    assert "Every visible test of this task passes." in command(tiny, "hint", "double").stdout


def test_list(kit: Path, command: Command) -> None:
    """The list has a row for each assignment, its tasks and points, and the sum."""
    shutil.copy(ROOT / "solutions/perceptron.py", kit / "assignments/perceptron")
    ran = command(kit, "list")

    assert "8 of 8" in ran.stdout
    assert "30 of 30" in ran.stdout
    assert "Gradient descent and its variants" in ran.stdout
    assert f"8 of {sum(len(a.manifest.tasks) for a in ASSIGNMENTS)} tasks pass" in ran.stdout
    assert ran.returncode == 0
