"""Visible checks of single units: the examples of the handout."""

import numpy as np
import pytest

from autograder import expect

PAIRS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.mark.check(
    task="truth_table",
    points=4,
    catches=(
        "first-column-least-significant",
        "table-transposed",
        "counts-down",
        "gray-order",
        "two-n-rows",
        "counts-from-one",
    ),
)
def test_two_and_three_variables(student):
    """The tables of two and three variables are in binary order"""
    three = [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]]

    for n, want in ((2, PAIRS), (3, three)):
        expect.exact(
            student.truth_table(n),
            want,
            rule="Row k is the number k in base 2, first column most significant.",
            ask="Which number does each of your rows write, from the first to the last?",
        )


@pytest.mark.check(
    task="mp_neuron",
    points=3,
    catches=("strictly-above", "exactly-theta", "one-row-returns-array"),
)
def test_count_reaches_threshold(student):
    """A unit without inhibition fires as soon as theta inputs are on"""
    x = [1, 0, 1, 1, 0]

    thresholds = {0: 1, 2: 1, 3: 1, 4: 0}
    answers = student.mp_neuron.map([(x, theta) for theta in thresholds])
    for answer, (theta, want) in zip(answers, thresholds.items(), strict=True):
        expect.exact(
            answer,
            want,
            rule=f"Three of five inputs are on, none inhibits, theta is {theta}: fire iff the count reaches theta.",
            ask="Which inputs count when no mask is given, how many are on, and what do you compare with theta?",
        )


@pytest.mark.check(
    task="mp_neuron",
    points=3,
    catches=(
        "strictly-above",
        "mask-ignored",
        "mask-inverted",
        "inhibition-forgotten",
        "one-veto-for-the-batch",
        "counts-down-the-columns",
        "silence-cannot-fire",
        "veto-only-if-all-on",
    ),
)
def test_gates_of_the_notes(student):
    """The two gates of the lecture notes, xy' and NOR, answer all four rows"""
    xy = student.mp_neuron(PAIRS, 1, [False, True])
    nor = student.mp_neuron(PAIRS, 0, [True, True])

    expect.exact(
        xy,
        [0, 0, 1, 0],
        rule="With theta = 1 and y inhibitory the unit is x AND NOT y, 1 on the row 10 only.",
        ask="Take the four rows one by one: is there a veto, and does the count of the others reach theta?",
    )
    expect.exact(
        nor,
        [1, 0, 0, 0],
        rule="With theta = 0 and both inputs inhibitory the unit is NOR, 1 on the row 00 only.",
        ask="Take the four rows one by one: is there a veto, and does the count of the others reach theta?",
    )


@pytest.mark.check(
    task="mp_neuron",
    points=3,
    catches=(
        "veto-as-weight-minus-one",
        "veto-only-if-all-on",
        "veto-needs-majority",
        "inhibition-forgotten",
        "mask-ignored",
        "mask-inverted",
    ),
)
def test_three_inputs_tell_a_veto_from_a_weight(student):
    """One inhibitory input silences a unit, however many excitatory inputs are on"""
    rule = "When an inhibitory input is 1, the output is 0."
    ask = "Which inputs inhibit, and is one of them on? If none is, does the count of the others reach theta?"

    one_inhibits = student.mp_neuron([1, 1, 1], 1, [False, False, True])
    expect.exact(one_inhibits, 0, rule=rule, ask=ask)
    two_inhibit = student.mp_neuron([1, 1, 1, 0, 1], 2, [False, False, False, True, True])
    expect.exact(two_inhibit, 0, rule=rule, ask=ask)
    none_is_on = student.mp_neuron([1, 1, 1, 0, 0], 2, [False, False, False, True, True])
    expect.exact(none_is_on, 1, rule="With no inhibitory input on, only the count matters.", ask=ask)


@pytest.mark.check(
    task="gate",
    points=2,
    catches=("and-or-swapped",),
)
def test_and_or_units(student):
    """AND and OR are units without inhibition"""
    _expect_truth_table(student, "AND", [0, 0, 0, 1])
    _expect_truth_table(student, "OR", [0, 1, 1, 1])


@pytest.mark.check(
    task="gate",
    points=2,
    catches=(
        "nor-threshold-one",
        "nor-is-or-of-excitatory",
        "not-without-inhibition",
        "not-threshold-one",
        "not-with-two-inputs",
    ),
)
def test_not_nor_units(student):
    """NOT and NOR fire only in silence"""
    _expect_truth_table(student, "NOT", [1, 0])
    _expect_truth_table(student, "NOR", [1, 0, 0, 0])


@pytest.mark.check(
    task="gate",
    points=1,
    catches=("wrong-input-negated", "xy-threshold-zero", "xy-threshold-two"),
)
def test_x_and_not_y_unit(student):
    """X_AND_NOT_Y fires on the row 10 only"""
    _expect_truth_table(student, "X_AND_NOT_Y", [0, 0, 1, 0])


@pytest.mark.check(
    task="literal_clause",
    points=2,
    catches=(
        "or-threshold-is-lowest-score",
        "or-threshold-one",
        "or-and-swapped",
        "negated-first",
        "counts-l-negated",
        "negated-weight-zero",
    ),
)
def test_or_of_three_literals(student):
    """The OR of x1, x2 and not x3 has weights 1, 1, -1 and fires from a score of 0"""
    w, threshold = expect.sequence(student.literal_clause(3, 2, "or"), 2)

    expect.exact(w, [1, 1, -1], rule="The first L literals are plain (+1), the others negated (-1).")
    expect.integer(
        threshold,
        0,
        rule="The score is -1 when every literal is false; one true literal is enough.",
        ask="What is the score when exactly one literal is true?",
    )


@pytest.mark.check(
    task="literal_clause",
    points=2,
    catches=(
        "and-threshold-all",
        "and-threshold-off-by-one",
        "or-and-swapped",
        "negated-first",
        "counts-l-negated",
        "negated-weight-zero",
    ),
)
def test_and_of_three_literals(student):
    """The AND of x1, x2 and not x3 fires at the highest score, 2"""
    w, threshold = expect.sequence(student.literal_clause(3, 2, "and"), 2)

    expect.exact(w, [1, 1, -1], rule="The first L literals are plain (+1), the others negated (-1).")
    expect.integer(
        threshold,
        2,
        rule="Only an input that makes every literal true reaches the highest score.",
        ask="What is the score of 110, the one input that makes all three literals true?",
    )


def _expect_truth_table(student, name, want):
    theta, inhibitory = expect.sequence(student.gate(name), 2)
    n = len(want).bit_length() - 1
    threshold = expect.real(theta, rule="theta is one whole number.")
    mask = expect.array(inhibitory, (n,), "any", rule=f"{name} has {n} input{'s'[: n - 1]}, so has its mask.") > 0
    rows = PAIRS if n == 2 else PAIRS[:2, 1:]
    fires = (rows[:, ~mask].sum(axis=1) >= threshold) & ~(rows[:, mask] > 0).any(axis=1)
    differ = [bits for bits, got, bit in zip(rows.tolist(), fires, want, strict=True) if got != bit]
    expect.holds(
        not differ,
        rule=f"A unit with theta = {threshold:g} and inhibitory = {mask.tolist()} does not compute {name}: "
        f"it differs at the inputs {differ}.",
        ask="On each of these rows: is there a veto, and how many excitatory inputs are on?",
        subject=theta,
    )
