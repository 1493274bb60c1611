"""`autograder show`: draw an assignment's pictures from the student's code into a page."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from autograder import catalog
from autograder.catalog import Assignment
from autograder.console import console, warn
from autograder.kit.choice import chosen_file
from autograder.kit.drawing import drawings_of
from autograder.kit.names import find_assignments
from autograder.kit.pictures import FOLDER, released
from autograder.kit.templates import fill_page


def run_show(slug: str, open_page: bool) -> None:
    """Draw, write the page, and say where it is."""
    root = catalog.find_root()
    (assignment,) = find_assignments(catalog.load_all(root), [slug])
    choice = chosen_file(assignment.folder)
    if choice.remark:
        warn(choice.remark)
    page = write_page(assignment, choice.path, root / FOLDER)
    console().print(f"Pictures {page}", soft_wrap=True)
    if open_page:
        webbrowser.open(page.resolve().as_uri())


def write_page(assignment: Assignment, file: Path, folder: Path) -> Path:
    """Write the page of one assignment's pictures into `folder`.

    Raises:
        KitError: the student's file cannot be read, or drawing does not end.
    """
    figures = [
        {
            "title": drawing.title,
            "note": drawing.note,
            "mine": drawing.pictures,
            "right": released(assignment.folder, drawing.title),
        }
        for drawing in drawings_of(assignment, file)
    ]
    text = fill_page("show.html", title=assignment.manifest.title, file=file.name, figures=figures)
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{assignment.slug}.html"
    page.write_text(text, encoding="utf-8", newline="\n")
    return page
