"""Find the hand-ins of these assignments in a submissions folder or archive, and read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final

from autograder.grading.submission import Submission
from autograder.intake.archives import unpacked
from autograder.intake.choice import chosen, strays
from autograder.intake.layouts import WHOLE_CLASS, is_download, layout_of
from autograder.intake.model import MAX_LINE, SUFFIXES, Found, HandIn, Intake, IntakeError, Item
from autograder.intake.names import StudentNames, printable
from autograder.intake.place import tree_at
from autograder.intake.spool import ArchiveError, Spool, budget_of_student
from autograder.intake.tree import tree_of
from autograder.people import Index, download_keys
from autograder.seeds import submission_seed
from autograder.submission_source import SourceError

MAX_NAMED: Final = 3


def scan(
    folder: Path,
    slugs: Sequence[str],
    people: Index[str] | None = None,
    stubs: Mapping[str, str] | None = None,
    zone: tzinfo = UTC,
    course: Sequence[str] = (),
) -> Intake:
    """Look for hand-ins of these assignments.

    `people` are the ids on the roster, which then stand for the names that the platform uses. `stubs` are the
    assignments' files as they were released. `zone` is what a platform's times without an offset are meant in. `course`
    are all assignments there are, whose files are left aside in silence.

    Raises:
        IntakeError: it is missing, neither a folder nor an archive, or empty.
    """
    spool = Spool()
    course = list(dict.fromkeys([*slugs, *course]))
    tree = tree_at(folder, spool, course, people)
    tree.zone = zone
    intake = Intake()
    layout = layout_of(tree)
    taker = _Taker(intake, folder, slugs, course, spool, people, stubs or {}, any_name=layout.one_assignment)
    for hand_in in layout.hand_ins(tree):
        taker.take(hand_in)
    intake.warnings[:0] = [printable(warning, MAX_LINE) for warning in tree.warnings]
    if not intake.students:
        raise IntakeError(f"{folder} holds no student's folder. Expected {folder}/<student>/<assignment>.py")
    return intake


def scan_one(folder: Path, student: str, slug: str) -> Intake:
    """Look for one student's hand-in of one assignment, in a folder that holds nothing else; any file name will do.

    Raises:
        IntakeError: the folder cannot be read.
    """
    intake = Intake()
    taker = _Taker(intake, folder.parent, [slug], [slug], Spool(), None, {}, any_name=True)
    try:
        items = tree_of(folder).items
    except OSError as error:
        raise IntakeError(f"{folder} cannot be read: {error.strerror}.") from None
    taker.take(HandIn(student, tuple(items)))
    return intake


def read(found: Found, course_key: str, seed: int | None) -> Submission:
    """Read a hand-in's bytes; what cannot be read becomes a submission with a problem."""
    data, problem = b"", ""
    try:
        data = found.read()
    except SourceError as error:
        problem = str(error)
    own_seed = submission_seed(course_key, found.slug, found.student) if seed is None else seed
    return Submission(found.student, found.slug, found.file, data, own_seed, problem, found.notes)


class _Taker:
    """Adds hand-ins to an intake, each under its student's name in all outputs."""

    def __init__(
        self,
        intake: Intake,
        folder: Path,
        slugs: Sequence[str],
        course: Sequence[str],
        spool: Spool,
        people: Index[str] | None,
        stubs: Mapping[str, str],
        *,
        any_name: bool,
    ) -> None:
        self._intake = intake
        self._folder = folder
        self._slugs = slugs
        self._course = course
        self._spool = spool
        self._people = people
        self._stubs = stubs
        self._any_name = any_name and len(slugs) == 1
        self._names = StudentNames()
        self._seen: set[str] = set()
        self._times: dict[tuple[str, str], float | None] = {}

    def take(self, hand_in: HandIn) -> None:
        """Add one hand-in; of two that one person made, the later, where the platform states both times."""
        intake = self._intake
        student = self._student(hand_in)
        if not self._counts(student, hand_in):
            return
        self._times[student, hand_in.slug] = hand_in.handed_in
        if student not in self._seen:
            self._seen.add(student)
            intake.students.append(student)
        items = _with_archives_opened(intake, student, hand_in.items, self._spool)
        placed = [slug for slug in self._slugs if slug == hand_in.slug]
        slugs, any_name = placed or self._slugs, bool(placed) or self._any_name
        taken: dict[str, Item] = {}
        for slug, item, notes in chosen(items, slugs, self._course, self._stubs, any_name=any_name):
            taken[slug] = item
            intake.warnings.extend(f"{student}: {told}" for told in notes)
            path = self._folder.joinpath(hand_in.student, *item.parts)
            file = f"{slug}{item.suffix}"
            intake.found.append(Found(student, slug, path, item.read, file, notes, item.modified, hand_in.handed_in))
        for told in strays(student, items, self._course, taken):
            intake.leave_out(student, told)
        if items and hand_in.slug in ("", *self._slugs) and not any(item.suffix in SUFFIXES for item in items):
            there = ", ".join(printable(item.name) for item in items[:MAX_NAMED])
            intake.leave_out(student, f"{student}: no .py and no .ipynb; there is {there}.")

    def _counts(self, student: str, hand_in: HandIn) -> bool:
        """Tell whether this is a student's only hand-in, or the later one, which then replaces the first."""
        intake, key = self._intake, (student, hand_in.slug)
        if key not in self._times and (hand_in.slug or student not in self._seen):
            return True
        before = self._times.get(key)
        told = f"{printable(hand_in.student)}: a second hand-in of {student}"
        if before is None or hand_in.handed_in is None:
            intake.warnings.append(f"{told}; left aside.")
            return False
        later = hand_in.handed_in > before
        kept = f"{datetime.fromtimestamp(max(before, hand_in.handed_in), UTC):%Y-%m-%d %H:%M} UTC"
        intake.warnings.append(f"{told}; of the two, the one from {kept} counts.")
        if later:
            slugs = [slug for slug in self._slugs if hand_in.slug in ("", slug)]
            intake.found = [one for one in intake.found if one.student != student or one.slug not in slugs]
        return later

    def _student(self, hand_in: HandIn) -> str:
        """Return the student's id on the roster, or else a safe form of the platform's name."""
        raw = hand_in.student
        known = self._people.find(download_keys(raw, hand_in.aliases)) if self._people else None
        if self._people and known is None:
            self._intake.warnings.append(
                f"{printable(raw)}: not on the roster, or not the only one of that name there."
            )
        student, note = self._names.name(known or raw)
        if note and student not in self._seen:
            self._intake.warnings.append(note)
        return student


def _with_archives_opened(intake: Intake, student: str, items: Sequence[Item], spool: Spool) -> list[Item]:
    opened: list[Item] = []
    budget = budget_of_student()
    for item in items:
        if not item.is_archive:
            opened.append(item)
            continue
        try:
            tree = unpacked(item, spool, budget)
        except ArchiveError as error:
            intake.leave_out(student, f"{student}/{printable('/'.join(item.parts))}: {error}")
            continue
        if len(item.parts) == 1 and is_download(tree):
            intake.warnings.append(f"{printable(item.name)}: {WHOLE_CLASS}")
        opened += [inner.below(*item.parts) for inner in tree.items]
        for warning in tree.warnings:
            intake.leave_out(student, f"{student}/{warning}")
    return opened
