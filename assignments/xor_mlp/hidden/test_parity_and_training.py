"""Hidden checks of the parity tree, the counts of units and the trained network."""

import numpy as np
import pytest

from autograder import expect


def parity_parts(got):
    """Return outputs, units and layers."""
    return expect.sequence(got, 3, rule="parity_deep returns the outputs, the number of units, the number of layers.")


@pytest.mark.check(task="parity_deep", points=3, catches=("parity-is-or", "parity-first-block", "parity-even"))
def test_parity_of_random_rows(student, rng):
    """The output is 1 for an odd number of ones, for 2, 4, 8 and 16 inputs."""
    cases = [rng.integers(0, 2, (rows, n)) for n in (4, 2, 8, 16) for rows in (1, 3, 5, 14)]
    cases += [np.eye(16, dtype=int)[:9], np.tri(8, dtype=float), [[0, 1, 1, 1], [1, 0, 0, 1]]]

    for X, got in zip(cases, student.parity_deep.map([(X,) for X in cases]), strict=True):
        expect.exact(
            parity_parts(got)[0],
            np.asarray(X).sum(axis=1).astype(int) % 2,
            rule="The output for a row is 1 if an odd number of its inputs is 1.",
            ask="Draw the tree for eight inputs. Does every input reach the last block?",
        )


@pytest.mark.check(task="parity_deep", points=2, catches=("parity-counts-blocks", "parity-shallow-units"))
def test_parity_units(student, rng):
    """The number of units counts every unit of every block, whatever the number of rows."""
    cases = [rng.integers(0, 2, (rows, n)) for n, rows in ((4, 1), (2, 5), (8, 3), (16, 2), (32, 4))]

    for X, got in zip(cases, student.parity_deep.map([(X,) for X in cases]), strict=True):
        expect.integer(
            parity_parts(got)[1],
            3 * (X.shape[1] - 1),
            rule="A tree over n inputs has n - 1 blocks of three units.",
            ask=("How many blocks does each level have for eight inputs, and how many are there together?"),
        )


@pytest.mark.check(task="parity_deep", points=2, catches=("parity-layers-single", "parity-layers-chain"))
def test_parity_layers(student, rng):
    """The number of layers grows with the logarithm of the number of inputs."""
    cases = [rng.integers(0, 2, (rows, n)) for n, rows in ((4, 1), (2, 5), (8, 3), (16, 2), (32, 4))]

    for X, got in zip(cases, student.parity_deep.map([(X,) for X in cases]), strict=True):
        expect.integer(
            parity_parts(got)[2],
            2 * (X.shape[1].bit_length() - 1),
            rule=("Every level of the tree is a hidden and an output layer, and halves the number of signals."),
            ask="Through how many units does a signal pass from the first input to the output?",
        )


@pytest.mark.check(task="parity_deep", points=1, catches=("parity-any-size",))
def test_parity_refuses_other_sizes(student):
    """A number of inputs that is not a power of two is refused, and so is what is not numeric."""
    for X in (
        np.ones((3, 3)),
        np.ones((2, 6)),
        np.zeros((5, 12)),
        np.ones((4, 1)),
        np.array([0, 1, 1, 0]),
        np.ones((2, 2, 4)),
    ):
        expect.raises(
            ValueError,
            student.parity_deep,
            X,
            rule="X is 2-D and its number of columns is 2, 4, 8, …; anything else is a ValueError.",
            ask="What becomes of the third signal when there are three?",
        )
    for X in ([["a", "b"]], [[None, 1.0]], np.array([[1j, 1.0]])):
        expect.raises(
            TypeError,
            student.parity_deep,
            X,
            rule="Text, None and complex numbers are a TypeError.",
            ask="Which dtype does np.asarray give for them?",
        )


@pytest.mark.check(
    task="units_shallow",
    points=1,
    catches=("shallow-all-rows", "shallow-no-output", "shallow-square"),
)
def test_shallow_counts_up_to_twelve(student):
    """One more input doubles the number of hidden units."""
    for n, got in enumerate(student.units_shallow.map([(n,) for n in range(2, 13)]), start=2):
        expect.integer(
            got,
            2 ** (n - 1) + 1,
            rule="Half of the 2**n rows are true; the output unit comes on top.",
            ask="How many rows of the truth table of three inputs hold an odd number of ones?",
        )


@pytest.mark.check(task="units_shallow", points=1, catches=("shallow-overflow", "shallow-no-output"))
def test_shallow_counts_are_whole(student):
    """The count stays an exact whole number when it is too large for the digits of a float."""
    sizes = (7, 40, 54, 60)

    for n, got in zip(sizes, student.units_shallow.map([(n,) for n in sizes]), strict=True):
        expect.integer(
            got,
            2 ** (n - 1) + 1,
            rule="A number of units is a whole number, of an integer type, and exact.",
            ask="What is float(2**59) + 1 - float(2**59)?",
        )


@pytest.mark.check(task="units_deep", points=1, catches=("deep-two-per-block", "deep-one-block-more"))
def test_deep_counts_up_to_twelve(student):
    """One more input costs three more units."""
    for n, got in enumerate(student.units_deep.map([(n,) for n in range(2, 13)]), start=2):
        expect.integer(
            got,
            3 * (n - 1),
            rule="Every block turns two signals into one and has three units.",
            ask="How many blocks join four signals into one?",
        )


@pytest.mark.check(task="units_deep", points=1, catches=("deep-n-log-n", "deep-two-per-block"))
def test_deep_counts_are_linear(student):
    """Twice as many inputs take twice as many units, and three more."""
    sizes = (32, 64, 250, 500)

    small, double, large, larger = (
        expect.integer(
            got,
            3 * (n - 1),
            rule="The number of units grows linearly with the number of inputs.",
            ask="How many blocks does the first level have, the second, the third?",
        )
        for n, got in zip(sizes, student.units_deep.map([(n,) for n in sizes]), strict=True)
    )
    expect.holds(double == 2 * small + 3 and larger == 2 * large + 3)


TRAINING = ((3, 0.37, 4, 11), (5, 2.7, 5, 12), (2, 1, 3, 13), (1, 0.9, 5, 14))


def trained(function, runs):
    """Return the five results for each (n_hidden, eta, n_steps, seed)."""
    results = function.map([(h, eta, steps, np.random.default_rng(seed)) for h, eta, steps, seed in runs])
    rule = "train_xor returns W1, b1, w2, b2 and the losses."
    return [expect.sequence(got, 5, rule=rule) for got in results]


def bias(b2):
    """Return the output bias as something `expect` takes for a number."""
    return b2.reshape(()) if isinstance(b2, np.ndarray) and b2.size == 1 else b2


@pytest.mark.check(
    task="train_xor",
    points=3.5,
    catches=(
        "train-sum-gradient",
        "train-squared-error",
        "train-one-row-at-a-time",
        "train-output-first",
        "train-no-hidden-slope",
        "train-extra-slope",
        "train-biases-frozen",
        "train-slope-of-sigmoid-twice",
        "train-hidden-frozen",
        "train-uphill",
    ),
)
def test_training_steps(student, reference, rng):
    """After several updates all weights and biases are those of batch gradient descent."""
    runs = [(h, eta, steps, int(rng.integers(2**31))) for h, eta, steps, _ in TRAINING]
    wanted = trained(reference.train_xor, runs)

    for want, got in zip(wanted, trained(student.train_xor, runs), strict=True):
        rule = "Each update takes eta times the gradient of the mean cross-entropy over all four rows, all at once."
        ask = "Do one update, and compare each part with a central difference of your loss before it."
        for right, mine in zip(want[:3], got[:3], strict=True):
            expect.close(mine, right, 1e-9, 1e-11, rule=rule, ask=ask)
        expect.number(bias(got[3]), float(want[3]), 1e-9, 1e-11, rule=rule, ask=ask)


@pytest.mark.check(
    task="train_xor",
    points=2.5,
    catches=("train-loss-after", "train-loss-summed", "train-squared-error", "train-log-base-two"),
)
def test_training_losses(student, reference, rng):
    """The losses are mean cross-entropies, each taken before its update."""
    runs = [(h, eta, steps, int(rng.integers(2**31))) for h, eta, steps, _ in TRAINING]
    wanted = trained(reference.train_xor, runs)

    for want, got in zip(wanted, trained(student.train_xor, runs), strict=True):
        losses = expect.array(got[4], np.shape(want[4]), "any", rule="There is one loss for each update.")
        expect.close(
            losses.astype(float),
            want[4],
            1e-9,
            1e-11,
            rule=("losses[t] is the mean over the four rows of the binary cross-entropy before update t."),
            ask="If the output were one half on every row, what should the loss be?",
        )


@pytest.mark.check(
    task="train_xor",
    points=2,
    catches=("train-output-drawn-first", "train-random-biases", "train-small-start"),
)
def test_training_start(student, rng):
    """Training starts from the drawn weights, in the order asked, and from zero biases."""
    runs = [(h, 1e-9, 1, int(rng.integers(2**31))) for h in (1, 2, 4, 7)]

    for (h, _, _, seed), got in zip(runs, trained(student.train_xor, runs), strict=True):
        draws = np.random.default_rng(seed)
        rule = "W1 is rng.normal(size=(n_hidden, 2)), then w2 is rng.normal(size=n_hidden); biases start at 0."
        ask = "With a very small eta, what should train_xor return, and what does it return?"
        expect.close(got[0], draws.normal(size=(h, 2)), 0, 1e-7, rule=rule, ask=ask)
        expect.close(got[1], np.zeros(h), 0, 1e-7, rule=rule, ask=ask)
        expect.close(got[2], draws.normal(size=h), 0, 1e-7, rule=rule, ask=ask)
        expect.number(bias(got[3]), 0.0, 0, 1e-7, rule=rule, ask=ask)
