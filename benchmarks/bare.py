"""Call the checks on a class's hand-ins in this process, with nothing around them: what the mathematics costs.

    python -m benchmarks.bare COURSE HAND_INS

No sandbox, no wire, no deadline, no diagnosis, no report: each hand-in is run as a module, and each check is called on
it. Only for hand-ins that end. Prints how many checks there were, and how many passed.
"""

from __future__ import annotations

import os
import sys
import types
import warnings
from pathlib import Path

import numpy as np

from autograder import catalog, seeds
from autograder.check_rng import check_rng
from autograder.grading.bench import Bench, set_up
from autograder.grading.checks import Check
from autograder.reference import Reference


def main(course: Path, hand_ins: Path) -> None:
    """Run every check on every hand-in."""
    warnings.simplefilter("ignore")
    passed = checks = 0
    for assignment in catalog.load_all(course):
        paths = sorted(hand_ins.glob(f"*/{assignment.slug}.py"))
        if not paths:
            continue
        bench = set_up(assignment)
        for path in paths:
            outcomes = run_checks(bench, path)
            checks += len(outcomes)
            passed += sum(outcomes)
    sys.stdout.write(f"{checks} checks, {passed} passed\n")


def run_checks(bench: Bench, path: Path) -> list[bool]:
    """Return for each check whether the hand-in passes it; a hand-in that is not Python passes none."""
    seed = seeds.submission_seed("", bench.assignment.slug, path.parent.name)
    module = sys.modules["hand_in"] = types.ModuleType("hand_in")  # dataclasses look their module up
    try:
        exec(compile(path.read_bytes(), path.name, "exec"), module.__dict__)
    except SyntaxError:
        return [False] * len(bench.checks)
    student = Reference(module)  # calls functions of a module directly, whoever wrote it
    with np.errstate(all="ignore"):
        return [_passes(check, student, bench.reference, seed) for check in bench.checks]


def _passes(check: Check, student: Reference, reference: Reference, seed: int) -> bool:
    given = {"student": student, "reference": reference, "rng": check_rng(seed, check.id)}
    try:
        check.function(**{name: given[name] for name in check.fixtures}, **check.params)
    except Exception:  # whatever a hand-in raises, or a check on its values: it does not pass
        return False
    return True


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
