"""Pictures of learning: the boundary's way, the bound, XOR's circle, margin and posterior."""

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

PLUS = {"color": "#009E73", "marker": "o", "linestyle": "none", "label": "+1"}
MINUS = {"color": "#E69F00", "marker": "s", "linestyle": "none", "label": "-1"}
BAYES = {"color": "#666666", "linestyle": ":", "label": "Bayes line"}
BITS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
ROWS = np.column_stack([BITS, np.ones(4)])
AND = np.array([-1.0, -1.0, -1.0, 1.0])
XOR = np.array([-1.0, 1.0, 1.0, -1.0])
UPDATES = 11  # what the reference needs on the 15 + 15 points of default_rng(5)


def clouds(n, seed):
    """Draw the two clouds of gap 3: X (2n, 3), y (2n,)."""
    draws = np.random.default_rng(seed)
    X = np.ones((2 * n, 3))
    X[0::2, :2] = draws.normal(0, 1, (n, 2))
    X[1::2, :2] = draws.normal(3, 1, (n, 2))
    return X, np.tile([1.0, -1.0], n)


def after_updates(who, X, y, updates, sweeps=8):
    """Step through the rows until so many updates were made; return w and the last row added."""
    w, last, made = np.zeros(X.shape[1]), None, 0
    for i in list(range(len(X))) * sweeps:
        if made == updates:
            break
        new, updated = expect.sequence(who.perceptron_step(w, X[i], y[i]), 2)
        w = expect.array(new, w.shape)
        if expect.real(updated):
            made, last = made + 1, i
    return w, last


def weights_by_row(who, X, y, epochs):
    """Return the weights before the first row and after each: (epochs N + 1, D)."""
    path = [np.zeros(X.shape[1])]
    for i in list(range(len(X))) * epochs:
        w, _ = expect.sequence(who.perceptron_step(path[-1], X[i], y[i]), 2)
        path.append(expect.array(w, (X.shape[1],)))
    return np.array(path)


def draw_line(axes, w, style):
    """Draw w·(x1, x2, 1) = 0 across the panel, where there is such a line."""
    size = np.hypot(w[0], w[1])
    if size == 0:
        return
    foot, along = -w[2] * w[:2] / size**2, np.array([-w[1], w[0]]) / size
    ends = np.array([foot - 20 * along, foot + 20 * along])
    axes.plot(ends[:, 0], ends[:, 1], **style)


def told(w):
    """Write weights for an alt text."""
    return "(" + ", ".join(f"{v:.2f}" for v in w) + ")"


@figure(
    "The boundary after each update",
    tasks=("perceptron_step", "predict"),
    size=(5.0, 4.6),
    steps=UPDATES + 1,
)
def boundary_after_each_update(student, reference, axes, step):
    """Draw data, both boundaries after `step` updates, and what yours gets wrong."""
    X, y = clouds(15, 5)
    mine, last = after_updates(student, X, y, step)
    right, _ = after_updates(reference, X, y, step)
    wrong = expect.exact(student.predict(X, mine), reference.predict(X, mine)) != y
    for sign, style in ((1, PLUS), (-1, MINUS)):
        axes.plot(X[y == sign, 0], X[y == sign, 1], markersize=5, **style)
    draw_line(axes, np.array([-1.0, -1.0, 3.0]), BAYES)
    draw_line(axes, mine, STUDENT)
    draw_line(axes, right, REFERENCE)
    axes.plot(X[wrong, 0], X[wrong, 1], **{**WRONG, "label": "misclassified"})
    if last is not None:
        axes.plot(*X[last, :2], "o", markersize=14, color="black", fillstyle="none", label="added last")
    axes.set(xlim=(-3, 6), ylim=(-3, 6), xlabel="x1", ylabel="x2", title=f"after {step} updates")
    axes.legend(fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1.06), ncols=4, frameon=False)
    return (
        f"30 points of two clouds after {step} updates: your weights are {told(mine)} and get "
        f"{int(wrong.sum())} points wrong, the reference's are {told(right)}. The Bayes line is "
        "x1 + x2 = 3."
    )


@figure(
    "Changes per epoch, and the bound they stay below",
    tasks=("perceptron_train", "mistake_bound"),
    panels=2,
    size=(8.0, 3.4),
)
def changes_and_bound(student, reference, axes):
    """Draw changes per epoch on two clouds, and AND's running total against its bounds."""
    X, y = clouds(100, 10)
    mine, right = (history_of(who, X, y) for who in (student, reference))
    axes[0].plot(np.arange(1, len(mine) + 1), mine, marker="o", markersize=3, **STUDENT)
    axes[0].plot(np.arange(1, len(right) + 1), right, **REFERENCE)
    mark_differences(axes[0], mine, right)
    axes[0].set(xlabel="epoch", ylabel="changes", title="two clouds, 100 + 100 points")
    axes[0].legend(fontsize=7)

    gate, truth = (np.cumsum(history_of(who, ROWS, AND)) for who in (student, reference))
    w_star = np.array([2.0, 2.0, -3.0])
    bounds = [expect.real(who.mistake_bound(ROWS, AND, w_star)) for who in (student, reference)]
    axes[1].plot(np.arange(1, len(gate) + 1), gate, marker="o", markersize=3, **STUDENT)
    axes[1].plot(np.arange(1, len(truth) + 1), truth, **REFERENCE)
    axes[1].axhline(bounds[0], **{**STUDENT, "linewidth": 1.0, "label": "your bound"})
    axes[1].axhline(bounds[1], **{**REFERENCE, "linestyle": ":", "label": "reference bound"})
    axes[1].set(xlabel="epoch", ylabel="updates so far", title="AND")
    axes[1].legend(fontsize=7)
    return (
        f"Changes per epoch on two clouds: yours {int(sum(mine))} in {len(mine)} epochs, the "
        f"reference {int(sum(right))} in {len(right)}. AND takes {int(gate[-1])} updates in yours, "
        f"{int(truth[-1])} in the reference; the bound by (2, 2, -3) is {bounds[0]:.4g} in yours, "
        f"{bounds[1]:.4g} in the reference."
    )


def history_of(who, X, y):
    """Train for at most 60 epochs and return the changes per epoch."""
    _, history, _ = expect.sequence(who.perceptron_train(X, y, 60), 3)
    return expect.array(history, (None,), "any").astype(float)


def mark_differences(axes, mine, right):
    """Mark the epochs in which two histories differ."""
    shared = min(len(mine), len(right))
    differs = np.ones(len(mine), dtype=bool)
    differs[:shared] = mine[:shared] != right[:shared]
    if differs.any():
        axes.plot(np.flatnonzero(differs) + 1, mine[differs], **WRONG)


@figure(
    "XOR goes in a circle, with the feature uv it gets somewhere",
    tasks=("perceptron_step",),
    panels=2,
    size=(8.0, 3.4),
)
def xor_circle(student, reference, axes):
    """Draw the weights row by row: XOR's return to zero, with uv their length settles."""
    mine, right = (weights_by_row(who, ROWS, XOR, 4) for who in (student, reference))
    rows = np.arange(len(mine))
    for k, (name, marker) in enumerate((("w1", "o"), ("w2", "^"), ("b", "s"))):
        axes[0].plot(rows, mine[:, k], marker=marker, markersize=4, **{**STUDENT, "label": f"yours {name}"})
        axes[0].plot(rows, right[:, k], **{**REFERENCE, "label": "reference" if k == 0 else None})
        differs = ~np.isclose(mine[:, k], right[:, k])
        if differs.any():
            axes[0].plot(rows[differs], mine[differs, k], **{**WRONG, "label": None})
    for end in range(0, len(mine), 4):
        axes[0].axvline(end, color="#BBBBBB", linewidth=0.6)
    axes[0].set(xlabel="rows seen", ylabel="weight", title="XOR, features (u, v, 1)")
    axes[0].legend(fontsize=7)

    features = np.column_stack([BITS, BITS[:, 0] * BITS[:, 1], np.ones(4)])
    long, truth = (np.linalg.norm(weights_by_row(who, features, XOR, 14), axis=1) for who in (student, reference))
    axes[1].plot(np.arange(len(long)), long, **STUDENT)
    axes[1].plot(np.arange(len(truth)), truth, **REFERENCE)
    axes[1].set(xlabel="rows seen", ylabel="length of w", title="XOR, features (u, v, uv, 1)")
    axes[1].legend(fontsize=7)
    return (
        f"XOR's weights after each of four epochs: yours {', '.join(map(told, mine[4::4]))}, the "
        f"reference {', '.join(map(told, right[4::4]))}. With the feature uv the length of w ends "
        f"at {long[-1]:.4g} in yours and {truth[-1]:.4g} in the reference."
    )


@figure(
    "Two clouds, and what they know of a label",
    tasks=("two_gaussians", "bayes_posterior"),
    panels=2,
    size=(8.0, 3.6),
)
def clouds_and_posterior(student, reference, axes):
    """Draw your clouds over the reference's, and the posterior on the diagonal."""
    mine, labels = cloud_of(student)
    right, truth = cloud_of(reference)
    for sign, style in ((1, PLUS), (-1, MINUS)):
        rows = labels == sign
        axes[0].plot(
            mine[rows, 0],
            mine[rows, 1],
            markersize=4,
            **{**style, "label": f"yours {style['label']}"},
        )
    axes[0].plot(
        right[:, 0],
        right[:, 1],
        "o",
        markersize=8,
        fillstyle="none",
        markeredgewidth=0.8,
        color=REFERENCE["color"],
        label="reference",
    )
    differs = ~np.isclose(mine, right).all(axis=1) | (labels != truth)
    if differs.any():
        axes[0].plot(mine[differs, 0], mine[differs, 1], **WRONG)
    draw_line(axes[0], np.array([-1.0, -1.0, 3.0]), BAYES)
    axes[0].set(xlim=(-4, 7), ylim=(-4, 7), xlabel="x1", ylabel="x2", title="default_rng(1)")
    axes[0].legend(fontsize=7)

    t = np.linspace(0, 3, 121)
    curve, wanted = (
        expect.array(who.bayes_posterior(np.column_stack([t, t])), t.shape) for who in (student, reference)
    )
    axes[1].plot(t, curve, **STUDENT)
    axes[1].plot(t, wanted, **REFERENCE)
    axes[1].axvline(1.5, **BAYES)
    axes[1].set(xlabel="x1 = x2", ylabel="P(+1 given x)", title="from one middle to the other")
    axes[1].legend(fontsize=7)
    return (
        f"Two clouds of 60 points drawn with default_rng(1): {int(differs.sum())} of your 120 rows "
        f"differ from the reference. The posterior on the diagonal goes from {curve[0]:.4g} at "
        f"(0, 0) over {curve[60]:.4g} at (1.5, 1.5) to {curve[-1]:.4g} at (3, 3); the "
        f"reference goes from {wanted[0]:.4g} over {wanted[60]:.4g} to {wanted[-1]:.4g}."
    )


def cloud_of(who):
    """Return 60 + 60 points and their labels from two_gaussians."""
    X, y = expect.sequence(who.two_gaussians(60, 3.0, np.random.default_rng(1)), 2)
    return expect.array(X, (120, 3)), expect.array(y, (120,), "any").astype(float)


@figure("The margin of AND as the boundary moves", tasks=("margin",), size=(5.0, 3.4))
def margins_of_and(student, reference, axes):
    """Draw the margin of (1, 1, b) for AND as b moves the boundary across the square."""
    offsets = np.linspace(-2.4, -0.6, 73)
    cases = [(ROWS, AND, np.array([1.0, 1.0, b])) for b in offsets]
    mine = np.array([expect.real(m) for m in student.margin.map(cases)])
    right = np.array([expect.real(m) for m in reference.margin.map(cases)])
    axes.plot(offsets, mine, **STUDENT)
    axes.plot(offsets, right, **REFERENCE)
    differs = ~np.isclose(mine, right)
    if differs.any():
        axes.plot(offsets[differs][::4], mine[differs][::4], **WRONG)
    axes.axhline(0, color="#BBBBBB", linewidth=0.8)
    axes.set(xlabel="bias b of w = (1, 1, b)", ylabel="margin", title="AND")
    axes.legend(fontsize=7)
    best, wanted = int(mine.argmax()), int(right.argmax())
    return (
        f"Margin of w = (1, 1, b) for AND: yours is largest, {mine[best]:.4g}, at b = "
        f"{offsets[best]:.4g}; the reference is largest, {right[wanted]:.4g}, at b = "
        f"{offsets[wanted]:.4g}. At b = -2.4 they are {mine[0]:.4g} and {right[0]:.4g}."
    )
