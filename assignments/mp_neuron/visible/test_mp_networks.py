"""Visible checks of what three units can compute and one cannot."""

import itertools

import pytest

from autograder import expect

OUT_OF_REACH = {
    "XOR": (0, 1, 1, 0),
    "XNOR": (1, 0, 0, 1),
    "NAND": (1, 1, 1, 0),
    "x OR NOT y": (1, 0, 1, 1),
    "NOT x OR y": (1, 1, 0, 1),
}


@pytest.mark.check(
    task="xor_network",
    points=3,
    catches=("output-is-and", "computes-or", "computes-xnor", "same-hidden-unit-twice", "xor-as-column"),
)
def test_four_rows_of_xor(student):
    """Three units answer all four rows of XOR"""
    expect.exact(
        student.xor_network([[0, 0], [0, 1], [1, 0], [1, 1]]),
        [0, 1, 1, 0],
        rule="XOR is 1 where exactly one input is on.",
        ask="What are the two hidden outputs on the first row that differs?",
    )


@pytest.mark.check(
    task="is_representable",
    points=2,
    catches=("no-unused-inputs", "no-inhibition", "thresholds-from-one", "constants-excluded"),
)
def test_functions_of_one_unit(student):
    """AND, NOR, xy', the copy of x and the constants are one unit each"""
    within = {
        "AND": [0, 0, 0, 1],
        "NOR": [1, 0, 0, 0],
        "x AND NOT y": [0, 0, 1, 0],
        "x, with y unused": [0, 0, 1, 1],
        "always 0": [0, 0, 0, 0],
        "always 1": [1, 1, 1, 1],
    }

    for name, answer in zip(within, student.is_representable.map([(table,) for table in within.values()]), strict=True):
        expect.boolean(
            answer,
            True,
            rule=f"One unit computes this function: {name}.",
            ask="Which inputs excite, which inhibit, which are unused, and what is theta?",
        )
    expect.boolean(
        student.is_representable(OUT_OF_REACH["XOR"]),
        False,
        rule="No single unit computes XOR.",
        ask="Which unit would it be? Run that unit, vetoes and threshold, through the four rows.",
    )


@pytest.mark.check(
    task="is_representable",
    points=3,
    catches=(
        "veto-searched-as-weight",
        "no-unused-inputs",
        "no-inhibition",
        "thresholds-from-one",
        "linear-separability",
        "all-but-xor",
        "constants-excluded",
    ),
)
def test_eleven_of_sixteen(student):
    """Exactly 11 of the 16 functions of two inputs are one unit"""
    tables = list(itertools.product((0, 1), repeat=4))
    found = student.is_representable.map([(list(table),) for table in tables])

    answers = [bool(expect.real(answer, rule="The answer is True or False.")) for answer in found]
    wrong = [n for n, table in OUT_OF_REACH.items() if answers[tables.index(table)]]
    expect.holds(
        not wrong,
        rule=f"No single unit computes {' or '.join(wrong)}.",
        ask="Which unit would it be? Run that unit, vetoes and threshold, through the four rows.",
        subject=found,
    )
    expect.holds(
        sum(answers) == 11,
        rule=f"One unit computes 11 of the 16 functions of two inputs; you find {sum(answers)}.",
        ask="Which roles may an input have, and which thresholds are worth trying for two inputs?",
        subject=found,
    )
