"""`autograder check`: points, the first mistake in full, and a message for every error a first-year student makes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLUG = "softmax_cross_entropy"
GAP = '    raise NotImplementedError("Task softmax is not written yet.")\n'
GOOD = "    e = np.exp(z - np.max(z, axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)\n"

Command = Callable[..., subprocess.CompletedProcess[str]]


def write(kit: Path, body: str, *, more: str = "") -> Path:
    """Put a body in the place of softmax's gap, and `more` at the end of the file."""
    path = kit / "assignments" / SLUG / f"{SLUG}.py"
    text = (path.parent / ".released" / path.name).read_text()
    assert GAP in text
    path.write_text(text.replace(GAP, body) + more)
    return path


def hasten(kit: Path) -> None:
    """Let a call take one second only, so that a test of an endless one need not wait."""
    path = kit / "assignments" / SLUG / "assignment.toml"
    path.write_text(path.read_text().replace("[[tasks]]", "[limits]\ncall_s = 1.0\n\n[[tasks]]", 1))


def solve(kit: Path, slug: str) -> None:
    """Drop the solution in."""
    shutil.copy(ROOT / f"solutions/{slug}.py", kit / "assignments" / slug)


def test_a_new_kit(kit: Path, command: Command) -> None:
    """Every stub runs: nothing is done, the first task comes next, the exit code says not passed."""
    ran = command(kit, "check")

    assert ran.stderr == ""
    assert "0 of 6" in ran.stdout
    assert "→ truth_table" in ran.stdout
    assert "it is not written yet" in ran.stdout
    assert ran.returncode == 1


def test_solutions_turn_everything_green(kit: Path, command: Command) -> None:
    """With every solution dropped in, every visible test passes."""
    slugs = [path.name for path in (kit / "assignments").iterdir()]
    for slug in slugs:
        solve(kit, slug)
    ran = command(kit, "check")

    assert ran.stderr == ""
    assert "Every visible test passes." in ran.stdout
    assert ran.returncode == 0


def test_plain_pytest(kit: Path) -> None:
    """The same tests run with plain pytest, all assignments in one go."""
    solve(kit, SLUG)
    ran = _pytest(kit)
    named = _pytest(kit, f"assignments/{SLUG}")

    assert " failed" in ran.stdout
    assert "`truth_table` is not written yet." in ran.stdout
    assert " error" not in ran.stdout.splitlines()[-1]
    assert " passed" in named.stdout
    assert named.returncode == 0


def test_says_what_is_hidden(kit: Path, command: Command) -> None:
    """It says plainly that hidden tests are not run, what they look at, and what they count."""
    ran = command(kit, "check", SLUG)

    assert "Hidden tests are not run here." in ran.stdout
    assert "other inputs" in ran.stdout
    assert "They give 70.5 of these 100 points." in ran.stdout


STUDENT_ERRORS = {
    "indentation": (
        "    z = np.asarray(z)\n  e = np.exp(z)\n    return e\n",
        ["IndentationError", "e = np.exp(z)", "Give the lines of one block the same width."],
    ),
    "bracket": ("    return np.exp(z\n", ["SyntaxError", "was never closed", "Count the brackets"]),
    "colon": ("    if True\n        return z\n", ["SyntaxError", "expected ':'", "Is it missing here?"]),
    "no-return": (GOOD.replace("return ", ""), ["returned None (is a `return` missing?)"]),
    "name-typo": (
        "    return npp.exp(z)\n",
        ["NameError in line", "npp.exp(z)", "Is it spelled as where it was defined?"],
    ),
    "returns-list": (GOOD + "", None),
    "loop": (
        "    while True:\n        z = z\n    return z\n",
        ["was stopped: it did not end within 1 s", "in `softmax`", "Which condition should end it"],
    ),
    "numpy-loop": (
        "    return sum(range(10**14))\n",
        ["was stopped: it did not end within 1 s", "Which condition should end it"],
    ),
    "exit": ("    import os\n    os._exit(0)\n", ["ended the whole Python process", "`exit()`"]),
    "sys-exit": ("    raise SystemExit\n", ["raised SystemExit"]),
    "input": ("    input()\n    return z\n", ["EOFError", "waits for someone to type"]),
    "overflow": (
        "    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)\n",
        ["returned nan at [0]", "What does np.exp(1e4) give?", "RuntimeWarning: overflow encountered in exp"],
    ),
    "math-for-numpy": (
        "    import math\n    return math.exp(z)\n",
        ["TypeError", "`np.exp` takes arrays, `math.exp` does not."],
    ),
}
STUDENT_ERRORS["returns-list"] = (
    GOOD.replace("return e / e.sum(axis=-1, keepdims=True)", "return (e / e.sum(axis=-1, keepdims=True)).tolist()"),
    ["returned a list of 3 items, where a NumPy array is asked. np.array(...) makes one."],
)


@pytest.mark.parametrize(("body", "said"), STUDENT_ERRORS.values(), ids=STUDENT_ERRORS)
def test_first_year_errors(kit: Path, command: Command, body: str, said: list[str]) -> None:
    """Each mistake gets a message that shows the place and says what to do; no frame of ours is in it."""
    hasten(kit)
    write(kit, body)
    ran = command(kit, "check", SLUG)

    assert [text for text in said if text not in ran.stdout] == []
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.returncode == 1


def test_misspelled_function(kit: Path, command: Command) -> None:
    """A task under another name is looked for by its likeness."""
    path = write(kit, GOOD)
    path.write_text(path.read_text().replace("def softmax(", "def sofmax("))
    ran = command(kit, "check", SLUG)

    assert "There is no `softmax` in your file." in ran.stdout
    assert "`sofmax`" in ran.stdout


def test_arguments_in_another_order(kit: Path, command: Command) -> None:
    """Swapped arguments are named as such, beside the failing check."""
    solve(kit, SLUG)
    path = kit / "assignments" / SLUG / f"{SLUG}.py"
    path.write_text(
        path.read_text().replace(
            "cross_entropy(z: ArrayLike, y: ArrayLike)", "cross_entropy(y: ArrayLike, z: ArrayLike)"
        )
    )
    ran = command(kit, "check", SLUG)

    wanted = "Your `cross_entropy(y, z)` takes its arguments in another order than `cross_entropy(z, y)`."
    assert wanted in ran.stderr
    assert "✘ cross_entropy" in ran.stdout


def test_loop_at_top_level(kit: Path, command: Command) -> None:
    """A file that never finishes loading is stopped, with the line it hangs in."""
    hasten(kit)
    write(kit, GOOD, more="\nwhile True:\n    pass\n")
    ran = command(kit, "check", SLUG)

    assert f"{SLUG}.py cannot be loaded: it did not end within 1 s (it was at line" in ran.stderr
    assert '`if __name__ == "__main__":`' in ran.stderr
    assert ran.returncode == 1


def test_loop_in_a_notebook_cell(kit: Path, command: Command) -> None:
    """In a notebook the hanging cell is named."""
    hasten(kit)
    path = kit / "assignments" / SLUG / f"{SLUG}.ipynb"
    notebook = json.loads(path.read_text())
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    number = next(n for n, cell in enumerate(code, start=1) if cell["id"] == "helpers")
    code[number - 1]["source"] = "x = 1\nwhile x:\n    x = 1\n"
    path.write_text(json.dumps(notebook))
    ran = command(kit, "check", SLUG)

    assert f"{SLUG}.ipynb cannot be loaded: it did not end within 1 s (it was at cell {number}, line" in ran.stderr


def test_one_endless_function_costs_one_deadline(kit: Path, command: Command) -> None:
    """A function that was stopped is not called again: the run ends soon, and other tasks keep their points."""
    hasten(kit)
    solve(kit, SLUG)
    path = kit / "assignments" / SLUG / f"{SLUG}.py"
    path.write_text(path.read_text() + "\n\ndef bce_with_logits(z, y):\n    while True:\n        pass\n")
    ran = command(kit, "check", SLUG)

    assert "✘ bce_with_logits" in ran.stdout
    assert "27 of 29.5" in ran.stdout


def test_stopped_function_is_not_called_again(tiny: Path, command: Command) -> None:
    """Ten checks of an endless function take one deadline, not ten."""
    tests = tiny / "assignments/tiny/visible/test_tiny.py"
    tests.write_text(tests.read_text() + "".join(MANY.format(n) for n in range(10)))
    (tiny / "assignments/tiny/tiny.py").write_text("def double(x):\n    while True:\n        pass\n")
    started = time.perf_counter()
    ran = command(tiny, "check")
    wall_s = time.perf_counter() - started

    assert "did not end within 1 s" in ran.stdout
    assert wall_s < 11, "eleven deadlines of a second each"


MANY = '''

@pytest.mark.check(task="double", points=0)
def test_double_again_{0}(student):
    """Again."""
    student.double(1.0)
'''


def test_notebook_is_checked(kit: Path, command: Command) -> None:
    """Work in the notebook is what is checked when the script is untouched; its check cells and magics do no harm."""
    path = kit / "assignments" / SLUG / f"{SLUG}.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["id"] == "softmax":
            cell["source"] = "".join(cell["source"]).replace(GAP.strip("\n"), GOOD)
        if cell["id"] == "helpers":
            cell["source"] = (
                "%matplotlib inline\n!ls\nimport matplotlib.pyplot as plt\nplt.plot([1]); plt.show()\n1 / 0"
            )
    path.write_text(json.dumps(notebook))
    ran = command(kit, "check", SLUG)

    assert f"{SLUG}.ipynb" in ran.stdout
    assert "3.5 of 3.5" in ran.stdout
    assert "ZeroDivisionError" in ran.stdout, "it says which cell is left out"


def test_two_files(kit: Path, command: Command) -> None:
    """Work in both files: the newer one counts, and it says so."""
    script = write(kit, GOOD)
    notebook = script.with_suffix(".ipynb")
    text = json.loads(notebook.read_text())
    text["cells"].append({"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": [], "id": "mine"})
    notebook.write_text(json.dumps(text))
    ran = command(kit, "check", SLUG)

    assert (
        f"You have work in {notebook.name} and in {script.name}. {notebook.name} is newer, so it counts." in ran.stderr
    )


def test_missing_file(kit: Path, command: Command) -> None:
    """Neither script nor notebook: the command that brings them back is named, the other assignments are checked."""
    for suffix in (".py", ".ipynb"):
        (kit / "assignments" / SLUG / f"{SLUG}{suffix}").unlink()
    ran = command(kit, "check")

    assert f"{SLUG}.py is missing. `autograder reset {SLUG}.py` brings the stub back." in ran.stderr
    assert "cannot be run" in ran.stdout
    assert "0 of 6" in ran.stdout


def test_outside_a_kit(tmp_path: Path, command: Command) -> None:
    """Outside a kit it says where to go."""
    ran = command(tmp_path, "check")

    assert ran.returncode == 3
    assert ran.stderr.startswith("error no assignments/ folder in")


def test_unknown_assignment(kit: Path, command: Command) -> None:
    """An unknown assignment is answered with the nearest and the known ones."""
    ran = command(kit, "check", "perceptrn")

    assert ran.returncode == 3
    assert "There is no assignment 'perceptrn'. Did you mean 'perceptron'? There are: mp_neuron," in ran.stderr


def test_summary_for_github(kit: Path, command: Command, tmp_path: Path) -> None:
    """In GitHub Actions the points are written to the run's page too."""
    solve(kit, SLUG)
    page = tmp_path / "summary.md"
    command(kit, "check", GITHUB_STEP_SUMMARY=str(page))

    assert f"| {SLUG} | 10 of 10 | 29.5 of 29.5 |" in page.read_text()
    assert "| mp_neuron | 0 of 6 | 0 of 30 |" in page.read_text()


def test_watch(kit: Path) -> None:
    """With --watch a save runs the tests again."""
    process = subprocess.Popen(
        [sys.executable, "-m", "autograder", "check", SLUG, "--watch"],
        cwd=kit, env={**os.environ, "COLUMNS": "120"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        first = _until(process, "Watching")
        write(kit, GOOD)
        second = _until(process, "Watching")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.stdout.close()

    assert "3.5 of 3.5" not in first
    assert "3.5 of 3.5" in second


def _until(process: subprocess.Popen[str], word: str) -> str:
    """Read lines until one has the word; pytest's own timeout is the test's."""
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if word in line:
            return seen
    raise AssertionError(f"the command ended without saying {word!r}: {seen}")


def _pytest(kit: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=kit,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
