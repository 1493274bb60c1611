"""`autograder submit`: look the student's files over, pack them, and print the checksums."""

from __future__ import annotations

from pathlib import Path

from autograder import catalog
from autograder.catalog import Assignment
from autograder.console import console, warn
from autograder.kit import KitError
from autograder.kit.choice import Choice, begun, chosen_file
from autograder.kit.handin import checksum, pack
from autograder.kit.leftovers import leftovers
from autograder.kit.names import find_assignments
from autograder.kit.released import released_text
from autograder.kit.runner import Run, Target, run_visible
from autograder.kit.score import task_scores
from autograder.kit.signatures import signature_notes
from autograder.submission_source import read_cells

SUBMIT = "submit"


def run_submit(slugs: list[str], out: Path | None, as_zip: bool) -> None:
    """Pack the named assignments, or all that are begun.

    Raises:
        KitError: there is nothing to hand in.
        SourceError: a file cannot be read; the grader could not read it either.
    """
    root = catalog.find_root()
    assignments = find_assignments(catalog.load_all(root), slugs)
    chosen = [(a, chosen_file(a.folder)) for a in assignments if slugs or begun(a.folder)]
    if not chosen:
        raise KitError("No assignment is begun: every file is as it was released. Name one to hand it in all the same.")
    for assignment, choice in chosen:
        for remark in _remarks(assignment, choice):
            warn(f"{choice.path.name}: {remark}")
    for run in run_visible([Target(a, choice) for a, choice in chosen]):
        _report(run)
    packed = pack([choice.path for _, choice in chosen], out or root / SUBMIT, as_zip=as_zip)
    screen = console()
    for _, choice in chosen:
        screen.print(f"{choice.path.name}  sha256 {checksum(choice.path)}", soft_wrap=True)
    screen.print(f"Hand in  {packed.path}  ({packed.path.stat().st_size:,} bytes)", soft_wrap=True)


def _remarks(assignment: Assignment, choice: Choice) -> list[str]:
    cells = read_cells(choice.path)
    script = choice.path.with_suffix(".py")
    tasks = [task.id for task in assignment.manifest.tasks]
    notes = signature_notes(tasks, released_text(script), [source for _, source in cells])
    return [*([choice.remark] if choice.remark else []), *notes, *leftovers(cells)]


def _report(run: Run) -> None:
    name = run.target.choice.path.name
    if run.unusable:
        warn(run.unusable)
        return
    scores = task_scores(run)
    unwritten = [score.task.id for score in scores if score.state == "not written"]
    if unwritten:
        warn(f"{name}: not written yet: {', '.join(unwritten)}.")
    got, visible = sum(s.points for s in scores), sum(s.visible for s in scores)
    console().print(f"{name}  {got:g} of {visible:g} visible points", soft_wrap=True)
