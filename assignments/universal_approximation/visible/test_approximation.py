"""Visible checks: the numbers of the lecture notes, the slides and the handout."""

import numpy as np
import pytest

from autograder import expect

PRINTED = {"rtol": 0.0, "atol": 1e-5}


def wave(x):
    return np.sin(2 * np.pi * np.asarray(x, dtype=float))


def network(x, W, b, v):
    """Evaluate a hidden layer with steep units, none of which stands exactly on an x."""
    z = np.clip(np.multiply.outer(x, W) + b, -500, 500)
    return 1 / (1 + np.exp(-z)) @ v


def hidden_layer(got, K):
    parts = expect.sequence(got, 3, rule="`fit_towers` returns W, b and v.")
    return [expect.array(part, (2 * K,), rule="W, b and v have one entry for each of the 2K units.") for part in parts]


@pytest.mark.check(
    task="sigmoid",
    points=3,
    catches=("exp-overflows", "exponent-sign", "tanh-for-sigmoid", "hard-sign"),
)
def test_sigmoid_values(student):
    """The sigmoid climbs from 0 over one half at 0 to 1."""
    z = np.array([-1000.0, -2.0, 0.0, 2.0, 1000.0])
    rule = "The sigmoid is 1 / (1 + exp(-z)), and finite for every z."

    expect.close(
        student.sigmoid(z),
        [0.0, 0.11920292202211755, 0.5, 0.8807970779778823, 1.0],
        rule=rule,
        ask="Work z = 2 out on a calculator. Then: which exponential do you compute at z = 1000 and at -1000?",
    )
    expect.number(student.sigmoid(0.0), 0.5, rule=rule, ask="Does a single number work as well as an array?")


@pytest.mark.check(task="step_position", points=2, catches=("step-sign", "step-upside-down"))
def test_step_of_the_notes(student):
    """The unit with w = 1000 and b = -400 steps at 0.4."""
    got = student.step_position(1000.0, -400.0)

    expect.number(
        got,
        0.4,
        rule="The step is where w x + b = 0.",
        ask="Solve w x + b = 0 for x. Put it back in.",
    )


@pytest.mark.check(
    task="tower_1d",
    points=3,
    catches=(
        "steps-added",
        "height-on-one-step",
        "bias-without-steepness",
        "tower-upside-down",
        "gentle-default",
    ),
)
def test_tower_of_the_notes(student):
    """A tower of height 2 stands from 0.4 to 0.6 and is half as high at both edges."""
    x = np.array([0.3, 0.4, 0.5, 0.6, 0.7])

    expect.close(
        student.tower_1d(x, 0.4, 0.6, 2.0),
        [0.0, 1.0, 2.0, 1.0, 0.0],
        atol=1e-9,
        rule="A tower is h times the first step minus h times the second; w is 1000 unless given.",
        ask="Which of the two steps are on at 0.3, at 0.5 and at 0.7?",
    )
    expect.number(
        student.tower_1d(0.5, 0.4, 0.6, 2.0, 10.0),
        0.92423,
        **PRINTED,
        rule="With w = 10 the tower is a gentle hill.",
        ask="What are w (x - s1) and w (x - s2) at 0.5 with the w that is given, and their two sigmoids?",
    )


@pytest.mark.check(
    task="fit_towers",
    points=4,
    catches=(
        "left-end-heights",
        "averaged-end-heights",
        "ends-not-extended",
        "bias-sign",
        "never-comes-down",
        "k-edges-for-k-cells",
    ),
)
def test_towers_follow_the_sine(student):
    """Towers follow sin 2 pi x with the errors of the handout's table."""
    x = np.linspace(0, 1, 1003)
    for K, want in ((10, 0.30902), (40, 0.07846)):
        W, b, v = hidden_layer(student.fit_towers(wave, K, 0.0, 1.0, 1000.0 * K), K)
        worst = np.max(np.abs(network(x, W, b, v) - wave(x)))

        expect.holds(
            abs(worst - want) < 2e-4,
            rule=f"The largest error of {K} towers is {want}; yours is {worst:.5f}.",
            ask="Draw your network over the sine. Where is it off: in every cell, at their edges, or at the two ends?",
        )


@pytest.mark.check(
    task="shallow_network",
    points=4,
    catches=(
        "offset-forgotten",
        "sigmoid-at-the-output",
        "bias-inside-the-product",
        "units-averaged",
    ),
)
def test_network_by_hand(student):
    """Two hidden units and an offset give the handout's number."""
    x = np.array([0.0, 0.5, -3.0])
    rule = "The network is c plus the sum over k of v_k sigmoid(W_k x + b_k)."
    ask = "Compute the two hidden units at x = 0 by hand and then their weighted sum."

    got = student.shallow_network(x, [1.0, -2.0], [0.0, 1.0], [3.0, 4.0], -1.0)
    expect.close(got, [3.424234, 2.867378, 3.138630], **PRINTED, rule=rule, ask=ask)
    got = student.shallow_network(x, [1.0, -2.0], [0.0, 1.0], [3.0, 4.0])
    expect.close(
        got,
        [4.424234, 3.867378, 4.138630],
        **PRINTED,
        rule=rule,
        ask="What is c when it is not given?",
    )


@pytest.mark.check(task="towers_needed", points=3, catches=("rounded-down", "whole-cell-error"))
def test_towers_for_the_sine(student):
    """The sine needs 32, 63 and 315 towers for errors of 0.1, 0.05 and 0.01."""
    for eps, want in ((0.1, 32), (0.05, 63), (0.01, 315)):
        expect.integer(
            student.towers_needed(2 * np.pi, eps, 0.0, 1.0),
            want,
            rule="The number is the smallest whole K with L (hi - lo) / (2 K) <= eps.",
            ask="Put your K and its neighbours into L (hi - lo) / (2 K). Which of them is the first that is enough?",
        )


@pytest.mark.check(
    task="pulse_relu",
    points=4,
    catches=("height-taken-for-slope", "one-slope-for-both-flanks", "fourth-relu-missing"),
)
def test_pulse_by_hand(student):
    """A pulse of height 2 climbs from 1 to 2 and falls from 3 to 5."""
    x = np.array([0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0])

    expect.close(
        student.pulse_relu(x, 1.0, 2.0, 3.0, 5.0, 2.0),
        [0.0, 0.0, 1.0, 2.0, 2.0, 2.0, 1.0, 0.0, 0.0],
        atol=1e-10,
        rule="The pulse is 0 until a, h from b to c and 0 again from d on, with straight flanks.",
        ask="By how much must the slope change at a, at b, at c and at d?",
    )


@pytest.mark.check(
    task="tower_2d",
    points=3,
    catches=("either-tower-fires", "threshold-at-h", "no-output-unit"),
)
def test_tower_over_the_plane(student):
    """With h = 10 the sums 20, 10 and 0 become 0.99331, 0.00669 and 3.1e-7."""
    x, y = np.array([0.5, 0.5, 2.0, 2.0]), np.array([0.5, 2.0, 0.5, 2.0])

    expect.close(
        student.tower_2d(x, y, 0.4, 0.6, 0.3, 0.8),
        [0.99331, 0.00669, 0.00669, 3.1e-7],
        **PRINTED,
        rule="The last unit fires only where both towers stand: above 15 when h is 10.",
        ask="How large is the sum of the two towers in the rectangle, beside it and far from it?",
    )


@pytest.mark.check(
    task="relu_interpolant",
    points=3,
    catches=("slopes-for-slope-changes", "knots-one-late", "width-not-divided-out"),
)
def test_relus_join_the_dots(student):
    """Two ReLUs join the points of a parabola, and forty follow the sine."""
    for f, K, lo, hi, n, want in (
        (lambda x: np.asarray(x) ** 2, 2, 0.0, 4.0, 3, 0.0),
        (wave, 40, 0.0, 1.0, 1001, 0.00308),
    ):
        parts = expect.sequence(student.relu_interpolant(f, K, lo, hi), 3)
        knots, coef = (expect.array(part, (K,), rule="knots and coef have K entries.") for part in parts[:2])
        offset = expect.real(parts[2], rule="offset is one number.")
        x = np.linspace(lo, hi, n)
        worst = np.max(np.abs(offset + np.maximum(x[:, None] - knots, 0) @ coef - f(x)))

        expect.holds(
            worst < want + 1e-8,
            rule=(f"With K = {K} the network meets f at {n} points within {want}; yours is off by {worst:.5f}."),
            ask="Take x^2 on [0, 4] with K = 2: where are the knots, and how steep is the line after each of them?",
        )


@pytest.mark.check(task="sup_error", points=1.5, catches=("signed-maximum", "mean-for-maximum"))
def test_largest_distance(student):
    """The parabola and the line x are 1/4 apart at 1/2, and cos and -2 are 3 apart at 0."""
    rule = "The error is the largest distance between f and g."
    ask = "Print the distances at a few grid points. Which of them is the answer? Does it change if you swap f and g?"

    got = student.sup_error(lambda x: np.asarray(x) ** 2, np.asarray, 0.0, 1.0, 101)
    expect.number(got, 0.25, rule=rule, ask=ask)
    got = student.sup_error(np.cos, lambda x: np.full(np.shape(x), -2.0), 0.0, 3.0, 301)
    expect.number(got, 3.0, rule=rule, ask=ask)
