"""`autograder release`: make the student kit, and say what is in it."""

from __future__ import annotations

from pathlib import Path

from autograder.catalog import Assignment
from autograder.console import console, table
from autograder.kit.build import build_kit


def run_release(root: Path, assignments: list[Assignment], folder: Path) -> None:
    """Build the kit and print what it holds."""
    released = build_kit(root, assignments, folder)
    rows = [
        [r.assignment.slug, str(len(r.assignment.manifest.tasks)), str(r.checks), f"{r.points:g}"] for r in released
    ]
    console().print(table("Student kit", ["assignment", "tasks", "visible checks", "visible points"], rows))
    console().print(f"Kit      {folder}", soft_wrap=True)
    console().print(f"Try it   cd {folder} && pip install -r requirements.txt && autograder check", soft_wrap=True)
