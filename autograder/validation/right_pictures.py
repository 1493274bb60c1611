"""Prove the figures of an assignment: the reference draws each of them, and each says in words what it shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from autograder.authoring import Figure
from autograder.declared import figures
from autograder.figures import draw
from autograder.grading.bench import Bench
from autograder.local import student_of_module


def problems_of_figures(bench: Bench) -> Iterator[str]:
    """Yield a sentence for each figure that cannot be drawn from the reference, or comes without a description."""
    for figure in figures(bench.assignment):
        told: list[object] = []
        drawing = draw(_overheard(figure, told), student_of_module(bench.module), bench.reference)
        if drawing.note:
            yield f"the figure {figure.title!r} fails on the reference: {drawing.note}\n{drawing.fault}".rstrip()
        elif not all(isinstance(alt, str) and alt.strip() for alt in told):
            yield f"the figure {figure.title!r} returns no alt text: return a sentence that says what it shows"


def _overheard(figure: Figure, told: list[object]) -> Figure:
    """Return the figure, and have what it returns kept in `told`."""

    def tell(*args: object, **kwargs: object) -> str:
        told.append(figure.draw(*args, **kwargs))
        return str(told[-1])

    return dataclasses.replace(figure, draw=tell)
