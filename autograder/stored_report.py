"""Turn a report into what a database keeps of it, and back."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec

from autograder.grading.report import GradeReport, from_json

# Of a report of thirty checks 3.5 of 22 kB are left, for a tenth of a millisecond; higher levels cost twice that.
LEVEL: Final = 1


def packed(report: GradeReport) -> bytes:
    """Return a report's bytes: JSON without white space, compressed with zlib."""
    return zlib.compress(msgspec.json.encode(report), LEVEL)


def unpacked(data: bytes) -> GradeReport:
    """Read a report back."""
    return from_json(zlib.decompress(data))
