"""What a bundle has to know when it runs, kept in a file beside its course."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from autograder.bundle import BundleError
from autograder.depth import DEFAULT, Depth
from autograder.export.choices import Shown

FILE: Final = "bundle.json"
COURSE: Final = "course"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The assignment, and what decides about its inputs and outputs; `course_key` is secret."""

    slug: str
    course_key: str = ""
    hidden: Shown = Shown.after_published
    feedback: Depth = DEFAULT

    def to_json(self) -> bytes:
        """Return the file's bytes."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def read_settings(folder: Path) -> Settings:
    """Read the settings of the bundle in `folder`.

    Raises:
        BundleError: they are missing or malformed.
    """
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError) as error:
        raise BundleError(f"{folder / FILE} cannot be read: {error}. Make the bundle again.") from None
