"""Names that a student types."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.kit import KitError
from autograder.kit.names import find_assignments, find_task

ASSIGNMENTS = catalog.load_all(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("truth_table", "'truth_table' is a task of mp_neuron. Name the assignment: mp_neuron."),
        ("mp_neuron.gate", "'mp_neuron.gate' is a task of mp_neuron. Name the assignment: mp_neuron."),
        ("mlp_forward", "is a task of xor_mlp and of backprop. Name the assignment: xor_mlp or backprop."),
        ("perceptrn", "There is no assignment 'perceptrn'. Did you mean 'perceptron'? There are: mp_neuron, "),
        ("nosuch", "There is no assignment 'nosuch'. There are: mp_neuron, "),
    ],
)
def test_no_such_assignment(name: str, said: str) -> None:
    """A task's name is answered with its assignment, a misspelt one with the nearest."""
    with pytest.raises(KitError) as refused:
        find_assignments(ASSIGNMENTS, ["perceptron", name])

    assert said in str(refused.value)


def test_assignment_for_a_task() -> None:
    """Where a task is asked, an assignment is answered with its tasks."""
    with pytest.raises(KitError, match=r"is an assignment\. Name one of its tasks: add_bias, two"):
        find_task(ASSIGNMENTS, "perceptron")
