"""`autograder diff`: whose mark changes and why, before anything is published."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from rich.markup import escape

from autograder.catalog import Assignment
from autograder.commands.report import require_graded
from autograder.console import clean, console, table
from autograder.course import Course, load_course
from autograder.database import url_of
from autograder.diff.compare import Change, Totals, changes, changes_csv, common_causes, told
from autograder.gradebook.book import Book, with_hand_ins
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Mark
from autograder.grading.report import GradeReport
from autograder.outputs import write_atomically
from autograder.run import RunError
from autograder.store import Store

MAX_ROWS = 60
MAX_CAUSES = 15


def run_diff(root: Path, old: Path, new: Path | None, assignments: list[Assignment], csv_file: Path | None) -> None:
    """Compare two graded folders, or one with its published marks; print, and write a CSV where asked.

    Raises:
        RunError: a folder holds no graded run, or nothing was published.
    """
    course = load_course(root)
    totals = Totals()
    with ExitStack() as stack:
        later = _Graded(stack, new or old, course, assignments)
        if new is None:
            earlier = {(mark.student, mark.assignment): mark for mark in later.ledger.published()}
            if not earlier:
                raise RunError(f"no marks of {old} were published. Name two folders, or run: autograder publish {old}")
            found = list(changes(earlier, later.published_report, later.book.marks(), later.report, totals))
        else:
            before = _Graded(stack, old, course, assignments)
            common = _in_both(before, later, assignments)
            before, later = (_Graded(stack, folder, course, common) for folder in (old, new))
            earlier = {(mark.student, mark.assignment): mark for mark in before.book.marks()}
            found = list(changes(earlier, before.report, later.book.marks(), later.report, totals))
    _print(found, totals)
    if csv_file is not None:
        write_atomically(csv_file, changes_csv(found))
        console().print(f"All changes {csv_file}", soft_wrap=True)


class _Graded:
    """One graded folder, open."""

    def __init__(self, stack: ExitStack, folder: Path, course: Course, assignments: list[Assignment]) -> None:
        require_graded(folder)
        url = url_of(folder)
        self._store = stack.enter_context(Store(url))
        self.ledger = stack.enter_context(Ledger(url))
        self.book = Book(self.ledger, course, with_hand_ins(self.ledger, assignments))

    def report(self, mark: Mark) -> GradeReport | None:
        return self.book.report(mark, self._store)

    def published_report(self, mark: Mark) -> GradeReport | None:
        return self.ledger.published_report(mark.student, mark.assignment)


def _in_both(before: _Graded, later: _Graded, assignments: list[Assignment]) -> list[Assignment]:
    """Return the assignments that both folders have; name those that are left out.

    Raises:
        RunError: there is none.
    """
    old, new = before.ledger.assignments(), later.ledger.assignments()
    common = [assignment for assignment in assignments if assignment.slug in old & new]
    if not common:
        names = f"{', '.join(sorted(old))} against {', '.join(sorted(new))}"
        raise RunError(f"the two folders share no assignment: {names}.")
    if old ^ new:
        console().print(f"Only in one of the two, not compared: {', '.join(sorted(old ^ new))}.", soft_wrap=True)
    return common


def _print(found: list[Change], totals: Totals) -> None:
    screen = console()
    if not found:
        screen.print(f"No mark changes; {totals.same} are the same.")
        return
    shown = table("Marks that change", ["student", "assignment", "before", "after", "why"], map(_row, found[:MAX_ROWS]))
    shown.columns[1].justify = shown.columns[4].justify = "left"
    screen.print(shown)
    if len(found) > MAX_ROWS:
        screen.print(f"… and {len(found) - MAX_ROWS} more; --csv FILE writes them all.")
    reasons = common_causes(found)
    if len(found) > 1:
        rows = [[escape(slug), escape(clean(told(cause))), str(count)] for slug, cause, count in reasons[:MAX_CAUSES]]
        common = table("Why, over all", ["assignment", "cause", "marks"], rows)
        common.columns[1].justify = "left"
        screen.print(common)
    up, down = sum(c.by > 0 for c in found), sum(c.by < 0 for c in found)
    changing = "1 mark changes" if len(found) == 1 else f"{len(found)} marks change"
    screen.print(f"{changing}: {up} up, {down} down; {totals.same} are the same.")


def _row(change: Change) -> list[str]:
    why = "; ".join(told(cause) for cause in change.causes)
    colour = "green" if change.by > 0 else "red" if change.by < 0 else "yellow"
    after = f"[{colour}]{_number(change.after)}[/{colour}]"
    return [escape(clean(change.student)), escape(change.assignment), _number(change.before), after, escape(clean(why))]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
