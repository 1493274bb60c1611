"""Hidden checks of learning: training, margins, and the bound on mistakes."""

import numpy as np
import pytest

from autograder import expect

SIZES = [(7, 4), (5, 3), (3, 2), (9, 3), (4, 6), (6, 2), (1, 3), (2, 5)]
AND_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
AND_Y = np.array([-1.0, -1.0, -1.0, 1.0])
ANY_TYPE_RULE = "Integers and float32 are computed with as float64; (N, 1) labels count as (N,)."


def margin_of(X, y, w):
    """The smallest y (w·x) over the length of w, in float64."""
    X, w = np.array(X, float), np.array(w, float)
    return (np.array(y, float).ravel() * (X @ w)).min() / np.sqrt((w**2).sum())


def longest_squared(X):
    """The largest squared length of a row, in float64."""
    return (np.array(X, float) ** 2).sum(axis=1).max()


def lattice(rng, n, d):
    """Multiples of a half: sums are exact and scores of 0 are frequent."""
    return rng.integers(-6, 7, (n, d)) / 2, rng.choice([-1.0, 1.0], n)


def separated(rng, n, d, gap=0.3):
    """Random rows pushed by `gap` away from a random boundary: X, y, w_star."""
    w = rng.normal(size=d) * rng.uniform(0.3, 4)
    X = rng.normal(size=(n, d)) * 2
    y = np.where(X @ w >= 0, 1.0, -1.0)
    return X + gap * y[:, None] * w / np.linalg.norm(w), y, w


def judge_runs(student, cases, wanted, rule, ask):
    """Compare the training of every tuple of arguments with the wanted (w, history, converged)."""
    for result, want in zip(student.perceptron_train.map(cases), wanted, strict=True):
        judge_run(result, want, rule, ask)


def judge_run(result, want, rule, ask=""):
    """Compare one run with the wanted (w, history, converged)."""
    w, history, converged = expect.sequence(result, 3, rule="Return w, the history and whether it converged.")
    expect.exact(history, want[1], rule=rule, ask=ask)
    expect.close(w, want[0], rule=rule, ask=ask)
    expect.holds(np.asarray(w).dtype == np.float64, rule="The weights are float64.", ask=ask, subject=w)
    expect.boolean(converged, bool(want[2]), rule=rule, ask=ask)


@pytest.mark.check(
    task="perceptron_train",
    points=3,
    catches=(
        "train-strict",
        "train-moves-away",
        "train-keeps-bias",
        "one-count-for-all",
        "batch-update",
        "restarts-at-mistake",
        "counts-errors-afterwards",
        "train-by-prediction",
    ),
)
def test_sweeps_from_zero(student, reference, rng):
    """From zero weights every sweep takes the rows in order, each with the latest weights."""
    cases = [(*lattice(rng, n, d), 3) for n, d in SIZES]
    cases += [(X, y, 4) for X, y, _ in (separated(rng, n, d) for n, d in SIZES[:4])]
    X, y = lattice(rng, 4, 3)
    X[2] = 0.0
    cases.append((np.vstack([X, X, X]), np.concatenate([y, y, -y]), 3))  # rows that come again, one at the origin
    X, y, _ = cases[0]
    cases.append((X * 2.0**-50, y, 3))  # scores far below any tolerance

    wanted = [reference.perceptron_train(*case) for case in cases]

    judge_runs(
        student,
        cases,
        wanted,
        "At each row in turn, a mistake adds y x at once; each epoch counts its own changes.",
        "Follow two epochs on three rows by hand, then print w after each row. Where do you part?",
    )


@pytest.mark.check(
    task="perceptron_train",
    points=2.5,
    catches=("start-ignored", "train-moves-away", "train-keeps-bias"),
)
def test_sweeps_from_other_weights(student, reference, rng):
    """Training goes on from the weights that are handed in."""
    cases = []
    for n, d in SIZES:
        X, y = lattice(rng, n, d)
        cases.append((X, y, 3, rng.integers(-9, 10, d) / 2 + 0.25))
    X, y, w = separated(rng, 8, 3)
    cases += [
        (X, y, 5, w),
        (X, y, 5, -w),
        (AND_X, AND_Y, 5, [2, 2, -3]),
        (AND_X, AND_Y, 5, (-7, 4, 5)),
        (AND_X, AND_Y, 5, [0, -1.5, 2.25]),
    ]

    wanted = [reference.perceptron_train(*case) for case in cases]

    judge_runs(
        student,
        cases,
        wanted,
        "The first sweep starts from w0; right weights take one epoch without a change.",
        "Hand the weights back in that you have just learned. How many epochs should that take?",
    )


@pytest.mark.check(
    task="perceptron_train",
    points=3,
    catches=(
        "final-epoch-not-recorded",
        "always-converged",
        "converged-if-epochs-left",
        "one-count-for-all",
    ),
)
def test_where_training_ends(student):
    """It ends after the first epoch without a change, or when the permitted epochs have run out."""
    w = np.array([3.0, 2.0, -4.0])
    counts = [2, 3, 3, 2, 2, 3, 2, 1, 0]
    cases = [
        (AND_X, AND_Y, 10),
        (AND_X, AND_Y, 9),
        (AND_X, AND_Y, 8),
        (AND_X, AND_Y, 2),
        (AND_X, AND_Y, 1),
    ]
    wanted = [
        (w, counts, True),
        (w, counts, True),
        (w, counts[:8], False),
        (np.array([2.0, 1.0, -1.0]), counts[:2], False),
        (np.array([1.0, 1.0, 0.0]), counts[:1], False),
    ]

    judge_runs(
        student,
        cases,
        wanted,
        "One count for each epoch swept; converged if the last of them is 0, however late.",
        "Permit exactly as many epochs as are needed, then one fewer. What can you say of either?",
    )


@pytest.mark.check(task="perceptron_train", points=1.5, catches=("gives-up-early", "always-converged"))
def test_a_thousand_epochs(student):
    """Without a limit given, hopeless data is given up after 1000 epochs."""
    rule = "max_epochs is 1000 when it is not given, and w0 is zero."
    ask = "Which default values does your signature have?"
    stuck = student.perceptron_train(np.array([[0.0, 0.0]]), np.array([1.0]))
    judge_run(stuck, (np.zeros(2), [1] * 1000, False), rule, ask)

    done = student.perceptron_train(np.array([[0.5]]), np.array([-1.0]), w0=np.array([1.25]), max_epochs=4)
    judge_run(done, (np.array([-0.25]), [1, 1, 1, 0], True), rule, ask)

    again = student.perceptron_train(np.array([[0.5]]), np.array([-1.0]))
    judge_run(again, (np.array([-0.5]), [1, 0], True), rule, "Does a call remember where an earlier one began?")


@pytest.mark.check(task="perceptron_train", points=1.5, catches=("train-by-prediction",))
def test_flipped_labels_negate_the_weights(student, rng):
    """Flipping all labels and the starting weights negates the result and keeps the history."""
    cases = []
    for n, d in SIZES[:6]:
        X, y = lattice(rng, n, d)
        cases.append((X, y, 3, rng.integers(-4, 5, d) / 2))
    mirrored = [(X, -y, epochs, -w0) for X, y, epochs, w0 in cases]

    runs = student.perceptron_train.map(cases + mirrored)

    rule = "The rule treats the two labels alike, also where a score is exactly 0."
    ask = "From zero weights, is a first row with y = +1 a mistake? And with y = -1?"
    for one, two, (X, *_) in zip(runs[: len(cases)], runs[len(cases) :], cases, strict=True):
        w, history, converged = expect.sequence(one, 3)
        w = expect.array(w, (X.shape[1],), rule=rule, ask=ask)
        counts = expect.array(history, (None,), "any", rule=rule, ask=ask)
        flag = expect.real(converged, rule=rule, ask=ask)
        judge_run(two, (-w, counts, flag), rule, ask)


@pytest.mark.check(task="perceptron_train", points=1.5, catches=("train-moves-away", "one-count-for-all"))
def test_updates_stay_below_the_bound(student, reference, rng):
    """On separable data training ends, after no more updates than the bound promises."""
    sets = [separated(rng, n, d, 0.8) for n, d in SIZES * 2]
    bounds = [reference.mistake_bound(*data) for data in sets]

    runs = student.perceptron_train.map([(X, y, int(bound) + 2) for (X, y, _), bound in zip(sets, bounds, strict=True)])

    rule = "The perceptron convergence theorem: at most (R / margin)² updates, then none."
    ask = "Add up your history. Does each count stand for one epoch?"
    for result, (X, y, _), bound in zip(runs, sets, bounds, strict=True):
        w, history, converged = expect.sequence(result, 3)
        w = expect.array(w, (X.shape[1],), rule=rule, ask=ask)
        counts = expect.array(history, (None,), "any", rule=rule, ask=ask)
        expect.boolean(converged, True, rule=rule, ask=ask)
        expect.holds(
            (y * (X @ w) > 0).all(),
            rule="Weights that have converged classify every row.",
            subject=w,
        )
        expect.holds(1 <= counts.sum() <= bound, rule=rule, ask=ask, subject=history)


@pytest.mark.check(task="perceptron_train", points=1.5, catches=("train-unpromoted",))
def test_training_on_any_real_type(student, reference, rng):
    """Lists, integers, float32 and a column of labels give the same weights as float64 rows do."""
    whole = rng.integers(-60, 61, (6, 3)).astype(np.int8)
    y = np.array([1, -1, -1, 1, 1, -1], dtype=np.int8)
    single = rng.normal(size=(6, 3)).astype(np.float32)
    start = np.array([0.3, -0.7, 0.1], dtype=np.float32)
    cases = [
        (whole, y, 7),
        (whole, y[:, None], 7),
        (whole.tolist(), y.tolist(), 7, [40, -30, 20]),
        (whole, y, 7, np.array([90, -80, 70], dtype=np.int8)),
        (single, y, 7),
        (single, y[:, None], 7, start),
        (single.tolist(), y.astype(np.float32)[:, None].tolist(), 7, start.tolist()),
        (np.eye(2, dtype=np.float32), (1, -1), 7, np.array([0.75, -0.5], dtype=np.float32)),
    ]
    wanted = [
        reference.perceptron_train(
            np.array(X, float),
            np.array(y, float).ravel(),
            *rest[:1],
            *(np.array(w0, float) for w0 in rest[1:]),
        )
        for X, y, *rest in cases
    ]

    judge_runs(
        student,
        cases,
        wanted,
        "Integers and float32 are computed with as float64, and (N, 1) labels count as (N,).",
        "Give the same numbers as integers and as floats, and y as a column. Which of these runs differs?",
    )


@pytest.mark.check(task="perceptron_train", points=2.5, catches=("zero-one-labels-accepted", "lengths-unchecked"))
def test_training_refuses_what_it_cannot_learn(student, rng):
    """Labels that are not -1 or +1, no rows, or lengths that don't match are a ValueError."""
    X, y = rng.normal(size=(4, 3)), np.array([1.0, -1.0, -1.0, 1.0])
    for labels in ((y + 1) / 2, y * 2, y * 1.25, [1, -1, -1, 0], np.array([[1], [-1], [3], [1]])):
        expect.raises(
            ValueError,
            student.perceptron_train,
            X,
            labels,
            3,
            rule="A label that is neither -1 nor +1 is a ValueError.",
            ask="What would w + y x do with y = 0?",
        )
    expect.raises(
        ValueError,
        student.perceptron_train,
        np.empty((0, 3)),
        np.empty(0),
        3,
        rule="No rows at all are a ValueError.",
        ask="What can be learned from no samples?",
    )
    w = rng.normal(size=3)
    for args in (
        (X, y[:3]),
        (X, y[:1]),
        (X[:3], y),
        (X, y[:3, None]),
        (X[0], y[:3]),
        (X[None], y),
        (X, np.c_[y, y]),
    ):
        expect.raises(
            ValueError,
            student.perceptron_train,
            *args,
            3,
            rule="X must be 2-D with one label for each row; anything else is a ValueError.",
            ask="Compare len(X) with the number of labels before the first epoch.",
        )
    for start in (w[:2], w[:1], np.append(w, 0.5), w[None], w[:, None], 0.5):
        expect.raises(
            ValueError,
            student.perceptron_train,
            X,
            y,
            3,
            start,
            rule="w0 has one entry for each column, else it is a ValueError.",
            ask="What is w0.shape?",
        )
    for args in (([["a", "b"]] * 4, y), (None, y), (X + 1j, y), (X, ["a"] * 4), (X, None), (X, y + 0j)):
        expect.raises(
            TypeError,
            student.perceptron_train,
            *args,
            3,
            rule="Text, None and complex numbers are a TypeError.",
        )
    for start in (["a", "b", "c"], w + 1j):
        expect.raises(TypeError, student.perceptron_train, X, y, 3, start, rule="w0 is real numbers, else a TypeError.")


MARGIN_RULE = "The margin is the smallest y (w·x) over all rows, divided by the length of w."


@pytest.mark.check(
    task="margin",
    points=3,
    catches=(
        "margin-not-normalised",
        "margin-over-squared-length",
        "margin-without-bias",
        "margin-unsigned",
        "margin-ignores-labels",
    ),
)
def test_margins_of_random_weights(student, reference, rng):
    """With right and wrong rows mixed the margin is the smallest of the signed distances."""
    cases = []
    for n, d in [*SIZES, (5, 1)]:
        cases.append((rng.normal(size=(n, d)) * 3, rng.choice([-1.0, 1.0], n), rng.normal(size=d) * 2))
    cases += [separated(rng, n, d) for n, d in SIZES[:4]]
    X, y = rng.normal(size=(4, 3)), np.array([1.0, 1.0, -1.0, 1.0])
    cases += [(X, y, np.array(w)) for w in ([0.0, 1.75, -2.5], [1.5, -2.25, 0.75], [0.0, 0.0, -3.0])]
    cases.append((np.array([[2.5, 2.5], [4.0, 1.0]]), np.ones(2), np.array([1.5, -1.5])))

    for got, case in zip(student.margin.map(cases), cases, strict=True):
        expect.number(
            got,
            reference.margin(*case),
            rule=MARGIN_RULE,
            ask="Print y (w·x) for every row. Which is the smallest, and what is it divided by?",
        )


@pytest.mark.check(task="margin", points=2.5, catches=("margin-not-normalised", "margin-over-squared-length"))
def test_margin_is_a_distance(student, rng):
    """Scaling w leaves the margin, scaling the rows scales it, and moving a row away moves it."""
    X, y, w = separated(rng, 6, 3)
    unit = w / np.linalg.norm(w)
    factors = [*rng.uniform(0.01, 300, 5), 1e-60]
    nearest = int(np.argmin(y * (X @ w)))
    moved = X.copy()
    moved[nearest] -= 2.75 * y[nearest] * unit
    cases = [
        (X, y, w),
        *((X, y, c * w) for c in factors),
        (X, -y, -w),
        (2.5 * X, y, w),
        (moved, y, w),
    ]

    first, *scaled, mirrored, larger, behind = student.margin.map(cases)

    rule = "A margin is a distance: it does not depend on how long w is."
    ask = "Do w and 10 w describe different boundaries?"
    distance = expect.real(first, rule=rule, ask=ask)
    expect.holds(distance > 0, rule="Rows on their right sides have a positive margin.", subject=first)
    for got in scaled:
        expect.number(got, distance, rule=rule, ask=ask)
    expect.number(mirrored, distance, rule="Other labels with the opposite weights are the same picture.")
    expect.number(larger, 2.5 * distance, rule="Rows twice as far out have twice the margin.")
    expect.number(
        behind,
        distance - 2.75,
        rule="The nearest row, pushed through the boundary, makes the margin negative.",
        ask="Which sign should a row on the wrong side have?",
    )


@pytest.mark.check(task="margin", points=2, catches=("margin-broadcast",))
def test_margin_of_any_real_type(student, rng):
    """Lists, integers, float32 and a column of labels give the same margin as float64 rows do."""
    whole = rng.integers(40, 120, (5, 3)).astype(np.int8)
    w = np.array([70, 90, 101], dtype=np.int8)
    y = np.array([1, 1, 1, 1, 1], dtype=np.int8)
    mixed = np.array([1, -1, 1, 1, -1])
    single, v = rng.normal(size=(5, 3)).astype(np.float32), rng.normal(size=3).astype(np.float32)
    cases = [
        (whole, y, w),
        (whole, y[:, None], w),
        (whole.tolist(), y.tolist(), w.tolist()),
        (whole, mixed, w),
        (single, mixed, v),
        (single, mixed[:, None], v),
        (single, mixed.astype(np.float32)[:, None], -v),
        (
            single * mixed[:, None].astype(np.float32) + v * 3 * mixed[:, None].astype(np.float32),
            mixed[:, None],
            v,
        ),
    ]

    for got, case in zip(student.margin.map(cases), cases, strict=True):
        expect.number(
            got,
            margin_of(*case),
            rule=ANY_TYPE_RULE,
            ask="What is the shape of y * (X @ w) when y is a column?",
        )


@pytest.mark.check(task="margin", points=1.5, catches=("margin-of-zero-weights",))
def test_margin_refuses_what_has_none(student, rng):
    """Zero weights, or lengths that don't fit together, are a ValueError."""
    X, y, w = separated(rng, 5, 3)
    expect.raises(
        ValueError,
        student.margin,
        X,
        y,
        np.zeros(3),
        rule="Weights of length 0 are a ValueError.",
        ask="What do you divide by when w is zero?",
    )
    for args in (
        (X, y[:4], w),
        (X, y[:1], w),
        (X[:4], y, w),
        (X, np.c_[y, y], w),
        (X, y, w[:2]),
        (X, y, w[:1]),
        (X, y, np.append(w, 1.5)),
        (X, y, w[:, None]),
        (X[0], y[:3], w),
        (X[None], y, w),
    ):
        expect.raises(
            ValueError,
            student.margin,
            *args,
            rule=("X is 2-D, with one label for each row and one weight for each column; else a ValueError."),
            ask="What does NumPy do with y of length 1, and should it here?",
        )
    for args in (([["a", "b", "c"]] * 5, y, w), (None, y, w), (X + 1j, y, w), (X, ["a"] * 5, w), (X, y, None)):
        expect.raises(
            TypeError,
            student.margin,
            *args,
            rule="Text, None and complex numbers are a TypeError.",
        )


BOUND_RULE = "The bound is the length of the longest row over the margin, squared."


@pytest.mark.check(
    task="mistake_bound",
    points=3.5,
    catches=(
        "bound-not-squared",
        "bound-upside-down",
        "bound-of-mean-length",
        "bound-of-whole-matrix",
        "bound-without-length-of-w",
    ),
)
def test_bounds_of_random_data(student, rng):
    """The bound is made of the longest row and the margin of w_star."""
    cases = [separated(rng, n, d) for n, d in [*SIZES, (6, 1)]]

    for got, (X, y, w) in zip(student.mistake_bound.map(cases), cases, strict=True):
        gap = (y * (X @ w)).min() / np.sqrt((w**2).sum())
        expect.number(
            got,
            (X**2).sum(axis=1).max() / gap**2,
            rule=BOUND_RULE,
            ask="Print the length of every row and the margin. Which of them does the bound need?",
        )


@pytest.mark.check(task="mistake_bound", points=1.5, catches=("bound-without-length-of-w",))
def test_bound_ignores_scale(student, reference, rng):
    """Neither the length of w_star nor the unit of the rows changes the bound."""
    X, y, w = separated(rng, 7, 3)
    factors = [1e-60, *rng.uniform(0.02, 50, 4)]
    cases = [
        (X, y, w),
        *((X, y, c * w) for c in factors),
        *((c * X, y, w) for c in factors),
        (-X, -y, w),
    ]

    first, *others = student.mistake_bound.map(cases)

    ask = "Double w_star, then double X. How do the longest row and the margin change?"
    bound = expect.real(first, rule=BOUND_RULE, ask=ask)
    expect.holds(
        bound >= 1,
        rule="No margin is larger than the longest row, so the bound is 1 at least.",
        subject=first,
    )
    for got in others:
        expect.number(got, bound, rule="A ratio of two lengths does not depend on the unit.", ask=ask)
    expect.number(first, reference.mistake_bound(X, y, w), rule=BOUND_RULE, ask=ask)


@pytest.mark.check(task="mistake_bound", points=1.5, catches=("bound-of-mean-length",))
def test_bound_of_any_real_type(student, rng):
    """Lists, integers, float32 and a column of labels give the same bound as float64 rows do."""
    whole = rng.integers(40, 120, (5, 3)).astype(np.int8)
    w = np.array([70, 90, 101], dtype=np.int8)
    signs = np.array([1, -1, 1, 1, -1], dtype=np.int8)
    X, y, v = separated(rng, 6, 4)
    X, v = X.astype(np.float32), v.astype(np.float32)
    cases = [
        (whole * signs[:, None], signs, w),
        (whole * signs[:, None], signs[:, None], w),
        ((whole * signs[:, None]).tolist(), signs.tolist(), w.tolist()),
        (X, y, v),
        (X, y[:, None], v),
        (X.tolist(), y[:, None].tolist(), v.tolist()),
    ]

    for got, case in zip(student.mistake_bound.map(cases), cases, strict=True):
        expect.number(
            got,
            longest_squared(case[0]) / margin_of(*case) ** 2,
            rule=ANY_TYPE_RULE,
            ask="How large is 120 * 120 in int8?",
        )


@pytest.mark.check(task="mistake_bound", points=2.5, catches=("bound-without-separation", "bound-at-zero-margin"))
def test_bound_needs_separation(student, rng):
    """Weights that leave a row on the wrong side, or on the boundary, are a ValueError, as misfits are."""
    X, y, w = separated(rng, 6, 3)
    one_wrong = y.copy()
    one_wrong[4] *= -1
    rule = "Without a positive margin there is no bound: ValueError."
    ask = "Which sign has the margin here, and what does squaring do to it?"
    on_it = np.array([[3.0, 1.0], [4.0, -4.0], [-2.0, -2.5]])
    cases = [
        (X, one_wrong, w),
        (X, -y, w),
        (X, y, -w),
        (X, y, np.zeros(3)),
        (on_it, np.array([1.0, 1.0, -1.0]), np.array([1.5, 1.5])),
        (on_it, np.array([1.0, -1.0, -1.0]), np.array([1.5, 1.5])),
    ]
    for args in cases:
        expect.raises(ValueError, student.mistake_bound, *args, rule=rule, ask=ask)
    near, ones = np.abs(X) + 0.1, np.ones(3)  # separated, whatever is stretched
    for args in ((X, y[:5], w), (X, y, w[:2]), (near, [1], ones), (near, np.ones(6), [0.5]), (near[0], [1], ones)):
        expect.raises(
            ValueError, student.mistake_bound, *args, rule="Lengths that don't fit together are a ValueError."
        )
    for args in (([["a", "b", "c"]] * 6, y, w), (None, y, w), (X + 1j, y, w), (X, y, ["a", "b", "c"]), (X, y, w + 0j)):
        expect.raises(TypeError, student.mistake_bound, *args, rule="Text, None and complex numbers are a TypeError.")
