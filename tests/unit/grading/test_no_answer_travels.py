"""No hidden request carries the right answer to one of its calls among the arguments of another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder import catalog
from autograder.grading.attempt import attempt
from autograder.grading.bench import set_up
from autograder.local import student_of_module
from autograder.student import Call

ROOT = Path(__file__).resolve().parents[3]
SLUGS = sorted(path.parent.name for path in (ROOT / "assignments").glob("*/assignment.toml"))


def arrays(value: object) -> list[bytes]:
    """Return the arrays in a value that nobody could guess: of some size, and not whole numbers."""
    if isinstance(value, np.ndarray):
        telling = value.dtype.kind == "f" and value.size >= 3 and not np.array_equal(value, np.round(value))
        return [value.tobytes()] if telling else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [found for part in parts for found in arrays(part)]


def given_away(call: Call) -> bool:
    """Tell whether an item's result stands among the arguments of the others, and not its own."""
    given = [set(arrays(args)) for args in call.args]
    results = call.result if isinstance(call.result, list) else []
    return any(
        answer not in given[k] and any(answer in given[other] for other in range(len(given)) if other != k)
        for k, result in enumerate(results)
        for answer in arrays(result)
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_no_answer_is_among_the_arguments(slug: str) -> None:
    """A student's file can read all arguments of a request before it answers the first call."""
    bench = set_up(catalog.load(ROOT / "assignments" / slug, ROOT / "solutions"))
    hidden = [check for check in bench.checks if check.visibility == "hidden"]

    telling = [
        check.id
        for check in hidden
        for call in attempt(check, student_of_module(bench.module), bench.reference, 5).calls
        if call.many and given_away(call)
    ]

    assert telling == []
