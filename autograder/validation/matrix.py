"""The kill matrix: which misconception fails which check, and which rows and columns are empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from autograder.authoring import Misconception
from autograder.catalog import Assignment
from autograder.declared import misconceptions
from autograder.validation.proof import Proof


@dataclass(frozen=True, slots=True)
class Row:
    """A misconception: for each check of its task, whether it fails; `elsewhere` are failing checks of other tasks."""

    misconception: Misconception
    fails: tuple[bool, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One task's part of the matrix; `mutants` are how many each check kills, or nothing where none were made."""

    task: str
    title: str
    checks: tuple[str, ...]
    rows: tuple[Row, ...]
    mutants: tuple[int, ...]


def blocks(assignment: Assignment, proof: Proof) -> list[Block]:
    """Return the matrix task by task: a misconception shows in its own task's checks, and seldom elsewhere."""
    bank = misconceptions(assignment)
    return [
        _block(proof, task.id, task.title, [m for m in bank if m.task == task.id]) for task in assignment.manifest.tasks
    ]


def _block(proof: Proof, task: str, title: str, bank: list[Misconception]) -> Block:
    checks = tuple(check for check in proof.checks if check.split(".")[0] == task)
    kills = proof.mutants.killed_by if proof.mutants else None
    return Block(
        task=task,
        title=title,
        checks=checks,
        rows=tuple(_row(m, checks, proof.misconceptions[m.id].killed_by) for m in bank),
        mutants=() if kills is None else tuple(kills.get(check, 0) for check in checks),
    )


def _row(misconception: Misconception, checks: tuple[str, ...], killed_by: tuple[str, ...]) -> Row:
    elsewhere = tuple(check for check in killed_by if check not in checks)
    return Row(misconception, tuple(check in killed_by for check in checks), elsewhere)


def with_idle(proof: Proof) -> Proof:
    """Return the proof with its idle checks, and with what is wrong in rows and columns of the matrix."""
    hit = {check for m in proof.misconceptions.values() for check in m.killed_by}
    if proof.mutants is not None:
        hit.update(proof.mutants.killed_by)
    tried = bool(proof.misconceptions) or proof.mutants is not None
    idle = tuple(check for check in proof.checks if check not in hit) if tried else ()
    return msgspec.structs.replace(proof, idle=idle).with_problems(list(_problems(proof, idle)))


def _problems(proof: Proof, idle: tuple[str, ...]) -> Iterable[str]:
    for name, misconception in proof.misconceptions.items():
        if not misconception.killed_by:
            yield f"the misconception {name} loses no points: no check fails"
    tried = "no misconception" if proof.mutants is None else "no misconception and no mutant"
    for check in idle:
        yield f"the check {check} fails for {tried}: it may prove nothing"
