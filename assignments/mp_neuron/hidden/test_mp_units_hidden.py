"""Hidden checks of truth tables, the neuron and its gates."""

import numpy as np
import pytest

from autograder import expect

VETO = "A single inhibitory input that is on silences the unit."


@pytest.mark.check(
    task="truth_table",
    points=5,
    catches=(
        "first-column-least-significant",
        "table-transposed",
        "counts-down",
        "gray-order",
        "two-n-rows",
        "counts-from-one",
    ),
)
def test_row_k_writes_k(student):
    """Row k writes the number k in base 2, for one to nine variables"""
    sizes = [1, 2, 3, 4, 5, 9]
    tables = student.truth_table.map([(n,) for n in sizes])

    for n, table in zip(sizes, tables, strict=True):
        want = [[int(digit) for digit in f"{k:0{n}b}"] for k in range(2**n)]
        expect.exact(
            table,
            want,
            rule="There are 2**n rows, and row k writes k in base 2, first column most significant.",
            ask="Read your rows as binary numbers, for one variable and for four. Do they count up from 0?",
        )


@pytest.mark.check(task="truth_table", points=3, catches=("any-n-accepted",))
def test_no_table_without_variables(student):
    """A table of no variables, a negative number of them or None is refused"""
    for n in (0, -1, -4):
        expect.raises(
            ValueError, student.truth_table, n, rule="n < 1 is a ValueError.", ask="What do you return for n = 0?"
        )
    for n in (None, "3"):
        expect.raises(TypeError, student.truth_table, n, rule="What is no number is a TypeError.")


@pytest.mark.check(
    task="mp_neuron",
    points=4,
    catches=("strictly-above", "exactly-theta", "counts-down-the-columns", "silence-cannot-fire"),
)
def test_every_threshold_on_a_batch(student, rng):
    """Without a mask a row fires iff at least theta of its inputs are on"""
    cases = []
    for n_rows, n in ((7, 3), (3, 5), (6, 1), (4, 4)):
        x = rng.integers(0, 2, (n_rows, n))
        x[0], x[-1] = 0, 1
        cases += [(x, theta) for theta in range(n + 2)]
    cases.append((cases[0][0], 1.5))

    for (x, theta), answer in zip(cases, student.mp_neuron.map(cases), strict=True):
        expect.exact(
            answer,
            (x.sum(axis=1) >= theta).astype(int),
            rule="Each row fires iff its own count is at least theta; no mask means no inhibition.",
            ask="What does your unit answer when the count is exactly theta, and when theta is 0?",
        )


@pytest.mark.check(
    task="mp_neuron",
    points=5,
    catches=(
        "strictly-above",
        "exactly-theta",
        "veto-as-weight-minus-one",
        "veto-only-if-all-on",
        "veto-needs-majority",
        "inhibition-forgotten",
        "mask-ignored",
        "mask-inverted",
        "one-veto-for-the-batch",
        "counts-down-the-columns",
    ),
)
def test_random_units(student, reference, rng):
    """Random units with random masks answer random batches row by row"""
    cases = []
    for n_rows, n in [(9, 5), (5, 6), (11, 3), (2, 7), (8, 8)] * 3:
        mask = rng.random(n) < 0.35
        x = (rng.random((n_rows, n)) < np.where(mask, 0.2, 0.6)).astype(int)
        cases.append((x, int(rng.integers(0, 4)), mask))

    answers = zip(student.mp_neuron.map(cases), reference.mp_neuron.map(cases), strict=True)
    for got, want in answers:
        expect.exact(
            got,
            want,
            rule="A row fires iff none of its inhibitory inputs is on and at least theta excitatory ones are.",
            ask="Take one row of a batch by hand: is there a veto, and what is the count?",
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
    ),
)
def test_veto_is_absolute(student, rng):
    """One inhibitory input outweighs any number of excitatory ones, wherever it stands"""
    cases, quiet = [], []
    for n in (3, 5):
        for place in range(n):
            mask = np.zeros(n, dtype=bool)
            mask[[place, (place + 1) % n]] = True
            x = np.ones(n)
            x[(place + 1) % n] = 0
            theta = int(rng.integers(0, n - 2))
            cases.append((x, theta, mask))
            quiet.append((np.where(mask, 0.0, 1.0), n - 2, mask))

    for answer in student.mp_neuron.map(cases):
        expect.exact(answer, 0, rule=VETO, ask="Is there a number of excitatory inputs that overrules a veto?")
    for answer in student.mp_neuron.map(quiet):
        expect.exact(answer, 1, rule="Inhibitory inputs that are off do nothing.", ask="What does an idle veto count?")


@pytest.mark.check(
    task="mp_neuron",
    points=2,
    catches=("veto-as-large-weight", "silence-cannot-fire", "strictly-above", "mask-ignored", "inhibition-forgotten"),
)
def test_threshold_zero_says_not(student):
    """With theta = 0 and below a unit fires in silence and still obeys a veto"""
    silent = [(np.zeros(n), 0, np.arange(n) < k) for n in (1, 2, 5) for k in range(n + 1)]
    silent += [(np.zeros(3), -2, np.arange(3) < 1), (np.array([0, 1, 0]), -2)]
    vetoed = [(np.arange(n) == k, 0, np.arange(n) == k) for n in (2, 5) for k in range(n)]
    vetoed += [(np.array([1, 0, 1, 1]), theta, np.array([True, True, False, False])) for theta in (-1, -4, -1000)]
    vetoed = [(x.astype(float), theta, mask) for x, theta, mask in vetoed]

    for answer in student.mp_neuron.map(silent):
        expect.exact(
            answer,
            1,
            rule="A count of 0 is at least theta where theta is 0 or less: with nothing on the unit fires.",
            ask="How would you build NOT if a silent unit could not fire?",
        )
    for answer in student.mp_neuron.map(vetoed):
        expect.exact(answer, 0, rule=VETO, ask="Is the veto looked at when theta is 0 or less?")


@pytest.mark.check(task="mp_neuron", points=2, catches=("one-row-returns-array",))
def test_one_row_gives_one_number(student, rng):
    """One input vector gives one number, the one its row gives in a batch"""
    batches = [(rng.integers(0, 2, (3, n)), np.arange(n) % 3 == 1) for n in (1, 3)]
    answers = student.mp_neuron.map([(x, 1, mask) for x, mask in batches])
    together = [expect.array(answer, (3,), "any", rule="A batch (N, n) gives (N,).") for answer in answers]
    alone = student.mp_neuron.map([(row, 1, mask) for x, mask in batches for row in x])
    batches_of_one = student.mp_neuron.map([(row[None], 1, mask) for x, mask in batches for row in x])
    reached, missed = student.mp_neuron.map([(np.ones(3), 3), (np.ones(3), 4)])

    for want, one, rows in zip(np.concatenate(together), alone, batches_of_one, strict=True):
        expect.exact(
            one, int(want), rule="x of shape (n,) gives one number.", ask="What shape has your answer for one row?"
        )
        expect.exact(rows, [int(want)], rule="A batch of one row gives shape (1,).", ask="What if N is 1?")
    expect.exact(reached, 1, rule="Three inputs that are on reach a threshold of 3.")
    expect.exact(missed, 0, rule="Three inputs that are on do not reach a threshold of 4.")


@pytest.mark.check(task="mp_neuron", points=1, catches=("mask-inverted", "mask-ignored"))
def test_lists_and_floats(student):
    """Lists, floats and float32 are inputs as good as integer arrays"""
    x = [[1, 0, 1], [1, 1, 1], [0, 0, 1], [1, 0, 0]]
    mask = [False, True, False]
    rule = "Lists, ints and float32 mean the same as a float64 array, and a mask of 0 and 1 the same as one of bools."
    cases = [(kind, 2, mask) for kind in (x, np.array(x, dtype=np.float32), np.array(x, dtype=float))]
    cases += [(tuple(map(tuple, x)), 2, tuple(mask)), (np.array(x, dtype=np.int8), 2, np.array(mask))]
    cases += [(np.array(x, dtype=bool), 2, np.array(mask))]
    cases += [(x, 2, [0, 1, 0]), (np.array(x), 2, np.array([0.0, 1.0, 0.0]))]

    for answer in student.mp_neuron.map(cases):
        expect.exact(answer, [1, 0, 0, 0], rule=rule, ask="Where does your function turn x and the mask into arrays?")
    expect.exact(student.mp_neuron([1.0, 0.0, 1.0], inhibitory=mask, theta=2), 1, rule=rule)
    for answer in student.mp_neuron.map([(np.ones(300, dtype=np.int8), 290), (np.ones(300, dtype=np.uint8), 300)]):
        expect.exact(answer, 1, rule=rule, ask="How far can a number of the type of your inputs count?")


@pytest.mark.check(task="mp_neuron", points=1, catches=("numbers-not-checked",))
def test_only_whole_bits(student):
    """Whole numbers other than 0 and 1 are refused"""
    _expect_refusal(student, (2, -1))


@pytest.mark.check(task="mp_neuron", points=1, catches=("numbers-not-checked", "inputs-rounded"))
def test_no_fractions(student):
    """Fractions are refused, and not rounded to bits first"""
    _expect_refusal(student, (0.5, 0.999, -0.25))


def _expect_refusal(student, values):
    for value in values:
        single = [1, 0, value]
        batch = np.array([[1, 0, 1], [0, value, 1]])
        inhibiting = [False, False, True]
        alone = [value, 0, value]  # two different numbers are not yet bits
        for x, mask in ((alone, None), (single, inhibiting), (batch, None), (single, [True, False, False])):
            expect.raises(
                ValueError,
                student.mp_neuron,
                x,
                1,
                mask,
                rule="A value other than 0 and 1 is a ValueError, wherever it stands.",
                ask="What does your check say about 2, about -1 and about 0.5? And after a veto?",
            )


@pytest.mark.check(task="mp_neuron", points=1, catches=("mask-stretched",))
def test_mask_must_fit(student):
    """A mask needs one entry for each input"""
    batch = np.array([[1, 0, 1, 0], [0, 1, 1, 0], [1, 1, 1, 0]])
    one = np.array([1, 0, 1])
    cases = [(one, 2), (one, 4), (one, 1), (batch, 3), (batch, 5), (batch, 1)]

    for x, length in cases:
        expect.raises(
            ValueError,
            student.mp_neuron,
            x,
            1,
            np.zeros(length, dtype=bool),
            rule="A mask whose length is not the number of inputs is a ValueError.",
            ask="With which of the two sizes of a batch do you compare the mask?",
        )
    for x, shape in ((one, (2, 3)), (batch, (3, 4))):
        mask = np.zeros(shape, dtype=bool)
        expect.raises(ValueError, student.mp_neuron, x, 1, mask, rule="The mask has one dimension, one for all rows.")


@pytest.mark.check(task="mp_neuron", points=0.5, catches=("any-dimensions",))
def test_one_or_two_dimensions(student):
    """A single number and a stack of batches are refused"""
    for x in (np.float64(1.0), np.zeros((2, 5, 3), dtype=int), np.ones((1, 1, 1), dtype=int)):
        expect.raises(
            ValueError,
            student.mp_neuron,
            x,
            1,
            rule="x has one or two dimensions; anything else is a ValueError.",
            ask="What is x.ndim for a single number?",
        )


@pytest.mark.check(task="mp_neuron", points=0.5, catches=("digits-in-quotes",))
def test_text_is_no_input(student):
    """Text, None and complex numbers are refused as inputs"""
    for x in (["0", "1", "1"], [["1", "0"], ["0", "0"]], np.array([1 + 0j, 0j, 1 + 0j]), None):
        expect.raises(
            TypeError,
            student.mp_neuron,
            x,
            1,
            rule="Input that is not real numbers is a TypeError.",
            ask="What is the dtype of your input before you convert it?",
        )


@pytest.mark.check(
    task="gate",
    points=5,
    catches=(
        "nor-threshold-one",
        "nor-is-or-of-excitatory",
        "not-without-inhibition",
        "not-threshold-one",
        "and-or-swapped",
        "wrong-input-negated",
        "xy-threshold-zero",
        "xy-threshold-two",
        "not-with-two-inputs",
        "mask-as-positions",
    ),
)
def test_gates_agree_with_boolean_algebra(student, reference, rng):
    """Each gate's unit computes its Boolean function on random batches"""
    functions = {
        "X_AND_NOT_Y": lambda x, y: x & ~y,
        "NOR": lambda x, y: ~(x | y),
        "OR": lambda x, y: x | y,
        "AND": lambda x, y: x & y,
        "NOT": lambda x: ~x,
    }
    gates = student.gate.map([(name,) for name in functions])
    for gate, function in zip(gates, functions.values(), strict=True):
        n = function.__code__.co_argcount
        theta, inhibitory = expect.sequence(gate, 2)
        mask = expect.array(inhibitory, (n,), "any", rule="The mask has one entry for each input.") > 0
        bits = np.vstack([rng.integers(0, 2, (9, n)), np.zeros((1, n), int), np.ones((1, n), int), np.eye(2, n)]) > 0
        answers = reference.mp_neuron(bits.astype(int), expect.real(theta), mask)

        expect.holds(
            np.array_equal(answers > 0, function(*bits.T)),
            rule="The unit with this threshold and this mask computes the gate of that name.",
            ask="Run your unit through its truth table. On which row is the veto or the count not what you meant?",
            subject=theta,
        )


@pytest.mark.check(task="gate", points=3, catches=("theta-halfway", "not-with-two-inputs", "mask-as-positions"))
def test_threshold_and_mask_are_well_formed(student):
    """A gate is a whole threshold and a mask with one entry per input"""
    inputs = {"NOT": 1, "AND": 2, "OR": 2, "NOR": 2, "X_AND_NOT_Y": 2}
    for gate, n in zip(student.gate.map([(name,) for name in inputs]), inputs.values(), strict=True):
        theta, inhibitory = expect.sequence(gate, 2, rule="A gate is (theta, inhibitory).")
        whole = round(expect.real(theta))
        expect.integer(theta, whole, rule="theta counts inputs: it is a whole number.", ask="Is yours an int?")
        mask = expect.array(inhibitory, (n,), "any", rule="NOT has one input and the other gates two.")
        expect.holds(
            np.isin(mask, (0, 1)).all(),
            rule="The mask holds truth values.",
            ask="Is your mask a list of positions instead?",
            subject=inhibitory,
        )


@pytest.mark.check(task="gate", points=3, catches=("names-in-any-case", "nand-and-xor-invented", "unknown-gate-is-or"))
def test_other_names_are_refused(student):
    """XOR, XNOR, NAND and names that are no gate are refused"""
    for name in (
        "XOR",
        "XNOR",
        "NAND",
        "IMPLIES",
        "X_AND_Y",
        "X_OR_NOT_Y",
        "Y_AND_NOT_X",
        "nor",
        "And",
        " OR",
        "X AND NOT Y",
        "",
    ):
        expect.raises(
            ValueError,
            student.gate,
            name,
            rule="Any name but the five is a ValueError: one unit cannot compute XOR, XNOR or NAND.",
            ask="What does your function do when none of its cases fits?",
        )
