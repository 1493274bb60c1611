"""Run a bundle on PrairieLearn: `python -m autograder.bundle.on_prairielearn`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from autograder.bundle.one import grade_folder, keep_private
from autograder.bundle.settings import read_settings
from autograder.depth import at_depth
from autograder.export.prairielearn import failed_json, results_json
from autograder.outputs import write_atomically

HOME: Final = Path("/grade")


def main(home: Path = HOME) -> int:
    """Write the results, whatever happens; where grading fails they say that the attempt does not count."""
    try:
        bundle = home / "tests"
        keep_private(bundle)
        student = f"variant-{variant_seed(home / 'data' / 'data.json')}"
        settings = read_settings(bundle)
        report = grade_folder(bundle, settings, home / "student", student)
        data = results_json(at_depth(report, settings.feedback))
        print(f"{report.assignment}: {report.score:g} of {report.max_score:g}, {report.status}")  # noqa: T201  the job's log
    except Exception as error:  # whatever it is, it is not the student's fault and must not become a score
        print(f"The grader failed: {error}", file=sys.stderr)  # noqa: T201  the job's log, for the instructor
        data = failed_json()
    results = home / "results"
    results.mkdir(exist_ok=True)
    write_atomically(results / "results.json", data)
    return 0


def variant_seed(data: Path) -> int:
    """Return the number that PrairieLearn draws for a student's variant; 0 where there is none."""
    try:
        found: Any = msgspec.json.decode(data.read_bytes())
        return int(found["variant_seed"])
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
