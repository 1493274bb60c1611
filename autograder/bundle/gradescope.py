"""The archive that Gradescope builds an image from: `setup.sh`, `run_autograder` and what they need."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from autograder.bundle.contents import EXTRA, PINS, assignment_files, pins, wheel_file
from autograder.bundle.settings import COURSE, FILE, Settings
from autograder.bundle.templates import fill
from autograder.catalog import Assignment

SETUP: Final = "setup.sh"
RUN: Final = "run_autograder"
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_EXECUTABLE, _PRIVATE = 0o100755, 0o100600


def gradescope_zip(assignment: Assignment, settings: Settings) -> bytes:
    """Return the archive.

    Raises:
        AssignmentError, BundleError, KitError: a part of it cannot be made.
    """
    wheel_name, wheel = wheel_file()
    files = {
        SETUP: fill(SETUP, wheel=wheel_name, extra=EXTRA, pins=PINS),
        RUN: fill(RUN),
        FILE: settings.to_json(),
        PINS: pins(wheel),
        f"wheel/{wheel_name}": wheel,
        **{f"{COURSE}/{name}": data for name, data in assignment_files(assignment).items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.external_attr = (_EXECUTABLE if name in (SETUP, RUN) else _PRIVATE) << 16
            archive.writestr(info, files[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()
