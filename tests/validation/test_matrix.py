"""The kill matrix: rows and columns that are empty are told, and idle checks may live by mutants."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.validation.matrix import blocks, with_idle
from autograder.validation.proof import MisconceptionProof, MutantProof, Proof
from autograder.validation.prove import prove
from autograder.validation.tables import hardness, kill_matrix, summary

CHECKS = ("double.double_of_three", "double.double_of_random_numbers[four]", "quadruple.quadruple_of_three")


def proof_of(killed_by: tuple[str, ...], mutants: dict[str, int] | None = None) -> Proof:
    """A proof of three checks, with one misconception and what mutants fail."""
    return Proof(
        slug="tiny",
        reference_score=100.0,
        stub_score=0.0,
        alternatives={},
        misconceptions={"squares": MisconceptionProof(score=60.0, diagnosed=True, killed_by=killed_by)},
        checks=CHECKS,
        problems=(),
        mutants=None if mutants is None else MutantProof(9, 9, 0, 1.0, (), mutants),
    )


def test_a_full_matrix_has_nothing_to_say() -> None:
    """Where every check kills the misconception nothing is idle and nothing is wrong."""
    assert with_idle(proof_of(CHECKS)) == proof_of(CHECKS)


def test_a_check_that_kills_nothing_is_idle() -> None:
    """The column without a cross is told by its check's id."""
    proof = with_idle(proof_of(CHECKS[:2]))

    assert proof.idle == CHECKS[2:]
    assert proof.problems == (
        "the check quadruple.quadruple_of_three fails for no misconception: it may prove nothing",
    )


def test_a_mutant_keeps_a_check_from_being_idle() -> None:
    """A check that kills a mutant earns its place; one that does not even do that does not."""
    proof = with_idle(proof_of((), mutants={CHECKS[0]: 4, CHECKS[2]: 1}))

    assert proof.idle == CHECKS[1:2]
    assert proof.problems == (
        "the misconception squares loses no points: no check fails",
        "the check double.double_of_random_numbers[four] fails for no misconception and no mutant: it may prove nothing",
    )


def test_without_any_mistake_nothing_is_called_idle() -> None:
    """An assignment without a bank and without mutants has had nothing to kill."""
    bare = Proof("tiny", 100.0, 0.0, {}, {}, CHECKS, ())

    assert with_idle(bare) == bare


def test_blocks_show_a_task_at_a_time(course: Path) -> None:
    """A misconception stands among its own task's checks; those of other tasks are counted beside."""
    assignment = catalog.load(course / "assignments" / "tiny", course / "solutions")

    double, quadruple = blocks(assignment, proof_of((CHECKS[1], CHECKS[2]), mutants={CHECKS[0]: 4}))

    assert (double.task, double.checks, double.mutants) == ("double", CHECKS[:2], (4, 0))
    assert [(row.misconception.id, row.fails, row.elsewhere) for row in double.rows] == [
        ("squares", (False, True), (CHECKS[2],))
    ]
    assert (quadruple.rows, quadruple.mutants) == ((), (0,))


def test_tables_fit_into_eighty_columns(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Crosses, counts and check names are legible in a terminal of eighty columns."""
    from autograder.console import console

    monkeypatch.setenv("COLUMNS", "80")
    assignment = catalog.load(course / "assignments" / "tiny", course / "solutions")
    proof = with_idle(proof_of((CHECKS[1],), mutants={CHECKS[0]: 4}))
    for table in (*kill_matrix(assignment, proof), summary([proof]), hardness([proof])):
        console().print(table)

    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.split() == ["│", "squares", "│", "·", "│", "×", "│", "│"] for line in lines)
    assert any(line.split() == ["│", "mutants", "│", "4", "│", "0", "│", "│"] for line in lines)
    assert "2 double_of_random_numbers[four]" in "\n".join(lines)
    assert any("not sound" in line for line in lines)


def test_prove_fills_the_matrix_from_real_gradings(course: Path) -> None:
    """Handed in, the tiny bank's one misconception fails the checks of its task and passes those of the next."""
    proof = prove(course, "tiny", "strict")

    assert proof.misconceptions["squares"].killed_by == CHECKS[:2]
    assert proof.misconceptions["squares"].diagnosed
    assert "quadruple.quadruple_of_three" in with_idle(proof).idle
