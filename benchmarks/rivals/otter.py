"""otter-grader: `otter run` for each submission, its way without containers."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.measured import measure
from benchmarks.plain_checks import Case
from benchmarks.results import Run
from benchmarks.rivals.rival import Rival
from benchmarks.ways import total


class Otter(Rival):
    """Grades with an archive that `otter generate` made once."""

    name = "otter-grader"
    title = "otter run for each, without a container"
    packages = ("otter-grader", "numpy", "ipykernel")

    def grade(self, environment: Path, folder: Path, cases: list[Case], files: list[Path]) -> tuple[Run, int]:
        """See `Rival`."""
        otter = str(environment / "bin" / "otter")
        (folder / "tests").mkdir(parents=True)
        (folder / "tests" / "twelve.py").write_text(_test_file(cases), encoding="utf-8")
        measure([otter, "generate", "-t", "tests", "--no-requirements", "--no-environment"], cwd=folder)
        (archive,) = folder.glob("*autograder*.zip")
        runs, passed = [], 0.0
        for path in files:
            out = folder / path.parent.name
            out.mkdir()
            command = [otter, "run", "-a", str(archive), "-o", str(out), "--no-logo", str(path)]
            runs.append(measure(command, cwd=folder))
            passed += _score(json.loads((out / "results.json").read_text(encoding="utf-8")))
        return total(runs), round(passed)


def _score(results: dict[str, list[dict[str, float]]]) -> float:
    return sum(test["score"] for test in results["tests"] if "score" in test)


def _test_file(cases: list[Case]) -> str:
    tests = [
        f"@test_case(points=1)\ndef test_{case.name}({case.task}):\n    {case.lines(case.task)}\n" for case in cases
    ]
    return (
        "import numpy as np\nfrom otter.test_files import test_case\n\n"
        f'OK_FORMAT = False\n\nname = "twelve"\npoints = {len(cases)}\n\n' + "\n\n".join(tests)
    )
