"""Write a class: hand-ins that are right, mistaken, half-written, empty or endless, in fixed shares."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from autograder.authoring import Misconception
from autograder.catalog import Assignment
from autograder.declared import misconceptions
from autograder.kit.stubs import stub_of
from autograder.validation import exemplars
from benchmarks.mistaken import binding

Kind = Literal["right", "one mistake", "two mistakes", "half-written", "stub", "not Python", "loop"]

# What is handed in at a deadline, as far as one can tell: most of it right, a third with a mistake or two.
SHARES: Final[dict[Kind, float]] = {
    "right": 0.58,
    "one mistake": 0.27,
    "two mistakes": 0.05,
    "half-written": 0.05,
    "stub": 0.04,
    "not Python": 0.01,
}
# A loop costs its deadline of four seconds, as much as hundreds of others: it is counted apart.
LOOPS: Final = 0.002
_NOT_WRITTEN: Final = '\n\ndef {task}(*args, **kwargs):\n    raise NotImplementedError("{task} is not written yet")\n'
_LOOP: Final = "\n\ndef {task}(*args, **kwargs):\n    while True:\n        pass\n"


@dataclass(frozen=True, slots=True)
class Source:
    """What one assignment's hand-ins are made of."""

    assignment: Assignment
    right: tuple[str, ...]
    bank: tuple[Misconception, ...]
    stub: str


def write_class(assignments: list[Assignment], folder: Path, students: int, seed: int = 1, loops: bool = False) -> int:
    """Write `folder/<student>/<slug>.py` for so many students; return how many files there are.

    The same arguments give the same files. With `loops`, two of a thousand hand-ins (one at least) never end.
    """
    for number, assignment in enumerate(assignments):
        source = source_of(assignment)
        chance = random.Random(f"{seed}/{assignment.slug}")
        kinds = _kinds(students, chance)
        if loops:
            few = max(1 if number == 0 else 0, round(LOOPS * students))
            kinds[:few] = ["loop"] * few
        for student, (kind, text) in enumerate(zip(kinds, _texts(source, kinds, chance), strict=True), start=1):
            signed = text if kind == "stub" else text + signature(student)
            home = folder / f"s{student:05}"
            home.mkdir(parents=True, exist_ok=True)
            (home / f"{assignment.slug}.py").write_text(signed, encoding="utf-8")
    return students * len(assignments)


def signature(student: int) -> str:
    """Return what makes one student's file different from another's: files that are the same are graded once."""
    return f"\n# handed in by student {student}\n"


def source_of(assignment: Assignment) -> Source:
    """Gather what an assignment holds."""
    right = [exemplars.reference(assignment), *exemplars.alternatives(assignment).values()]
    texts = tuple(text for cells in right for _, text in cells)
    return Source(assignment, texts, tuple(misconceptions(assignment)), stub_of(assignment))


def _kinds(count: int, chance: random.Random) -> list[Kind]:
    """Return the kind of each hand-in: in the shares as nearly as the count allows, in random order."""
    bounds = [round(count * share) for share in itertools.accumulate(SHARES.values())]
    kinds: list[Kind] = []
    for kind, bound in zip(SHARES, bounds, strict=True):
        kinds.extend([kind] * (bound - len(kinds)))
    chance.shuffle(kinds)
    return kinds


def _texts(source: Source, kinds: list[Kind], chance: random.Random) -> Iterator[str]:
    for kind in kinds:
        text = chance.choice(source.right)
        tasks = [task.id for task in source.assignment.manifest.tasks]
        match kind:
            case "right":
                yield text
            case "one mistake":
                yield text + _mistakes(source, 1, chance)
            case "two mistakes":
                yield text + _mistakes(source, 2, chance)
            case "half-written":
                yield text + "".join(_NOT_WRITTEN.format(task=task) for task in tasks[len(tasks) // 2 :])
            case "stub":
                yield source.stub
            case "not Python":
                yield text.replace("):\n", ")\n", 1) + "\ndef unfinished(:\n"
            case "loop":
                yield text + _LOOP.format(task=chance.choice(tasks))


def _mistakes(source: Source, count: int, chance: random.Random) -> str:
    if not source.bank:
        return ""
    return "".join(binding(source.assignment, wrong) for wrong in chance.sample(source.bank, count))
