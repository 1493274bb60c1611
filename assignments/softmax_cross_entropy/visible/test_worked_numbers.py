"""The sources' worked numbers, and small cases that can be done by hand."""

import numpy as np
import pytest

from autograder import expect

LOG_P = np.log([0.2, 0.7, 0.1])
GRADIENT = [0.2, -0.3, 0.1]
LARGE = [1e4, 0.0, -1e4]


def close(got, want, rule, ask=""):
    """Compare with numbers that are known to many digits."""
    return expect.close(got, want, rtol=1e-9, atol=1e-9, rule=rule, ask=ask)


def all_close(got, wants, rule, ask=""):
    """Compare the parts of a tuple."""
    for part, want in zip(expect.sequence(got, len(wants), rule=rule, ask=ask), wants, strict=True):
        close(part, want, rule, ask)


@pytest.mark.check(
    task="softmax",
    points=3.5,
    catches=("no-max-shift", "softmax-over-samples", "softmax-over-everything"),
)
def test_softmax_worked(student):
    """Softmax gives back [0.2, 0.7, 0.1] from its logs, and stands logits of 10,000."""
    p, batch, large = student.softmax.map([(LOG_P,), (np.array([LOG_P, [0.0, np.log(2.0), np.log(5.0)]]),), (LARGE,)])

    close(
        p,
        [0.2, 0.7, 0.1],
        "softmax(log p) is p, for any p that sums to 1.",
        "What are the exponentials of the three logits, and by what are they divided?",
    )
    close(
        batch,
        [[0.2, 0.7, 0.1], [0.125, 0.25, 0.625]],
        "Each row is turned into probabilities by itself.",
        "What does each row of your result sum to?",
    )
    close(large, [1.0, 0.0, 0.0], "Large logits are fine.", "What does np.exp(1e4) give?")


@pytest.mark.check(task="logsumexp", points=2.5, catches=("naive-logsumexp", "shift-not-undone", "hard-maximum"))
def test_logsumexp_worked(student):
    """Log-sum-exp of K equal logits is that logit plus log K; of [1e4, 0, -1e4] it is 1e4."""
    logs, equal, batch, large = student.logsumexp.map(
        [(LOG_P,), ([2.0, 2.0, 2.0, 2.0],), ([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]],), (LARGE,)]
    )

    close(
        logs,
        0.0,
        "For one row the result is one number; the log of a sum of probabilities is log 1.",
        "Work out log(0.2 + 0.7 + 0.1) in your own steps. Which of them differs?",
    )
    close(equal, 2.0 + np.log(4.0), "K equal logits c give c + log K.", "What is log(4 e^2) by hand?")
    close(batch, np.log(3.0) + np.array([0.0, 1.0]), "A batch of 2 rows gives 2 numbers.")
    close(large, 1e4, "Large logits are fine.", "At which step does your formula overflow?")


@pytest.mark.check(
    task="log_softmax",
    points=2.5,
    catches=("log-of-softmax", "log-of-softmax-eps", "log-of-softmax-larger-eps", "raw-exponentials-in-log-softmax"),
)
def test_log_softmax_worked(student):
    """Log-softmax of [1e4, 0, -1e4] is [0, -1e4, -2e4]: finite, and not cut off at -27.63."""
    logs, rows, large = student.log_softmax.map([(LOG_P,), ([[3.0, 3.0], [0.0, 40.0]],), (LARGE,)])

    close(logs, LOG_P, "Logs of probabilities are their own log-softmax.")
    close(
        rows,
        [[-np.log(2.0), -np.log(2.0)], [-40.0, 0.0]],
        "Each row is its logits minus its own log-sum-exp, and no value is too small to be given exactly.",
        "Work out both rows by hand. Which entry differs, and of which number do you take the log there?",
    )
    close(
        large,
        [0.0, -1e4, -2e4],
        "Log-probabilities stay exact where the probabilities underflow to 0.",
        "Is the logarithm the last thing you do? What has already been lost by then?",
    )


@pytest.mark.check(
    task="one_hot",
    points=2,
    catches=("classes-from-one", "width-from-labels", "samples-in-columns", "negative-label-wraps"),
)
def test_one_hot_worked(student):
    """Labels 1, 0, 2 of four classes become rows with one 1 each; labels 4 and -1 are refused."""
    rows = student.one_hot([1, 0, 2], 4)

    expect.exact(
        rows,
        [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0]],
        rule="Row i has its 1 in column y[i] and has K columns.",
        ask="Which column belongs to class 0, and how many columns are there?",
    )
    for label in (4, -1):
        expect.raises(
            ValueError,
            student.one_hot,
            [0, label],
            4,
            rule="Four classes are called 0, 1, 2 and 3; anything else raises ValueError.",
        )


@pytest.mark.check(
    task="cross_entropy",
    points=3.5,
    catches=("missing-minus", "sum-over-samples", "log-of-underflowed-p", "softmax-twice"),
)
def test_cross_entropy_worked(student):
    """With p = [0.2, 0.7, 0.1] and label 1 the loss is 0.35667494; logits of zero give log K."""
    one, even, *large = student.cross_entropy.map(
        [([LOG_P], [1]), (np.zeros((4, 5)), [0, 3, 4, 3])] + [([LARGE], [y]) for y in range(3)]
    )

    expect.number(
        one,
        0.35667494,
        atol=1e-7,
        rule="The loss of one sample is minus the log of its label's probability.",
        ask="Which of the three probabilities belongs to the label? What do you do with its log?",
    )
    expect.number(
        even,
        np.log(5.0),
        rule="A classifier that knows nothing about K classes loses log K, in the mean over its samples.",
        ask="What does each of the four samples cost, and what do you make of the four costs?",
    )
    for loss, want in zip(large, (0.0, 1e4, 2e4), strict=True):
        expect.number(
            loss,
            want,
            atol=1e-9,
            rule="The logits [1e4, 0, -1e4] cost 0, 1e4 and 2e4, by label.",
            ask="Which of your steps loses the digits: the exponential, the quotient or the logarithm?",
        )


@pytest.mark.check(
    task="cross_entropy_grad",
    points=3,
    catches=("missing-minus-one", "gradient-sign", "gradient-without-mean", "extra-softmax-slope"),
)
def test_gradient_worked(student):
    """For p = [0.2, 0.7, 0.1] and label 1 it is [0.2, -0.3, 0.1]; a second sample halves it."""
    one, two = student.cross_entropy_grad.map([([LOG_P], [1]), ([LOG_P, LOG_P], [1, 2])])

    close(
        one,
        [GRADIENT],
        "Each row is its probabilities minus its one-hot label.",
        "Write down softmax(z) and the one-hot row. Which entry of yours is not their difference?",
    )
    close(
        two,
        [[0.1, -0.15, 0.05], [0.1, 0.35, -0.45]],
        "The loss is a mean over N samples, and so is its gradient.",
        "By how much does the loss change when one of two samples improves by 1?",
    )


@pytest.mark.check(
    task="softmax_jacobian",
    points=3,
    catches=("diagonal-jacobian", "jacobian-without-diagonal", "jacobian-plus-outer"),
)
def test_jacobian_worked(student):
    """At p = [0.2, 0.7, 0.1] the diagonal is 0.16, 0.21, 0.09 and every row sums to 0."""
    close(
        student.softmax_jacobian(LOG_P),
        [[0.16, -0.14, -0.02], [-0.14, 0.21, -0.07], [-0.02, -0.07, 0.09]],
        "J[i, j] says how p_i answers to z_j; every p_i answers to every z_j.",
        "Raise one logit by 0.001 and look at all three probabilities.",
    )


@pytest.mark.check(
    task="softmax_regression",
    points=3.5,
    catches=(
        "half-lambda",
        "penalty-slope-without-2",
        "bias-penalised",
        "penalty-only-in-gradient",
    ),
)
def test_regression_worked(student):
    """One sample by hand: loss 0.35667494 + 0.1 * 7.5; zero weights lose log K."""
    W = np.array([[1.0, -1.0], [0.5, 0.5], [-1.0, 2.0]])
    x = np.array([1.0, 2.0])
    ask = "Which differs: loss, dW or db? What are the logits of one sample, and what does the penalty add to each?"
    worked, empty = student.softmax_regression.map(
        [
            (W, LOG_P - W @ x, [x], [1], 0.1),
            (np.zeros((3, 2)), np.zeros(3), [[4.0, -1.0], [2.0, 3.0]], [2, 2], 0.3),
        ]
    )

    all_close(
        worked,
        (1.1066749439387324, [[0.4, 0.2], [-0.2, -0.5], [-0.1, 0.6]], GRADIENT),
        "The loss is the mean cross-entropy plus lam * sum(W**2); dW and db are its gradients, shaped like W and b.",
        ask,
    )
    all_close(
        empty,
        (np.log(3.0), [[1.0, 1 / 3], [1.0, 1 / 3], [-2.0, -2 / 3]], [1 / 3, 1 / 3, -2 / 3]),
        "With W = 0 and b = 0 every class has probability 1/K and the penalty is 0.",
        ask,
    )


@pytest.mark.check(
    task="two_layer",
    points=3.5,
    catches=("no-relu-mask", "kink-counts-as-on", "input-of-relu-in-dW2", "hidden-layer-linear"),
)
def test_two_layer_worked(student):
    """One sample by hand: of three hidden units one is on, one off, one exactly on the kink."""
    W1 = np.array([[1.0, -1.0], [2.0, 1.0], [-1.0, 1.0]])
    W2 = np.array([[2.0, 1.0, 1.0], [1.0, -1.0, 2.0], [1.0, 2.0, -1.5]])
    b2 = LOG_P - 3.0 * W2[:, 1]
    got = student.two_layer(W1, [0.0, -1.0, -1.0], W2, b2, [[1.0, 2.0]], [1])

    all_close(
        got,
        (
            [[0.0, 0.0], [0.7, 1.4], [0.0, 0.0]],
            [0.0, 0.7, 0.0],
            [[0.0, 0.6, 0.0], [0.0, -0.9, 0.0], [0.0, 0.3, 0.0]],
            GRADIENT,
        ),
        "h = [-1, 3, 0], so only the second hidden unit takes part, forwards and backwards.",
        "Which of dW1, db1, dW2, db2 differs? Print h, max(0, h) and the mask: which of them enters it, and where?",
    )


@pytest.mark.check(
    task="bce_with_logits",
    points=2.5,
    catches=("printed-without-minus", "log-of-sigmoid", "signed-label-formula", "bce-sum"),
)
def test_bce_worked(student):
    """A logit of 0 costs log 2; 2 and -1, both right, cost 0.22009485; wrong by 1000 costs 1000."""
    even, right, rounded, large, small = student.bce_with_logits.map(
        [
            ([0.0, 0.0], [0, 1]),
            ([2.0, -1.0], [1, 0]),
            ([40.0], [0]),
            ([1000.0], [0]),
            ([-1000.0, 1000.0, -500.0], [1, 1, 0]),
        ]
    )

    expect.number(
        even,
        np.log(2.0),
        rule="An undecided classifier loses log 2, in the mean over its samples.",
        ask="What is the probability of each label at a logit of 0, and what does each sample cost?",
    )
    expect.number(
        right,
        0.22009485,
        atol=1e-7,
        rule="The loss is the mean over the samples of -log p(label).",
        ask="What is the probability of each of the two labels, and what does each sample cost?",
    )
    expect.number(rounded, 40.0, rule="Wrong by 40 costs 40.", ask="What is 1 - sigmoid(40.0)?")
    expect.number(large, 1000.0, rule="Wrong by 1000 costs 1000.", ask="What is np.exp(1000.0)?")
    expect.number(
        small,
        1000.0 / 3,
        rule="Only the first of these three is wrong.",
        ask="What is log(sigmoid(-1000.0))?",
    )
