"""Hidden checks of the losses' gradients and of the optimisers' steps."""

import numpy as np
import pytest

from autograder import expect


def _not_numbers(*shape):
    objects = np.full(shape, None, dtype=object)
    objects.flat[0] = 1.5
    return np.full(shape, "1.5").tolist(), objects.tolist(), np.full(shape, 0.5 + 0.25j)


def _refuses_text(function, shape, arguments):
    for bad in _not_numbers(*shape):
        expect.raises(
            TypeError,
            function,
            *arguments(bad),
            rule="What is not a real number is a TypeError: text, None, objects, complex numbers.",
            ask="What is np.asarray(values).dtype.kind for text, for None and for complex numbers?",
        )


@pytest.mark.check(
    task="mse_grad",
    points=2,
    catches=(
        "mse-without-n",
        "mse-without-two",
        "residual-sign",
        "mse-over-d",
    ),
)
def test_mse_grad_of_random_data(student, rng):
    """The gradient is right for any number of samples and features."""
    shapes = ((7, 3), (1, 4), (5, 1), (4, 6), (2, 2), (11, 5))
    cases = [(rng.normal(size=d), rng.normal(size=(n, d)) * 2, rng.normal(size=n) + 1) for n, d in shapes]

    for (w, X, y), got in zip(cases, student.mse_grad.map(cases), strict=True):
        expect.close(
            got,
            sum(2 * (x @ w - t) * x for x, t in zip(X, y, strict=True)) / len(y),
            rule="The gradient is (2/N) X^T (Xw - y), of the shape of w.",
            ask=("Compare with numerical_gradient of the mean squared error. By which factor do you differ?"),
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
def test_mse_grad_promotes_and_refuses(student, rng):
    """Small integers, lists and float32 are promoted, and shapes must fit."""
    X, y, w = [[90, 2], [-100, 3], [7, 120]], [100, -90, 5], [3, -2]
    single = [rng.normal(size=s).astype(np.float32) for s in ((4,), (6, 4), (6,))]
    small = [np.array(a, np.int8) for a in (w, X, y)]
    cases = [(w, X, y), tuple(small), tuple(single)]

    for case, got in zip(cases, student.mse_grad.map(cases), strict=True):
        v, A, t = (np.asarray(a, dtype=np.float64) for a in case)
        expect.close(
            got,
            2 / len(t) * A.T @ (A @ v - t),
            rule="The gradient is (2/N) X^T (Xw - y), in float64 whatever type comes in.",
            ask="Give the same numbers as int8 and as floats. Do the results differ? If not, is the formula right?",
        )
    for wrong in (
        (np.ones(2), np.ones((5, 2)), np.ones(4)),
        (np.ones(2), np.ones((5, 2)), np.ones(1)),
        (np.ones(3), np.ones((5, 2)), np.ones(5)),
        (np.ones(1), np.ones((5, 2)), np.ones(5)),
        (np.ones(5), np.ones(5), np.ones(5)),
    ):
        expect.raises(ValueError, student.mse_grad, *wrong, rule="w is (D,), X (N, D), y (N,).")
    _refuses_text(student.mse_grad, (2,), lambda bad: (bad, np.ones((5, 2)), np.ones(5)))
    _refuses_text(student.mse_grad, (5, 2), lambda bad: (np.ones(2), bad, np.ones(5)))
    _refuses_text(student.mse_grad, (5,), lambda bad: (np.ones(2), np.ones((5, 2)), bad))


def _hinge_cases(rng, lams):
    shapes = ((3, 4, 6), (2, 3, 1), (4, 2, 5), (1, 5, 7), (2, 6, 3))
    return [
        (rng.normal(size=(d, k)) * 0.8, rng.normal(size=(n, d)), rng.integers(0, k, n), lam)
        for (d, k, n) in shapes
        for lam in lams
    ]


def _hinge(W, X, y, lam):
    """The contract's double sum; an active term pushes class j and pulls the label's class."""
    rows, scores = np.arange(len(X)), X @ W
    terms = scores - scores[rows, y][:, None] + 1
    terms[rows, y] = 0
    active = (terms > 0).astype(float)
    active[rows, y] = -active.sum(axis=1)
    loss = np.maximum(terms, 0).sum() / len(X) + lam * np.sum(W**2)
    return loss, X.T @ active / len(X) + 2 * lam * W


@pytest.mark.check(
    task="hinge_loss",
    points=2.5,
    catches=(
        "counts-right-class",
        "lambda-missing-in-loss",
        "no-margin",
        "worst-class-only",
        "divides-by-classes",
    ),
)
def test_hinge_loss_values(student, rng):
    """The loss is the mean of the violated margins plus the penalty."""
    cases = _hinge_cases(rng, (0.0, 1.7))

    for case, got in zip(cases, student.hinge_loss.map(cases), strict=True):
        loss, _ = expect.sequence(got, 2, rule="The result is the pair (loss, dW).")
        expect.number(
            loss,
            float(_hinge(*case)[0]),
            rule=("The loss is (1/N) sum of max(0, s_j - s_y + 1) over j other than y, plus lam sum W^2."),
            ask="What is your loss at W = 0 for three and for four classes?",
        )


@pytest.mark.check(
    task="hinge_loss",
    points=2.5,
    catches=(
        "gradient-without-n",
        "right-class-not-pulled",
        "penalty-gradient-twice",
        "penalty-gradient-halved",
        "no-margin",
        "worst-class-only",
        "divides-by-classes",
    ),
)
def test_hinge_loss_gradients(student, rng):
    """The gradient belongs to the loss, with and without a penalty."""
    cases = _hinge_cases(rng, (0.0, 0.29))

    for case, got in zip(cases, student.hinge_loss.map(cases), strict=True):
        _, dW = expect.sequence(got, 2, rule="The result is the pair (loss, dW).")
        expect.close(
            dW,
            _hinge(*case)[1],
            rule="Every active term pushes class j and pulls class y; the penalty adds 2 lam W.",
            ask="Compare dW with numerical_gradient of your own loss, first with lam = 0.",
        )


@pytest.mark.check(
    task="hinge_loss",
    points=2,
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
def test_hinge_loss_edges_and_errors(student):
    """Margins of exactly 0 are idle, one class costs nothing, columns of labels are flattened."""
    W = np.array([[1, -2, 0, 3], [2, 1, -1, 0]])
    X = np.array([[1, 1], [2, -1], [-1, 3], [0.5, 2], [2, 0.25]])
    kinked = np.array([[2.0, 1.0, 1.0, -3.0]])
    cases = [
        (W, X, np.array([0, 3, 1, 0, 3]), 0.25),
        (W, X, np.array([[2], [0], [1], [3], [0]]), 0.5),
        (kinked, [[1.0], [1.0], [-0.5]], [0, 1, 3], 0.0),
        ([[2.0], [-3.0], [0.5]], [[1.0, 4.0, 2.0], [0.3, 0.1, -7.0]], [0, 0], 0.4),
        (W.astype(np.int8) * np.int8(30), (X * 4).astype(np.int8), [1, 1, 2, 0, 3], 2),
        (W.astype(np.float32) / np.float32(3), X.astype(np.float32), [3, 2, 1, 0, 1], 0.1),
    ]  # fmt: skip

    for (W_, X_, y_, lam), got in zip(cases, student.hinge_loss.map(cases), strict=True):
        loss, dW = _hinge(np.array(W_, float), np.array(X_, float), np.ravel(np.asarray(y_)), lam)
        got_loss, got_dW = expect.sequence(got, 2)
        expect.number(
            got_loss,
            float(loss),
            rule="The loss is the mean of the hinge terms plus lam times the sum of squares, in float64.",
        )
        expect.close(
            got_dW,
            dW,
            rule="A term counts only where s_j - s_y + 1 is strictly above 0.",
            ask="What is each term s_j - s_y + 1 of one sample, in float64? Which of them enter the gradient?",
        )
    W = np.ones((2, 4))
    for wrong in (
        (W, X, [0, 1, 2, 3, 4], 0.1),
        (W, X, [0, 1, -1, 3, 2], 0.1),
        (W, X, [0, 1, 2, 3], 0.1),
        (W, X, [2], 0.1),
        (W, X, [0, 1, 2, 3, 1, 2], 0.1),
        (W, X, [[0, 1], [1, 2], [2, 3], [3, 0], [1, 1]], 0.1),
        (np.ones((3, 4)), X, [0, 1, 2, 3, 1], 0.1),
        (np.ones((4, 2)), X, [0, 1, 1, 0, 1], 0.1),
        (W, X[0], [0, 1], 0.1),
        (np.ones(2), X, [0, 0, 0, 0, 0], 0.1),
    ):
        expect.raises(
            ValueError,
            student.hinge_loss,
            *wrong,
            rule="W is (D, K), X (N, D), and y holds N labels from 0 to K - 1.",
            ask="Which class does the label -1 name when it is used as an index?",
        )
    _refuses_text(student.hinge_loss, (2, 4), lambda bad: (bad, X, [0, 1, 2, 3, 1], 0.1))
    _refuses_text(student.hinge_loss, (5, 2), lambda bad: (W, bad, [0, 1, 2, 3, 1], 0.1))
    _refuses_text(student.hinge_loss, (5,), lambda bad: (W, X, bad, 0.1))


@pytest.mark.check(
    task="momentum_step",
    points=2,
    catches=(
        "momentum-forgets",
        "averaged-momentum",
        "rate-inside-velocity",
        "moves-before-velocity",
        "nesterov",
    ),
)
def test_momentum_step_keeps_going(student, rng):
    """Four steps, from rest and from a moving start, follow the rule, each fed with the result of the last."""
    kinds = (((4,), 0.037, 0.73), ((2, 3), 0.21, 0.4), ((3,), 0.5, 0.0))
    speeds = (0.0, 2.0, 2.0)
    right = [
        (rng.normal(size=shape), rng.normal(size=shape) * speed)
        for (shape, _, _), speed in zip(kinds, speeds, strict=True)
    ]
    mine = list(right)
    for _ in range(4):
        slopes = [rng.normal(size=shape) + 0.3 for shape, _, _ in kinds]
        cases = [(*at, g, *kind[1:]) for at, g, kind in zip(mine, slopes, kinds, strict=True)]
        mine = [expect.sequence(got, 2) for got in student.momentum_step.map(cases)]
        for k, (g, (_, eta, beta)) in enumerate(zip(slopes, kinds, strict=True)):
            v = beta * right[k][1] + g
            w = right[k][0] - eta * v
            right[k] = (w, v)
            expect.close(
                mine[k][1],
                v,
                rule="The velocity becomes beta v + g.",
                ask="Is eta part of the velocity? Is 1 - beta?",
            )
            expect.close(
                mine[k][0],
                w,
                rule="w moves by -eta times the new velocity.",
                ask="Which velocity moves w, the old or the new one?",
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
def test_momentum_step_promotes_and_refuses(student, rng):
    """Lists, small integers and float32 are promoted, and shapes must match."""
    small = [np.array(a, np.int8) for a in ([100, -3], [90, 50], [120, -7])]
    single = [rng.normal(size=5).astype(np.float32) for _ in range(3)]
    cases = [([1, -2], [3, 4], [5, -7], 0.3, 0.6), (*small, 2, 3), (*single, 0.07, 0.9)]

    for case, got in zip(cases, student.momentum_step.map(cases), strict=True):
        w, v, g = (np.asarray(a, dtype=np.float64) for a in case[:3])
        eta, beta = case[3:]
        new_w, new_v = expect.sequence(got, 2, rule="The result is the pair (w, v).")
        rule = "v becomes beta v + g and w becomes w - eta v, in float64 whatever type comes in."
        expect.close(new_v, beta * v + g, rule=rule)
        expect.close(new_w, w - eta * (beta * v + g), rule=rule)
    lengths = ((3, 4, 4), (4, 3, 4), (4, 4, 3))
    for a, b, c in lengths:
        expect.raises(
            ValueError, student.momentum_step, np.ones(a), np.ones(b), np.ones(c), 0.1, 0.9,
            rule="w, v and g have one shape.",
        )  # fmt: skip
    u = np.ones(3)
    _refuses_text(student.momentum_step, (3,), lambda bad: (bad, u, u, 0.1, 0.9))
    _refuses_text(student.momentum_step, (3,), lambda bad: (u, bad, u, 0.1, 0.9))
    _refuses_text(student.momentum_step, (3,), lambda bad: (u, u, bad, 0.1, 0.9))


def _adam(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - eta * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


def _same_adam(got, want, ask, rtol=1e-10):
    w, m, v = expect.sequence(got, 3, rule="The result is (w, m, v).")
    expect.close(m, want[1], rtol, 1e-30, rule="m becomes b1 m + (1 - b1) g.", ask=ask)
    expect.close(v, want[2], rtol, 1e-30, rule="v becomes b2 v + (1 - b2) g^2.", ask=ask)
    expect.close(
        w,
        want[0],
        rtol,
        rule="w moves by -eta m_hat / (sqrt(v_hat) + eps), both corrected with step number t.",
        ask=ask,
    )


@pytest.mark.check(
    task="adam_step",
    points=2.5,
    catches=(
        "no-bias-correction",
        "eps-inside-root",
        "step-count-off-by-one",
        "corrected-moments-stored",
        "second-moment-uncorrected",
        "second-moment-not-squared",
        "no-root",
    ),
)
def test_adam_step_with_unusual_settings(student, rng):
    """Steps with settings of their own are right from the first to the hundredth."""
    cases = []
    for t in (1, 2, 3, 7, 100):
        for shape in ((4,), (3, 1, 2)):
            w, m, g = rng.normal(size=(3, *shape))
            v = rng.uniform(0.2, 3.0, shape)
            cases.append((w, m, v, g, t, 0.23, 0.71, 0.93, 0.05))

    for case, got in zip(cases, student.adam_step.map(cases), strict=True):
        _same_adam(got, _adam(*case), "Which of eta, b1, b2 and eps enters where?")


@pytest.mark.check(
    task="adam_step",
    points=1.5,
    catches=(
        "no-bias-correction",
        "eps-inside-root",
        "step-count-off-by-one",
        "corrected-moments-stored",
        "second-moment-uncorrected",
        "second-moment-not-squared",
        "no-root",
    ),
)
def test_adam_step_of_tiny_gradients(student, rng):
    """Where gradients are about as small as eps, its place matters."""
    cases = []
    for t in (1, 2, 3, 6, 14, 40):
        w, g = rng.normal(size=3) * 1e-4, rng.uniform(0.5, 2.0, 3) * 1e-8 * np.array([1.0, -1.0, 1.0])
        m = rng.normal(size=3) * 1e-8 * (1 - 0.9**t)
        v = rng.uniform(0.25, 4.0, 3) * 1e-16 * (1 - 0.999**t)
        cases.append((w, m, v, g, t))

    for case, got in zip(cases, student.adam_step.map(cases), strict=True):
        _same_adam(got, _adam(*case), "What is larger here, sqrt(v_hat) + eps or sqrt(v_hat + eps)?", 1e-9)


@pytest.mark.check(
    task="adam_step",
    points=1.5,
    catches=(
        "no-bias-correction",
        "eps-inside-root",
        "step-count-off-by-one",
        "corrected-moments-stored",
        "second-moment-uncorrected",
        "second-moment-not-squared",
        "no-root",
    ),
)
def test_adam_step_defaults_and_errors(student, rng):
    """The defaults are torch's, inputs are promoted, and steps are counted from 1."""
    w, m, g = rng.normal(size=(3, 5))
    v = rng.uniform(0.5, 2.0, 5)
    single = [a.astype(np.float32) for a in (w, m, v, g)]
    small = [np.array(a, np.int8) for a in ([100, -3], [90, 50], [120, 3], [100, -7])]
    tiny = (w * 1e-3, m * 1e-9, v * 1e-17, g * 1e-9, 4)
    cases = [
        (w, m, v, g, 3), (w, m, v, g, 3, 0.1), (w, m, v, g, 2, 0.1, 0.5),
        (w, m, v, g, 5, 0.1, 0.5, 0.8), tiny,
        (*single, 6), (*small, 2), ([1, 2], [0, 1], [2, 5], [3, -4], 1), ([3.0, -1.5], *np.zeros((3, 2)), 2),
    ]  # fmt: skip

    for case, got in zip(cases, student.adam_step.map(cases), strict=True):
        arrays = [np.asarray(a, dtype=np.float64) for a in case[:4]]
        _same_adam(
            got, _adam(*arrays, *case[4:]), "Which defaults do eta, b1, b2 and eps have? Do integers and floats agree?"
        )
    named = student.adam_step(w, m, v, g, t=3, eps=0.3, b2=0.6, b1=0.2, eta=0.7)
    _same_adam(named, _adam(w, m, v, g, 3, 0.7, 0.2, 0.6, 0.3), "Do the names of your arguments match?")
    for t in (0, -1):
        expect.raises(
            ValueError, student.adam_step, w, m, v, g, t, rule="The first step is number 1.",
            ask="What is 1 - b1**t for t = 0?",
        )  # fmt: skip
    u = np.ones(3)
    for k in range(4):
        expect.raises(
            ValueError, student.adam_step, *[v[:4] if i == k else v for i in range(4)], 1,
            rule="w, m, v and g have one shape.",
        )  # fmt: skip
        _refuses_text(student.adam_step, (3,), lambda bad, k=k: (*[bad if i == k else u for i in range(4)], 1))


@pytest.mark.check(
    task="clip_by_norm",
    points=1.5,
    catches=(
        "clips-each-entry",
        "always-rescales",
        "norm-of-each-row",
        "unit-length",
    ),
)
def test_clip_by_norm_of_any_shape(student, rng):
    """One norm over all entries decides, and only long gradients change."""
    shapes = ((6,), (1,), (3, 4), (2, 5), (2, 3, 2))
    cases = [(rng.normal(size=s) * 2, float(limit)) for s in shapes for limit in rng.uniform(0.3, 8.0, 2)]
    long = rng.normal(size=(2, 3))
    cases += [(long, float(np.linalg.norm(long)) * share) for share in (0.999, 1.001)]
    cases.append((long * 1e-7, 2e-8))

    for (g, limit), got in zip(cases, student.clip_by_norm.map(cases), strict=True):
        norm = np.sqrt(np.sum(g**2))
        expect.close(
            got,
            g * limit / norm if norm > limit else g,
            atol=1e-18,
            rule=("If the Euclidean norm of all entries is above max_norm, all shrink by one factor."),
            ask="What are norm and direction of your result?",
        )


@pytest.mark.check(
    task="clip_by_norm",
    points=1.5,
    catches=(
        "clips-each-entry",
        "always-rescales",
        "unit-length",
    ),
)
def test_clip_by_norm_edges(student, rng):
    """A gradient as long as allowed stays, zero stays zero, and integers are promoted."""
    single = rng.normal(size=7).astype(np.float32)
    cases = [
        ([3.0, -4.0], 5.0), (np.zeros((2, 3)), 0.7), ([6, 8], 5),
        (np.array([100, -90], np.int8), 13),
        (single, 0.4), (5.0, 2.0), ([[1, 2], [2, 4]], 7), ([0.0, -1e-9], 2.0), ([[-9.0]], 2.5),
    ]  # fmt: skip

    for (g, limit), got in zip(cases, student.clip_by_norm.map(cases), strict=True):
        wide = np.asarray(g, dtype=np.float64)
        norm = np.sqrt(np.sum(wide**2))
        expect.close(
            got,
            wide * min(1.0, limit / norm) if norm > 0 else wide,
            rule="Nothing is ever stretched, and zero has no direction to keep.",
            ask="What comes out for zeros, for a gradient just as long as allowed, and for integers?",
        )
    _refuses_text(student.clip_by_norm, (3,), lambda bad: (bad, 1.0))


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
def test_step_decay_of_random_schedules(student, rng):
    """The rate falls by the factor once for every whole period."""
    cases = [
        (float(rng.uniform(0.01, 2.0)), int(rng.integers(0, 60)), int(rng.integers(1, 13)), factor)
        for factor in (0.3, 0.85, 1.4)
        for _ in range(4)
    ]
    cases += [(3e-7, 41, 9, 0.1), (0.2, 83, 4, 0.05), (250.0, 7, 3, 1.0), (0.4, 6, 2, 30.0)]

    for (eta0, epoch, every, factor), got in zip(cases, student.step_decay.map(cases), strict=True):
        expect.number(
            got,
            eta0 * factor ** (epoch // every),
            atol=0.0,
            rule="The rate is eta0 factor^(epoch // every).",
            ask="How many whole periods lie behind an epoch?",
        )


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
def test_step_decay_at_the_drops(student):
    """The drop comes exactly at each multiple of the period, and integers are fine."""
    cases = [
        (3, drops * every + beside, every, 0.6)
        for every in (1, 7) for drops in (1, 2, 3) for beside in (-1, 0, 1)
    ]  # fmt: skip
    for (_, epoch, every, _), got in zip(cases, student.step_decay.map(cases), strict=True):
        expect.number(
            got,
            3 * 0.6 ** (epoch // every),
            rule="Epochs are counted from 0; the first drop is in the epoch numbered `every`.",
            ask="Which rate have the epochs every - 1, every and every + 1?",
        )
    cases, wants = [(2, 5, 2, 3), (5, 0, 3, 2), (0.7, 2, 9, 0.1), (0, 6, 2, 0.5)], (18.0, 5.0, 0.7, 0.0)
    for want, got in zip(wants, student.step_decay.map(cases), strict=True):
        expect.number(got, want, rule="Integer arguments are as good as floats.")
