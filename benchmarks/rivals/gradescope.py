"""gradescope-utils: a unittest suite in a process for each submission, as Gradescope's own harness runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.measured import measure
from benchmarks.plain_checks import SLUG, Case
from benchmarks.results import Run
from benchmarks.rivals.rival import Rival
from benchmarks.ways import total

_RUN = """import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

with open("results.json", "w") as stream:
    JSONTestRunner(visibility="visible", stream=stream).run(unittest.defaultTestLoader.discover("tests"))
"""


class GradescopeUtils(Rival):
    """The `run_tests.py` of Gradescope's examples."""

    name = "gradescope-utils"
    title = "gradescope-utils, a process for each"
    packages = ("gradescope-utils", "numpy")

    def grade(self, environment: Path, folder: Path, cases: list[Case], files: list[Path]) -> tuple[Run, int]:
        """See `Rival`."""
        runs, passed = [], 0
        for path in files:
            place = folder / path.parent.name
            (place / "tests").mkdir(parents=True)
            (place / "run_tests.py").write_text(_RUN, encoding="utf-8")
            (place / "tests" / "test_twelve.py").write_text(_suite(cases), encoding="utf-8")
            shutil.copy(path, place)
            runs.append(measure([str(environment / "bin" / "python"), "run_tests.py"], cwd=place))
            results = json.loads((place / "results.json").read_text(encoding="utf-8"))
            passed += sum(test["status"] == "passed" for test in results["tests"])
        return total(runs), passed


def _suite(cases: list[Case]) -> str:
    tests = [
        f"    @weight(1)\n    def test_{case.name}(self):\n        {case.lines(f'{SLUG}.{case.task}')}\n"
        for case in cases
    ]
    return (
        "import unittest\n\nimport numpy as np\nfrom gradescope_utils.autograder_utils.decorators import weight\n\n"
        f"import {SLUG}\n\n\nclass Twelve(unittest.TestCase):\n" + "\n".join(tests)
    )
