"""Pictures of staircases, errors, a pulse and a tower over the plane."""

from __future__ import annotations

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

# Okabe and Ito's palette, as in `authoring`.
GREEN, SKY, BLUE, VERMILION, GREY = "#009E73", "#56B4E9", "#0072B2", "#D55E00", "#999999"
RELU_STYLES = (("-", BLUE), ("--", VERMILION), ("-.", GREEN), (":", "black"))
TOWERS = (2, 3, 4, 6, 8, 10, 14, 20, 28, 40)
UNITS = (5, 10, 20, 40, 80)
SLOPE = 2 * np.pi
# far below what is visible, far above the freedom in how far the end towers reach
VISIBLE = 0.02


def _wave(x):
    return np.sin(SLOPE * np.asarray(x, dtype=float))


def _layer(who, K, w):
    parts = expect.sequence(who.fit_towers(_wave, K, 0.0, 1.0, w), 3)
    return [expect.array(part, (2 * K,)) for part in parts]


def _towers(W, b, v):
    """Return the network of these units, computed here."""
    return lambda x: 0.5 * (1 + np.tanh((np.multiply.outer(x, W) + b) / 2)) @ v


def _polygon(who, K):
    knots, coef, offset = expect.sequence(who.relu_interpolant(_wave, K, 0.0, 1.0), 3)
    knots, coef, offset = expect.array(knots, (K,)), expect.array(coef, (K,)), expect.real(offset)
    return lambda x: offset + np.maximum(np.subtract.outer(x, knots), 0) @ coef


def _mark(axes, x, mine, right):
    wrong = np.abs(mine - right) > VISIBLE
    if wrong.any():
        axes.plot(x[wrong], mine[wrong], **WRONG)
    return int(wrong.sum())


@figure(
    "The staircase follows the function",
    tasks=("fit_towers", "shallow_network"),
    size=(6.4, 3.8),
    steps=len(TOWERS),
)
def staircase(student, reference, axes, step):
    """Draw f, its band and the staircase of both networks."""
    K = TOWERS[step]
    eps, w = SLOPE / (2 * K), 200.0 * K
    x = np.linspace(0, 1, 601)
    mine = expect.array(student.shallow_network(x, *_layer(student, K, w)), x.shape)
    right = expect.array(reference.shallow_network(x, *_layer(reference, K, w)), x.shape)
    f = _wave(x)
    axes.fill_between(x, f - eps, f + eps, color=SKY, alpha=0.25, label=f"f ± {eps:.3f}")
    axes.plot(x, f, color=GREY, linewidth=1.0, label="f")
    axes.plot(x, mine, **STUDENT)
    axes.plot(x, right, **REFERENCE)
    wrong = _mark(axes, x, mine, right)
    axes.set(xlabel="x", ylabel="network", title=f"K = {K} towers, {2 * K} sigmoids")
    axes.legend(loc="upper right", fontsize=8)
    worst, best = np.max(np.abs(mine - f)), np.max(np.abs(right - f))
    return (
        f"Sine on 0 to 1 with {K} towers and the band of plus or minus {eps:.4f}: "
        f"your largest error is {worst:.4f}, the reference's {best:.4f}; "
        f"{wrong} of {x.size} points differ."
    )


@figure(
    "The error against the number of pieces",
    tasks=("fit_towers", "relu_interpolant", "sup_error"),
    size=(6.4, 4.2),
)
def error_against_k(student, reference, axes):
    """Draw both constructions' errors on logarithmic axes beside slopes -1 and -2."""
    errors = {}
    for name, who in (("yours", student), ("reference", reference)):
        towers = [_towers(*_layer(who, K, 1000.0 * K)) for K in UNITS]
        polygons = [_polygon(who, K) for K in UNITS]
        errors[name] = [
            np.array([expect.real(who.sup_error(_wave, g, 0.0, 1.0, 1001)) for g in networks])
            for networks in (towers, polygons)
        ]
    K = np.array(UNITS, dtype=float)
    axes.loglog(K, SLOPE / (2 * K), color=GREY, linestyle=":", label="L / 2K, slope −1")
    axes.loglog(K, SLOPE**2 / (8 * K**2), color=GREEN, linestyle="-.", label="M₂ / 8K², slope −2")
    _draw_errors(axes, K, errors)
    axes.set(xlabel="K", ylabel="largest error", title="sin 2πx: towers (o) and ReLUs (s)")
    axes.set_xticks(UNITS, [str(units) for units in UNITS])
    axes.set_xticks([], minor=True)
    axes.legend(fontsize=8)
    (mine_t, mine_p), (right_t, right_p) = errors["yours"], errors["reference"]
    return (
        f"Largest error for K from {UNITS[0]} to {UNITS[-1]}: "
        f"your towers go from {mine_t[0]:.4g} to {mine_t[-1]:.4g} "
        f"(reference {right_t[0]:.4g} to {right_t[-1]:.4g}), "
        f"your ReLUs from {mine_p[0]:.4g} to {mine_p[-1]:.4g} "
        f"(reference {right_p[0]:.4g} to {right_p[-1]:.4g})."
    )


def _draw_errors(axes, K, errors):
    for k, marker in enumerate("os"):
        mine, right = (np.maximum(errors[name][k], 1e-16) for name in ("yours", "reference"))
        unlabelled = {"label": "_nolegend_"} if k else {}
        axes.loglog(K, mine, marker=marker, **{**STUDENT, **unlabelled})
        axes.loglog(K, right, marker=marker, markersize=3, **{**REFERENCE, **unlabelled})
        wrong = np.abs(mine - right) > 0.05 * right + 1e-9
        if wrong.any():
            axes.loglog(K[wrong], mine[wrong], **{**WRONG, **unlabelled})


@figure("Four ReLUs make a pulse", tasks=("pulse_relu",), panels=2, size=(8.0, 3.6))
def pulse(student, reference, axes):
    """Draw the four scaled ReLUs on the left and the pulse on the right."""
    a, b, c, d, h = 1.0, 2.0, 3.0, 5.0, 2.0
    x = np.linspace(0, 6, 121)
    parts = ((h / (b - a), a), (-h / (b - a), b), (-h / (d - c), c), (h / (d - c), d))
    for (slope, knot), (style, colour) in zip(parts, RELU_STYLES, strict=True):
        axes[0].plot(
            x,
            slope * np.maximum(x - knot, 0),
            linestyle=style,
            color=colour,
            label=f"{slope:+g} relu(x − {knot:g})",
        )
    axes[0].set(xlabel="x", title="four ReLUs")
    axes[0].legend(fontsize=8)
    mine = expect.array(student.pulse_relu(x, a, b, c, d, h), x.shape)
    right = expect.array(reference.pulse_relu(x, a, b, c, d, h), x.shape)
    axes[1].plot(x, mine, **STUDENT)
    axes[1].plot(x, right, **REFERENCE)
    wrong = _mark(axes[1], x, mine, right)
    axes[1].set(xlabel="x", title="their sum")
    axes[1].legend(fontsize=8)
    return (
        f"A pulse of height {h:g} up from {a:g} to {b:g} and down from {c:g} to {d:g}: "
        f"yours peaks at {mine.max():.4g} and is {mine[-1]:.4g} at x = 6, "
        f"the reference peaks at {right.max():.4g} and is {right[-1]:.4g}; "
        f"{wrong} of {x.size} points differ."
    )


@figure("A tower over the plane", tasks=("tower_2d",), panels=2, size=(8.0, 3.8))
def tower_over_the_plane(student, reference, axes):
    """Draw both towers as maps, the student's with the cells that differ."""
    side = np.linspace(-1, 1, 41)
    x, y = (grid.ravel() for grid in np.meshgrid(side, side))
    box = (-0.42, 0.57, -0.68, 0.23)
    mine = expect.array(student.tower_2d(x, y, *box, 8.0, 25.0), x.shape)
    right = expect.array(reference.tower_2d(x, y, *box, 8.0, 25.0), x.shape)
    for panel, values, title in ((axes[0], mine, "yours"), (axes[1], right, "reference")):
        image = values.reshape(side.size, side.size)
        panel.imshow(image, origin="lower", extent=(-1, 1, -1, 1), cmap="cividis", vmin=0, vmax=1)
        panel.set(xlabel="x", ylabel="y", title=title, xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    wrong = np.abs(mine - right) > VISIBLE
    if wrong.any():
        axes[0].plot(x[wrong], y[wrong], **{**WRONG, "markersize": 3})
    return (
        f"A tower of height 8 over x from {box[0]} to {box[1]} and y from {box[2]} to {box[3]}: "
        f"yours lies between {mine.min():.4g} and {mine.max():.4g} "
        f"and is above one half at {int((mine > 0.5).sum())} of {x.size} points, "
        f"the reference between {right.min():.4g} and {right.max():.4g} "
        f"at {int((right > 0.5).sum())}; "
        f"{int(wrong.sum())} points differ."
    )
