"""Read `course.toml`: what holds for a whole course, from its roster to its deadlines."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Annotated, Final, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from autograder.depth import DEFAULT, DEPTHS, Depth

FILE: Final = "course.toml"
# `handed_in` in course.toml: trust the files' own time stamps. A download may have changed them, so it must be said.
FILE_TIMES: Final = "file-times"

_LINE: Final = re.compile(r"line (\d+)")
_DEADLINE: Final = "Write a deadline as 2026-11-02T23:59:00: with the seconds, without quotes."

Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Attempts = Literal["last", "best"]


class CourseError(Exception):
    """`course.toml`, or a file it names, is not as `docs/instructors.md` describes it."""


class LatePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lateness costs: a share of the score for each day begun, up to a cap, after some grace."""

    percent_per_day: Percent = 0.0
    grace_minutes: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    cap_percent: Percent = 100.0


class AssignmentPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for one assignment; what is left out is the course's."""

    deadline: datetime | None = None
    late: LatePolicy | None = None
    attempts: Attempts | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `course.toml`."""

    title: str = ""
    timezone: str = "UTC"
    roster: str = ""
    handed_in: str = ""
    attempts: Attempts = "last"
    feedback: Depth = DEFAULT
    late: LatePolicy = LatePolicy()
    assignments: dict[str, AssignmentPolicy] = {}


_TABLES: Final = {"": _File, "late": LatePolicy, "assignments": AssignmentPolicy}
_CHOICES: Final = {"attempts": get_args(Attempts), "feedback": DEPTHS}
_UNKNOWN: Final = re.compile(r"unknown field `[^`]*`(?: - at `(.*)`)?$")
_CHOICE: Final = re.compile(r"Invalid enum value '[^']*' - at `\$\S*\.(\w+)`$")


class Policy(msgspec.Struct, frozen=True):
    """The rules that turn one assignment's attempts into a mark."""

    deadline: datetime | None = None
    late: LatePolicy = LatePolicy()
    attempts: Attempts = "last"


# Every attempt counts as it was scored.
NO_RULES: Final = Policy()


class Course(msgspec.Struct, frozen=True):
    """A course's facts; `roster` and `handed_in` are CSV files, where there are such.

    `feedback` is how much students are told; `file_times` whether a file's own time stamp says when it was handed in.
    """

    title: str = ""
    timezone: tzinfo = ZoneInfo("UTC")
    roster: Path | None = None
    handed_in: Path | None = None
    file_times: bool = False
    feedback: Depth = DEFAULT
    policies: dict[str, Policy] = {}
    otherwise: Policy = NO_RULES

    def policy(self, slug: str) -> Policy:
        """Return the rules of one assignment."""
        return self.policies.get(slug, self.otherwise)


NO_COURSE: Final = Course()


def load_course(root: Path) -> Course:
    """Read `root/course.toml`; a course without one has no deadlines.

    Raises:
        CourseError: it is malformed; the message names the place.
    """
    path = root / FILE
    if not path.exists():
        return NO_COURSE
    try:
        read = msgspec.toml.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}") from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise CourseError(f"{path}: {error}{_advice(path, str(error))}") from None
    zone = _zone(path, read.timezone)
    return Course(
        title=read.title,
        timezone=zone,
        roster=root / read.roster if read.roster else None,
        handed_in=root / read.handed_in if read.handed_in not in ("", FILE_TIMES) else None,
        file_times=read.handed_in == FILE_TIMES,
        feedback=read.feedback,
        policies={slug: _policy(read, own, zone) for slug, own in read.assignments.items()},
        otherwise=Policy(late=read.late, attempts=read.attempts),
    )


def moment(text: str, zone: tzinfo) -> datetime:
    """Read a date and time; one without an offset is in `zone`.

    Raises:
        ValueError: it is not one.
    """
    found = datetime.fromisoformat(text.strip())
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _policy(file: _File, own: AssignmentPolicy, zone: tzinfo) -> Policy:
    deadline = own.deadline
    if deadline is not None and deadline.tzinfo is None:
        deadline = deadline.replace(tzinfo=zone)
    return Policy(deadline, own.late or file.late, own.attempts or file.attempts)


def _advice(path: Path, error: str) -> str:
    """Return what could be written in the place of what is wrong.

    A deadline is wrong for TOML already, which asks for more than people write.
    """
    unknown, choice = _UNKNOWN.search(error), _CHOICE.search(error)
    if unknown:
        return f". There is {', '.join(_TABLES[_table(unknown[1] or '')].__struct_fields__)}."
    if choice:
        return f". There is {', '.join(map(repr, _CHOICES[choice[1]]))}."
    place = _LINE.search(error)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    line = lines[int(place[1]) - 1] if place and int(place[1]) <= len(lines) else ""
    return f". {_DEADLINE}" if "deadline" in f"{error} {line}" else ""


def _table(place: str) -> str:
    """Return the kind of table at a place: "", "late" or "assignments"."""
    return "late" if place.endswith(".late") else "assignments" if place.startswith("$.assignments") else ""


def _zone(path: Path, name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise CourseError(
            f'{path}: the timezone {name!r} is not known here. Write one such as "Europe/Berlin".'
        ) from None
