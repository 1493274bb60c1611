"""Read `submission_metadata.yml` of a Gradescope export: who handed in which folder, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import yaml  # type: ignore[import-untyped]

from autograder.intake.model import IntakeError, Item
from autograder.submission_source import SourceError

METADATA: Final = "submission_metadata.yml"
# Takes every scalar for text and every Ruby object for a plain mapping, so that nothing is built that a tag names and
# the student number 007 stays 007.
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_EMPTY: Final = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Submitter:
    """One of those who handed in."""

    name: str = ""
    sid: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission's folder and people; `handed_in` is in seconds since 1970."""

    folder: str
    submitters: tuple[Submitter, ...]
    handed_in: float | None


def read_metadata(item: Item) -> list[Submission]:
    """Return the submissions in the file's order.

    Raises:
        IntakeError: it is not such a file.
    """
    try:
        loaded = yaml.load(item.read(), Loader=_LOADER)
    except SourceError as error:
        raise IntakeError(f"{METADATA}: {error}") from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise IntakeError(f"{METADATA} is not YAML. Download the export from Gradescope again.") from None
    if not isinstance(loaded, dict) or not all(isinstance(value, dict) for value in loaded.values()):
        raise IntakeError(f"{METADATA} does not list submissions. Download the export from Gradescope again.")
    return [_submission(folder, facts) for folder, facts in loaded.items() if _is_name(folder)]


def _submission(folder: str, facts: Mapping[str, Any]) -> Submission:
    people = facts.get(":submitters")
    submitters = tuple(_submitter(one) for one in people if isinstance(one, dict)) if isinstance(people, list) else ()
    return Submission(folder, submitters, _seconds(facts.get(":created_at")))


def _is_name(folder: object) -> bool:
    """Tell whether this is the plain name of a folder beside the file."""
    return isinstance(folder, str) and re.fullmatch(r"\w[\w-]*", folder) is not None


def _submitter(facts: Mapping[str, Any]) -> Submitter:
    return Submitter(*(_text(facts.get(f":{name}")) for name in ("name", "sid", "email")))


def _text(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in _EMPTY else text


def _seconds(value: object) -> float | None:
    """Return a moment such as "2026-11-02 16:42:21.123456000 Z"; without an offset it is in UTC."""
    try:
        found = datetime.fromisoformat(re.sub(r" (?=Z|[+-]\d)", "", _text(value)))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
