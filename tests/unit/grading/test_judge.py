"""Judging: every outcome has its type, its points and its message."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.diagnosis import extent
from autograder.grading.bench import Bench, set_up
from autograder.grading.grade import grade
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote

RIGHT_DOUBLE = "def double(x):\n    return [2.0 * v for v in x] and __import__('numpy').asarray(x) * 2.0\n"
RIGHT_QUADRUPLE = "def quadruple(x):\n    return double(double(x))\n"


@pytest.fixture
def bench(course: Path) -> Bench:
    """The tiny assignment, set up."""
    return set_up(catalog.load(course / "assignments" / "tiny", course / "solutions"))


@pytest.fixture
def graded(bench: Bench, zygote: Zygote):  # type: ignore[no-untyped-def]
    """Grade source text as a submission of the tiny assignment."""

    def run(source: str | bytes, file: str = "tiny.py", seed: int = 1) -> GradeReport:
        data = source.encode() if isinstance(source, str) else source
        return grade(bench, zygote, "strict", Submission("s01", "tiny", file, data, seed))

    return run


def outcomes(report: GradeReport) -> dict[str, str]:
    return {check.id: check.outcome for check in report.checks}


def test_a_right_solution_earns_everything(graded) -> None:  # type: ignore[no-untyped-def]
    """Right functions pass every check and score 100."""
    report = graded(RIGHT_DOUBLE + RIGHT_QUADRUPLE)

    assert report.score == 100
    assert report.status == "graded"
    assert set(outcomes(report).values()) == {"passed"}


def test_the_same_submission_gives_the_same_report(graded) -> None:  # type: ignore[no-untyped-def]
    """Two gradings differ in nothing but durations."""
    source = RIGHT_DOUBLE + "def quadruple(x):\n    return 3 * x\n"

    first, second = (strip(graded(source)) for _ in range(2))

    assert first == second


def strip(report: GradeReport) -> bytes:
    import msgspec

    checks = tuple(msgspec.structs.replace(check, duration_s=0.0) for check in report.checks)
    return msgspec.structs.replace(report, checks=checks).to_json()


def test_another_seed_tries_other_inputs(graded) -> None:  # type: ignore[no-untyped-def]
    """A file that knows the inputs of one seed fails with another."""
    first = graded(
        "import numpy as np\nseen = []\ndef double(x):\n    raise ValueError(repr(list(x)))\n" + RIGHT_QUADRUPLE
    )

    assert first.score == 60  # `quadruple` is right; and the inputs do not even show in the message:
    assert not any("." in check.message.split("raised")[-1].split("line")[0] for check in first.checks[2:])


def test_a_wrong_function_is_diagnosed(graded) -> None:  # type: ignore[no-untyped-def]
    """A function that behaves as a misconception gets its hint."""
    report = graded("import numpy as np\ndef double(x):\n    return np.asarray(x) ** 2.0\n" + RIGHT_QUADRUPLE)

    diagnosis = [d for check in report.checks if check.task == "double" for d in check.diagnosis]
    assert {d.id for d in diagnosis} == {"squares"}
    assert "3 + 3" in diagnosis[0].hint


def test_what_is_too_large_is_not_diagnosed(graded, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """The same mistake in values beyond what the grader looks at loses its points, and has no hint."""
    monkeypatch.setattr(extent, "MOST_ITEMS", 1)

    report = graded("def double(x):\n    return [v ** 2 for v in x]\n" + RIGHT_QUADRUPLE)

    assert "failed" in set(outcomes(report).values())
    assert not any(check.diagnosis for check in report.checks)


def test_a_later_function_keeps_its_points_when_an_earlier_one_is_wrong(graded) -> None:  # type: ignore[no-untyped-def]
    """`quadruple` is right but calls a wrong `double`: it is judged with a right one, and both runs show."""
    report = graded("import numpy as np\ndef double(x):\n    return np.asarray(x) + 1.0\n" + RIGHT_QUADRUPLE)

    assert report.score == 60
    check = next(c for c in report.checks if c.id == "quadruple.quadruple_of_random_numbers")
    assert check.isolated is not None
    assert (check.isolated.own_outcome, check.isolated.outcome) == ("failed", "passed")
    assert check.isolated.substituted == ("double",)
    assert "Passes once `double` is right" in check.message


def test_a_wrong_later_function_is_not_excused(graded) -> None:  # type: ignore[no-untyped-def]
    """Answering `double` from our side does not help a `quadruple` that is wrong itself."""
    report = graded(
        "import numpy as np\ndef double(x):\n    return np.asarray(x) + 1.0\ndef quadruple(x):\n    return double(x)\n"
    )

    assert report.score == 0


def test_the_stub_is_not_written_yet(graded) -> None:  # type: ignore[no-untyped-def]
    """An empty function is nobody's mistake: skipped, no points, and a message that says so."""
    report = graded("def double(x):\n    raise NotImplementedError\ndef quadruple(x):\n    raise NotImplementedError\n")

    assert set(outcomes(report).values()) == {"skipped"}
    assert all("is not written yet" in check.message for check in report.checks)


def test_a_renamed_function_is_missed_by_name(graded) -> None:  # type: ignore[no-untyped-def]
    """A typo in a name is said, with the name it may be meant as."""
    report = graded("def duoble(x):\n    return x\n" + RIGHT_QUADRUPLE)

    assert "There is no `double` in your file. Did you mean it by `duoble`?" in report.checks[0].message


def test_an_endless_loop_costs_only_what_it_touches(graded) -> None:  # type: ignore[no-untyped-def]
    """`double` loops: its checks are stopped, and `quadruple` is judged without it."""
    report = graded("def double(x):\n    while True: pass\ndef quadruple(x):\n    return 4.0 * x\n")

    assert report.score == 60
    assert outcomes(report)["double.double_of_three"] == "stopped"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"def double(x:\n", "line 1: SyntaxError", id="syntax-error"),
        pytest.param(b"", "tiny.py is empty", id="empty"),
        pytest.param(b"x = '\xff'", "not UTF-8", id="latin-1"),
        pytest.param(b"x = 1\0", "null byte", id="null-byte"),
        pytest.param(b'{\n "cells": [\n ],\n "nbformat": 4\n}\n', "ending .ipynb", id="notebook-called-py"),
        pytest.param(b"import os\nos._exit(0)\n", "ended the Python process", id="exit-at-import"),
        pytest.param(b"while True: pass\n", "did not finish", id="loop-at-import"),
        pytest.param(b"(" * 10_000, "line 1: SyntaxError", id="deep-nesting"),
    ],
)
def test_what_is_not_a_module_is_not_gradable(graded, data: bytes, says: str) -> None:  # type: ignore[no-untyped-def]
    """The report says why, names the file, and scores 0."""
    report = graded(data)

    assert report.status == "not_gradable"
    assert report.score == 0
    assert says in report.message


def test_a_broken_check_costs_the_student_nothing(course: Path, zygote: Zygote) -> None:
    """A test that fails by its own fault gives its points, keeps its traceback, and asks for a regrade."""
    path = course / "assignments" / "tiny" / "hidden" / "test_tiny.py"
    path.write_text(path.read_text().replace("reference.quadruple(x)", "reference.quadruple(x) + undefined"))
    bench = set_up(catalog.load(course / "assignments" / "tiny", course / "solutions"))

    data = (RIGHT_DOUBLE + RIGHT_QUADRUPLE).encode()
    report = grade(bench, zygote, "strict", Submission("s01", "tiny", "tiny.py", data, 1))

    broken = [check for check in report.checks if check.outcome == "broken"]
    assert report.status == "needs_regrade"
    assert [check.id for check in broken] == ["quadruple.quadruple_of_random_numbers"]
    assert broken[0].points == broken[0].max_points
    assert "NameError" in broken[0].trace


@pytest.mark.parametrize(
    "statement",
    ['pytest.fail("Four times x is x + x + x + x.")', "pytest.skip()", "raise SystemExit", "assert False"],
)
def test_a_check_may_say_so_in_pytests_own_words(course: Path, zygote: Zygote, statement: str) -> None:
    """What ends a check where the reference passes is the student's, whatever ended it; and a failure has its words."""
    path = course / "assignments" / "tiny" / "hidden" / "test_own.py"
    path.write_text(OWN_WORDS.format(statement))
    bench = set_up(catalog.load(course / "assignments" / "tiny", course / "solutions"))

    reports = [
        grade(bench, zygote, "strict", Submission("s01", "tiny", "tiny.py", (RIGHT_DOUBLE + source).encode(), 1))
        for source in (RIGHT_QUADRUPLE, "def quadruple(x):\n    return 3 * x\n")
    ]

    right, wrong = (next(c for c in report.checks if c.id == "quadruple.own") for report in reports)
    assert (right.outcome, wrong.outcome) == ("passed", "failed")
    assert ("Four times x" in wrong.message) == ("pytest.fail" in statement)


OWN_WORDS = """
import pytest


@pytest.mark.check(task="quadruple", points=0)
def test_own(student):
    \"\"\"Four times one.\"\"\"
    if student.quadruple([1.0])[0] != 4.0:
        {}
"""


@pytest.mark.parametrize("canary", ["expected", "0."])
def test_hidden_messages_quote_no_values(graded, canary: str) -> None:  # type: ignore[no-untyped-def]
    """A failed hidden check shows neither inputs nor expected values."""
    report = graded("def double(x):\n    return x * 3.0\ndef quadruple(x):\n    raise ValueError(str(x))\n")

    hidden = [c.message for c in report.checks if c.visibility == "hidden"]
    assert len(hidden) == 2
    assert not any(f"{canary}" in message.replace("differ from what is expected", "") for message in hidden)


def test_visible_messages_show_values(graded) -> None:  # type: ignore[no-untyped-def]
    """A failed visible check shows the call, what came back and what was expected."""
    report = graded("def double(x):\n    return x * 3.0\n" + RIGHT_QUADRUPLE)

    message = report.checks[0].message
    assert message.startswith("`double([3.0])` returned")
    assert "got 9.0, expected 6.0" in message
    assert "double(x) is x + x. What is 3 + 3?" in message
