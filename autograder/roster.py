"""Read a course's CSV files: the roster, and when work was handed in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

import msgspec

from autograder.course import Course, CourseError, moment

# Headings that stand for the id students are called by in folders and reports.
_ID_HEADINGS: Final = ("student", "id", "student_id", "login", "username", "sis login id")


class Person(msgspec.Struct, frozen=True):
    """One row of the roster; `other` holds the columns we have no name for, by their lower-case heading."""

    student: str
    name: str = ""
    email: str = ""
    other: dict[str, str] = {}


def read_roster(path: Path) -> dict[str, Person]:
    """Return the people on a roster by id, in file order.

    Raises:
        CourseError: it cannot be read, has no column of ids, or names one person twice.
    """
    people: dict[str, Person] = {}
    for line, row in _rows(path):
        student = next((row[heading] for heading in _ID_HEADINGS if row.get(heading)), "")
        if not student:
            raise CourseError(f"{path}, line {line}: no id. One column must be called {_ID_HEADINGS[0]!r}.")
        if student in people:
            raise CourseError(f"{path}, line {line}: {student!r} is there twice. Remove one of them.")
        other = {heading: cell for heading, cell in row.items() if heading not in ("name", "email")}
        people[student] = Person(student, row.get("name", ""), row.get("email", ""), other)
    return people


def people_of(course: Course) -> dict[str, Person]:
    """Return the course's people by id; none when it has no roster.

    Raises:
        CourseError: the roster cannot be read.
    """
    return read_roster(course.roster) if course.roster else {}


def read_hand_in_times(path: Path, zone: tzinfo) -> dict[tuple[str, str], datetime]:
    """Return when each (student, assignment) was handed in, from a CSV of student, assignment, handed_in.

    A row whose time is empty says nothing: platforms list those who handed in nothing so.

    Raises:
        CourseError: it cannot be read, or a time is none.
    """
    times = {}
    for line, row in _rows(path):
        if not row.get("handed_in", "?"):
            continue
        try:
            times[row["student"], row["assignment"]] = moment(row["handed_in"], zone)
        except KeyError as error:
            raise CourseError(f"{path}: there is no column {error}; it needs student, assignment, handed_in.") from None
        except ValueError:
            raise CourseError(
                f"{path}, line {line}: {row['handed_in']!r} is no time. Write it as 2026-11-02 23:59."
            ) from None
    return times


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, cells by lower-case heading) of a CSV with a heading row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}. It is named in course.toml.") from None
    except UnicodeDecodeError:
        raise CourseError(f"{path} is not UTF-8 text. Save it as CSV UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    for row in reader:
        yield reader.line_num, {str(k).strip().lower(): str(v).strip() for k, v in row.items() if k}
