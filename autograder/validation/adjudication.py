"""Read which mutants of a reference a person has found to be right answers, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import msgspec

from autograder.catalog import Assignment, AssignmentError

FILE: Final = "equivalent_mutants.toml"

Text = Annotated[str, msgspec.Meta(min_length=1)]


class Equivalents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Mutants, by name, that do what the contract asks, for one reason."""

    reason: Text
    mutants: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    equivalent: tuple[Equivalents, ...] = ()


def adjudicated(assignment: Assignment) -> dict[str, str]:
    """Return the reason for each mutant of an assignment that is equivalent to the reference, by the mutant's name.

    Raises:
        AssignmentError: the file is malformed, or names a mutant twice.
    """
    path = path_of(assignment)
    if not path.exists():
        return {}
    try:
        read = msgspec.toml.decode(path.read_bytes(), type=_File)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from None
    reasons: dict[str, str] = {}
    for group in read.equivalent:
        for name in group.mutants:
            if name in reasons:
                raise AssignmentError(f"{path}: it names {name!r} twice; keep one")
            reasons[name] = group.reason
    return reasons


def path_of(assignment: Assignment) -> Path:
    """Return where an assignment's adjudicated mutants stand."""
    return assignment.folder / FILE
