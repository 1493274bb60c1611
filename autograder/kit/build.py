"""Build a student kit: everything a student needs, nothing that tells the answers."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.catalog import Assignment
from autograder.figures import Drawing
from autograder.grading.checks import Check, collect
from autograder.kit import KitError
from autograder.kit.handout_html import html_of
from autograder.kit.handouts import render_whole, rendered_parts
from autograder.kit.notebook_file import notebook_of, notebook_text
from autograder.kit.pictures import by_task, markdown, right_drawings, svg_files
from autograder.kit.released import FOLDER as RELEASED
from autograder.kit.stubs import stub_of
from autograder.kit.templates import Templates
from autograder.kit.visible import without_catches
from autograder.kit.wheel import make_wheel

_COPIED: Final = ("assignment.toml", "figures.py")


@dataclass(frozen=True, slots=True)
class Released:
    """One assignment of a kit: how many visible checks it has, and their points."""

    assignment: Assignment
    checks: int
    points: float


def build_kit(root: Path, assignments: list[Assignment], folder: Path) -> list[Released]:
    """Make a kit in `folder`, all of it or nothing.

    Raises:
        KitError: the folder is not empty, or the wheel cannot be made.
        AssignmentError: an assignment lacks a part that a student needs.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(f"{folder} is not empty. Name a new folder, or remove what is in it.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    templates = Templates(root)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        kit = Path(scratch) / "kit"
        wheel = make_wheel(kit / "wheel")
        _write_all(kit, templates.fill_tree("kit", assignments=assignments, wheel=wheel.name))
        released = [_add(kit, templates, assignment) for assignment in assignments]
        if folder.exists():
            folder.rmdir()
        shutil.move(kit, folder)
    return released


def visible_points(checks: list[Check]) -> dict[str, float]:
    """Return the points of each task's visible checks."""
    points: dict[str, float] = {}
    for check in checks:
        if check.visibility == "visible":
            points[check.task] = points.get(check.task, 0.0) + check.points
    return points


def _add(kit: Path, templates: Templates, assignment: Assignment) -> Released:
    checks = [check for check in collect(assignment) if check.visibility == "visible"]
    points = visible_points(checks)
    drawings = right_drawings(assignment)
    texts = {
        **_to_write(templates, assignment, points, drawings),
        **_to_read(templates, assignment, drawings),
        **{f"visible/{p.name}": without_catches(p.read_text(encoding="utf-8")) for p in assignment.tests("visible")},
        **{name: (assignment.folder / name).read_text(encoding="utf-8") for name in _present(assignment)},
    }
    _write_all(kit / "assignments" / assignment.slug, texts)
    return Released(assignment, len(checks), sum(points.values()))


def _to_write(
    templates: Templates, assignment: Assignment, points: dict[str, float], drawings: list[Drawing]
) -> dict[str, str]:
    """Return the two files a student may write in, and a copy of each that `reset` goes back to."""
    slug, stub = assignment.slug, stub_of(assignment)
    note = templates.fill("notebook_note.md", slug=slug)
    notebook = notebook_of(assignment, stub, points, note, _shown(assignment, drawings))
    files = {f"{slug}.py": stub, f"{slug}.ipynb": notebook_text(notebook)}
    return files | {f"{RELEASED}/{name}": text for name, text in files.items()}


def _to_read(templates: Templates, assignment: Assignment, drawings: list[Drawing]) -> dict[str, str]:
    """Return the handout as Markdown and as HTML, and its pictures."""
    parts = rendered_parts(assignment)
    of_task = by_task(assignment, drawings)
    sections = [{"task": p.task, "html": html_of(p.text), "figures": of_task.get(p.task, [])} for p in parts]
    return {
        **svg_files(drawings),
        **templates.fill_tree(
            "assignment",
            assignment=assignment,
            title=assignment.manifest.title,
            handout=render_whole(parts, _shown(assignment, drawings)),
            sections=sections,
        ),
    }


def _shown(assignment: Assignment, drawings: list[Drawing]) -> dict[str, str]:
    return {task: markdown(shown) for task, shown in by_task(assignment, drawings).items()}


def _present(assignment: Assignment) -> list[str]:
    return [name for name in _COPIED if (assignment.folder / name).exists()]


def _write_all(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
