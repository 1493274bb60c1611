"""Make classes of synthetic students from what assignments hold: references, alternatives and misconceptions."""

from __future__ import annotations

import random
from pathlib import Path

from autograder import catalog
from autograder.catalog import Assignment
from autograder.declared import misconceptions
from autograder.kit.stubs import stub_of
from autograder.validation import exemplars

LOOP = "\ndef {task}(*args, **kwargs):\n    while True:\n        pass\n"
NOT_WRITTEN = '\ndef {task}(*args, **kwargs):\n    raise NotImplementedError("Task {task} is not written yet.")\n'


def write_class(root: Path, folder: Path, students: int, slugs: list[str] | None = None, seed: int = 1) -> None:
    """Write a folder of hand-ins: strong and weak students, some late in the term, a few accidents."""
    chance = random.Random(seed)
    assignments = catalog.select(catalog.load_all(root), slugs or [])
    banks = {assignment.slug: misconceptions(assignment) for assignment in assignments}
    for number in range(1, students + 1):
        ability = chance.betavariate(4, 2)
        home = folder / f"s{number:03}"
        home.mkdir(parents=True)
        for assignment in assignments:
            text = _hand_in(assignment, banks[assignment.slug], ability, chance)
            if text is not None:
                (home / f"{assignment.slug}.py").write_text(text, encoding="utf-8")


def _hand_in(
    assignment: Assignment, bank: list[exemplars.Misconception], ability: float, chance: random.Random
) -> str | None:
    kind = chance.random()
    if kind < 0.08 * (1.5 - ability):
        return None
    if kind > 0.995:
        return "def softmax(z)\n    return z\n"
    if kind > 0.98:
        return stub_of(assignment)
    right = [exemplars.reference(assignment), *exemplars.alternatives(assignment).values()]
    text = "\n".join(source for _, source in chance.choice(right))
    for task in assignment.manifest.tasks:
        fate = chance.random()
        # Some mistakes are more popular than others.
        wrong = [m for m in bank if m.task == task.id]
        if wrong and fate > 0.4 + 0.6 * ability:
            mistake = wrong[min(int(chance.expovariate(1.2)), len(wrong) - 1)]
            (_, binding) = exemplars.misconceived(assignment, mistake)[-1]
            text += "\n" + binding
        elif fate < 0.06 * (1.3 - ability):
            text += NOT_WRITTEN.format(task=task.id)
        elif fate < 0.0605 * (1.3 - ability):
            text += LOOP.format(task=task.id)
    return text
