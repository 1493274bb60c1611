"""Pictures of five descents, of learning rates around 2/L, and of finite differences."""

from __future__ import annotations

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

COLOURS = {  # Okabe and Ito's palette
    "batch": "#000000",
    "SGD": "#E69F00",
    "mini-batch": "#009E73",
    "momentum": "#56B4E9",
    "Adam": "#D55E00",
}
MARKS = {"batch": "o", "SGD": ".", "mini-batch": "s", "momentum": "^", "Adam": "D"}
START = np.array([-1.5, 2.2])
STEPS = 30


def _data():
    rng = np.random.default_rng(12)
    X = rng.normal(size=(24, 2)) * np.array([1.4, 0.7])
    return X, X @ np.array([1.0, -0.8]) + 0.3 * rng.normal(size=24)


def _slope(w, xb, yb):
    w, xb, yb = np.asarray(w), np.asarray(xb), np.asarray(yb)
    return 2 / len(yb) * xb.T @ (xb @ w - yb)


def _loss(w, X, y):
    return ((np.asarray(w) @ X.T - y) ** 2).mean(axis=-1)


def _descents(who, X, y):
    """Return each method's path (T + 1, 2)."""
    paths = {}
    for name, size, epochs in (("batch", 24, STEPS), ("SGD", 1, 2), ("mini-batch", 7, 8)):
        rng = np.random.default_rng(3)
        got = who.minibatch_gd(_slope, START, X, y, 0.08, epochs, size, rng)
        paths[name] = expect.array(got, (epochs * -(-24 // size) + 1, 2))
    w, v, path = START, np.zeros(2), [START]
    for _ in range(STEPS):
        w, v = expect.sequence(who.momentum_step(w, v, _slope(w, X, y), 0.03, 0.85), 2)
        w, v = expect.array(w, (2,)), expect.array(v, (2,))
        path.append(w)
    paths["momentum"] = np.array(path)
    w, m, v, path = START, np.zeros(2), np.zeros(2), [START]
    for t in range(1, STEPS + 1):
        w, m, v = expect.sequence(who.adam_step(w, m, v, _slope(w, X, y), t, 0.25), 3)
        w, m, v = (expect.array(a, (2,)) for a in (w, m, v))
        path.append(w)
    paths["Adam"] = np.array(path)
    return paths


@figure(
    "Five ways down the same hill",
    tasks=("minibatch_gd", "momentum_step", "adam_step"),
    size=(6.4, 4.6),
)
def descents(student, reference, axes):
    """Each method's path on the contours of one mean squared error; a cross where yours differs."""
    X, y = _data()
    mine, right = _descents(student, X, y), _descents(reference, X, y)

    a, b = np.meshgrid(np.linspace(-2.0, 2.2, 60), np.linspace(-2.0, 2.6, 60))
    heights = _loss(np.stack([a, b], axis=-1), X, y)
    axes.contour(a, b, heights, levels=np.geomspace(0.12, 14, 12), colors="#BBBBBB", linewidths=0.6)
    parts = []
    for name, path in mine.items():
        line = {**STUDENT, "color": COLOURS[name], "linewidth": 1.6, "label": f"{name}, yours"}
        axes.plot(*path.T, marker=MARKS[name], markersize=3, **line)
        dashes = {**REFERENCE, "label": "reference" if name == "Adam" else "_nolegend_"}
        axes.plot(*right[name].T, **dashes)
        wrong = np.abs(path - right[name]).max(axis=1) > 1e-8
        label = "differs" if name == "Adam" else "_nolegend_"
        axes.plot(*path[wrong].T, **{**WRONG, "label": label})
        parts.append(
            f"{name} ends after {len(path) - 1} steps at loss {_loss(path[-1], X, y):.4g} "
            f"(reference {_loss(right[name][-1], X, y):.4g}, {wrong.sum()} points differ)"
        )
    axes.set(xlim=(-2.0, 2.2), ylim=(-2.0, 2.6), xlabel="w[0]", ylabel="w[1]")
    axes.legend(fontsize=7, loc="upper right")
    best = _loss(reference.least_squares(X, y), X, y)
    return f"All start at ({START[0]}, {START[1]}); lowest loss {best:.4g}. {'; '.join(parts)}."


CURVATURE = np.array([1.0, 10.0])
RATES = (0.05, 0.19, 0.2, 0.21)


def _heights(who, eta):
    """Return f at each point of 40 steps on f(w) = (w[0]^2 + 10 w[1]^2) / 2."""
    path = who.minibatch_gd(
        lambda w, xb, yb: CURVATURE * np.asarray(w),
        [1.0, 1.0], np.zeros((1, 1)), np.zeros(1), eta, 40, 1, None,
    )  # fmt: skip
    return (expect.array(path, (41, 2)) ** 2 @ CURVATURE) / 2


@figure("Learning rates around 2/L", tasks=("minibatch_gd",), size=(6.0, 3.6))
def rates_around_the_limit(student, reference, axes):
    """The loss at each step for rates below, at and above 2/L; a cross where yours differs."""
    parts = []
    colours = ("#009E73", "#56B4E9", "#000000", "#D55E00")
    for eta, colour in zip(RATES, colours, strict=True):
        mine, right = _heights(student, eta), _heights(reference, eta)
        line = {**STUDENT, "color": colour, "label": f"rate {eta}, yours"}
        axes.semilogy(np.maximum(mine, 1e-12), **line)
        last = eta == RATES[-1]
        axes.semilogy(right, **{**REFERENCE, "label": "reference" if last else "_nolegend_"})
        wrong = np.flatnonzero(np.abs(mine - right) > 1e-8 * (1 + right))
        label = "differs" if last else "_nolegend_"
        axes.plot(wrong, np.maximum(mine[wrong], 1e-12), **{**WRONG, "label": label})
        parts.append(f"rate {eta} goes from {mine[0]:.4g} to {mine[-1]:.4g} (reference {right[-1]:.4g})")
    axes.set(xlabel="step", ylabel="loss")
    axes.legend(fontsize=7)
    return f"Loss over 40 steps on (w0^2 + 10 w1^2)/2, where 2/L = 0.2: {'; '.join(parts)}."


THETA, INPUT = np.array([-1.0, 4.0, -2.0]), np.array([1.0, 2.0, 3.0])


def _sigmoid(theta):
    return float(1 / (1 + np.exp(-np.dot(INPUT, np.asarray(theta)))))


@figure("How small should h be?", tasks=("numerical_gradient",), size=(6.0, 3.6))
def difference_errors(student, reference, axes):
    """The largest error of both methods for h from 1e-1 to 1e-11; a cross where yours differs."""
    h = 10.0 ** -np.arange(1, 12)
    value = _sigmoid(THETA)
    exact = value * (1 - value) * INPUT
    parts = []
    for method, colour, mark in (("forward", "#E69F00", "s"), ("central", "#009E73", "o")):
        gradients = [
            np.array(
                [
                    expect.array(g, (3,))
                    for g in who.numerical_gradient.map([(_sigmoid, THETA, float(step), method) for step in h])
                ]
            )
            for who in (student, reference)
        ]
        mine, right = (np.maximum(np.abs(g - exact).max(axis=1), 1e-16) for g in gradients)
        axes.loglog(h, mine, marker=mark, **{**STUDENT, "color": colour, "label": f"{method}, yours"})
        last = method == "central"
        axes.loglog(h, right, **{**REFERENCE, "label": "reference" if last else "_nolegend_"})
        rounding = 1e-9 + 1e-15 / h
        wrong = np.abs(gradients[0] - gradients[1]).max(axis=1) > rounding
        label = "differs" if last else "_nolegend_"
        axes.plot(h[wrong], mine[wrong], **{**WRONG, "label": label})
        parts.append(
            f"{method} errs by {mine[1]:.2g} at h = 0.01, {mine[4]:.2g} at 1e-5 and {mine[-1]:.2g} "
            f"at 1e-11 (reference {right[1]:.2g}, {right[4]:.2g}, {right[-1]:.2g})"
        )
    axes.set(xlabel="h", ylabel="largest error")
    axes.legend(fontsize=7)
    return f"Finite differences of the worked sigmoid example: {'; '.join(parts)}."
