"""Find students whose answers to a task are wrong in the same way, whether the mistake has a name or not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from autograder.grading.report import CheckReport, GradeReport

# Hidden inputs differ from student to student, and so do the sizes in a message; a line number says nothing either.
_LINE: Final = re.compile(r"\b(in line|cell|line) \d+")
_DIGITS: Final = re.compile(r"\d+")
_WRONG: Final = frozenset({"failed", "raised", "stopped"})
# What a check says that found no function to call: nothing was answered, so no answer is wrong.
_MISSING: Final = re.compile(r"There is no `[^`]*` in your file\.")
# What is named beside the bank's misconceptions: how answers relate to the right ones, and a slip that gives them.
# Both are told in the same words for every task.
RELATION: Final = "relation:"
SLIP: Final = "slip:"
# Ways to be wrong that are kept apart; further new ones are not followed, so that memory stays bounded.
MAX_WAYS: Final = 20_000
NAMED: Final = 12


@dataclass(slots=True)
class Cluster:
    """One way to be wrong in a task: the checks that fail, a message, its name if it has one, and who does it."""

    task: str
    checks: tuple[str, ...]
    message: str
    diagnosis: tuple[str, ...]
    count: int = 0
    students: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Clusters:
    """All ways to be wrong that were seen."""

    _ways: dict[bytes, Cluster] = field(default_factory=dict)

    def add(self, report: GradeReport) -> None:
        """Count a report's wrong tasks."""
        wrong: dict[str, list[CheckReport]] = {}
        for check in report.checks:
            if check.outcome in _WRONG and not _MISSING.match(check.message):
                wrong.setdefault(check.task, []).append(check)
        for task, checks in wrong.items():
            key = _signature(task, checks)
            if key not in self._ways:
                if len(self._ways) >= MAX_WAYS:
                    continue
                self._ways[key] = _cluster(task, checks)
            cluster = self._ways[key]
            cluster.count += 1
            if len(cluster.students) < NAMED:
                cluster.students.append(report.student)

    def common(self, least: int = 2) -> list[Cluster]:
        """Return the ways that several students share, the most frequent first."""
        found = [cluster for cluster in self._ways.values() if cluster.count >= least]
        return sorted(found, key=lambda c: (-c.count, c.task, c.checks))


def named(checks: Iterable[CheckReport]) -> dict[str, str]:
    """Return the mistakes named in the checks of one task, each with what was said of it.

    Where the bank knows the mistake, a slip that another check names is the same mistake once more, and left out.
    """
    said = {d.id: d.hint for check in checks for d in check.diagnosis}
    is_known = any(not name.startswith((RELATION, SLIP)) for name in said)
    return {name: hint for name, hint in said.items() if not (is_known and name.startswith(SLIP))}


def _signature(task: str, checks: Iterable[CheckReport]) -> bytes:
    """Return a digest of how a task is wrong: which checks, and what each says beyond sizes and places."""
    digest = hashlib.sha256(task.encode())
    for check in checks:
        text = _LINE.sub("", check.message)
        if check.visibility == "hidden":
            text = _DIGITS.sub("", text)
        digest.update(f"\0{check.id}\0{check.outcome}\0{text}".encode())
    return digest.digest()[:16]


def _cluster(task: str, checks: list[CheckReport]) -> Cluster:
    telling = min(checks, key=lambda c: (c.visibility != "visible", not c.diagnosis))
    return Cluster(task, tuple(c.id for c in checks), telling.message, tuple(named(checks)))
