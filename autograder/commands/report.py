"""`autograder report`: write the site of a graded run, with pictures where the hand-ins are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import intake
from autograder.catalog import Assignment, load_all
from autograder.console import console, progress_bar, warn
from autograder.course import load_course
from autograder.database import is_graded, url_of
from autograder.gradebook.book import with_hand_ins
from autograder.gradebook.ledger import Ledger
from autograder.grading.submission import Submission
from autograder.intake.course import scan_for
from autograder.report.pictures import Album
from autograder.report.site import SiteOptions, write_site
from autograder.run import RunError
from autograder.sandbox.zygote import Profile


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where the hand-ins lie that figures are drawn from, and how."""

    submissions: Path
    profile: Profile
    workers: int


def run_report(root: Path, out: Path, assignments: list[Assignment], pictures: Pictures | None) -> None:
    """Draw what is asked for, write the pages, and say where they begin.

    Of the pictures and class pages those of these assignments are made anew; students' pages and the front page are
    about every assignment that was graded.

    Raises:
        RunError: nothing was graded into `out`.
    """
    require_graded(out)
    with Ledger(url_of(out)) as ledger:
        everything = with_hand_ins(ledger, load_all(root))
        assignments = with_hand_ins(ledger, assignments)
    if pictures is not None:
        draw_pictures(root, out, assignments, pictures)
    write_pages(root, out, everything, renewed=assignments)


def require_graded(out: Path) -> None:
    """Refuse a folder that holds no graded run.

    Raises:
        RunError: it is one.
    """
    if not is_graded(out):
        raise RunError(f"{out} holds no graded run: there is no results.db. Name the folder given to grade --out.")


def write_pages(root: Path, out: Path, assignments: list[Assignment], renewed: list[Assignment] | None = None) -> None:
    """Write the site and say where it is; see `SiteOptions` for what is `renewed`."""
    course = load_course(root)
    options = SiteOptions(out=out, url=url_of(out), course=course, assignments=assignments, renewed=renewed)
    with progress_bar() as bar:
        task = bar.add_task("pages", total=None)
        front = write_site(options, lambda: bar.advance(task))
    console().print(f"Class    {front}", soft_wrap=True)
    console().print(f"Feedback {out / 'feedback'}/<student>.html", soft_wrap=True)


def draw_pictures(root: Path, out: Path, assignments: list[Assignment], pictures: Pictures) -> None:
    """Draw the figures of every hand-in that has none yet; say which figures are at fault themselves."""
    by_slug = {assignment.slug: assignment for assignment in assignments}
    found = scan_for(load_course(root), pictures.submissions, assignments)

    def hand_ins() -> Iterator[tuple[Assignment, Submission]]:
        for one in found.found:
            yield by_slug[one.slug], intake.read(one, "", 0)

    with progress_bar() as bar:
        task = bar.add_task("pictures", total=len(found.found))
        album = Album(out / "feedback")
        faults = album.draw(root, pictures.profile, hand_ins(), pictures.workers, lambda: bar.advance(task))
    for fault in faults:
        warn(f"a figure failed, and its picture is left out:\n{fault}")
