"""Names: what a student is called in outputs is safe there, and no one else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder import intake
from autograder.intake.names import MAX_NAME_BYTES, StudentNames

CODE = "def double(x): return 2 * x\n"


@pytest.mark.parametrize("name", ["s01", "Ada Lovelace", "jane.doe+3@uni.example", "Zoë", "李雷", "o_o"])
def test_ordinary_names_stay(name: str) -> None:
    """A name that is safe everywhere is used as it stands."""
    assert intake.safe_student_id(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../../etc", "a/b", "a\\b", "=1+1", "+1", "-1", "@x", "\tx", "a\nb", "a,b", 'a"b', "a;b", "\x1b[2J",
        "::error::", "<script>", "con", "NUL.txt", "com1", "trailing.", "\u202egpj.exe", "\udcff\udcfe", "x" * 300,
        "\N{MATHEMATICAL FRAKTUR CAPITAL A}" * 63, "$(id)", "[bold]", "{{7}}", "_x", ".hidden", "%2e%2e",
    ],
)  # fmt: skip
def test_odd_names_get_a_safe_form(name: str) -> None:
    """Letters, digits and dashes remain, with a digest that keeps it unique."""
    safe = intake.safe_student_id(name)

    assert safe.isascii()
    assert safe.replace("-", "").isalnum()
    assert len(safe.encode()) <= MAX_NAME_BYTES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Ada", "ada", id="case"),
        pytest.param("Zo\u00eb", "Zoe\u0308", id="unicode-form"),
        pytest.param("Ada", "\uff21da", id="full-width"),
        pytest.param("stra\u00dfe", "strasse", id="sharp-s"),
    ],
)
def test_names_that_collide_somewhere_are_kept_apart(first: str, second: str) -> None:
    """Where a file system or a reader would take two names for one, the second gets a digest and a line."""
    names = StudentNames()

    one, nothing = names.name(first)
    other, told = names.name(second)

    assert (one, nothing) == (first, "")
    assert other.casefold() not in (first.casefold(), second.casefold())
    assert f"called {other} in all outputs, since {first} is there too" in told


def test_the_same_name_is_the_same_student() -> None:
    """Asked twice, a name gives one student."""
    names = StudentNames()

    assert names.name("ada") == names.name("ada")


@pytest.mark.parametrize(
    ("file", "taken"),
    [
        pytest.param("tiny (1).py", True, id="browser"),
        pytest.param("tiny-1.py", True, id="platform"),
        pytest.param("Tiny.py", True, id="capital"),
        pytest.param("TINY_final.ipynb", True, id="final"),
        pytest.param("tiny copy 2.py", True, id="copy"),
        pytest.param("tiny_v3.py", True, id="version"),
        pytest.param("tiny_test.py", False, id="a-test"),
        pytest.param("my_tiny.py", False, id="something-else"),
        pytest.param("tinytiny.py", False, id="twice"),
        pytest.param("tiny.py.txt", False, id="text"),
    ],
)
def test_a_name_that_something_was_added_to_is_known(tmp_path: Path, file: str, taken: bool) -> None:
    """What browsers, platforms and people add is seen through, with a note; a different name is not."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / file).write_text(CODE)

    found = intake.scan(tmp_path, ["tiny"])

    assert [one.slug for one in found.found] == (["tiny"] if taken else [])
    if taken:
        assert f"ada: {file} was taken for tiny" in found.warnings[0]


def test_the_exact_name_wins(tmp_path: Path) -> None:
    """Beside a file of the right name, others are passed over, and the report says so."""
    (tmp_path / "ada").mkdir()
    for name in ("tiny.py", "tiny (1).py"):
        (tmp_path / "ada" / name).write_text(CODE + f"NAME = {name!r}\n")

    found = intake.scan(tmp_path, ["tiny"])

    assert b"NAME = 'tiny.py'" in intake.read(found.found[0], "", 1).data
    assert found.found[0].notes == (
        "tiny (1).py was not graded: tiny.py is there too, and has the assignment's own name.",
    )


def test_a_thousand_strays_are_a_few_lines(tmp_path: Path) -> None:
    """Files of other names are told of, the first five one by one."""
    (tmp_path / "ada").mkdir()
    for number in range(1000):
        (tmp_path / "ada" / f"x{number}.py").touch()

    assert len(intake.scan(tmp_path, ["tiny"]).warnings) == 6


def test_a_name_that_is_no_text_does_not_stop_the_scan(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, in a folder's and in a file's name, are shown as replacement characters."""
    folder = os.fsencode(tmp_path) + b"/\xff\xfe"
    os.mkdir(folder)  # noqa: PTH102  # a name of bytes
    with open(folder + b"/\xff.py", "w") as stream:  # noqa: PTH123  # as above
        stream.write(CODE)

    found = intake.scan(tmp_path, ["tiny"])

    assert len(found.students) == 1
    assert all(warning.isprintable() for warning in found.warnings)
