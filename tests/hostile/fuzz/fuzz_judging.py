"""Judge students who answer almost right, or anything at all: the judge neither raises, nor breaks, nor grows.

    python tests/hostile/fuzz/fuzz_judging.py [STUDENTS]

Every assignment's checks, isolated credit and diagnosis run on the answers, as they do on a worker's.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder import catalog
from autograder.grading.bench import Bench, set_up
from autograder.grading.judge import judge
from autograder.grading.report import CheckReport
from autograder.local import LocalResponder
from autograder.no_value import NameMissing, NotWritten, StudentRaised, StudentStopped, ValueUnsendable
from autograder.processes import contain
from autograder.student import Student, StudentError
from autograder.worker.load import Problem
from autograder.worker.wire import Callback, Handle, RngState

ROOT = Path(__file__).resolve().parents[3]
STUDENTS = 40  # of each assignment
SLOW_CPU_S = 20.0  # of judging one student, whose answers cost nothing here
WIDE, LONG = 30_000, 500_000  # side of a column and a row that make a table of gigabytes between them


class Liar:
    """A `Responder` that has the reference's answers, and changes some of them."""

    def __init__(self, bench: Bench, rng: random.Random) -> None:
        self._right = LocalResponder()
        self._right.dispatcher.adopt(bench.module, frozenset())
        self._rng = rng
        self._share = rng.choice((0.02, 0.2, 1.0))
        self._seen: list[Any] = [None]
        self._habit = rng.choice((None, None, _wide, _long, _nothing, _texts))

    def request(self, name: str, op: str, *operands: object) -> object:
        """Answer, perhaps; see `autograder.student.Responder`."""
        value = self._right.request(name, op, *operands)
        if op == "substitute" or self._rng.random() > self._share:
            return value
        if self._rng.random() < 0.1:
            raise self._error(name)
        if op == "calls":
            return [self._reply(item) for item in value] if self._rng.randrange(9) else 3  # type: ignore[attr-defined]
        return self._changed(value)

    def end_check(self) -> None:
        """Do nothing."""
        self._right.end_check()

    def renew(self) -> None:
        """Do nothing."""
        self._right.renew()

    def _error(self, name: str) -> StudentError:
        known = self._rng.choice(("ValueError", "NotImplementedError", "SystemExit"))
        frames = (("mp_neuron.py", self._rng.choice((1, -1, 10**9)), "f"),)
        problem = Problem(self._rng.choice((known, "Own")), (known, "Exception"), "about 'x' \x1b[2J", frames)
        index = self._rng.choice((0, 1, -1, 10**9))
        return self._rng.choice((
            StudentRaised(name, problem, index), NotWritten(name, problem, index), NameMissing(name, ("x", "y" * 80)),
            StudentStopped(name, "time", "it did not finish."), ValueUnsendable(name, "it is too large"),
        ))  # fmt: skip

    def _reply(self, reply: Any) -> Any:
        problem = ["ValueError", ["ValueError", "Exception"], "x", []]
        return self._rng.choice((reply, ["return", self._new()], ["raise", problem], ["raise", problem], [], 3, None))

    def _changed(self, value: Any) -> Any:
        rng = self._rng
        self._seen.append(value)
        if self._habit is not None and rng.randrange(2):
            return self._habit(value)
        if isinstance(value, dict) and value and rng.randrange(3):
            return {k: self._changed(v) if rng.randrange(2) else v for k, v in value.items() if rng.randrange(9)}
        if isinstance(value, list | tuple) and value and rng.randrange(3):
            return type(value)(self._changed(v) if rng.randrange(2) else v for v in value if rng.randrange(9))
        if isinstance(value, np.ndarray) and rng.randrange(4):
            return self._array(value)
        return self._new()

    def _array(self, value: Any) -> Any:
        rng = self._rng
        first = value.reshape(-1)[:1]
        return rng.choice((
            value.T, -value if value.dtype.kind != "b" else ~value, value[..., None], value.reshape(-1), value[:0],
            value.astype(np.float16), value.astype(np.complex128), value.astype(np.uint8), value.astype(bool),
            value.tolist(), np.full(value.shape, np.nan), np.full(value.shape, 1e308), np.full(value.shape, 5e-324),
            np.full((2,) * 8, 0.5), np.repeat(first, 7), np.append(value, 1.0), first, np.zeros((0, 100_000)),
        ))  # fmt: skip

    def _new(self) -> Any:
        rng = self._rng
        return rng.choice((
            None, True, 0, -1, 2**63, 2**400, -(2**400), 0.5, -0.0, float("nan"), float("inf"), "text", "", [], (), {}, [[]] * 9,
            {"W": "b"}, {1: 2}, [None] * 99, Handle(rng.choice((0, 1, 2**60)), "Gate"), Callback(rng.choice((0, 5))),
            RngState(1, 2, 0, 0), np.array(7), np.zeros((0,)), np.zeros((3, 0)), np.ones((1, 1, 1)), rng.choice(self._seen),
            *(habit(0) for habit in (_wide, _long, _nothing, _texts)),
        ))  # fmt: skip


def _wide(_: object) -> Any:
    return np.zeros((1, WIDE)) + 0.5


def _long(_: object) -> Any:
    return np.zeros((LONG, 1)) + 0.5


def _nothing(_: object) -> Any:
    return np.zeros((100_000, 0))


def _texts(_: object) -> Any:
    return ["x" * 1000] * 1000


@dataclass(frozen=True)
class Judged:
    """What judging some students came to."""

    checks: int
    broken: list[tuple[str, str, int]]
    slowest_cpu_s: float
    slowest: tuple[str, int]


def judged(slug: str, students: int, first_seed: int = 0) -> Judged:
    """Judge students of one assignment, and note what is the grader's own fault."""
    bench = set_up(catalog.load(ROOT / "assignments" / slug, ROOT / "solutions"))
    broken, checks, slowest, culprit = [], 0, 0.0, (slug, -1)
    for seed in range(first_seed, first_seed + students):
        began = time.process_time()
        reports = judge_one(bench, seed)
        taken = time.process_time() - began
        if taken > slowest:
            slowest, culprit = taken, (slug, seed)
        checks += len(reports)
        broken += [(slug, report.id, seed) for report in reports if report.outcome == "broken"]
        assert all(0 <= report.points <= report.max_points for report in reports)
        assert all(len(report.message) < 20_000 for report in reports)
    return Judged(checks, broken, slowest, culprit)


def judge_one(bench: Bench, seed: int) -> tuple[CheckReport, ...]:
    """Judge the student of that seed."""
    student = Student(Liar(bench, random.Random(seed)))
    cells = [(f"{bench.assignment.slug}.py", "def f(x):\n    return x\n" * 20)]

    def lend(name: str) -> Any:
        return getattr(bench.module, name)

    with np.errstate(all="ignore"):
        return judge(bench, student, lend, 3, cells)


def main(students: int) -> int:
    """Judge, and say what came of it."""
    contain()
    bad = False
    for path in sorted((ROOT / "assignments").glob("*/assignment.toml")):
        found = judged(path.parent.name, students)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stderr.write(f"{path.parent.name}: {students} students, {found.checks} checks; slowest "
                         f"{found.slowest_cpu_s:.1f} s {found.slowest}; {peak} MiB at most; broken: {found.broken}\n")  # fmt: skip
        bad = bad or bool(found.broken) or found.slowest_cpu_s > SLOW_CPU_S
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS))
