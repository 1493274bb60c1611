"""Read `submission_metadata.yml` of a Gradescope export: who handed in which folder, and when.

The file is read event by event: most of it is results that nobody needs here, its Ruby tags name classes that must
not be built, and however deep it is nested nothing recurses. Every scalar is text, so that the student number 007 stays
007.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import yaml  # type: ignore[import-untyped]

from autograder.intake.model import METADATA, IntakeError, Item
from autograder.submission_source import SourceError

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_EMPTY: Final = frozenset({"", "~", "null"})
_TIME: Final = ":created_at"
_SUBMITTERS: Final = ":submitters"
# Results nest some ten deep; the parser's time grows with the square of it.
MAX_DEPTH: Final = 100
MAX_PATH: Final = 4  # submission, submitters, number, name
_PERSON: Final = (":name", ":sid", ":email")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Submitter:
    """One of those who handed in."""

    name: str = ""
    sid: str = ""
    email: str = ""


@dataclass(slots=True)
class Submission:
    """One submission's folder and people; `handed_in` is in seconds since 1970."""

    folder: str
    submitters: list[Submitter] = field(default_factory=list)
    handed_in: float | None = None


def read_metadata(item: Item) -> list[Submission]:
    """Return the submissions in the file's order.

    Raises:
        IntakeError: it is not such a file.
    """
    try:
        found = list(_submissions(_scalars(item.read())))
    except SourceError as error:
        raise IntakeError(f"{METADATA}: {error}") from None
    except (yaml.YAMLError, ValueError):
        raise IntakeError(f"{METADATA} is not YAML. Download the export from Gradescope again.") from None
    if not found:
        raise IntakeError(f"{METADATA} does not list submissions. Download the export from Gradescope again.")
    return [submission for submission in found if re.fullmatch(r"\w[\w-]*", submission.folder)]


def _submissions(scalars: Iterator[tuple[Path, str]]) -> Iterator[Submission]:
    """Put the scalars of each submission together; other texts in the file are passed over."""
    current: Submission | None = None
    people: dict[str, dict[str, str]] = {}
    for path, text in scalars:
        folder = path[0]
        if current is None or current.folder != folder:
            if current is not None:
                yield _with_people(current, people)
            current, people = Submission(folder), {}
        match path[1:]:
            case (key,) if key == _TIME:
                current.handed_in = _seconds(text)
            case (key, number, name) if key == _SUBMITTERS and name in _PERSON:
                people.setdefault(number, {})[name] = "" if text in _EMPTY else text
    if current is not None:
        yield _with_people(current, people)


def _with_people(submission: Submission, people: dict[str, dict[str, str]]) -> Submission:
    submission.submitters = [Submitter(*(facts.get(name, "") for name in _PERSON)) for facts in people.values()]
    return submission


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that the reader is inside of: the key or number of what comes next."""

    mapping: bool
    key: str | None = None
    count: int = 0


def _scalars(data: bytes) -> Iterator[tuple[Path, str]]:
    """Yield (keys that lead there, text) of every text that lies in a mapping at the top."""
    stack: list[_Open] = []
    for event in yaml.parse(data, Loader=_LOADER):
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                _count(stack)
                if len(stack) >= MAX_DEPTH:
                    raise ValueError("nested too deep")
                stack.append(_Open(isinstance(event, yaml.MappingStartEvent)))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                stack.pop()
                _leave(stack)
            case yaml.ScalarEvent() | yaml.AliasEvent():
                text = str(getattr(event, "value", "")).strip()
                if stack and stack[-1].mapping and stack[-1].key is None:
                    stack[-1].key = text
                    continue
                _count(stack)
                if 1 < len(stack) <= MAX_PATH and stack[0].mapping:
                    yield tuple(str(level.key) for level in stack), text
                _leave(stack)


def _count(stack: list[_Open]) -> None:
    """Note that something begins inside a sequence; a mapping as a key has no name."""
    if stack and not stack[-1].mapping:
        stack[-1].key = str(stack[-1].count)
        stack[-1].count += 1
    elif stack and stack[-1].key is None:
        stack[-1].key = ""


def _leave(stack: list[_Open]) -> None:
    """Note that a value has ended."""
    if stack:
        stack[-1].key = None


def _seconds(text: str) -> float | None:
    """Return a moment such as "2026-11-02 16:42:21.123456000 Z"; without an offset it is in UTC."""
    try:
        found: Any = datetime.fromisoformat(re.sub(r" (?=Z|[+-]\d)", "", text))
    except ValueError:
        return None
    return float((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
