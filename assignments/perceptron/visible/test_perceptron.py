"""Visible checks: the numbers worked out in the handout."""

import numpy as np
import pytest

from autograder import expect

BITS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
ROWS = np.column_stack([BITS, np.ones(4)])
AND, OR, NAND, NOR, XOR = (
    np.array(labels, dtype=float)
    for labels in (
        [-1, -1, -1, 1],
        [-1, 1, 1, 1],
        [1, 1, 1, -1],
        [1, -1, -1, -1],
        [-1, 1, 1, -1],
    )
)


@pytest.mark.check(task="add_bias", points=2, catches=("bias-first", "bias-of-zeros", "bias-as-a-row"))
def test_ones_are_appended(student):
    """The truth table gets a column of ones on its right."""
    got = student.add_bias(BITS)

    expect.close(
        got,
        ROWS,
        rule="Row i of the result is row i of X, then 1.",
        ask="What is the shape of your result for a (4, 2) table, and which column holds the ones?",
    )


@pytest.mark.check(
    task="two_gaussians",
    points=3,
    catches=("labels-swapped", "clouds-stacked", "far-cloud-first", "gap-on-one-axis"),
)
def test_four_points(student):
    """Two points of each cloud, drawn with default_rng(1), are those of the handout."""
    X, y = expect.sequence(student.two_gaussians(2, 3.0, np.random.default_rng(1)), 2)

    expect.close(
        X,
        [
            [0.34558419, 0.82161814, 1.0],
            [3.90535587, 3.44637457, 1.0],
            [0.33043708, -1.30315723, 1.0],
            [2.46304676, 3.5811181, 1.0],
        ],
        rtol=0,
        atol=1e-7,
        rule="Even rows are rng.normal(0, 1, (n, 2)), odd rows rng.normal(mean_gap, 1, (n, 2)); a 1 ends each.",
        ask="Do the numbers come from the rng that was given, in these two draws? In which rows does each end up?",
    )
    expect.exact(
        y,
        [1, -1, 1, -1],
        rule="The cloud around the origin is labelled +1.",
        ask="What is the label of row 0, and what is the shape of y?",
    )


@pytest.mark.check(task="predict", points=3, catches=("zero-is-minus-one", "zero-one-predictions"))
def test_and_by_its_weights(student):
    """The weights (3, 2, -4) compute AND, and (2, 2, -2) compute OR: a score of 0 is +1."""
    got = student.predict.map([(ROWS, np.array([3.0, 2.0, -4.0])), (ROWS, np.array([2.0, 2.0, -2.0]))])

    for labels, want in zip(got, (AND, OR), strict=True):
        expect.exact(
            labels,
            want,
            rule="The prediction is +1 where w·x >= 0 and -1 everywhere else.",
            ask="Write down the four scores. What does yours answer below 0, at exactly 0 and above?",
        )


@pytest.mark.check(
    task="perceptron_step",
    points=4,
    catches=(
        "step-strict",
        "step-only-if-predicted-wrong",
        "step-moves-away",
        "step-forgets-label",
        "step-keeps-bias",
    ),
)
def test_one_sample(student):
    """A sample moves zero weights, seen again it doesn't, and its opposite moves them back."""
    x, zero, moved = np.array([1.0, 0.0, 1.0]), np.zeros(3), np.array([1.0, 0.0, 1.0])
    steps = [
        ((zero, x, 1), moved, True),
        ((moved, x, 1), moved, False),
        ((moved, x, -1), zero, True),
        ((zero, x, -1), -moved, True),
    ]

    for result, (_, want, changed) in zip(
        student.perceptron_step.map([args for args, _, _ in steps]), steps, strict=True
    ):
        w, updated = expect.sequence(result, 2, rule="Return the weights and whether they changed.")
        rule = "Where y (w·x) <= 0 the new weights are w + y x; elsewhere they stay as they are."
        ask = "What is y (w·x) for this sample, does that call for an update, and what is w + y x?"
        expect.close(w, want, rule=rule, ask=ask)
        expect.boolean(updated, changed, rule=rule, ask=ask)


@pytest.mark.check(
    task="perceptron_train",
    points=4.5,
    catches=("train-strict", "one-count-for-all", "final-epoch-not-recorded", "batch-update"),
)
def test_gates_are_learned(student):
    """AND, OR, NAND and NOR are learned from zero weights with the handout's histories."""
    slow, fast = [2, 3, 3, 2, 2, 3, 2, 1, 0], [3, 1, 2, 2, 1, 0]
    gates = [
        (AND, [3.0, 2.0, -4.0], slow),
        (OR, [2.0, 2.0, -1.0], fast),
        (NAND, [-3.0, -2.0, 4.0], slow),
        (NOR, [-2.0, -2.0, 1.0], fast),
    ]

    results = student.perceptron_train.map([(ROWS, labels) for labels, _, _ in gates])

    for result, (_, want, counts) in zip(results, gates, strict=True):
        w, history, converged = expect.sequence(result, 3)
        expect.exact(
            history,
            counts,
            rule="The history holds the number of changes of each epoch, the last of them 0.",
            ask="Follow OR with the table in the handout. In which line do you part from it?",
        )
        expect.close(
            w,
            want,
            rule="w grows by y x at every mistake, row after row.",
            ask="Follow OR with the table in the handout. In which line do you part from it?",
        )
        expect.boolean(converged, True, rule="An epoch without a change means convergence.")


@pytest.mark.check(task="perceptron_train", points=2.5, catches=("always-converged", "restarts-at-mistake"))
def test_xor_goes_in_circles(student):
    """XOR changes four times in every epoch and ends at zero; with the feature uv it is learned."""
    features = np.column_stack([BITS, BITS[:, 0] * BITS[:, 1], np.ones(4)])

    circle, learned = student.perceptron_train.map([(ROWS, XOR, 7), (features, XOR)])

    w, history, converged = expect.sequence(circle, 3)
    rule = "Without a separating line no epoch is without a change, and XOR's changes cancel."
    ask = "Print w after each row of one epoch of XOR. Where does it end?"
    expect.exact(history, [4] * 7, rule=rule, ask=ask)
    expect.close(w, np.zeros(3), rule=rule, ask=ask)
    expect.boolean(converged, False, rule=rule, ask="When may you say that training has converged?")
    w, history, converged = expect.sequence(learned, 3)
    expect.exact(
        history,
        [4, 4, 4, 4, 3, 1, 2, 3, 1, 2, 1, 0],
        rule="With features (u, v, uv, 1) XOR takes 12 epochs and 29 updates.",
    )
    expect.close(w, [2.0, 2.0, -5.0, -1.0], rule="w is the sum of the samples added on the way.")
    expect.boolean(converged, True, rule="An epoch without a change means convergence.")


@pytest.mark.check(task="perceptron_train", points=2)
def test_two_clouds_are_separated(student):
    """On the two clouds drawn with default_rng(1) training takes 4 epochs and 18 updates."""
    draws = np.random.default_rng(1)
    X = np.ones((200, 3))
    X[0::2, :2] = draws.normal(0, 1, (100, 2))
    X[1::2, :2] = draws.normal(3, 1, (100, 2))
    y = np.tile([1.0, -1.0], 100)

    w, history, converged = expect.sequence(student.perceptron_train(X, y), 3)

    expect.exact(history, [12, 5, 1, 0], rule="The changes per epoch are those of a sweep in row order.")
    expect.close(w, [-3.6427, -2.3119, 8.0], rtol=0, atol=1e-4, rule="The weights start at zero.")
    expect.boolean(converged, True, rule="An epoch without a change means convergence.")


@pytest.mark.check(
    task="margin",
    points=3,
    catches=("margin-not-normalised", "margin-without-bias", "margin-unsigned"),
)
def test_margin_of_or(student):
    """For OR the weights (2, 2, -1) have margin 1/3, and for AND -1/3."""
    w = np.array([2.0, 2.0, -1.0])

    right, double, wrong = student.margin.map([(ROWS, OR, w), (ROWS, OR, 2 * w), (ROWS, AND, w)])

    rule = "The margin is the smallest y (w·x), divided by the length of all of w."
    expect.number(
        right, 1 / 3, rule=rule, ask="What are the four y (w·x)? Which is divided, and by the length of what?"
    )
    expect.number(double, 1 / 3, rule=rule, ask="Do 2w and w describe different boundaries?")
    expect.number(
        wrong,
        -1 / 3,
        rule="A sample on the wrong side makes the margin negative.",
        ask="What are the four y (w·x), with their signs? Which of them is the smallest?",
    )


@pytest.mark.check(
    task="mistake_bound",
    points=3,
    catches=("bound-not-squared", "bound-upside-down", "bound-of-mean-length"),
)
def test_bounds_of_the_gates(student):
    """The bounds are 27 for OR by (2, 2, -1), and for AND 87 by (3, 2, -4), 51 by (2, 2, -3)."""
    cases = [
        (OR, [2.0, 2.0, -1.0], 27.0),
        (AND, [3.0, 2.0, -4.0], 87.0),
        (AND, [2.0, 2.0, -3.0], 51.0),
    ]

    bounds = student.mistake_bound.map([(ROWS, labels, np.array(w)) for labels, w, _ in cases])

    for bound, (_, _, want) in zip(bounds, cases, strict=True):
        expect.number(
            bound,
            want,
            rule="The bound is the longest row's length over the margin, squared.",
            ask="Which row is the longest? What are its length and the margin, and what is their quotient, squared?",
        )


@pytest.mark.check(
    task="bayes_posterior",
    points=3,
    catches=("posterior-of-minus-one", "posterior-halved", "posterior-as-label"),
)
def test_known_probabilities(student):
    """P(+1) is 0.5 at (1.5, 1.5), 0.95257413 at (1, 1) and 0.99987661 at the origin."""
    got = student.bayes_posterior(np.array([[1.5, 1.5], [1.0, 1.0], [0.0, 0.0], [2.0, 2.0]]))

    expect.close(
        got,
        [0.5, 0.9525741268, 0.9998766054, 0.0474258732],
        rtol=0,
        atol=1e-9,
        rule="P(+1 given x) is the sigmoid of 9 - 3 x1 - 3 x2.",
        ask="What is 9 - 3 x1 - 3 x2 at each of the four points, and what does the sigmoid make of it?",
    )
