"""`autograder grade`: progress, the table of marks, and where the outputs are."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import typer
from rich.markup import escape

from autograder.catalog import Assignment
from autograder.commands.gradebook import warn_of_strangers
from autograder.commands.report import Pictures, draw_pictures, write_pages
from autograder.console import clean, console, progress_bar, table, warn
from autograder.course import load_course
from autograder.database import url_of
from autograder.gradebook.book import Book
from autograder.gradebook.ledger import Ledger
from autograder.gradebook.mark import Mark
from autograder.graders import Graders
from autograder.grading.report import GradeReport
from autograder.run import Options, Summary, grade_folder, in_gradebook
from autograder.sandbox.zygote import Profile

COURSE_KEY = "AUTOGRADER_COURSE_KEY"
MAX_ROWS = 40
GRADER_FAILED = 4


def run_grade(
    root: Path,
    submissions: Path,
    out: Path,
    assignments: list[Assignment],
    graders: Graders,
    profile: Profile,
    seed: int | None,
    fresh: bool,
    store: str,
    site: bool,
    pictures: Pictures | None,
) -> None:
    """Grade, write the pages, and print what the instructor needs to know."""
    options = Options(
        root=root,
        submissions=submissions,
        out=out,
        assignments=assignments,
        graders=graders,
        profile=profile,
        seed=seed,
        course_key=os.environ.get(COURSE_KEY, ""),
        fresh=fresh,
        course=load_course(root),
        store=store,
    )
    with progress_bar() as bar:
        task = bar.add_task("grading", total=None)

        def progress(total: int, report: GradeReport | None) -> None:
            bar.update(task, total=total, advance=1)

        summary = grade_folder(options, progress)
    for warning in summary.warnings:
        warn(warning)
    with Ledger(url_of(out)) as ledger:
        warn_of_strangers(root, options.course, ledger)
    _print_marks(options, [a.slug for a in assignments], summary)
    _print_outputs(out, summary)
    if pictures:
        draw_pictures(root, out, assignments, pictures)
    if site:
        with Ledger(url_of(out)) as ledger:
            everything = in_gradebook(root, ledger, assignments)
        write_pages(root, out, everything)
    if summary.needs_regrade:
        warn(f"{summary.needs_regrade} reports need a regrade: a check or the grader failed, not the student.")
        raise typer.Exit(GRADER_FAILED)


def _print_marks(options: Options, slugs: list[str], summary: Summary) -> None:
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    totals: dict[str, float] = defaultdict(float)
    shown = summary.students[:MAX_ROWS]
    with Ledger(url_of(options.out)) as ledger:
        for mark in Book(ledger, options.course, options.assignments).marks(shown):
            marks[mark.student][mark.assignment] = _cell(mark)
            totals[mark.student] += mark.mark or 0.0
    rows = [
        [escape(clean(s)), *(marks[s].get(slug, "[dim]-[/dim]") for slug in slugs), f"{totals[s]:g}"] for s in shown
    ]
    screen = console()
    named = sum(len(slug) + 3 for slug in slugs) + 24 <= screen.width
    headings = slugs if named else [str(number) for number in range(1, len(slugs) + 1)]
    screen.print(
        table(
            "Marks (of 100 each; - not handed in, ✗ not gradable, ? to be graded again)",
            ["student", *headings, "total"],
            rows,
        )
    )
    if not named:
        screen.print("  ".join(f"{number} {slug}" for number, slug in enumerate(slugs, start=1)))
    if len(summary.students) > MAX_ROWS:
        console().print(f"… and {len(summary.students) - MAX_ROWS} more students in {options.out / 'grades.csv'}")


def _cell(mark: Mark) -> str:
    if mark.status == "not_gradable":
        return "[red]✗[/red]"
    if mark.status == "needs_regrade":
        return "[yellow]?[/yellow]"
    if mark.mark is None:
        return "[dim]-[/dim]"
    colour = "green" if mark.mark >= 99.5 else "yellow" if mark.mark >= 50 else "red"
    return f"[{colour}]{mark.mark:g}[/{colour}]"


def _print_outputs(out: Path, summary: Summary) -> None:
    kept = f", {summary.kept} kept from an earlier run" if summary.kept else ""
    unreadable = f", {summary.not_gradable} not gradable" if summary.not_gradable else ""
    noun = "submission" if summary.graded == 1 else "submissions"
    console().print(f"{summary.graded} {noun} graded{kept}{unreadable}.", soft_wrap=True)
    console().print(f"Marks    {out / 'grades.csv'}", soft_wrap=True)
    console().print(f"Reports  {out / 'reports'}/<student>/<assignment>.json", soft_wrap=True)
    console().print(f"Database {url_of(out).removeprefix('sqlite:///')}", soft_wrap=True)
