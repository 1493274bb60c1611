"""`autograder marks`, `override` and `publish`: what each mark is made of, and what people decide about it."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.markup import escape

from autograder import catalog
from autograder.catalog import Assignment
from autograder.commands.report import require_graded
from autograder.console import clean, console, fail, table, warn
from autograder.course import Course, load_course, moment
from autograder.database import url_of
from autograder.gradebook.book import Book, with_hand_ins
from autograder.gradebook.files import GRADES, MARKS, write_gradebook
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Decision, Kind
from autograder.gradebook.strangers import strangers
from autograder.grading.report import MAX_SCORE
from autograder.roster import people_of
from autograder.store import Store

USAGE, BAD_INPUT = 2, 3
MAX_ROWS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the instructor wants decided: exactly one of the four."""

    score: float | None = None
    excuse: bool = False
    deadline: str = ""
    withdraw: bool = False


def run_marks(root: Path, out: Path, assignments: list[Assignment], student: str | None) -> None:
    """Write the marks and show how they came about: one student's, or all that differ from the raw score."""
    require_graded(out)
    course = load_course(root)
    with Ledger(url_of(out)) as ledger:
        warn_of_strangers(root, course, ledger)
        graded = with_hand_ins(ledger, assignments)
        write_gradebook(out, ledger, course, graded)
        book = Book(ledger, course, graded)
        chosen = [m for m in book.marks() if m.mark != m.raw] if student is None else list(book.marks([student]))
    if student is not None and not chosen:
        fail(f"there is no mark of {student!r}. Is the id spelled as in {GRADES}?")
        raise typer.Exit(BAD_INPUT)
    title = f"Marks of {student}" if student else "Marks that differ from the raw score"
    rows = [
        [escape(clean(c)) for c in (mark.student, mark.assignment, _number(mark.raw), _number(mark.mark), mark.why)]
        for mark in chosen[:MAX_ROWS]
    ]
    shown = table(title, ["student", "assignment", "raw", "mark", "why"], rows)
    shown.columns[1].justify = shown.columns[4].justify = "left"
    console().print(shown)
    if len(chosen) > MAX_ROWS:
        console().print(f"… and {len(chosen) - MAX_ROWS} more.")
    console().print(f"All, with reasons  {out / MARKS}", soft_wrap=True)
    console().print(f"One row a student  {out / GRADES}", soft_wrap=True)


def warn_of_strangers(root: Path, course: Course, ledger: Ledger) -> None:
    """Tell of names in the course's files that are neither an assignment nor a student."""
    slugs = [assignment.slug for assignment in catalog.load_all(root)]
    for sentence in strangers(course, slugs, {*ledger.students(), *people_of(course)}):
        warn(sentence)


def run_override(
    root: Path, out: Path, assignments: list[Assignment], student: str, slug: str, wish: Wish, reason: str, author: str
) -> None:
    """Keep a decision, and write the marks anew."""
    require_graded(out)
    course = load_course(root)
    with Ledger(url_of(out)) as ledger:
        _refuse_unknown(ledger, course, assignments, student, slug)
        if wish.withdraw:
            count = ledger.withdraw(student, slug)
            console().print(f"{count} decision{'' if count == 1 else 's'} about {student}, {slug} withdrawn.")
        else:
            ledger.decide(_decision(course, student, slug, wish, reason, author or getpass.getuser()))
        graded = with_hand_ins(ledger, assignments)
        write_gradebook(out, ledger, course, graded)
        for mark in Book(ledger, course, graded).marks([student]):
            if mark.assignment == slug:
                console().print(escape(clean(f"{student}, {slug}: {_number(mark.mark) or 'no mark'}. {mark.why}")))
    console().print(f"Pages are renewed by: autograder report {out}", soft_wrap=True)


def run_publish(root: Path, out: Path, assignments: list[Assignment]) -> None:
    """Remember all marks as they are now, for `autograder diff` to compare with."""
    require_graded(out)
    url = url_of(out)
    with Ledger(url) as ledger, Store(url) as store:
        book = Book(ledger, load_course(root), with_hand_ins(ledger, assignments))
        count = ledger.publish((mark, book.report(mark, store)) for mark in book.marks())
    console().print(f"{count} marks are the published ones now. `autograder diff {out}` shows what changes from here.")


def _refuse_unknown(ledger: Ledger, course: Course, assignments: list[Assignment], student: str, slug: str) -> None:
    if slug not in [assignment.slug for assignment in assignments]:
        fail(f"no assignment {slug!r}. There are: {', '.join(a.slug for a in assignments)}.")
        raise typer.Exit(USAGE)
    if student not in ledger.students() and student not in people_of(course):
        fail(f"no student {student!r} handed anything in, or is on the roster. Is the id spelled as in {GRADES}?")
        raise typer.Exit(BAD_INPUT)


def _decision(course: Course, student: str, slug: str, wish: Wish, reason: str, author: str) -> Decision:
    if sum((wish.score is not None, wish.excuse, wish.deadline != "")) != 1:
        fail("say what to decide by exactly one of --score, --excuse, --deadline, --withdraw.")
        raise typer.Exit(USAGE)
    if not reason.strip():
        fail("a decision needs a --reason: it stands beside the mark, and the student reads it.")
        raise typer.Exit(USAGE)
    kind: Kind = "score" if wish.score is not None else "excuse" if wish.excuse else "deadline"
    return Decision(student, slug, kind, _value(course, wish), reason.strip(), author, datetime.now(UTC))


def _value(course: Course, wish: Wish) -> str:
    if wish.score is not None:
        if not 0 <= wish.score <= MAX_SCORE:
            fail(f"--score {wish.score:g}: a mark lies between 0 and {MAX_SCORE:g}.")
            raise typer.Exit(USAGE)
        return f"{wish.score:g}"
    if not wish.deadline:
        return ""
    try:
        return moment(wish.deadline, course.timezone).isoformat()
    except ValueError:
        fail(f"--deadline {wish.deadline!r} is no time. Write it as 2026-11-02T23:59.")
        raise typer.Exit(USAGE) from None


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
