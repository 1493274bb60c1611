"""The result of a check cell, as a notebook shows it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from autograder.console import clean
from autograder.kit.protocol import Ran
from autograder.kit.templates import fill_page


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture drawn from the notebook's functions, or a note why there is none."""

    title: str
    svg: str
    alt: str
    note: str
    more: str = ""

    @property
    def data_url(self) -> str:
        """The picture as an address, which a notebook shows even when it does not trust the page."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg.encode()).decode()}"


@dataclass(frozen=True, slots=True)
class CellResult:
    """How a task's visible checks ended.

    As text it is the number of points, which is what nbgrader reads partial credit from. `notes` are remarks on the
    arguments of a task that fails.
    """

    task: str
    checks: tuple[Ran, ...]
    pictures: tuple[Shown, ...] = ()
    problem: str = ""
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The points of the checks that passed."""
        return sum(ran.points for ran in self.checks if ran.outcome == "passed")

    @property
    def possible(self) -> float:
        """The points of all of them."""
        return sum(ran.points for ran in self.checks)

    @property
    def mistake(self) -> Ran | None:
        """The first check that did not pass."""
        return next((ran for ran in self.checks if ran.outcome != "passed"), None)

    def __repr__(self) -> str:
        return f"{self.points:g}"

    def _repr_html_(self) -> str:
        return fill_page("cell.html", result=self)

    def text(self) -> str:
        """Return the result for a terminal."""
        if self.problem:
            return self.problem
        head = f"{self.task}: {self.points:g} of {self.possible:g} points"
        mistake = self.mistake
        if mistake is None:
            return head
        return clean("\n".join([head, mistake.title, mistake.explanation.text(), *self.notes]))
