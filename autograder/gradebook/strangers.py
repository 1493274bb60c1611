"""Find names in a course's files that nothing goes by: a slip there would take a deadline away in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from autograder.course import FILE, Course
from autograder.roster import read_hand_in_times

NAMED: Final = 5


def strangers(course: Course, slugs: Collection[str], students: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each kind of name that is neither an assignment nor a student.

    Raises:
        CourseError: the hand-in times cannot be read.
    """
    there_are = f"There are: {', '.join(sorted(slugs))}."
    unknown = sorted(set(course.policies) - set(slugs))
    if unknown:
        yield f"{FILE} has rules for what is no assignment: {_some(unknown)}. {there_are}"
    if course.handed_in is None:
        return
    times = read_hand_in_times(course.handed_in, course.timezone)
    unknown = sorted({slug for _, slug in times} - set(slugs))
    if unknown:
        yield f"{course.handed_in.name} names what is no assignment: {_some(unknown)}. {there_are}"
    unknown = sorted({student for student, _ in times} - set(students))
    if unknown:
        yield (
            f"{course.handed_in.name} names students who are not here: {_some(unknown)}. "
            "Are the ids spelled as in grades.csv?"
        )


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(repr(name) for name in names[:NAMED])}{more}"
