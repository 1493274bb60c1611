"""The lecture's loops by hand: random search, batches, descent, hinge loss and optimiser steps."""

import numpy as np
import pytest

from autograder import expect


@pytest.mark.check(
    task="random_search",
    points=2,
    catches=(
        "direction-not-normalised",
        "accepts-ties",
        "uniform-direction",
        "keeps-every-probe",
    ),
)
def test_random_search_keeps_what_helps(student):
    """A probe that helps is kept, and on flat ground nothing moves."""
    w0, u = np.array([3.0, 1.0]), np.random.default_rng(7).normal(size=2)
    want = w0 + 0.5 * u / np.linalg.norm(u)

    w, best = expect.sequence(
        student.random_search(lambda w: float(-np.dot(w, u)), w0, 0.5, 1, np.random.default_rng(7)),
        2,
    )
    expect.close(
        w,
        want,
        rule="A probe is w + step_size u, with u drawn by rng.normal(size=w.shape) and scaled to length 1.",
        ask="Do the numbers come from the rng that was given? How far is your probe from w0, and is it kept?",
    )
    expect.number(best, float(-np.dot(want, u)), rule="best is f at the w that is returned.")
    w, best = expect.sequence(student.random_search(lambda w: 2.5, w0, 0.5, 3, np.random.default_rng(7)), 2)
    expect.close(
        w,
        w0,
        rule="Only a strictly lower value moves w.",
        ask="What does your search do when the new value equals the best?",
    )
    expect.number(best, 2.5)


@pytest.mark.check(
    task="get_batches",
    points=2,
    catches=(
        "last-batch-dropped",
        "shuffles-the-batches",
        "never-shuffles",
        "draws-with-replacement",
        "batch-size-is-count",
    ),
)
def test_get_batches_of_ten(student):
    """Ten samples make batches of 4, 4 and 2, in order or permuted."""
    rule = "The indices are cut every batch_size; the last batch may be short."
    order = np.random.default_rng(3).permutation(10)
    plain = expect.sequence(student.get_batches(10, 4), 3, rule=rule)
    mixed = expect.sequence(student.get_batches(10, 4, np.random.default_rng(3)), 3, rule=rule)

    for got, want in zip(plain, ([0, 1, 2, 3], [4, 5, 6, 7], [8, 9]), strict=True):
        expect.exact(
            got,
            want,
            rule="Without an rng the indices are 0, 1, ..., N - 1 in this order, cut every batch_size.",
            ask="Put your batches one behind the other. Which index is the first out of place?",
        )
    for got, want in zip(mixed, (order[:4], order[4:8], order[8:]), strict=True):
        expect.exact(
            got,
            want,
            rule="With an rng the order is rng.permutation(N), cut every batch_size.",
            ask="Do the numbers come from the rng that was given, in a single draw? Then, how is the order cut?",
        )


def _towards_mean(w, xb, yb):
    return 2 * (np.asarray(w) - np.asarray(xb).mean(axis=0))


@pytest.mark.check(
    task="minibatch_gd",
    points=2,
    catches=(
        "gradient-of-all-data",
        "uphill",
        "one-row-per-epoch",
        "same-array-recorded",
        "start-not-recorded",
        "tail-of-epoch-lost",
    ),
)
def test_minibatch_gd_by_hand(student):
    """With a step of 1/2 each update lands on the mean of its batch."""
    X, y = np.array([[0.0], [2.0], [4.0]]), np.zeros(3)
    ask = "Work the first update out by hand: what is its grad, and where does w go? At the end, is row 0 still w0?"

    for size, epochs, want in (
        (1, 1, [1.0, 0.0, 2.0, 4.0]),
        (2, 2, [1.0, 1.0, 4.0, 1.0, 4.0]),
        (9, 1, [1.0, 2.0]),
    ):
        got = student.minibatch_gd(_towards_mean, [1.0], X, y, 0.5, epochs, size, None)
        expect.close(
            got,
            np.array(want)[:, None],
            rule="Row 0 is w0, and each update adds the row w - eta grad; the rows above it stay.",
            ask=ask,
        )


@pytest.mark.check(
    task="minibatch_gd",
    points=2,
    catches=(
        "shuffled-apart",
        "one-shuffle-for-all-epochs",
        "gradient-of-all-data",
        "uphill",
        "same-array-recorded",
        "start-not-recorded",
        "tail-of-epoch-lost",
    ),
)
def test_minibatch_gd_saddle_and_pairs(student):
    """From (1, 0) descent on x^2 - y^2 ends at the saddle, and each input keeps its target."""
    saddle = student.minibatch_gd(
        lambda w, xb, yb: np.array([2 * w[0], -2 * w[1]]),
        [1.0, 0.0],
        np.zeros((1, 2)),
        [0.0],
        0.375,
        4,
        1,
        None,
    )
    seen = []

    def record(w, xb, yb):
        seen.extend(zip(np.asarray(xb)[:, 0].tolist(), np.asarray(yb).tolist(), strict=True))
        return np.zeros(1)

    X = np.arange(5.0)[:, None]
    student.minibatch_gd(record, [0.0], X, 10 * X[:, 0], 0.1, 2, 3, np.random.default_rng(5))
    generator = np.random.default_rng(5)
    order = [float(i) for _ in range(2) for i in generator.permutation(5)]

    expect.close(
        saddle,
        np.column_stack([0.25 ** np.arange(5), np.zeros(5)]),
        rule="Each step leaves a quarter of x, and y = 0 where it is.",
        ask="What is grad at (1, 0), and where does a step of 0.375 times it lead, downhill?",
    )
    expect.holds(
        all(target == 10 * x for x, target in seen),
        rule="The targets passed to grad belong to the inputs beside them.",
        ask="With which indices do you pick the rows of X, and with which those of y?",
    )
    expect.holds(
        [x for x, _ in seen] == order,
        rule=("Every epoch takes get_batches(N, batch_size, rng) anew and passes each batch to grad."),
        ask="How many rows have reached grad after one epoch, in which order, and does that order come from the rng?",
    )


@pytest.mark.check(
    task="mse_grad",
    points=1.5,
    catches=(
        "mse-without-n",
        "mse-without-two",
        "residual-sign",
        "mse-over-d",
    ),
)
def test_mse_grad_by_hand(student):
    """At w = 0 on the points (0, 1), (1, 3), (2, 5) the gradient is (-6, -26/3)."""
    X, y = [[1, 0], [1, 1], [1, 2]], [1, 3, 5]

    expect.close(
        student.mse_grad([0.0, 0.0], X, y),
        [-6.0, -26.0 / 3.0],
        rule="The gradient is (2/N) X^T (Xw - y).",
        ask="Work out Xw - y, then X^T times that, then the factor. At which of the three do you part?",
    )
    expect.close(student.mse_grad([1.0, 2.0], X, y), [0.0, 0.0], rule="It vanishes at the best fit.")


@pytest.mark.check(
    task="hinge_loss",
    points=3,
    catches=(
        "counts-right-class",
        "active-at-zero",
        "gradient-without-n",
        "right-class-not-pulled",
        "lambda-missing-in-loss",
        "penalty-gradient-twice",
        "penalty-gradient-halved",
        "no-margin",
        "worst-class-only",
        "divides-by-classes",
    ),
)
def test_hinge_loss_by_hand(student):
    """At W = 0 the loss is K - 1, and two samples with three classes are worked by hand."""
    zero, _ = expect.sequence(student.hinge_loss(np.zeros((2, 4)), [[1.0, 2.0], [3.0, 1.0]], [3, 1], 0.0), 2)
    loss, dW = expect.sequence(student.hinge_loss([[1, 0, 2], [0, 1, -1]], [[1, 2], [3, 1]], [0, 2], 0.1), 2)

    expect.number(
        zero,
        3.0,
        rule="Equal scores violate every margin by 1: the loss is K - 1.",
        ask="Write down the terms of one sample: how large is each, and which classes j count?",
    )
    expect.number(
        loss,
        1.7,
        rule="The loss is (2 + 0)/2 + 0.1 * 7.",
        ask="Which part differs, the mean over the samples or lam times the sum of all squares?",
    )
    expect.close(
        dW,
        [[-0.3, 0.5, 0.4], [-1.0, 1.2, -0.2]],
        rule="Each strictly positive term adds x/N to column j and takes it from column y_i; the penalty adds 2 lam W.",
        ask="With lam = 0, which columns should the first sample change, and by how much? What does lam add?",
    )


@pytest.mark.check(
    task="momentum_step",
    points=1.5,
    catches=(
        "momentum-forgets",
        "averaged-momentum",
        "rate-inside-velocity",
        "moves-before-velocity",
        "nesterov",
    ),
)
def test_momentum_step_by_hand(student):
    """The velocity keeps 0.9 of itself, gains g, and then moves w."""
    w, v = expect.sequence(student.momentum_step([1.0, -2.0], [0.5, 0.25], [0.2, -0.4], 0.1, 0.9), 2)

    expect.close(
        v,
        [0.65, -0.175],
        rule="v becomes beta v + g.",
        ask="The result is (w, v). What are the new v and the new w of the first entry, by hand?",
    )
    expect.close(w, [0.935, -1.9825], rule="w becomes w - eta v with the new v.")


@pytest.mark.check(
    task="adam_step",
    points=2.5,
    catches=(
        "no-bias-correction",
        "step-count-off-by-one",
        "corrected-moments-stored",
        "second-moment-uncorrected",
        "second-moment-not-squared",
        "no-root",
    ),
)
def test_adam_step_constant_gradient(student):
    """Under a constant gradient every step is eta long, the first included."""
    g = np.array([0.5, -0.25, 2.0])
    w, m, v = np.array([1.0, -2.0, 3.0]), np.zeros(3), np.zeros(3)

    for t in (1, 2, 3):
        w, m, v = expect.sequence(student.adam_step(w, m, v, g, t), 3)
        w = expect.close(
            w,
            np.array([1.0, -2.0, 3.0]) - t * 1e-3 * np.sign(g),
            rtol=0,
            atol=1e-9,
            rule="With bias correction m is g and v is g^2, so the step is eta sign(g).",
            ask="Take one entry through the first step by hand: m, v, both corrected, the step. Which of them differs?",
        )
        m = expect.close(m, (1 - 0.9**t) * g, rule="m is the running mean, not yet corrected.")
        v = expect.close(v, (1 - 0.999**t) * g**2, rule="v is the running mean of g^2.")


@pytest.mark.check(
    task="clip_by_norm",
    points=1,
    catches=(
        "clips-each-entry",
        "always-rescales",
        "unit-length",
    ),
)
def test_clip_by_norm_by_hand(student):
    """[3, 4] has length 5: it is cut to length 2, or left alone when 10 is allowed."""
    expect.close(
        student.clip_by_norm([3.0, 4.0], 2.0),
        [1.2, 1.6],
        rule="A long gradient keeps its direction and gets length max_norm.",
        ask="By which single factor must 5 shrink to give 2?",
    )
    expect.close(student.clip_by_norm([3.0, 4.0], 10.0), [3.0, 4.0], rule="A short one stays as it is.")


@pytest.mark.check(
    task="step_decay",
    points=1,
    catches=(
        "continuous-decay",
        "drops-only-once",
        "drops-one-epoch-late",
        "linear-in-drops",
    ),
)
def test_step_decay_by_hand(student):
    """Halved every ten epochs, 0.8 becomes 0.4 in epoch 10 and 0.1 in epoch 30."""
    cases = [(0.8, epoch, 10, 0.5) for epoch in (0, 9, 10, 19, 20, 30)]

    for got, want in zip(student.step_decay.map(cases), (0.8, 0.8, 0.4, 0.4, 0.2, 0.1), strict=True):
        expect.number(
            got,
            want,
            rule="The rate is eta0 factor^(epoch // every).",
            ask="How many drops are behind you in epochs 0, 9 and 10, and what does each do to the rate?",
        )
