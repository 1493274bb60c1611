"""Hidden checks of softmax, log-sum-exp, log-softmax and one-hot."""

import numpy as np
import pytest

from autograder import expect

SHAPES = (
    (1, 1), (1, 6), (5, 1), (3, 3), (2, 5), (7, 4), (4, 7), (6, 2), (3, 4), (8, 3),
    (1,), (2,), (5,), (7,), (2, 2), (11,),
)  # fmt: skip
KINDS = "ints, float32 and lists are promoted to float64."
EXTREME = (
    [1e4, 0.0, -1e4],
    [-1e4, -10001.0, -9998.0],
    [800.0, 800.0, 799.0, -800.0],
    [[0.0, 1.0, 3.0], [-5000.0, -5001.0, -5003.0], [6000.0, 6002.0, 6001.0]],
    [[-745.5, 745.5], [20000.0, -20000.0]],
    [[-30000.0]],
)


def random_logits(rng):
    return [(rng.normal(scale=3.0, size=shape),) for shape in SHAPES]


def extreme_logits():
    return [(np.array(z),) for z in EXTREME]


def other_kinds(rng):
    """Return the same logits as lists, ints and float32, in batches and alone."""
    return [
        ([3, -1, 2, 0],),
        ([[5, 2], [-3, 4], [1, 1]],),
        (np.array([[2, -4, 7]]),),
        (np.array([100, -100, 101], np.int8),),
        (np.array([[200, 3], [197, 199]], np.uint8),),
        (rng.normal(size=(4, 3)).astype(np.float32),),
        (rng.normal(size=6).astype(np.float32),),
        (((0.5, -1.25), (2.0, 0.75), (-3.0, 1.5)),),
    ]


def same(function, truth, cases, rtol=1e-10, atol=1e-12, *, rule, ask=""):
    """Require the same results as the reference on every case."""
    for got, want in zip(function.map(cases), truth.map(cases), strict=True):
        expect.close(got, want, rtol, atol, rule=rule, ask=ask)


def refuses_wrong_logits(function):
    """Require that a scalar, three axes and what is not a real number are refused."""
    for z in (1.5, np.ones((2, 3, 4)), np.ones((1, 1, 3))):
        expect.raises(ValueError, function, z, rule="z is (K,) or (N, K); anything else raises ValueError.")
    for z in (["a", "b"], [0.5, None], None, np.array([[1.0 + 2.0j, 0.5j]])):
        expect.raises(TypeError, function, z, rule="What is not a real number raises TypeError.")


@pytest.mark.check(task="softmax", points=2.5, catches=("softmax-over-samples", "softmax-over-everything"))
def test_softmax_random(student, reference, rng):
    """Every row becomes probabilities by itself, in any shape, a plain vector included."""
    same(
        student.softmax,
        reference.softmax,
        random_logits(rng),
        rule="p_j = exp(z_j) / sum over the classes of exp(z_k), row by row; the shape stays.",
        ask="What does each row sum to, for a batch and for a plain vector?",
    )


@pytest.mark.check(
    task="softmax",
    points=3,
    catches=("no-max-shift", "one-max-for-the-batch", "shift-by-largest-size"),
)
def test_softmax_extremes(student, reference, rng):
    """Logits of any size, and rows far apart, give the right probabilities."""
    shifts = rng.choice([-4096.0, 2048.0, 8192.0], size=8)
    near = rng.normal(size=(8, 4)).round(3)
    ask = "What does your function subtract before exp, and what if all logits of a row are far below it?"

    same(
        student.softmax,
        reference.softmax,
        extreme_logits(),
        rule="Softmax depends on the differences within a row only, however large the logits are.",
        ask=ask,
    )
    p = student.softmax.map([(z + c,) for z, c in zip(near, shifts, strict=True)])
    for got, z in zip(p, near, strict=True):
        want = np.exp(z) / np.exp(z).sum()
        expect.close(got, want, atol=1e-10, rule="softmax(z + c) equals softmax(z).", ask=ask)


@pytest.mark.check(task="softmax", points=1.5, catches=("keeps-float32",))
def test_softmax_kinds(student, reference, rng):
    """Lists, ints and float32 logits give float64 probabilities."""
    same(
        student.softmax,
        reference.softmax,
        other_kinds(rng),
        rule=KINDS,
        ask="Give the same logits as integers, as float32 and as floats. Do the results differ, or their dtypes?",
    )


@pytest.mark.check(task="softmax", points=1.5, catches=("takes-anything",))
def test_softmax_errors(student):
    """A scalar, a third axis, text, None and complex numbers are refused."""
    refuses_wrong_logits(student.softmax)


@pytest.mark.check(task="logsumexp", points=2.5, catches=("shift-not-undone", "keeps-the-axis", "hard-maximum"))
def test_logsumexp_random(student, reference, rng):
    """A vector gives one number, a batch one per row; lists, ints and float32 are promoted."""
    same(
        student.logsumexp,
        reference.logsumexp,
        random_logits(rng) + other_kinds(rng),
        rule="The last axis disappears: (K,) gives a number, (N, K) gives (N,). " + KINDS,
        ask="Which shape do you return for (5, 1), and which for (5,)?",
    )


@pytest.mark.check(task="logsumexp", points=2.5, catches=("naive-logsumexp", "one-max-in-logsumexp"))
def test_logsumexp_extremes(student, reference):
    """Log-sum-exp is finite and exact for logits of any size and sign."""
    same(
        student.logsumexp,
        reference.logsumexp,
        extreme_logits(),
        rule="max z <= logsumexp(z) <= max z + log K, row by row.",
        ask="Try a row around -2000, alone and below a row around 0. What do you take the log of?",
    )


@pytest.mark.check(task="logsumexp", points=1.5, catches=("logsumexp-takes-anything",))
def test_logsumexp_errors(student):
    """Log-sum-exp refuses a scalar, a third axis, text, None and complex numbers."""
    refuses_wrong_logits(student.logsumexp)


@pytest.mark.check(task="log_softmax", points=2, catches=("negative-log-probabilities",))
def test_log_softmax_random(student, reference, rng):
    """Exponentials of the result are the probabilities, in any shape."""
    same(
        student.log_softmax,
        reference.log_softmax,
        random_logits(rng),
        rule="log_softmax(z) = z - logsumexp(z), row by row; the shape stays.",
        ask="Sum np.exp(log_softmax(z)) over the last axis. What should come out?",
    )


@pytest.mark.check(
    task="log_softmax",
    points=2,
    catches=("log-of-softmax", "log-of-softmax-eps", "raw-exponentials-in-log-softmax"),
)
def test_log_softmax_extremes(student, reference):
    """Log-probabilities are exact where the probabilities are too small to write down."""
    same(
        student.log_softmax,
        reference.log_softmax,
        extreme_logits(),
        atol=1e-10,
        rule="No log-probability is cut off, and none is inf or nan.",
        ask="What is the smallest number above 0 in float64, and what is its log?",
    )


@pytest.mark.check(task="log_softmax", points=1.5, catches=("log-softmax-keeps-float32",))
def test_log_softmax_kinds(student, reference, rng):
    """Lists, ints and float32 are promoted; a third axis, text and complex numbers are refused."""
    same(student.log_softmax, reference.log_softmax, other_kinds(rng), rule=KINDS)
    refuses_wrong_logits(student.log_softmax)


@pytest.mark.check(
    task="one_hot",
    points=2.5,
    catches=(
        "classes-from-one",
        "width-from-labels",
        "samples-in-columns",
        "column-labels-not-flattened",
    ),
)
def test_one_hot_random(student, reference, rng):
    """Labels, flat or in a column, whole floats and lists too, become N rows of K entries."""
    sizes = [(n, k) for n in (1, 3, 8) for k in (1, 2, 5, 9)]
    labels = [rng.integers(0, k, n) for n, k in sizes]
    cases = [(y, k) for y, (_, k) in zip(labels, sizes, strict=True)]
    cases += [(labels[6][:, None], 5), (labels[9][:, None].tolist(), 2), ([[1]], 3)]
    cases += [([0, 1], 6), ((2.0, 0.0, 1.0), 4), (np.array([[3.0], [1.0]], np.float32), np.int64(4))]
    cases += [(np.array([255, 0, 2], np.uint8), 300)]

    for got, want in zip(student.one_hot.map(cases), reference.one_hot.map(cases), strict=True):
        expect.exact(
            got,
            want,
            rule="The result is (N, K), also when the last classes are missing; labels may be "
            "(N,) or (N, 1), "
            "and 1.0 is as good as 1.",
            ask="What shape do you return for one_hot([[0], [1]], 6)?",
        )


@pytest.mark.check(task="one_hot", points=1.5, catches=("negative-label-wraps", "fraction-truncated"))
def test_one_hot_errors(student):
    """Labels that are no class are refused: too large, negative, fractional, or no numbers."""
    not_classes = (
        ([0, 3, 1], 3),
        ([0, 2, -1], 3),
        ([1, 0], 1),
        ([0.5, 1.0], 3),
        ([-0.5, 1.0], 3),
        ([0.75, 1], 3),
        ([2, 1.25], 3),
    )
    not_classes += (([[0], [3]], 3), ([[1], [-3]], 3), ([[1], [0.5]], 3))
    not_a_column = (([[0, 1], [1, 1], [0, 0]], 2), ([[0, 1, 2]], 3), ([[[1]], [[0]]], 3))
    for y, k in not_classes + not_a_column:
        expect.raises(
            ValueError,
            student.one_hot,
            y,
            k,
            rule="Labels are whole numbers from 0 to K - 1, in (N,) or (N, 1).",
            ask="What do indexing with -1 and a cast of 0.5 to int do, without a word?",
        )
    for y in (["a", "b"], [0, None], np.array([1j, 1.0])):
        expect.raises(
            TypeError,
            student.one_hot,
            y,
            3,
            rule="Labels that are not real numbers raise TypeError.",
        )
