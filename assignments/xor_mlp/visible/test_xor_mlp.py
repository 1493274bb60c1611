"""What the lecture notes and the handout work out by hand."""

import itertools

import numpy as np
import pytest

from autograder import expect

XOR = np.array([0, 1, 1, 0])


def rows(n):
    """Return the truth table's inputs in binary order, first column most significant."""
    return np.array(list(itertools.product((0, 1), repeat=n)))


def network(got, n, units):
    """Return W1, b1, w2, b2 of a network with that many inputs and hidden units."""
    rule = "A network is the four values W1 (hidden units, inputs), b1, w2 (hidden units,) and the number b2."
    W1, b1, w2, b2 = expect.sequence(got, 4, rule=rule)
    W1 = expect.array(W1, (units, n), "any", rule=f"W1 has {units} rows of {n} weights.")
    b1 = expect.array(b1, (units,), "any", rule="Every hidden unit has one bias.")
    w2 = expect.array(w2, (units,), "any", rule="The output unit has one weight for each hidden unit.")
    single = isinstance(b2, np.ndarray) and b2.size == 1
    b2 = expect.real(b2.reshape(()) if single else b2, rule="The output unit has one bias.")
    return W1.astype(float), b1.astype(float), w2.astype(float), b2


def run(net, X):
    """Run X through threshold units that fire at scores >= 0."""
    W1, b1, w2, b2 = net
    return ((X @ W1.T + b1 >= 0) @ w2 + b2 >= 0).astype(int)


def computes(got, table, units):
    """Require a network of that many hidden units whose truth table is `table`."""
    n = len(table).bit_length() - 1
    out = run(network(got, n, units), rows(n))
    wrong = np.flatnonzero(out != table)
    wanted = [int(value) for value in table]
    where = f" On row {rows(n)[wrong[0]]} yours gives {out[wrong[0]]}." if wrong.size else ""
    expect.holds(
        wrong.size == 0,
        rule=f"With threshold units the truth table should be {wanted}.{where}",
        ask="Work the hidden units and then the output unit's score out by hand for that row.",
        subject=got,
    )


@pytest.mark.check(task="step", points=1.5, catches=("step-zero-is-off", "step-minus-one"))
def test_step_of_five_numbers(student):
    """A unit fires at a score of zero and above, and gives 0 below."""
    scores = [-2.0, -0.5, 0.0, 0.5, 2.0]

    got = student.step(scores)

    ask = "The notes write: 1 when the score is >= 0, 0 else. What does yours give below 0, at 0 and above?"
    expect.exact(got, [0, 0, 1, 1, 1], rule="step([-2, -0.5, 0, 0.5, 2]) is [0, 0, 1, 1, 1].", ask=ask)
    expect.exact(student.step(0.0), 1, rule="step(0) is 1.", ask=ask)


@pytest.mark.check(task="xor_constraints", points=2, catches=("constraints-printed-le", "constraints-fires"))
def test_constraints_of_four_units(student):
    """Each of four units meets the inequalities that the handout says, and no others."""
    units = {
        (-1, 1, 1): [1, 1, 1, 0],
        (0, 0, 0): [0, 1, 1, 0],
        (-2, 3, -1): [1, 0, 1, 0],
        (-1, 1, 0): [1, 0, 1, 0],
    }

    for weights, wanted in units.items():
        expect.exact(
            student.xor_constraints(*weights),
            wanted,
            rule="The four inequalities belong to the rows 00, 01, 10, 11, in that order.",
            ask="Take the first entry that differs: what is the score of its row, and what does the table ask of it?",
        )


@pytest.mark.check(task="xor_features", points=1.5, catches=("features-sum",))
def test_features_of_the_four_rows(student):
    """The third feature is on only where both inputs are."""
    expect.exact(
        student.xor_features(rows(2)),
        [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]],
        rule="(u, v) becomes (u, v, uv).",
        ask="What is u times v on each of the four rows?",
    )


@pytest.mark.check(task="minterm_layer", points=3, catches=("minterm-bias-n", "minterm-zero-weights"))
def test_minterms_of_two_inputs(student):
    """With two inputs each of four hidden units fires on its own row and on no other."""
    W, b = expect.sequence(student.minterm_layer(2), 2, rule="minterm_layer returns W and b.")
    W = expect.exact(
        W,
        [[-1, -1], [-1, 1], [1, -1], [1, 1]],
        rule="Row k of W has +1 where row k of the truth table has 1, and -1 where it has 0.",
        ask="Which weights give row k the highest score of all rows?",
    )
    bias = expect.array(b, (4,), "any", rule="Every hidden unit has one bias.")

    fires = rows(2) @ W.T + bias >= 0

    expect.holds(
        np.array_equal(fires, np.eye(4, dtype=bool)),
        rule="The rows h1 to h4 of the notes' table: a single 1 in every row and column.",
        ask=(
            "What score does unit 01 give to rows 01 and 11 before its bias is added? The bias must separate the two."
        ),
        subject=b,
    )


@pytest.mark.check(task="boolean_mlp", points=3, catches=("boolean-output-bias", "boolean-always-on"))
def test_all_functions_of_two_inputs(student):
    """Four hidden units and an output unit compute every one of the 16 functions of two inputs."""
    tables = list(itertools.product((0, 1), repeat=4))

    for table, got in zip(tables, student.boolean_mlp.map([(list(t),) for t in tables]), strict=True):
        computes(got, np.array(table), units=4)


@pytest.mark.check(task="dnf_mlp", points=3, catches=("dnf-keeps-all-rows",))
def test_xor_and_parity_of_three(student):
    """XOR takes two hidden units and the parity of three inputs takes four, one per true row."""
    parity = rows(3).sum(axis=1) % 2

    computes(student.dnf_mlp(XOR), XOR, units=2)
    computes(student.dnf_mlp(parity), parity, units=4)


@pytest.mark.check(task="mlp_forward", points=3, catches=("forward-linear-hidden",))
def test_forward_by_hand(student):
    """The network of the handout gives the outputs worked out there."""
    W1, b1 = [[1.0, 1.0], [2.0, -1.0], [-1.0, 3.0]], [-1.0, 0.5, -2.5]
    X = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.5]]

    got = student.mlp_forward(X, W1, b1, [2.0, -1.0, 0.5], -1.0)

    expect.exact(
        got,
        [0, 1, 1, 0],
        rule="Hidden units fire at scores >= 0, and the output unit sees only which of them fired.",
        ask="Take the first row that differs: what are its three hidden outputs, and the score of the output unit?",
    )


@pytest.mark.check(task="xor_unit", points=2.5, catches=("unit-is-or",))
def test_unit_computes_xor(student):
    """Two hidden units and an output unit compute XOR."""
    computes(student.xor_unit(), XOR, units=2)


@pytest.mark.check(task="parity_deep", points=3, catches=("parity-layers-single", "parity-is-or"))
def test_parity_of_two_and_four(student):
    """The parity of 2 inputs takes 3 units in 2 layers, that of 4 inputs 9 units in 4 layers."""
    for n, counts in ((2, (3, 2)), (4, (9, 4))):
        out, units, layers = expect.sequence(
            student.parity_deep(rows(n)), 3, rule="parity_deep returns outputs, units and layers."
        )
        expect.exact(
            out,
            rows(n).sum(axis=1) % 2,
            rule="The output is 1 where an odd number of inputs is 1.",
            ask="Follow the first row that differs through the tree. What leaves each block?",
        )
        expect.integer(units, counts[0], rule="An XOR block has three units.", ask="How many blocks are there?")
        expect.integer(
            layers,
            counts[1],
            rule="A block is two layers deep.",
            ask="How often are the signals paired?",
        )


@pytest.mark.check(task="units_shallow", points=1, catches=("shallow-all-rows", "shallow-no-output"))
def test_shallow_counts(student):
    """The shallow network for parity of 2, 4, 8 and 16 inputs has 3, 9, 129 and 32769 units."""
    for n, units in ((2, 3), (4, 9), (8, 129), (16, 32769)):
        expect.integer(
            student.units_shallow(n),
            units,
            rule="One hidden unit for each true row of parity, and the output unit.",
            ask="On how many of the 2**n rows is parity true?",
        )


@pytest.mark.check(task="units_deep", points=1, catches=("deep-two-per-block",))
def test_deep_counts(student):
    """The tree for parity of 2, 4, 8 and 16 inputs has 3, 9, 21 and 45 units."""
    for n, units in ((2, 3), (4, 9), (8, 21), (16, 45)):
        expect.integer(
            student.units_deep(n),
            units,
            rule="Each XOR block has three units and turns two signals into one.",
            ask="How many blocks does it take until one signal is left?",
        )


@pytest.mark.check(task="box_classifier", points=2, catches=("box-open", "box-any-side"))
def test_box_of_the_handout(student):
    """Points inside the box and on its edge are 1, points off any of its four sides are 0."""
    X = [[2.0, 0.5], [0.5, 0.5], [4.5, 0.5], [2.0, -1.5], [2.0, 3.0], [1.0, 0.0], [4.0, 2.5]]

    expect.exact(
        student.box_classifier(X, 1.0, 4.0, -1.0, 2.5),
        [1, 0, 0, 0, 0, 1, 1],
        rule="All four half-planes must agree, and an edge belongs to the box.",
        ask="Take the first point that differs. Which of the four units fire for it, and does it lie on an edge?",
    )


@pytest.mark.check(task="train_xor", points=2, catches=("train-loss-after", "train-sum-gradient"))
def test_two_training_steps(student):
    """Two steps of a two-unit network from seed 0 give the losses and weights of the handout."""
    got = expect.sequence(student.train_xor(2, 0.5, 2, np.random.default_rng(0)), 5, rule="There are five results.")
    W1, b1, w2, b2, losses = got

    losses = expect.array(losses, (2,), "any", rule="There is one loss for each update.")
    expect.close(
        np.asarray(losses, float),
        [0.6934520682, 0.6933168826],
        rtol=0,
        atol=1e-8,
        rule="losses[t] is the mean cross-entropy before update t.",
        ask="Do the numbers come from the rng that was given, W1 before w2? To which weights does losses[0] belong?",
    )
    wanted = [[0.12531085, -0.13261872], [0.6410729, 0.10670252]]
    ask = "Compute the gradient for one weight by a difference quotient of your loss. Does it agree?"
    expect.close(W1, wanted, 0, 1e-7, rule="W1 after two updates is as in the handout.", ask=ask)
    expect.close(
        b1,
        [-0.00148088, 0.00139113],
        0,
        1e-7,
        rule="b1 after two updates is as in the handout.",
        ask=ask,
    )
    expect.close(
        w2,
        [-0.52962638, 0.36871064],
        0,
        1e-7,
        rule="w2 after two updates is as in the handout.",
        ask=ask,
    )
    single = isinstance(b2, np.ndarray) and b2.size == 1
    b2 = b2.reshape(()) if single else b2
    expect.number(b2, 0.01214927, 0, 1e-7, rule="b2 after two updates is as in the handout.", ask=ask)


@pytest.mark.check(task="train_xor", points=2, catches=("train-hidden-frozen", "train-uphill"))
def test_four_units_learn_xor(student):
    """Four hidden units learn XOR within 100 steps from seed 61."""
    W1, b1, w2, b2, losses = expect.sequence(
        student.train_xor(4, 20.0, 100, np.random.default_rng(61)), 5, rule="There are five results."
    )
    W1, b1 = expect.array(W1, (4, 2)), expect.array(b1, (4,))
    w2 = expect.array(w2, (4,))
    b2 = expect.real(b2.reshape(()) if isinstance(b2, np.ndarray) and b2.size == 1 else b2)

    hidden = 1 / (1 + np.exp(-np.clip(rows(2) @ W1.T + b1, -500, 500)))
    right = (hidden @ w2 + b2 > 0) == XOR.astype(bool)

    expect.holds(
        right.all(),
        rule=(f"All four rows should end on the right side of one half; yours has {int(right.sum())} right."),
        ask=("Plot the losses. Do they fall, and do all four groups of weights change from step to step?"),
        subject=w2,
    )
    losses = expect.array(losses, (100,), "any", rule="There is one loss for each update.").astype(float)
    expect.holds(
        0 < losses[-1] < 0.05,
        rule="The last loss is below 0.05, and above 0: no output of a sigmoid is ever quite 1.",
        ask="Plot the losses. Where do they end?",
    )
    expect.holds(
        (np.diff(losses[-30:]) < 0).all(),
        rule="Each of the last 30 losses is smaller than the one before.",
        ask="Does your training go on for as many steps as were asked for?",
    )
