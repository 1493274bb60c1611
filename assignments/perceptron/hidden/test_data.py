"""Hidden checks of the data: the bias column, the two clouds, and their posterior."""

import numpy as np
import pytest

from autograder import expect

NOT_NUMBERS = ([["a", "b"], ["c", "d"]], None, np.array([[1.0 + 2.0j, 3.0], [4.0, 5.0]]))


@pytest.mark.check(task="add_bias", points=1.5, catches=("bias-first", "bias-of-zeros", "bias-as-a-row"))
def test_any_size_gets_ones_last(student, rng):
    """Whatever the size, the rows stay as they are and a one follows each."""
    sizes = [(1, 1), (1, 4), (6, 1), (5, 3), (3, 5), (8, 2)]
    tables = [rng.normal(size=size) * 3 for size in sizes]
    tables.append(np.array([[1.0, 2.5, 1.0], [1.0, -0.5, 1.0]]))  # ones that are not the bias

    results = student.add_bias.map([(X,) for X in tables])

    for got, X in zip(results, tables, strict=True):
        wide = expect.array(
            got,
            (X.shape[0], X.shape[1] + 1),
            rule="(N, D) becomes (N, D + 1).",
            ask="What do you get for one row, and for one column?",
        )
        rule = "The first D columns are X, the last one holds ones."
        ask = "Which column of your result is all ones?"
        expect.close(got, np.c_[X, np.ones(len(wide))], rule=rule, ask=ask)


@pytest.mark.check(task="add_bias", points=1, catches=("bias-first", "bias-of-zeros", "bias-as-a-row"))
def test_bias_joins_any_real_type(student, rng):
    """Lists, integers and float32 come out as float64."""
    whole = rng.integers(-90, 91, (4, 3))
    single = rng.normal(size=(2, 5)).astype(np.float32)
    cases = [whole.tolist(), whole, tuple(map(tuple, whole.tolist())), (whole + 90).astype(np.uint8)]
    cases += [single, (single * 7)[:, ::2]]

    for got, X in zip(student.add_bias.map([(X,) for X in cases]), cases, strict=True):
        wide = np.c_[np.array(X, dtype=float), np.ones(len(X))]
        rule = "The result holds floats, the same numbers as X with ones behind them."
        ask = "Which dtype does your result have for a table of integers, and for one of float32?"
        expect.close(got, wide, rule=rule, ask=ask)
        expect.holds(np.asarray(got).dtype == np.float64, rule="Results are float64.", ask=ask, subject=got)


@pytest.mark.check(task="add_bias", points=1.5, catches=("bias-for-a-single-row",))
def test_bias_refuses_what_is_no_table(student, rng):
    """Anything but two dimensions is a ValueError, anything but real numbers a TypeError."""
    rule = "A wrong number of dimensions is a ValueError."
    for X in (rng.normal(size=5), rng.normal(size=(2, 3, 4)), 3.5):
        expect.raises(ValueError, student.add_bias, X, rule=rule, ask="What is X.ndim, and what may it be?")
    for X in NOT_NUMBERS:
        expect.raises(
            TypeError,
            student.add_bias,
            X,
            rule="Text, None and complex numbers are a TypeError.",
            ask="What is the dtype of np.asarray(X) for such an X?",
        )


def clouds(n, gap, seed):
    """Draw the two clouds in the order that the handout gives."""
    draws = np.random.default_rng(seed)
    near = draws.normal(0, 1, (n, 2))
    return near, draws.normal(gap, 1, (n, 2))


def draw(student, settings):
    """Call two_gaussians for each (n, gap, seed) and check its two shapes."""
    args = [(n, gap, np.random.default_rng(seed)) for n, gap, seed in settings]
    pairs = []
    for result, (n, _, _) in zip(student.two_gaussians.map(args), settings, strict=True):
        X, y = expect.sequence(result, 2, rule="Return X and y.")
        pairs.append((expect.array(X, (2 * n, 3), rule="X has 2n rows and 3 columns."), y))
    return pairs


@pytest.mark.check(
    task="two_gaussians",
    points=4,
    catches=("clouds-stacked", "far-cloud-first", "gap-on-one-axis", "gap-as-spread"),
)
def test_clouds_in_the_order_of_drawing(student, rng):
    """For any size, gap and generator the rows are those of the two draws, in turn."""
    settings = [
        (n, gap, int(rng.integers(2**32))) for n, gap in ((1, 2.25), (2, -1.7), (3, 0.4), (5, 3), (8, -6.5), (11, 40.0))
    ]

    pairs = draw(student, settings)

    for (X, _), setting in zip(pairs, settings, strict=True):
        near, far = clouds(*setting)
        rule = "Rows 0, 2, 4, … are the first draw and rows 1, 3, 5, … are the second, in order."
        ask = "Do the numbers come from the rng that was given? Which call comes first, and is there any other draw?"
        expect.close(X[0::2, :2], near, rule=rule, ask=ask)
        expect.close(X[1::2, :2], far, rule=rule, ask=ask)


@pytest.mark.check(
    task="two_gaussians",
    points=2.5,
    catches=("labels-swapped", "clouds-stacked", "labels-as-a-column"),
)
def test_labels_alternate(student, rng):
    """The labels alternate from +1, one for each row, and the last column is the bias."""
    settings = [(n, 1.3, int(rng.integers(2**32))) for n in (1, 2, 4, 7)]

    for (X, y), (n, _, _) in zip(draw(student, settings), settings, strict=True):
        expect.close(X[:, 2], np.ones(2 * n), rule="The last column of X holds ones.")
        expect.exact(
            y,
            [1, -1] * n,
            rule="y has shape (2n,): +1 for the cloud around the origin, -1 for the other.",
            ask="Print y.shape, and the labels of the first four rows.",
        )


@pytest.mark.check(task="two_gaussians", points=2.5, catches=("gap-on-one-axis", "gap-as-spread", "clouds-stacked"))
def test_gap_moves_one_cloud(student, rng):
    """With the same generator another gap moves the odd rows along both axes, and nothing else."""
    gaps, n = [0.0, 0.75, -2.5, 9.0], 6
    seed = int(rng.integers(2**32))

    start, *moved = [X for X, _ in draw(student, [(n, gap, seed) for gap in gaps])]

    for X, gap in zip(moved, gaps[1:], strict=True):
        shift = np.zeros((2 * n, 3))
        shift[1::2, :2] = gap
        expect.close(
            X,
            start + shift,
            rule="mean_gap is the mean of the second cloud, on both axes.",
            ask=("Draw twice with equal generators and gaps 0 and 1. Which entries differ, and by how much?"),
        )


def posterior(X):
    """Bayes' rule with the two densities, from squared distances."""
    near, far = (np.exp(-((np.asarray(X, float) - m) ** 2).sum(axis=1) / 2) for m in (0.0, 3.0))
    return near / (near + far)


@pytest.mark.check(
    task="bayes_posterior",
    points=2,
    catches=("posterior-of-minus-one", "posterior-halved", "posterior-as-label"),
)
def test_bayes_rule(student, rng):
    """The posterior is the first density over the sum of both."""
    tables = [rng.normal(1.5, 1.3, (n, 2)) for n in (1, 2, 3, 5, 40)]
    tables.append(
        np.array(
            [
                [4.0, -1.0],
                [-1.0, 4.0],
                [1.0, 2.0],
                [0.5, 2.5],
                [3.5, 1.25],
                [-3.0, -4.0],
                [7.0, 6.0],
            ]
        )
    )

    for got, X in zip(student.bayes_posterior.map([(X,) for X in tables]), tables, strict=True):
        expect.close(
            got,
            posterior(X),
            rule=("P(+1 given x) is the density of the first cloud over the sum of the two, one number a row."),
            ask="Where is the logit 0, and which sign has it at the origin?",
        )


@pytest.mark.check(task="bayes_posterior", points=1.5, catches=("posterior-as-label",))
def test_clouds_change_places(student, rng):
    """Seen from the other cloud's middle a point's two probabilities change places."""
    X = rng.uniform(0.5, 2.5, (25, 2))

    here, there, beyond = student.bayes_posterior.map([(X,), (3.0 - X,), (X + np.array([0.25, 0.75]),)])

    rule = "The clouds are alike but for their middle: P at x and at (3, 3) - x add up to 1."
    ask = "How should the value change on a walk from one middle to the other?"
    mine = expect.array(here, (25,), rule=rule, ask=ask)
    other = expect.array(there, (25,), rule=rule, ask=ask)
    expect.close(here, 1.0 - other, rule=rule, ask=ask)
    rule = "A step of (a, b) multiplies the odds by e to the -3(a + b)."
    after = expect.array(beyond, (25,), rule=rule, ask=ask)
    expect.holds(
        ((mine > 0) & (mine < 1) & (after > 0) & (after < 1)).all(),
        rule="Probabilities of finite points lie inside (0, 1).",
    )
    odds = after / (1 - after) * (1 - mine) / mine
    expect.holds(np.allclose(odds, np.exp(-3.0), rtol=1e-6, atol=0), rule=rule, ask=ask, subject=beyond)


@pytest.mark.check(
    task="bayes_posterior", points=1.5, catches=("posterior-of-wide-rows", "posterior-of-minus-one", "posterior-halved")
)
def test_posterior_of_any_real_type(student, rng):
    """Lists, integers and float32 are promoted; a single point, three columns or other things are refused."""
    whole = np.array([[0, 0], [1, 2], [3, -1], [2, 2], [-1, 5]])
    single = rng.normal(1.5, 1.0, (4, 2)).astype(np.float32)
    cases = [whole.tolist(), whole, whole.astype(np.int8), single]

    for got, X in zip(student.bayes_posterior.map([(X,) for X in cases]), cases, strict=True):
        expect.close(got, posterior(X), rule="Integers and float32 are computed with as float64.")
    points = rng.normal(size=(2, 4, 2))
    for X in (points[0, 0], points, points[0, :, :1], np.c_[points[0], np.ones(4)]):
        expect.raises(
            ValueError,
            student.bayes_posterior,
            X,
            rule="X is (N, 2), without a bias column; anything else is a ValueError.",
            ask="What is X.ndim for one point? And what becomes of a third column?",
        )
    for X in NOT_NUMBERS:
        expect.raises(
            TypeError,
            student.bayes_posterior,
            X,
            rule="Text, None and complex numbers are a TypeError.",
        )
