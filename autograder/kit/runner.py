"""Run the visible checks of a kit's assignments in child processes, starting a new one after each that died."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from autograder.catalog import Assignment
from autograder.explain import Explanation
from autograder.kit.choice import Choice
from autograder.kit.protocol import Event, Job, Listed, Loaded, LoadProblem, Ran, Started, Unusable, Work

_DECODER: Final = msgspec.json.Decoder(Event)
_FRAME: Final = re.compile(r'^  File "(.+)", line (\d+) in (.+)$', re.MULTILINE)
# pytest need not load other packages' plugins to collect, and no plot may open a window.
_ENVIRONMENT: Final = {
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "MPLBACKEND": "Agg",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What to run: an assignment and the student's file; `only` one task, if it is given."""

    assignment: Assignment
    choice: Choice
    only: str = ""


@dataclass(slots=True)
class Run:
    """How one assignment's run went; `unusable` says why nothing ran."""

    target: Target
    checks: list[Ran] = field(default_factory=list)
    problems: tuple[LoadProblem, ...] = ()
    unusable: str = ""


@dataclass(slots=True)
class _Progress:
    """One job while it runs: what is listed, what is done, what was begun last."""

    run: Run
    job: Job
    listed: tuple[tuple[str, str, str, float], ...] = ()
    begun: Started | None = None
    ended: bool = False


def run_visible(targets: list[Target], *, heard: Callable[[Run], None] = lambda run: None) -> list[Run]:
    """Run the visible checks of each target; what a student's code does never makes this raise.

    `heard` is called whenever one more check has ended.
    """
    states = {t.assignment.slug: _Progress(Run(t), _job(t)) for t in targets}
    while any(not state.ended for state in states.values()):
        trace = ""
        for event in _events(tuple(s.job for s in states.values() if not s.ended)):
            if isinstance(event, str):
                trace = event
                continue
            state = states[event.slug]
            _take(state, event)
            heard(state.run)
        for state in states.values():
            _after_process(state, trace)
            if not state.ended and trace is not None and state.begun is not None:
                break
    return [state.run for state in states.values()]
