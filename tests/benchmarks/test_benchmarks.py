"""The benchmarks run, and what they write has the form that readers rely on; how fast anything is, is no test's business."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from autograder import catalog
from autograder.grading.bench import set_up
from benchmarks import bare, hand_ins, plain_checks, shown
from benchmarks.fit import power_law
from benchmarks.results import Comparison, Measurement, Results, Run, Skipped, read
from benchmarks.rivals.rival import NotMeasured
from benchmarks.rounds import Way, in_rounds

ROOT = Path(__file__).resolve().parents[2]
MP_NEURON = catalog.select(catalog.load_all(ROOT), ["mp_neuron"])


@pytest.mark.slow
def test_the_smallest_benchmark_runs_end_to_end(tmp_path: Path) -> None:
    """Each part is measured, and the JSON, the plot and the document say so."""
    document = tmp_path / "page.md"
    document.write_text(f"above\n{shown.BEGIN}\nold\n{shown.END}\nbelow\n")
    options = ["--size", "smallest", "--results", str(tmp_path), "--document", str(document)]

    subprocess.run([sys.executable, "-m", "benchmarks", *options], cwd=ROOT, check=True, capture_output=True)

    results = read(tmp_path / "smallest.json")
    ways = [[way.name for way in comparison.measurements] for comparison in results.comparisons]
    runs = [run for comparison in results.comparisons for way in comparison.measurements for run in way.runs]
    runs += [point.run for curve in results.curves for point in curve.points]
    assert ways == [["autograder", "bare", "pytest"], ["autograder", "bare"], ["autograder", "bare", "pytest"]]
    assert [curve.name for curve in results.curves] == ["students", "pages"]
    assert all(run.wall_s > 0 and run.cpu_s > 0 and run.peak_bytes > 0 for run in runs)
    assert ElementTree.parse(tmp_path / "smallest.svg").getroot().tag.endswith("svg")
    text = document.read_text()
    assert text.startswith("above\n")
    assert text.endswith("below\n")
    assert "old" not in text
    assert "| a pytest process for each, visible tests only |" in text


def test_a_class_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """Two machines measure the same files; another seed gives others."""
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        hand_ins.write_class(MP_NEURON, tmp_path / name, 12, seed=seed)

    assert _texts(tmp_path / "one") == _texts(tmp_path / "again")
    assert _texts(tmp_path / "one") != _texts(tmp_path / "other")


def test_a_class_has_every_kind_in_its_share(tmp_path: Path) -> None:
    """Of a hundred hand-ins as many pass everything, some things and nothing as the shares say."""
    hand_ins.write_class(MP_NEURON, tmp_path, 100)
    bench = set_up(MP_NEURON[0])
    outcomes = [bare.run_checks(bench, path) for path in sorted(tmp_path.glob("*/mp_neuron.py"))]

    everything = sum(all(one) for one in outcomes)
    nothing = sum(not any(one) for one in outcomes)

    shares = hand_ins.SHARES
    assert everything == round(100 * shares["right"])
    assert nothing == round(100 * (shares["stub"] + shares["not Python"]))


def test_loops_are_few_and_asked_for(tmp_path: Path) -> None:
    """A class has endless submissions only where they are wanted, and one at least then."""
    for name, loops in (("calm", False), ("endless", True)):
        hand_ins.write_class(MP_NEURON, tmp_path / name, 20, loops=loops)

    assert sum("while True" in text for text in _texts(tmp_path / "calm")) == 0
    assert sum("while True" in text for text in _texts(tmp_path / "endless")) == 1


@pytest.mark.parametrize("calls", [plain_checks.TWELVE, plain_checks.THIRTY], ids=len)
def test_plain_checks_pass_for_right_hand_ins_alone(tmp_path: Path, calls: plain_checks.Calls) -> None:
    """Every style of a right solution passes all of them, and the stub none."""
    plain_checks.write_course(ROOT, tmp_path / "course", calls)
    files = plain_checks.write_hand_ins(ROOT, tmp_path / "in", 5)
    bench = set_up(*catalog.load_all(tmp_path / "course"))
    empty = tmp_path / "empty" / f"{plain_checks.SLUG}.py"
    empty.parent.mkdir()
    shutil.copy(ROOT / "assignments" / plain_checks.SLUG / "stub.py", empty)

    assert [sum(bare.run_checks(bench, path)) for path in files] == [len(calls)] * 5
    assert sum(bare.run_checks(bench, empty)) == 0


def test_a_power_law_is_found() -> None:
    """Exponent and factor come back from points that follow one; two points are not enough to claim any."""
    fit = power_law([1, 10, 100], [3, 3 * 10**1.5, 3 * 10**3])

    assert fit is not None
    assert (fit.exponent, fit.factor, fit.r2) == pytest.approx((1.5, 3.0, 1.0))
    assert power_law([1, 10], [3, 30]) is None


def test_ratios_are_of_single_submissions_and_medians() -> None:
    """A way is compared by what one submission takes in its median run, however many it was given."""
    ours = Measurement("autograder", "ours", 10, (Run(1.0, 2.0), Run(9.0, 9.0), Run(0.5, 1.0)))
    other = Measurement("other", "other", 2, (Run(2.0, 1.0),))

    assert Comparison("both", 12, (ours, other)).slower(other) == (10.0, 2.5)


def test_results_of_another_form_are_refused(tmp_path: Path) -> None:
    """A JSON file that lacks the machine is not read as results."""
    path = tmp_path / "old.json"
    path.write_text('{"size": "small", "comparisons": [], "curves": []}')

    with pytest.raises(msgspec.ValidationError, match="machine"):
        read(path)


def test_a_page_without_markers_is_left_alone(tmp_path: Path) -> None:
    """Results are put nowhere but between their markers."""
    page = tmp_path / "page.md"
    page.write_text("my own text\n")
    results = msgspec.convert({"size": "small", "machine": _MACHINE, "comparisons": [], "curves": []}, Results)

    with pytest.raises(shown.NoMarkers, match="Put them back"):
        shown.rewrite(page, results, "plot.svg")
    assert page.read_text() == "my own text\n"


def test_what_a_command_leaves_behind_is_counted() -> None:
    """The computing time of a process whose parent has ended is in the result."""
    spin = "import time\nwhile time.process_time() < 0.5: pass"
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {spin!r}])"

    said = _apart(f"print(measure([sys.executable, '-c', {leave!r}]).cpu_s)")

    assert float(said) > 0.5


def test_a_command_that_fails_is_no_measurement() -> None:
    """It is an error that says which command, its code and its last words."""
    said = _apart(
        "try: measure(['/bin/sh', '-c', 'echo the reason; exit 3'])\nexcept CommandFailed as error: print(error)"
    )

    assert said == "/bin/sh -c echo the reason; exit 3 exited with 3:\nthe reason\n\n"


def _apart(code: str) -> str:
    """Run code in another process: measuring waits for all children, and those of this one are not its own."""
    code = f"import sys\nfrom benchmarks.measured import CommandFailed, measure\n{code}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


_MACHINE = {
    "cpu": "c", "cores": 2, "memory_bytes": 1, "kernel": "k", "python": "3", "numpy": "2", "date": "2026-01-01",
    "load_before": 0.0,
}  # fmt: skip


def _texts(folder: Path) -> list[str]:
    return [path.read_text() for path in sorted(folder.glob("*/*.py"))]


def test_ways_take_turns_and_one_that_cannot_be_measured_is_left_out_with_the_reason() -> None:
    """What is slow in one minute is slow for all of them; only a rival may be missing."""
    order: list[str] = []

    def way(name: str, fails: bool = False, needed: bool = True) -> Way:
        def run() -> Run:
            order.append(name)
            if fails:
                raise NotMeasured(f"{name} passed 3 of 12 checks")
            return Run(1.0, float(len(order)))

        return Way(name, name.title(), 5, run, needed)

    measurements, skipped = in_rounds((way("ours"), way("rival", fails=True, needed=False), way("bare")), 2)

    assert order == ["ours", "rival", "bare", "ours", "bare"]
    assert [(m.name, [run.cpu_s for run in m.runs]) for m in measurements] == [
        ("ours", [1.0, 4.0]),
        ("bare", [3.0, 5.0]),
    ]
    assert skipped == (Skipped("rival", "rival passed 3 of 12 checks"),)
    with pytest.raises(NotMeasured):
        in_rounds((way("ours", fails=True),), 1)
