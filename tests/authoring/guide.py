"""Take the steps out of the authoring guide: files to write and commands to run, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"
_FENCE = re.compile(
    r"(?:^Write `(?P<path>[^`]+)`:\n\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Step:
    """Either a file to write, or one command to run."""

    path: str = ""
    text: str = ""
    command: str = ""


def steps() -> list[Step]:
    """Return what the first part of the guide tells its reader to do."""
    part = GUIDE.read_text(encoding="utf-8").partition("# Part 2: reference")[0]
    found: list[Step] = []
    for fence in _FENCE.finditer(part):
        if fence["path"]:
            found.append(Step(path=fence["path"], text=fence["text"]))
        elif fence["kind"] == "console":
            lines = fence["text"].splitlines()
            found += [Step(command=line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]
    return found
