"""What a student and a file are called in outputs: safe as a file name, a CSV cell, HTML and a line of a log."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

# What a student's name may be made of as it stands: it becomes a file name, a CSV cell and HTML.
_SAFE_NAME: Final = re.compile(r"[^\W_][\w .@+\-]{0,79}")
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
MAX_NAME_BYTES: Final = 160  # with a suffix of ours it stays below the 255 that file systems take


def printable(name: str, most: int = 120) -> str:
    """Return a name, or a line that holds some, without control characters, for a message."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)[:most]


def safe_student_id(name: str) -> str:
    """Return a folder's name, or a safe form of it that stays unique."""
    normal = unicodedata.normalize("NFC", name).strip()
    if _SAFE_NAME.fullmatch(normal) and len(normal.encode()) <= MAX_NAME_BYTES and not _reserved(normal):
        return normal
    return _with_digest(normal, name)


class StudentNames:
    """Gives every hand-in's student a name of their own, whatever the file system makes of case and accents."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def name(self, raw: str) -> tuple[str, str]:
        """Return the student's name in outputs, and a line if it is not the one given."""
        student = safe_student_id(raw)
        key = unicodedata.normalize("NFKC", student).casefold()
        first = self._taken.setdefault(key, raw)
        if first != raw:
            student = _with_digest(student, raw)
            return student, f"{printable(raw)}: called {student} in all outputs, since {printable(first)} is there too."
        note = f"{printable(raw)}: called {student} in all outputs." if student != raw else ""
        return student, note


def _reserved(normal: str) -> bool:
    return bool(_RESERVED.fullmatch(normal)) or normal[-1] in ". "


def _with_digest(kept: str, raw: str) -> str:
    digest = hashlib.sha256(raw.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    ascii_only = re.sub(r"[^A-Za-z0-9]+", "-", kept).strip("-")[:40]
    return f"{ascii_only or 'student'}-{digest}"
