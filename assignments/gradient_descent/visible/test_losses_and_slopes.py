"""The lecture's numbers: losses, risk, slopes, fits and Taylor's estimate."""

import numpy as np
import pytest

from autograder import expect


@pytest.mark.check(
    task="squared_loss",
    points=1,
    catches=(
        "absolute-difference",
        "halved-square",
        "already-averaged",
    ),
)
def test_squared_loss_by_hand(student):
    """Errors of 2, -3 and 0 cost 4, 9 and 0."""
    got = student.squared_loss([3.0, -1.0, 2.0], [1.0, 2.0, 2.0])

    expect.close(
        got,
        [4.0, 9.0, 0.0],
        rule="Each entry is (f(x) - y)^2.",
        ask="What are the three errors, and what does each of them cost? Is there one entry for each?",
    )
    expect.number(student.squared_loss(3, 5), 4.0, rule="Two numbers give one number.")


@pytest.mark.check(
    task="zero_one_loss",
    points=1,
    catches=(
        "counts-agreement",
        "one-sided",
        "distance-of-labels",
    ),
)
def test_zero_one_loss_by_hand(student):
    """A wrong label costs 1 and a right one 0."""
    got = student.zero_one_loss([2, 0, 1, 1, 3], [2, 1, 1, 0, 0])

    expect.exact(
        got,
        [0, 1, 0, 1, 1],
        rule="The loss is 1 where label and prediction differ.",
        ask="Which of these five predictions are right?",
    )


@pytest.mark.check(
    task="nll_density",
    points=1,
    catches=(
        "log-base-two",
        "sign-of-log",
        "density-is-a-probability",
    ),
)
def test_nll_density_by_hand(student):
    """Density 1 costs nothing, 1/e costs 1, and 2 costs less than nothing."""
    got = student.nll_density([1.0, np.exp(-1.0), 0.5, 2.0])

    expect.close(
        got,
        [0.0, 1.0, 0.69314718056, -0.69314718056],
        atol=1e-9,
        rule="The loss is -log q with the natural logarithm.",
        ask="What are -log 1, -log(1/e) and -log 2 by hand? Does your entry differ in sign or in size?",
    )


@pytest.mark.check(
    task="empirical_risk",
    points=1,
    catches=(
        "no-one-over-n",
        "one-over-n-minus-one",
    ),
)
def test_empirical_risk_by_hand(student):
    """The losses 4, 9, 0 and 1 have the mean 3.5."""
    expect.number(
        student.empirical_risk([4.0, 9.0, 0.0, 1.0]),
        3.5,
        rule="The risk is (1/N) times the sum of the losses.",
        ask="Add the four losses up by hand. By which number must you divide?",
    )


def _sigmoid_of_theta(theta):
    return float(1.0 / (1.0 + np.exp(-np.dot([1.0, 2.0, 3.0], np.asarray(theta)))))


@pytest.mark.check(
    task="numerical_gradient",
    points=2,
    catches=(
        "forward-for-central",
        "central-for-forward",
        "central-over-h",
        "moves-all-coordinates",
        "never-steps-back",
    ),
)
def test_numerical_gradient_worked_example(student):
    """The worked sigmoid example has slope (0.19661193, 0.39322387, 0.58983580)."""
    want = [0.19661193, 0.39322387, 0.58983580]
    theta = [-1.0, 4.0, -2.0]

    expect.close(
        student.numerical_gradient(_sigmoid_of_theta, theta),
        want,
        rtol=0,
        atol=2e-8,
        rule="Entry i is by default (f(x + h e_i) - f(x - h e_i)) / 2h: one coordinate moves, the others stay.",
        ask="Print the points at which you evaluate f for entry 0. Where do they differ, and by how much?",
    )
    expect.close(
        student.numerical_gradient(lambda w: float(w[0] ** 2), [3.0], 0.5, "forward"),
        [6.5],
        rule="The forward difference of w^2 is 2w + h.",
        ask="At which two points do you evaluate f? What is (3.5^2 - 3^2) / 0.5?",
    )


@pytest.mark.check(
    task="poly_features",
    points=1.5,
    catches=(
        "no-constant-column",
        "highest-power-first",
        "degree-is-column-count",
    ),
)
def test_poly_features_by_hand(student):
    """Each row holds the powers 0 to 3 of its number."""
    got = student.poly_features([2.0, -1.0, 0.5], 3)

    expect.close(
        got,
        [[1.0, 2.0, 4.0, 8.0], [1.0, -1.0, 1.0, -1.0], [1.0, 0.5, 0.25, 0.125]],
        rule="The columns are x^0, x^1, ..., x^degree.",
        ask="Which column should hold ones? How many columns are there for degree 3?",
    )


@pytest.mark.check(
    task="least_squares",
    points=2.5,
    catches=(
        "penalty-without-n",
        "penalty-ignored",
        "first-column-not-penalised",
        "inverts-singular-gram",
        "half-penalty",
    ),
)
def test_least_squares_by_hand(student):
    """A line is recovered, a penalty shrinks the fit, and ties go to the shortest w."""
    line = student.least_squares([[1, 0], [1, 1], [1, 2]], [1, 3, 5])
    ridge = student.least_squares([[1.0], [2.0]], [2.0, 4.0], 0.5)
    short = student.least_squares([[1.0, 2.0]], [5.0])

    expect.close(line, [1.0, 2.0], rtol=1e-8, rule="The points lie on t = 1 + 2x.")
    expect.close(
        ridge,
        [10.0 / 6.0],
        rtol=1e-8,
        rule="The fit minimises the mean of the squared errors plus lam times the square of w.",
        ask="Put your w into (1/2)((w - 2)^2 + (2w - 4)^2) + 0.5 w^2. Does a nearby w give less?",
    )
    expect.close(
        short,
        [1.0, 2.0],
        rtol=1e-8,
        rule="Of all w with w[0] + 2 w[1] = 5 the shortest is asked.",
        ask="Which point of that line is nearest to the origin?",
    )


@pytest.mark.check(
    task="taylor_estimate",
    points=1.5,
    catches=(
        "no-half",
        "minus-gradient",
        "hessian-ignored",
    ),
)
def test_taylor_estimate_by_hand(student):
    """On w1^2 + 10 w2^2 the slope alone predicts 9.8 and slope and curvature 9.835."""
    grad, u = [2.0, 20.0], [-0.1, -0.05]

    expect.number(student.taylor_estimate(11.0, grad, u), 9.8, rule="Without a Hessian it is f0 + g.u.")
    expect.number(
        student.taylor_estimate(11.0, grad, u, [[2.0, 0.0], [0.0, 20.0]]),
        9.835,
        rule="With a Hessian it is f0 + g.u + (1/2) u.H.u, exact for a parabola.",
        ask="What is the function itself at (0.9, 0.95)?",
    )
