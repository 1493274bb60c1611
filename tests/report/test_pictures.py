"""Pictures on feedback pages: drawn from what a sandboxed submission returns, shared where alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graded import report, site
from html_reader import read

from autograder import catalog
from autograder.grading.submission import Submission
from autograder.report import studio
from autograder.report.pictures import Album, Shown

FIGURES = '''
import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, figure

X = np.arange(4.0)


@figure("Twice", tasks=("double",), size=(3.0, 2.0))
def twice(student, reference, axes):
    """Draw both lines."""
    mine = expect.array(student.double(X), (4,))
    axes.plot(X, mine, **STUDENT)
    axes.plot(X, reference.double(X), **REFERENCE)
    return f"Twice 3 is {mine[3]:g} with yours, 6 with the reference."


@figure("Step by step", tasks=("double", "quadruple"), size=(3.0, 2.0), steps=3)
def stepwise(student, reference, axes, step):
    """Draw more each time."""
    axes.plot(X[: step + 1], expect.array(student.quadruple(X), (4,))[: step + 1], **STUDENT)
    return f"The first {step + 1} values."
'''
BROKEN = FIGURES.replace('return f"Twice', "raise KeyError('author') or f\"Twice")
RIGHT = "def double(x):\n    return x * 2.0\n\ndef quadruple(x):\n    return x * 4.0\n"


@pytest.fixture
def drawn_course(course: Path) -> Path:
    """The tiny course with two figures."""
    (course / "assignments" / "tiny" / "figures.py").write_text(FIGURES)
    return course


def submission(student: str, source: str) -> Submission:
    """One hand-in."""
    return Submission(student, "tiny", "tiny.py", source.encode(), 7)


def draw(course: Path, out: Path, *submissions: Submission) -> tuple[Album, list[str]]:
    """Draw the figures of these hand-ins."""
    (assignment,) = catalog.load_all(course)
    album = Album(out / "feedback")
    faults = album.draw(course, "strict", [(assignment, s) for s in submissions], 1, lambda: None)
    return album, faults


def shown(course: Path, album: Album, one: Submission) -> tuple[Shown, ...]:
    """The pictures of a hand-in."""
    (assignment,) = catalog.load_all(course)
    return album.of(assignment, one.sha256())


def test_a_picture_shows_the_students_values(drawn_course: Path, tmp_path: Path) -> None:
    """The alternative text has the student's number, and the file is an SVG without script."""
    one = submission("s01", RIGHT.replace("2.0", "3.0"))
    album, faults = draw(drawn_course, tmp_path, one)
    first, second = shown(drawn_course, album, one)

    ((name, alt),) = first.files
    svg = (tmp_path / "feedback" / "pictures" / name).read_text()
    assert faults == []
    assert alt == "Twice 3 is 9 with yours, 6 with the reference."
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert len(second.files) == 3


def test_pictures_that_are_alike_are_one_file(drawn_course: Path, tmp_path: Path) -> None:
    """Students who are right share theirs, and drawing again draws nothing."""
    ones = [submission("s01", RIGHT), submission("s02", RIGHT + "# mine\n")]
    draw(drawn_course, tmp_path, *ones)
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "feedback" / "pictures").iterdir()}
    draw(drawn_course, tmp_path, *ones)

    assert len([path for path in files if path.suffix == ".svg"]) == 4
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "feedback" / "pictures").iterdir()} == files


def test_changed_figures_are_drawn_anew(drawn_course: Path, tmp_path: Path) -> None:
    """What belongs to older figures is not shown."""
    one = submission("s01", RIGHT)
    album, _ = draw(drawn_course, tmp_path, one)
    figures = drawn_course / "assignments" / "tiny" / "figures.py"
    figures.write_text(FIGURES.replace('"Twice"', '"Two times"'))

    assert shown(drawn_course, album, one) == ()
    draw(drawn_course, tmp_path, one)
    assert shown(drawn_course, album, one)[0].title == "Two times"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param("def quadruple(x):\n    return x * 4.0\n", "appears once `double` is written", id="missing"),
        pytest.param("def double(x):\n    return x[:2]\n", "cannot be drawn yet", id="wrong shape"),
        pytest.param("def double(x):\n    while True: pass\n", "cannot be drawn yet", id="endless"),
        pytest.param("import os\ndef double(x):\n    os._exit(0)\n", "cannot be drawn yet", id="dies"),
    ],
)
def test_what_cannot_be_drawn_says_why(drawn_course: Path, tmp_path: Path, source: str, says: str) -> None:
    """A note stands where the picture would be."""
    one = submission("s01", source)
    album, faults = draw(drawn_course, tmp_path, one)

    first = shown(drawn_course, album, one)[0]
    assert first.files == ()
    assert says in first.note
    assert faults == []


def test_a_figure_at_fault_is_the_authors_to_mend(drawn_course: Path, tmp_path: Path) -> None:
    """Its traceback is reported once for the class, the other pictures are drawn, and students read no traceback."""
    (drawn_course / "assignments" / "tiny" / "figures.py").write_text(BROKEN)
    ones = [submission("s01", RIGHT), submission("s02", RIGHT + "#")]
    album, faults = draw(drawn_course, tmp_path, *ones)
    first, second = shown(drawn_course, album, ones[0])

    assert len(faults) == 1
    assert "KeyError: 'author'" in faults[0]
    assert "KeyError" not in first.note
    assert len(second.files) == 3


def test_a_drawing_process_that_dies_takes_nobody_elses_pictures(drawn_course: Path, tmp_path: Path) -> None:
    """The submission it died of is left out with a remark."""
    figures = drawn_course / "assignments" / "tiny" / "figures.py"
    figures.write_text(
        FIGURES.replace(
            "    axes.plot(X, mine", "    import os\n    mine[3] == 9 and os._exit(1)\n    axes.plot(X, mine"
        )
    )
    ones = [submission(f"s{n}", f"{RIGHT}# {n}\n") for n in range(4)]
    ones.insert(1, submission("bad", RIGHT.replace("2.0", "3.0")))
    album, faults = draw(drawn_course, tmp_path, *ones)

    assert faults == [studio.LOST]
    assert [bool(shown(drawn_course, album, one)) for one in ones] == [True, False, True, True, True]


def test_pictures_are_on_the_page(drawn_course: Path, tmp_path: Path) -> None:
    """Each beside the last of its tasks, with its alternative text; steps are one figure each."""
    one = submission("s01", RIGHT)
    draw(drawn_course, tmp_path, one)
    out = site(drawn_course, tmp_path, report("s01", submission_sha256=one.sha256()))
    page = read(out / "feedback" / "s01.html")

    images = page.all("img")
    assert [i["alt"] for i in images] == [
        "Twice 3 is 6 with yours, 6 with the reference.",
        "The first 1 values.",
        "The first 2 values.",
        "The first 3 values.",
    ]
    assert all(re.fullmatch(r"pictures/[0-9a-f]{20}\.svg", i["src"]) for i in images)
    assert all((out / "feedback" / i["src"]).is_file() for i in images)
