"""The pictures of a kit: an assignment's figures drawn from the reference, one SVG file for each step."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from autograder.catalog import Assignment, AssignmentError, import_file
from autograder.declared import figures
from autograder.figures import Drawing, Picture, draw
from autograder.local import student_of_module

FOLDER: Final = "pictures"
_DESCRIPTION: Final = re.compile(r'<desc id="[^"]*">(.*?)</desc>', re.DOTALL)


def right_drawings(assignment: Assignment) -> list[Drawing]:
    """Draw every figure from the reference.

    Raises:
        AssignmentError: the reference is missing, or a figure fails on it.
    """
    declared = figures(assignment)
    if not declared:
        return []
    module = import_file(assignment.reference_path, f"reference_{assignment.slug}")
    drawn = [draw(figure, student_of_module(module), None) for figure in declared]
    for drawing in drawn:
        if drawing.note:
            raise AssignmentError(f"{assignment.slug}: {drawing.title!r}: {drawing.note}\n{drawing.fault}")
    return drawn


def file_names(title: str, steps: int) -> list[str]:
    """Return the names of a figure's files, one for each step."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return [f"{stem}.svg"] if steps == 1 else [f"{stem}-{step + 1:02d}.svg" for step in range(steps)]


def svg_files(drawings: list[Drawing]) -> dict[str, str]:
    """Return the text of every picture's file, by its path in the assignment's folder."""
    return {
        f"{FOLDER}/{name}": f"{picture.svg.strip()}\n"
        for drawing in drawings
        for name, picture in zip(file_names(drawing.title, len(drawing.pictures)), drawing.pictures, strict=True)
    }


def by_task(assignment: Assignment, drawings: list[Drawing]) -> dict[str, list[Drawing]]:
    """Return which pictures follow which task's section: the last one that a picture needs."""
    found: dict[str, list[Drawing]] = defaultdict(list)
    for drawing in drawings:
        found[last_task(assignment, drawing.tasks)].append(drawing)
    return dict(found)


def last_task(assignment: Assignment, tasks: tuple[str, ...]) -> str:
    """Return which of these tasks comes last."""
    order = [task.id for task in assignment.manifest.tasks]
    return max(tasks, key=order.index)


def markdown(drawings: list[Drawing]) -> str:
    """Return Markdown that shows the last step of each picture from its file, with its alternative text."""
    lines = []
    for drawing in drawings:
        name = file_names(drawing.title, len(drawing.pictures))[-1]
        alt = re.sub(r"[\[\]]", "", drawing.pictures[-1].alt)
        lines.append(f"**{drawing.title}**, when the code is right:\n\n![{alt}]({FOLDER}/{name})")
    return "\n\n".join(lines)


def released(folder: Path, title: str) -> list[Picture]:
    """Return a figure's pictures from a kit's files, in order of their steps; empty if it has none."""
    stem = file_names(title, 1)[0].removesuffix(".svg")
    single = folder / FOLDER / f"{stem}.svg"
    paths = [single] if single.exists() else sorted((folder / FOLDER).glob(f"{stem}-[0-9][0-9].svg"))
    return [_read(path) for path in paths]


def _read(path: Path) -> Picture:
    svg = path.read_text(encoding="utf-8")
    described = _DESCRIPTION.search(svg)
    return Picture(_with_ids_of_its_own(svg), html.unescape(described[1]) if described else "")


def _with_ids_of_its_own(svg: str) -> str:
    """Rename a picture's ids, so that it may stand on one page with a student's picture that equals it."""
    names = "|".join(map(re.escape, re.findall(r' id="([^"]+)"', svg)))
    return re.sub(rf'(?<=["#\s])({names})(?=["\s)])', r"right-\1", svg) if names else svg
