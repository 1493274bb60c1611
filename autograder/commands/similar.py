"""`autograder similar`: which submissions are alike beyond the stub, ranked, and side by side."""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape

from autograder import intake
from autograder.catalog import Assignment
from autograder.console import clean, console, progress_bar, table
from autograder.course import load_course
from autograder.intake.course import keep_apart, scan_for
from autograder.kit.stubs import stub_of
from autograder.similarity.groups import Group, groups
from autograder.similarity.pairs import Pair, Program, given_by, program, rank
from autograder.similarity.site import write_similar
from autograder.submission_source import SourceError, cells_of_bytes

MAX_ROWS = 20


def run_similar(
    root: Path, submissions: Path, out: Path, assignments: list[Assignment], least: float, most: int
) -> None:
    """Compare the hand-ins of each assignment, write the pages, and print the top of the list."""
    slugs = [assignment.slug for assignment in assignments]
    keep_apart(submissions, out)
    found = scan_for(load_course(root), submissions, assignments)
    given = {assignment.slug: given_by(stub_of(assignment)) for assignment in assignments}
    pairs: list[Pair] = []
    connected: list[Group] = []
    compared = 0
    with progress_bar() as bar:
        task = bar.add_task("comparing", total=len(found.found))
        for slug in slugs:
            programs = []
            for one in found.found:
                if one.slug == slug:
                    programs += _programs(one, given[slug])
                    bar.advance(task)
            compared += len(programs)
            ranked = rank(slug, programs, least)
            pairs += ranked[:most]
            connected += groups(ranked)
    pairs.sort(key=lambda pair: (-pair.alike, pair.slug, pair.left.student, pair.right.student))
    titles = {assignment.slug: assignment.manifest.title for assignment in assignments}
    front = write_similar(out, pairs[:most], given, titles, compared, connected)
    _print(pairs[:most], len(connected), compared, front)


def _programs(found: intake.Found, given: frozenset[int]) -> list[Program]:
    submission = intake.read(found, "", 0)
    try:
        cells = [] if submission.problem else cells_of_bytes(submission.file, submission.data)
    except SourceError:
        cells = []
    if not cells:
        return []
    return [program(found.student, found.path.name, "\n".join(text for _, text in cells), given)]


def _print(pairs: list[Pair], connected: int, compared: int, front: Path) -> None:
    rows = [
        [escape(pair.slug), *(escape(clean(p.student)) for p in (pair.left, pair.right)), f"{100 * pair.alike:.0f} %"]
        for pair in pairs[:MAX_ROWS]
    ]
    if rows:
        console().print(table("The most alike", ["assignment", "one", "other", "alike"], rows))
    count = f"{len(pairs)} pairs to read" + (f", {connected} groups of three and more" if connected else "")
    console().print(f"{compared} submissions compared, {count}: {front}", soft_wrap=True)
