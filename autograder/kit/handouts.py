"""Read a handout into its parts, and render it with its tasks' points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.catalog import Assignment, AssignmentError

_TASK_HEADING: Final = re.compile(r"^### Task: (\w+)(?: \(.*\))?\s*$", re.MULTILINE)
_FENCES: Final = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a handout: one task's section, or text between sections (`task` is empty then)."""

    task: str
    text: str


def handout_path(assignment: Assignment) -> Path:
    """Return where an assignment's handout lies; in a kit it is the rendered README.md."""
    written, rendered = assignment.folder / "handout.md", assignment.folder / "README.md"
    return written if written.exists() or not rendered.exists() else rendered


def read_handout(assignment: Assignment) -> tuple[Part, ...]:
    """Return the parts of a handout; the first is everything before the first task.

    Raises:
        AssignmentError: it is missing, a task has no section, or a section has no task.
    """
    path = handout_path(assignment)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AssignmentError(f"{path}: {error.strerror}") from None
    parts = _split(text)
    sections = [part.task for part in parts if part.task]
    for section in sections:
        assignment.task(section, str(path))
    for task in assignment.manifest.tasks:
        if sections.count(task.id) != 1:
            raise AssignmentError(f"{path}: {sections.count(task.id)} sections '### Task: {task.id}', one is needed")
    return parts


def rendered_parts(assignment: Assignment) -> list[Part]:
    """Return the handout's parts as students read them: with points, and the list of tasks after the introduction."""
    intro, *others = read_handout(assignment)
    first = Part("", f"{intro.text}\n\n{task_table(assignment)}")
    return [first, *(_with_points(assignment, part) for part in others)]


def render_whole(parts: list[Part], pictures: dict[str, str] | None = None) -> str:
    """Return the text of all parts, each task's followed by what `pictures` has for it; what GitHub shows."""
    return "\n\n".join(with_pictures(part, pictures or {}) for part in parts) + "\n"


def with_pictures(part: Part, pictures: dict[str, str]) -> str:
    """Return one part's text and its pictures."""
    return f"{part.text}\n\n{pictures[part.task]}" if part.task in pictures else part.text


def _with_points(assignment: Assignment, part: Part) -> Part:
    if not part.task:
        return part
    task = assignment.task(part.task)
    heading = f"### Task: {task.id} ({_points(task.points)})"
    return Part(part.task, _TASK_HEADING.sub(lambda _: heading, part.text, count=1))


def task_table(assignment: Assignment) -> str:
    """Return the list of tasks with their points, as a Markdown table."""
    rows = [f"| `{task.id}` | {task.title} | {task.points:g} |" for task in assignment.manifest.tasks]
    total = sum(task.points for task in assignment.manifest.tasks)
    return "\n".join(["| task | what | points |", "|---|---|---|", *rows, f"| | **together** | **{total:g}** |"])


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"


def _split(text: str) -> tuple[Part, ...]:
    """Cut before every task's heading and every "## " heading; what leads up to the tasks is one part."""
    parts = [Part("", "")]
    fence = ""
    for line in text.splitlines():
        mark = line.strip()[:3]
        if mark in _FENCES and fence in ("", mark):
            fence = "" if fence else mark
        task = _TASK_HEADING.match(line)
        if not fence and (task or line.startswith("## ")):
            parts.append(Part(task[1] if task else "", ""))
        parts[-1] = Part(parts[-1].task, f"{parts[-1].text}{line}\n")
    lead = next((index for index, part in enumerate(parts) if part.task), len(parts))
    cut = max(1, lead - 1)
    intro = "".join(part.text for part in parts[:cut])
    whole = [Part("", intro), *parts[cut:]]
    return tuple(Part(part.task, part.text.strip()) for part in whole if part.text.strip())
