"""Hidden checks of softmax regression and the two-layer classifier."""

import numpy as np
import pytest

from autograder import expect

REGRESSIONS = (  # N, D, K
    (5, 3, 4), (7, 4, 3), (3, 5, 2), (1, 4, 3), (6, 1, 5), (4, 2, 1), (4, 4, 4), (9, 3, 2),
)  # fmt: skip
NETWORKS = (  # N, D, H, K
    (5, 3, 6, 4), (7, 4, 2, 3), (3, 5, 4, 2), (1, 4, 3, 5), (6, 1, 5, 3), (12, 2, 1, 3), (5, 3, 4, 1), (4, 4, 4, 4),
)  # fmt: skip
KINDS = "Labels may be (N,) or (N, 1); ints, float32 and lists are promoted to float64."


def same(function, truth, cases, rtol=1e-10, atol=1e-12, *, rule, ask=""):
    """Require tuples with the same parts as the reference's on every case; return them."""
    results = []
    for got, wants in zip(function.map(cases), truth.map(cases), strict=True):
        parts = expect.sequence(got, len(wants), rule=rule, ask=ask)
        results.append([expect.close(p, w, rtol, atol, rule=rule, ask=ask) for p, w in zip(parts, wants, strict=True)])
    return results


def refuses(kind, function, cases, rule):
    for args in cases:
        expect.raises(kind, function, *args, rule=rule)


def replaced(arguments, index, value):
    return (*arguments[:index], value, *arguments[index + 1 :])


def regression(rng, n, d, k):
    """Return W, b, X, y, lam."""
    return (
        rng.normal(size=(k, d)),
        rng.normal(size=k),
        rng.normal(size=(n, d)),
        rng.integers(0, k, n),
        float(rng.uniform(0.05, 0.9)),
    )


def network(rng, n, d, h, k):
    """Return W1, b1, W2, b2, X, y."""
    return (
        rng.normal(size=(h, d)),
        rng.normal(size=h),
        rng.normal(size=(k, h)),
        rng.normal(size=k),
        rng.normal(size=(n, d)),
        rng.integers(0, k, n),
    )


def as_float32(arguments):
    return tuple(a.astype(np.float32) if getattr(a, "dtype", None) == np.float64 else a for a in arguments)


@pytest.mark.check(
    task="softmax_regression",
    points=3,
    catches=(
        "half-lambda",
        "penalty-slope-without-2",
        "bias-penalised",
        "penalty-only-in-gradient",
        "penalty-only-in-loss",
        "penalty-is-averaged",
        "averaged-twice",
    ),
)
def test_regression_random(student, reference, rng):
    """Loss and both gradients are right for random data and penalties, in many sizes."""
    same(
        student.softmax_regression,
        reference.softmax_regression,
        [regression(rng, *size) for size in REGRESSIONS],
        rule="loss = mean cross-entropy + lam * sum(W**2); dW is (K, D) and db (K,), the gradients of that loss.",
        ask="Compare one entry of dW with finite differences of your own loss, for lam = 0 and for lam = 1.",
    )


@pytest.mark.check(
    task="softmax_regression",
    points=2,
    catches=("half-lambda", "bias-penalised", "penalty-is-averaged", "averaged-twice"),
)
def test_regression_parts(student, reference, rng):
    """Data term and penalty each stand alone: no penalty, no data, and no weights."""
    W, b, X, y, lam = regression(rng, 7, 3, 4)
    blank = np.zeros_like(X)
    cases = [
        (W, b, X, y, 0.0),
        (W, b, X, y, 0),
        (W, b, blank, y, lam),
        (np.zeros_like(W), 5 * b, X, y, 2.5),
    ]

    same(
        student.softmax_regression,
        reference.softmax_regression,
        cases,
        rule="With lam = 0 only the cross-entropy is left, with X = 0 only the penalty pulls on "
        "W, and b is "
        "never penalised.",
        ask="Set X to zeros. What is left in dW, and does it depend on how many samples there are?",
    )


@pytest.mark.check(task="softmax_regression", points=1.5, catches=("averaged-twice", "penalty-only-in-loss"))
def test_regression_descends(student, reference, rng):
    """Three steps of gradient descent from random weights lead to the same place."""
    W, b, X, y, _ = regression(rng, 11, 4, 3)
    for _step in range(3):
        ((_, dW, db),) = same(
            student.softmax_regression,
            reference.softmax_regression,
            [(W, b, X, y, 0.07)],
            rule="The gradients depend on W, b, X, y and lam only, and steps along them descend.",
            ask="Does your function keep anything from the call before?",
        )
        W, b = W - 0.6 * dW, b - 0.6 * db


@pytest.mark.check(task="softmax_regression", points=1.5, catches=("half-lambda",))
def test_regression_kinds(student, reference, rng):
    """Labels in a column, lists, ints and float32 give the same loss and gradients."""
    W, b, X, y, lam = regression(rng, 5, 3, 4)
    cases = [
        (W, b, X, y[:, None], lam),
        (W, b, X[:1], [[3]], np.float64(lam)),
        ([[1, -2], [3, 1], [0, 2]], [1, -1, 2], [[2, 1], [-1, 3]], (2, 0), 1),
        (np.array([[100, -2], [90, 1]], np.int8), np.array([1, -1]), np.array([[2, 1], [-1, 3]], np.int8), [0, 1], 2),
        as_float32((W, b, X, y.astype(np.uint8), 0.25)),
        (W.tolist(), b.tolist(), X.tolist(), y[:, None].tolist(), lam),
    ]

    same(student.softmax_regression, reference.softmax_regression, cases, rule=KINDS)


@pytest.mark.check(task="softmax_regression", points=1.5, catches=("bias-broadcast",))
def test_regression_errors(student, rng):
    """Weights, biases, inputs and labels that do not fit together are refused."""
    W, b, X, _, _ = regression(rng, 5, 3, 4)
    args = (W, b, X, np.array([0, 0, 1, 0, 1]), 0.3)
    wrong = [
        (0, W.T), (0, W[0]), (0, W[None]), (1, b[:1]), (1, b[None]), (1, 0.5),
        (2, X[0]), (2, X[:, :1]), (2, X[None]), (3, [0, 1, 1, 0]), (3, [1]), (3, 1), (3, [[0, 1, 1, 0, 1]]),
        (3, [0, 1, 2, 4, 1]), (3, [0, 1, -1, 2, 1]),
    ]  # fmt: skip
    not_numbers = [
        (0, W * 1j), (1, b * 1j), (1, ["a"] * 4), (2, X * 1j), (3, ["a"] * 5), (3, None), (4, None),
    ]  # fmt: skip

    refuses(
        ValueError,
        student.softmax_regression,
        [replaced(args, i, v) for i, v in wrong] + [(W, b, X[0], [1], 0.3), (W, b[:, None], X[:4], [0, 0, 1, 0], 0.3)],
        "W is (K, D), b (K,), X (N, D), y (N,) with labels from 0 to K - 1. Anything else raises ValueError.",
    )
    refuses(
        TypeError,
        student.softmax_regression,
        [replaced(args, i, v) for i, v in not_numbers],
        "What is not a real number raises TypeError.",
    )


@pytest.mark.check(
    task="two_layer",
    points=3.5,
    catches=(
        "mask-on-the-gradient",
        "no-relu-mask",
        "input-of-relu-in-dW2",
        "hidden-layer-linear",
        "sums-over-samples",
        "hidden-bias-averaged",
    ),
)
def test_two_layer_random(student, reference, rng):
    """All four gradients are right for random networks of many sizes."""
    same(
        student.two_layer,
        reference.two_layer,
        [network(rng, *size) for size in NETWORKS],
        rule="(dW1, db1, dW2, db2) are the gradients of the mean cross-entropy, each of the shape of its parameter.",
        ask="Compare one entry of each with finite differences. Which of the four is the first to be wrong?",
    )


@pytest.mark.check(task="two_layer", points=2, catches=("kink-counts-as-on", "mask-on-the-gradient"))
def test_two_layer_kink(student, reference, rng):
    """A hidden unit whose input is exactly 0 passes nothing back, nor does one that is off."""
    W1 = np.array([[2.0, -1.0, 0.5], [-1.0, 3.0, 2.0], [1.5, 1.0, -2.0], [-3.0, 0.5, 1.0]])
    X = np.array([[1.0, 2.0, -1.0], [2.0, -0.5, 3.0], [-1.0, 1.5, 0.5], [4.0, 1.0, 2.0], [0.5, -2.0, 1.5]])
    h = X @ W1.T
    cases = [(W1, -h[i], rng.normal(size=(3, 4)), rng.normal(size=3), X, [2, 0, 1, 2, 1]) for i in range(5)]
    cases += [(W1, np.full(4, -50.0), rng.normal(size=(3, 4)), rng.normal(size=3), X, [2, 0, 1, 2, 1])]

    same(
        student.two_layer,
        reference.two_layer,
        cases,
        rule="The slope of ReLU is 1 where its input is above 0, and 0 elsewhere: at 0 as well.",
        ask="Find a sample with h exactly 0. What does your mask say there?",
    )


@pytest.mark.check(task="two_layer", points=2, catches=("sums-over-samples", "hidden-bias-averaged"))
def test_two_layer_descends(student, reference, rng):
    """Three steps of gradient descent from random weights lead to the same place."""
    *parameters, X, y = network(rng, 9, 3, 5, 4)
    for _step in range(3):
        (gradients,) = same(
            student.two_layer,
            reference.two_layer,
            [(*parameters, X, y)],
            rule="The gradients depend on the arguments only, and steps along them descend.",
            ask="Does your function change or keep anything from the call before?",
        )
        parameters = [p - 0.35 * g for p, g in zip(parameters, gradients, strict=True)]


@pytest.mark.check(task="two_layer", points=1.5, catches=("sums-over-samples",))
def test_two_layer_kinds(student, reference, rng):
    """The two-layer classifier takes labels in a column, lists, ints and float32."""
    *parameters, X, y = network(rng, 5, 3, 6, 4)
    cases = [
        (*parameters, X, y[:, None]),
        (*parameters, X[:1], [[3]]),
        (
            [[1, -2], [3, 1], [-1, 2]],
            [1, -1, 2],
            [[2, 1, -1], [1, 3, 2]],
            [0, 1],
            [[2, 1], [-1, 3]],
            (1, 0),
        ),
        (
            *(
                np.array(v, np.int8)
                for v in ([[60, -2], [70, 1]], [1, -1], [[2, 1], [1, 3]], [0, 1], [[2, 1], [-1, 3]])
            ),
            [1, 0],
        ),
        as_float32((*parameters, X, y.astype(np.uint8))),
        tuple(a.tolist() for a in (*parameters, X, y[:, None])),
    ]

    same(student.two_layer, reference.two_layer, cases, rule=KINDS)


@pytest.mark.check(task="two_layer", points=1.5, catches=("layer-biases-broadcast",))
def test_two_layer_errors(student, rng):
    """Layers that do not fit, labels that are no class, and text are refused."""
    W1, b1, W2, b2, X, _ = network(rng, 5, 3, 6, 4)
    args = (W1, b1, W2, b2, X, np.array([0, 0, 1, 0, 1]))
    wrong = [
        (0, W1.T), (0, W1[0]), (1, b1[:1]), (1, b1[None]), (1, 0.5),
        (2, W2.T), (2, W2[0]), (3, b2[:1]), (3, b2[None]), (3, 0.5),
        (4, X[0]), (4, X[:, :1]), (4, X[None]), (5, [0, 1, 1, 0]), (5, [1]), (5, 1), (5, [[0, 1, 1, 0, 1]]),
        (5, [0, 1, 2, 4, 1]), (5, [0, 1, -1, 2, 1]),
    ]  # fmt: skip
    not_numbers = [(i, args[i] * 1j) for i in range(5)]
    not_numbers += [
        (1, ["a"] * 6),
        (4, [["a"] * 3] * 5),
        (5, ["a"] * 5),
        (5, None),
    ]

    refuses(
        ValueError,
        student.two_layer,
        [replaced(args, i, v) for i, v in wrong] + [(W1, b1, W2, b2, X[0], [1])],
        "W1 is (H, D), b1 (H,), W2 (K, H), b2 (K,), X (N, D), y (N,) with labels from 0 to K - 1. "
        "Anything else "
        "raises ValueError.",
    )
    refuses(
        TypeError,
        student.two_layer,
        [replaced(args, i, v) for i, v in not_numbers],
        "What is not a real number raises TypeError.",
    )
