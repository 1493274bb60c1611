"""Draw every figure of every assignment for docs/figures.md, from a right hand-in and from one with a known mistake.

    .venv/bin/python scripts/draw-figures.py [FOLDER]     writes docs/figures.md and docs/figures/, or both into FOLDER

The words about each figure stand in docs/figures.toml; numbers and pictures are made here.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import catalog
from autograder.authoring import Figure, Misconception
from autograder.catalog import Assignment, import_file
from autograder.declared import figures, misconceptions
from autograder.figures import Picture, draw
from autograder.kit.pictures import file_names
from autograder.local import student_of_source
from autograder.reference import Reference
from autograder.submission_source import Cells
from autograder.validation import exemplars

ROOT = Path(__file__).resolve().parents[1]
INTRO = """# The figures

Every picture is drawn from the student's own functions beside the reference's, on the same axes: yours solid and
orange, the reference dashed and blue, and a cross where the two differ, so nothing depends on colour alone. Each has a
description in words with its numbers, which a screen reader reads and which stands below it here.

Students see these pictures with `autograder show`, or in a kit's notebook; instructors add them to the feedback pages
with `autograder report --pictures`. Here each is drawn twice: from a hand-in with one known mistake, and from a right
one. `scripts/draw-figures.py` made this page; the words about each picture stand in `docs/figures.toml`.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """One figure, drawn from a hand-in with a mistake and from a right one; `notes` say what to look at."""

    slug: str
    title: str
    names: tuple[str, str]
    mistake: Misconception
    notes: tuple[str, ...]
    wrong: Picture
    right: Picture


def examples(root: Path) -> Iterator[Example]:
    """Draw all figures of all assignments that docs/figures.toml has words for, in order."""
    words = tomllib.loads((root / "docs" / "figures.toml").read_text(encoding="utf-8"))
    for assignment in catalog.load_all(root):
        known = {mistake.id: mistake for mistake in misconceptions(assignment)}
        for figure in figures(assignment):
            told = words[assignment.slug][figure.title]
            mistake = known[told["mistake"]]
            wrong, right = _both(assignment, figure, mistake, told.get("step", figure.steps) - 1)
            stem = file_names(figure.title, 1)[0].removesuffix(".svg")
            names = f"{assignment.slug}/{stem}-wrong.svg", f"{assignment.slug}/{stem}.svg"
            yield Example(assignment.slug, figure.title, names, mistake, tuple(told["notes"]), wrong, right)


def page(root: Path, found: list[Example]) -> str:
    """Return the text of docs/figures.md."""
    titles = {assignment.slug: assignment.manifest.title for assignment in catalog.load_all(root)}
    parts = [INTRO]
    for index, example in enumerate(found):
        if index == 0 or found[index - 1].slug != example.slug:
            parts.append(f"## {titles[example.slug]}\n")
        notes = "\n".join(f"* {note}" for note in example.notes)
        parts.append(
            f"### {example.title}\n\n{notes}\n\n"
            f"A hand-in whose `{example.mistake.task}` {example.mistake.idea}:\n\n"
            f"![{_alt(example.wrong)}](figures/{example.names[0]})\n\n> {example.wrong.alt}\n\n"
            f"A right one:\n\n![{_alt(example.right)}](figures/{example.names[1]})\n\n> {example.right.alt}\n"
        )
    return "\n".join(parts)


def write(root: Path, folder: Path) -> list[Path]:
    """Write the page and its pictures into `folder`, and return their paths."""
    found = list(examples(root))
    files = {folder / "figures.md": page(root, found)}
    for example in found:
        for name, picture in zip(example.names, (example.wrong, example.right), strict=True):
            files[folder / "figures" / name] = f"{picture.svg.strip()}\n"
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def _both(assignment: Assignment, figure: Figure, mistake: Misconception, step: int) -> tuple[Picture, Picture]:
    wrong = _drawn(assignment, figure, exemplars.misconceived(assignment, mistake), step)
    return wrong, _drawn(assignment, figure, exemplars.reference(assignment), step)


def _drawn(assignment: Assignment, figure: Figure, cells: Cells, step: int) -> Picture:
    student, _ = student_of_source(assignment.slug, list(cells))
    reference = Reference(import_file(assignment.reference_path, f"reference_{assignment.slug}"))
    drawing = draw(figure, student, reference)
    if not drawing.pictures:
        raise SystemExit(f"{assignment.slug}: {figure.title!r} cannot be drawn. {drawing.note}\n{drawing.fault}")
    return drawing.pictures[step]


def _alt(picture: Picture) -> str:
    return picture.alt.replace("[", "").replace("]", "")


if __name__ == "__main__":
    for written in write(ROOT, Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"):
        print(written)  # noqa: T201  a script's output
