"""What students wrote can be read in a terminal, a CI log, a spreadsheet and a page, and obeyed in none."""

from __future__ import annotations

import pytest

from autograder.console import clean
from autograder.export.wording import plain
from autograder.outputs import neutral
from autograder.report.pages import told


@pytest.mark.parametrize(
    "cell", ["-5", "-0.25", "+3", "-1e-3", "-.5", "0", "12.5", "ada", "O'Neil", "a=b", "1-1", "müller", "–", ""]
)
def test_numbers_and_plain_text_stay_as_they_are(cell: str) -> None:
    """A negative mark is a number, not a formula; a sign inside a cell starts nothing."""
    assert neutral(cell) == cell


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd", "-1+1", "--1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "|calc", "%0A", "\uff1d1", "-", "-1e", "=-5", "\x0b=1"],
)  # fmt: skip
def test_formulas_become_text(cell: str) -> None:
    """Whatever a spreadsheet would run begins with an apostrophe and stands on one line."""
    safe = neutral(cell)

    assert safe.startswith("'")
    assert not set(safe) & set("\t\r\n\x0b")


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\b\b\b", "\x7f", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff", "\u061c", "\U000e0041", "\x00"],
    ids=ascii,
)  # fmt: skip
def test_controls_are_shown_and_not_obeyed(text: str) -> None:
    """Escapes, returns, bidirectional overrides and what has no width become a visible mark each."""
    safe = clean(f"a{text}b")

    assert safe.startswith("a\N{REPLACEMENT CHARACTER}")
    assert not set(text) & set(safe) - set("0123456789[];titleJmab")


@pytest.mark.parametrize(
    "text", ["né à Zürich 北京 🎓", "می\u200cخواهم", "👩\u200d🎓", "a\tb\nc", "x :: y", "# [1] ## two"]
)
def test_other_text_stays(text: str) -> None:
    """Names of all scripts, joiners included, and ordinary signs are left alone."""
    assert clean(text) == text


@pytest.mark.parametrize(
    "line", ["::error::x", "  ::set-output name=a::b", "##[error]x", "##vso[task.complete]", "ok ##teamcity[x]", "a\n::add-mask::x"]
)  # fmt: skip
def test_a_log_reader_finds_no_command(line: str) -> None:
    """Lines of ours never begin with, nor hold, what GitHub, Azure or TeamCity obey."""
    safe = clean(line)

    assert not any(part.lstrip().startswith("::") for part in safe.splitlines())
    assert "##[" not in safe
    assert "##vso[" not in safe
    assert "##teamcity[" not in safe


def test_what_is_too_long_is_cut_and_says_so() -> None:
    """Four megabytes become a screen, with the number of characters that are missing."""
    text = "x" * 4 * 1024 * 1024

    assert plain(text, 100) == f"{'x' * 100}… 4194204 characters cut"
    assert str(told(text)).endswith(" … 4192304 more characters")
    assert len(told(text)) < 3000


def test_a_page_shows_markup_as_text() -> None:
    """Tags are escaped, in code between backticks too."""
    assert str(told("<b>`<script>`")) == "&lt;b&gt;<code>&lt;script&gt;</code>"
