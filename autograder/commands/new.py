"""`autograder new`: make an assignment that validates at once, and say what to do with it."""

from __future__ import annotations

from pathlib import Path

from autograder.console import console
from autograder.scaffold.starter import create


def run_new(root: Path, slug: str, title: str) -> None:
    """Write the assignment and name the files to change."""
    assignment = create(root, slug, title)
    for what, path in (
        ("Tasks", assignment.folder / "assignment.toml"),
        ("Handout", assignment.folder / "handout.md"),
        ("Reference", assignment.reference_path),
        ("Others", assignment.reference_path.parent / "alternatives" / slug),
        ("Tests", assignment.folder / "visible"),
        ("", assignment.folder / "hidden"),
        ("Mistakes", assignment.folder / "misconceptions.py"),
        ("Oracle", assignment.folder / "oracle.py"),
        ("Pictures", assignment.folder / "figures.py"),
    ):
        console().print(f"{what:9} {path}", soft_wrap=True)
    console().print(f"It is sound as it is: autograder validate {slug}", soft_wrap=True)
    console().print("Change it piece by piece; docs/authoring.md leads through it.", soft_wrap=True)
