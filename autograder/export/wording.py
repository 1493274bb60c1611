"""Say in plain text what a platform shows of a report; nothing here can be obeyed by a terminal or a log."""

from __future__ import annotations

import re
from typing import Final

from autograder.console import clean
from autograder.grading.report import CheckReport, GradeReport

MAX_CHARS: Final = 4000  # a screen and a half; longer texts are a student's own, printed in a message
# What JSON takes and XML, databases and browsers refuse.
_UNSTORABLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


def told(check: CheckReport, max_chars: int = MAX_CHARS) -> str:
    """Return what a student reads about a check: its message, then a hint for each mistake it was recognised as."""
    hints = [f"Hint: {diagnosis.hint}" for diagnosis in check.diagnosis]
    return plain("\n\n".join(part for part in (check.message, *hints) if part), max_chars)


def remarks(report: GradeReport, max_chars: int = MAX_CHARS) -> str:
    """Return what there is to say of the hand-in as a whole; empty when all went well."""
    return plain("\n".join(part for part in (report.message, *report.notes) if part), max_chars)


def points(value: float) -> str:
    """Return points as people write them: 3.5, 14."""
    return f"{round(value, 2):g}"


def plain(text: str, max_chars: int = MAX_CHARS) -> str:
    """Return text from outside without controls, and cut where it is too long."""
    kept = _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", clean(text[:max_chars]))
    if len(text) <= max_chars:
        return kept
    return f"{kept}… {len(text) - max_chars} characters cut"
