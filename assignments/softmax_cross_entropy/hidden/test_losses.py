"""Hidden checks of the cross-entropies, their gradient and the Jacobian."""

import numpy as np
import pytest

from autograder import expect

SIZES = (
    (1, 1), (1, 5), (4, 1), (3, 3), (2, 6), (7, 3), (5, 4), (4, 5), (6, 2), (3, 7), (8, 5), (10, 3),
)  # fmt: skip
KINDS = "Labels may be (N,) or (N, 1); ints, float32 and lists are promoted to float64."
EXTREME = (
    ([[40.0, 0.0]], [1]),
    ([[40.0, 0.0]], [0]),
    ([[1e4, 0.0, -1e4]], [0]),
    ([[1e4, 0.0, -1e4]], [1]),
    ([[1e4, 0.0, -1e4]], [2]),
    ([[-2000.0, -2003.0, -2001.0, -2001.0]], [1]),
    ([[0.0, 2.0], [-5000.0, -5001.0], [7000.0, 7004.0]], [1, 0, 0]),
    ([[900.0, 900.0, -900.0]], [0]),
)


def random_batches(rng, scale=2.0):
    return [(rng.normal(scale=scale, size=(n, k)), rng.integers(0, k, n)) for n, k in SIZES]


def extreme_batches():
    return [(np.array(z), np.array(y)) for z, y in EXTREME]


def other_kinds(rng):
    return [
        (rng.normal(size=(4, 3)), np.array([[2], [0], [1], [1]])),
        ([[3, -1, 2, 0], [0, 4, 1, -2], [1, 1, 0, 5]], [1, 3, 0]),
        (rng.normal(size=(5, 3)).astype(np.float32), np.array([2, 0, 1, 1, 0], dtype=np.uint8)),
        (np.array([[100, -100, 101], [-128, 0, 5]], np.int8), (1, 2)),
        ([[0.5, -1.5]], [[1]]),
    ]


def same(function, truth, cases, rtol=1e-10, atol=1e-12, *, rule, ask=""):
    """Require the same results as the reference on every case."""
    for got, want in zip(function.map(cases), truth.map(cases), strict=True):
        expect.close(got, want, rtol, atol, rule=rule, ask=ask)


def refuses_wrong_batches(function):
    """Require that shapes, labels and types that do not fit are refused."""
    z = np.array([[0.5, -1.5, 2.5], [1.5, 0.25, -0.5], [0.75, 1.25, -2.5], [3.5, 0.5, 1.5]])
    labels = "Labels are classes from 0 to K - 1."
    shapes = "z is (N, K) and there is one label for each row."
    for logits, y, rule in (
        (z, [0, 1, 3, 2], labels),
        (z, [0, -1, 1, 2], labels),
        (z, [[0], [1], [2], [-3]], labels),
        (z, [0, 1, 2], shapes),
        (z, [1], shapes),
        (z, 1, shapes),
        (z[:1], [0, 1], shapes),
        (z, [[0, 1, 2, 0]], shapes),
        (z, np.eye(4, 3), shapes),
        (z[0], [0, 1, 2], shapes),
        (z[0], [1], shapes),
        (z[0], 1, shapes),
        (z[None], [0, 1, 2, 0], shapes),
    ):
        expect.raises(ValueError, function, logits, y, rule=rule + " Anything else raises ValueError.")
    rule = "What is not a real number raises TypeError."
    expect.raises(TypeError, function, z * (1 + 0.5j), [0, 1, 2, 0], rule=rule)
    expect.raises(TypeError, function, [["a", "b"]], [0], rule=rule)
    for y in (["a", "b"], [1, None], None, np.array([1 + 0j, 0])):
        expect.raises(TypeError, function, z[:2], y, rule=rule)


@pytest.mark.check(
    task="cross_entropy",
    points=2.5,
    catches=(
        "sum-over-samples",
        "mean-over-entries",
        "column-indexing",
        "missing-minus",
        "softmax-twice",
        "binary-terms-for-every-class",
    ),
)
def test_cross_entropy_random(student, reference, rng):
    """The loss is the mean of -log p(label) for random batches of many sizes."""
    same(
        student.cross_entropy,
        reference.cross_entropy,
        random_batches(rng),
        rule="Each sample contributes -log of the probability of its own label, and the loss is their mean.",
        ask="Give every sample twice. What happens to your loss?",
    )


@pytest.mark.check(
    task="cross_entropy",
    points=2.5,
    catches=("log-of-underflowed-p", "probability-plus-eps", "probability-plus-larger-eps"),
)
def test_cross_entropy_extremes(student, reference):
    """The loss is exact where the probability of the label underflows or rounds to 1."""
    same(
        student.cross_entropy,
        reference.cross_entropy,
        extreme_batches(),
        atol=1e-9,
        rule="The loss is a difference of logits, corrected by a log: no size of logits is too large.",
        ask="Do you ever form p itself? What is left of it for z = [40, 0] and label 1, and what of its log?",
    )


@pytest.mark.check(task="cross_entropy", points=1.5, catches=("column-labels-broadcast",))
def test_cross_entropy_kinds(student, reference, rng):
    """Labels in a column, lists, ints and float32 logits give the same loss."""
    same(
        student.cross_entropy,
        reference.cross_entropy,
        other_kinds(rng),
        rule=KINDS,
        ask="What is the shape of log_p[np.arange(3), y] when y is (3, 1)?",
    )


@pytest.mark.check(task="cross_entropy", points=2, catches=("labels-not-checked",))
def test_cross_entropy_errors(student):
    """Labels that are no class, shapes that do not fit and text are refused, not guessed at."""
    refuses_wrong_batches(student.cross_entropy)


@pytest.mark.check(
    task="cross_entropy_grad",
    points=2.5,
    catches=(
        "gradient-without-mean",
        "missing-minus-one",
        "gradient-column-indexing",
        "gradient-sign",
        "extra-softmax-slope",
        "gradient-of-the-probabilities",
    ),
)
def test_gradient_random(student, reference, rng):
    """The gradient is (softmax - one-hot) / N for random batches of many sizes."""
    same(
        student.cross_entropy_grad,
        reference.cross_entropy_grad,
        random_batches(rng) + extreme_batches()[-2:],
        rule="Each row is its probabilities minus its one-hot label, over N; it sums to 0.",
        ask="Compare one entry with (loss(z + h) - loss(z - h)) / 2h.",
    )


@pytest.mark.check(
    task="cross_entropy_grad",
    points=1.5,
    catches=("raw-exponentials-in-gradient", "missing-minus-one"),
)
def test_gradient_length(student, reference, rng):
    """The entries of a row add up in size to 2 (1 - exp(-loss)), for huge logits too."""
    cases = [(rng.normal(scale=4.0, size=(1, k)), rng.integers(0, k, 1)) for k in (2, 3, 4, 5, 7, 11)]
    cases += [(np.array([z]), np.array([y])) for z in ([1e4, 0.0, -1e4], [900.0, 900.0, -900.0]) for y in range(3)]
    losses = reference.cross_entropy.map(cases)

    for got, loss, (z, _) in zip(student.cross_entropy_grad.map(cases), losses, cases, strict=True):
        g = expect.array(got, z.shape)
        size = 2 * (1 - np.exp(-np.asarray(loss)))
        expect.holds(
            abs(np.abs(g).sum() - size) <= 1e-11,
            rule="The gradient vanishes exactly when the label has probability 1, and its size never passes 2.",
            ask="What does your gradient give for z = [[1000.0, 0.0]]?",
            subject=got,
        )
        expect.holds(abs(g.sum()) <= 1e-11, rule="Every row of the gradient sums to 0.", subject=got)


@pytest.mark.check(task="cross_entropy_grad", points=1.5, catches=("gradient-without-mean",))
def test_gradient_kinds(student, reference, rng):
    """Labels in a column, lists, ints and float32 logits give the same gradient."""
    same(
        student.cross_entropy_grad,
        reference.cross_entropy_grad,
        other_kinds(rng),
        rule=KINDS,
        ask="What is the shape of p - y when y has not been turned into (N, K)?",
    )


@pytest.mark.check(task="cross_entropy_grad", points=1.5, catches=("gradient-labels-not-checked",))
def test_gradient_errors(student):
    """The gradient refuses labels that are no class, shapes that do not fit, and text."""
    refuses_wrong_batches(student.cross_entropy_grad)


@pytest.mark.check(
    task="softmax_jacobian",
    points=2,
    catches=("diagonal-jacobian", "jacobian-without-diagonal", "jacobian-plus-outer"),
)
def test_jacobian_random(student, reference, rng):
    """The Jacobian is right for any number of classes, one included."""
    cases = [(rng.normal(scale=2.0, size=k),) for k in (1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 9, 12)]

    same(
        student.softmax_jacobian,
        reference.softmax_jacobian,
        cases,
        rule="J is symmetric and (K, K), and each of its rows sums to 0.",
        ask="Raise z_j a little: by how much does each p_i change?",
    )


@pytest.mark.check(task="softmax_jacobian", points=1.5, catches=("raw-exponentials-in-jacobian",))
def test_jacobian_shift(student, reference, rng):
    """The Jacobian depends on differences of logits only, and vanishes where one class has won."""
    cases = [(rng.normal(size=4).round(3) + c,) for c in (-3000.0, 1024.0, 2048.0)]
    cases += [(np.array(z),) for z in ([1e4, 0.0, -1e4], [700.0, 700.0, 600.0])]

    same(
        student.softmax_jacobian,
        reference.softmax_jacobian,
        cases,
        rule="Adding the same number to every logit changes nothing.",
        ask="Do you compute the probabilities by the function you have already made safe?",
    )


@pytest.mark.check(task="softmax_jacobian", points=1.5, catches=("jacobian-takes-a-batch",))
def test_jacobian_kinds(student, reference, rng):
    """Lists, ints and float32 are promoted; a batch, a scalar, text and complex are refused."""
    cases = [([2, -1, 0, 3],), (rng.normal(size=5).astype(np.float32),), (np.array([100, -100, 101], np.int8),)]

    same(
        student.softmax_jacobian,
        reference.softmax_jacobian,
        cases,
        rule="J[i, j] says how p_i answers to z_j, in float64 whatever type comes in.",
    )
    for z in (
        0.5,
        np.array([[0.5, 1.5, -2.0, 0.25]]),
        np.array([[0.5], [1.5], [-2.0]]),
        np.array([[0.5, 1.5, -2.0], [1.0, 0.0, 3.0]]),
    ):
        expect.raises(ValueError, student.softmax_jacobian, z, rule="z is (K,): the logits of one sample.")
    for z in (["a", "b"], [0.5, None], None, np.array([1.0j, 2.0])):
        expect.raises(
            TypeError,
            student.softmax_jacobian,
            z,
            rule="What is not a real number raises TypeError.",
        )


@pytest.mark.check(
    task="bce_with_logits",
    points=2.5,
    catches=("bce-broadcast", "bce-sum", "signed-label-formula", "printed-without-minus"),
)
def test_bce_random(student, reference, rng):
    """The loss is the mean over random samples; column labels, lists and ints will do."""
    cases = [(rng.normal(scale=3.0, size=n), rng.integers(0, 2, n)) for n in (1, 1, 2, 3, 4, 7, 10, 16)]
    cases += [(rng.normal(size=5), np.full(5, label)) for label in (0, 1)]
    cases += [
        (rng.normal(size=4), np.array([[1], [0], [0], [1]])),
        ([0.75], [[1]]),
        ([3, -1, 0], (0, 1, 1)),
        (np.array([-128, 100, 127], np.int8), np.array([1, 0, 1], np.uint8)),
        (rng.normal(size=6).astype(np.float32), [0.0, 1.0, 1.0, 0.0, 1.0, 0.0]),
    ]

    same(
        student.bce_with_logits,
        reference.bce_with_logits,
        cases,
        rule="Each sample contributes -log of the probability of its label, and the loss is their mean.",
        ask="Print the shape of z - y when y is (4, 1). Does label 0 cost anything in your formula?",
    )


@pytest.mark.check(task="bce_with_logits", points=1.5, catches=("log-of-sigmoid", "exponential-overflows"))
def test_bce_extremes(student, reference):
    """The loss is exact for logits of any size, on the right side and on the wrong one."""
    sizes = (12.0, 36.0, 40.0, 750.0, 1e4)
    cases = [(np.array([s * z]), np.array([y])) for z in sizes for s in (-1, 1) for y in (0, 1)]

    same(
        student.bce_with_logits,
        reference.bce_with_logits,
        cases,
        rule="Far on the wrong side the loss is |z|; far on the right side it is 0.",
        ask="What do np.exp(750.0) and 1 - sigmoid(40.0) give? Which of the two signs of z is safe in exp?",
    )


@pytest.mark.check(task="bce_with_logits", points=1.5, catches=("any-label-goes",))
def test_bce_errors(student):
    """Labels other than 0 and 1, lengths that do not fit, batches and text are refused."""
    z = np.array([0.5, -1.5, 2.5, 3.5])
    for logits, y in (
        (z, [0, 1, 2, 1]),
        (z, [1, -1, 1, 1]),
        (z, [1, 0, 0.5, 1]),
        (z, [[1], [0], [1], [0.25]]),
        (z, [1]),
        (z, 1),
        (z, [0, 1, 1]),
        (z[:1], [0, 1]),
        (z, [[0, 1, 1, 0]]),
        (z, [[0, 1], [1, 1], [0, 0], [1, 0]]),
        (0.5, [1]),
        (0.5, 1),
        (z.reshape(2, 2), [0, 1]),
        (z[None], [[0, 1, 1, 0]]),
        (z[:, None], [0, 1, 1, 0]),
        (z[:, None], [[0], [1], [1], [0]]),
    ):
        expect.raises(
            ValueError,
            student.bce_with_logits,
            logits,
            y,
            rule="z is (N,), with one label of 0 or 1 for each. Anything else raises ValueError.",
        )
    rule = "What is not a real number raises TypeError."
    expect.raises(TypeError, student.bce_with_logits, z * 1j, [0, 1, 1, 0], rule=rule)
    expect.raises(TypeError, student.bce_with_logits, ["a", "b"], [0, 1], rule=rule)
    for y in (["a", "b"], [1, None], None, np.array([1 + 0j, 0])):
        expect.raises(TypeError, student.bce_with_logits, z[:2], y, rule=rule)
