"""Make classes of synthetic students from what assignments hold: references, alternatives and misconceptions."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from autograder import catalog
from autograder.authoring import Misconception
from autograder.catalog import Assignment
from autograder.declared import misconceptions
from autograder.kit.stubs import stub_of
from autograder.validation import exemplars

LOOP = "\ndef {task}(*args, **kwargs):\n    while True:\n        pass\n"
NOT_WRITTEN = '\ndef {task}(*args, **kwargs):\n    raise NotImplementedError("Task {task} is not written yet.")\n'


@dataclass
class Source:
    """What one assignment's hand-ins are put together from, each text made once."""

    assignment: Assignment
    bank: list[Misconception]
    right: list[str]
    stub: str
    _bindings: dict[str, str] = field(default_factory=dict)

    def binding(self, mistake: Misconception) -> str:
        """The lines that put a misconception in the place of its task's function."""
        if mistake.id not in self._bindings:
            (_, self._bindings[mistake.id]) = exemplars.misconceived(self.assignment, mistake)[-1]
        return self._bindings[mistake.id]


def source_of(assignment: Assignment) -> Source:
    """Gather what an assignment holds."""
    right = [exemplars.reference(assignment), *exemplars.alternatives(assignment).values()]
    texts = ["\n".join(text for _, text in cells) for cells in right]
    return Source(assignment, misconceptions(assignment), texts, stub_of(assignment))


def write_class(root: Path, folder: Path, students: int, slugs: list[str] | None = None, seed: int = 1) -> None:
    """Write a folder of hand-ins: strong and weak students, some late in the term, a few accidents."""
    chance = random.Random(seed)
    sources = [source_of(assignment) for assignment in catalog.select(catalog.load_all(root), slugs or [])]
    for number in range(1, students + 1):
        ability = chance.betavariate(4, 2)
        home = folder / f"s{number:03}"
        home.mkdir(parents=True)
        for source in sources:
            text = _hand_in(source, ability, chance)
            if text is not None:
                (home / f"{source.assignment.slug}.py").write_text(text, encoding="utf-8")


def _hand_in(source: Source, ability: float, chance: random.Random) -> str | None:
    kind = chance.random()
    if kind < 0.08 * (1.5 - ability):
        return None
    if kind > 0.995:
        return "def softmax(z)\n    return z\n"
    if kind > 0.98:
        return source.stub
    text = chance.choice(source.right)
    for task in source.assignment.manifest.tasks:
        fate = chance.random()
        # Some mistakes are more popular than others.
        wrong = [m for m in source.bank if m.task == task.id]
        if wrong and fate > 0.4 + 0.6 * ability:
            mistake = wrong[min(int(chance.expovariate(1.2)), len(wrong) - 1)]
            text += "\n" + source.binding(mistake)
        elif fate < 0.06 * (1.3 - ability):
            text += NOT_WRITTEN.format(task=task.id)
        elif fate < 0.0605 * (1.3 - ability):
            text += LOOP.format(task=task.id)
    return text
