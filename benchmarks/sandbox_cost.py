"""What the sandbox costs a submission: the same run with every layer and with none, in computing time.

    python benchmarks/sandbox_cost.py [SUBMISSIONS]

Both runs fork one process for each submission and talk to it in the same way; only the layers differ. Counted is the
time of the grader, the zygote and all workers. The two take turns, so that a busy machine troubles both alike.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import psutil

from autograder import catalog
from autograder.grading.bench import Bench, set_up
from autograder.grading.grade import grade
from autograder.grading.submission import Submission
from autograder.processes import settle_in
from autograder.sandbox.zygote import Zygote

ROOT = Path(__file__).resolve().parents[1]
SLUG = "mp_neuron"
SUBMISSIONS = 400
ROUND = 20  # submissions before the other's turn: the kernel counts a zygote's time in hundredths of a second
ALLOWED_MS = 2.0


def main(submissions: int) -> int:
    """Measure, and say what was found."""
    settle_in(None)
    bench = set_up(catalog.load(ROOT / "assignments" / SLUG, ROOT / "solutions"))
    submission = Submission("ada", SLUG, f"{SLUG}.py", bench.assignment.reference_path.read_bytes(), seed=1)
    with Zygote("strict") as strict, Zygote("basic", only=()) as bare:
        for zygote in (strict, bare):
            _spent_ms(bench, zygote, submission)
        pairs = [
            (_spent_ms(bench, strict, submission), _spent_ms(bench, bare, submission))
            for _ in range(submissions // ROUND)
        ]
        layers = ", ".join(strict.layers)
    with_layers, without = (statistics.median(each) for each in zip(*pairs, strict=True))
    added = statistics.median(one - other for one, other in pairs)
    total = statistics.mean(one - other for one, other in pairs)
    sys.stdout.write(
        f"layers: {layers}\n"
        f"{submissions} submissions of {SLUG} each: {with_layers:.2f} ms with every layer, {without:.2f} ms with none\n"
        f"the sandbox adds {added:.2f} ms a submission (median; mean {total:.2f}); allowed are {ALLOWED_MS:g}\n"
    )
    return int(added > ALLOWED_MS)


def _spent_ms(bench: Bench, zygote: Zygote, submission: Submission) -> float:
    """Grade one round and return the computing time of one submission."""
    before = _zygote_s(zygote) + time.process_time()
    for _ in range(ROUND):
        report = grade(bench, zygote, "strict", submission)
        assert report.score == report.max_score, report.message
    return (_zygote_s(zygote) + time.process_time() - before) * 1e3 / ROUND


def _zygote_s(zygote: Zygote) -> float:
    """Return the computing time of a zygote's processes and of the workers that have ended."""
    first = psutil.Process(zygote._process.pid)
    return sum(sum(process.cpu_times()[:4]) for process in (first, *first.children(recursive=True)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SUBMISSIONS))
