"""Pictures: Jacobian, gradient as an arrow to the label, stable and naive loss, training."""

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

LOGITS = np.log([0.2, 0.7, 0.1])
LABEL = 1
GAPS = np.linspace(0.0, 1000.0, 101)
STEPS = 40
CLOSE = 1e-9


@figure("The Jacobian of softmax", tasks=("softmax_jacobian",), panels=2, size=(7.6, 3.7))
def jacobian_heatmap(student, reference, axes):
    """Draw both Jacobians as heatmaps with the sums of their rows."""
    mine = expect.array(student.softmax_jacobian(LOGITS), (3, 3))
    right = expect.array(reference.softmax_jacobian(LOGITS), (3, 3))
    wrong = np.argwhere(np.abs(mine - right) > CLOSE)

    for panel, J, title in zip(axes, (mine, right), ("yours", "reference"), strict=True):
        _heatmap(panel, J, title)
    if len(wrong):
        axes[0].plot(wrong[:, 1], wrong[:, 0] + 0.3, **WRONG)
    return (
        f"Jacobian of softmax at p = [0.2, 0.7, 0.1]. Your diagonal is {_numbers(np.diag(mine))}, "
        "the "
        f"reference's {_numbers(np.diag(right))}. Your rows sum to {_numbers(mine.sum(axis=1))}, "
        "the reference's "
        f"to 0. {len(wrong)} of 9 entries differ."
    )


@figure(
    "One step along the gradient lands on the label",
    tasks=("softmax", "one_hot", "cross_entropy_grad"),
    size=(6.4, 3.8),
)
def gradient_arrows(student, reference, axes):
    """Draw p as bars and -gradient as arrows, which end at the one-hot label when all is right."""
    p = expect.array(student.softmax(LOGITS), (3,))
    g = expect.array(student.cross_entropy_grad([LOGITS], [LABEL]), (1, 3))[0]
    target = expect.array(student.one_hot([LABEL], 3), (1, 3), "any")[0].astype(float)
    right = expect.array(reference.softmax(LOGITS), (3,))
    right_g = expect.array(reference.cross_entropy_grad([LOGITS], [LABEL]), (1, 3))[0]
    x = np.arange(3)

    axes.bar(x, p, width=0.5, color=STUDENT["color"], alpha=0.45, label="your p")
    axes.hlines(right, x - 0.32, x + 0.32, color=REFERENCE["color"], linestyle="--", label="reference p")
    axes.plot(x, target, "s", color="black", fillstyle="none", markersize=10, label="your one-hot label")
    _arrows(axes, x - 0.08, p, p - g, STUDENT, "your step, minus the gradient")
    _arrows(axes, x + 0.08, right, right - right_g, REFERENCE, "reference step")
    wrong = np.abs(g - right_g) > CLOSE
    if wrong.any():
        axes.plot(x[wrong] - 0.08, (p - g)[wrong], **WRONG)
    axes.set_xticks(x, [f"class {k}" for k in x])
    axes.set_ylim(-0.15, 1.15)
    axes.legend(fontsize=8, loc="upper right")
    return (
        f"Probabilities of three classes, yours {_numbers(p)}, the reference's {_numbers(right)}. "
        "Arrows of minus the "
        f"gradient, yours {_numbers(-g)}, the reference's {_numbers(-right_g)}, lead to "
        f"{_numbers(p - g)}; the one-hot "
        f"label is {_numbers(target)}. {int(wrong.sum())} of 3 arrows differ."
    )


@figure("Loss against the gap between two logits", tasks=("cross_entropy",), size=(6.4, 3.8))
def loss_against_gap(student, reference, axes):
    """Draw the loss of the lower of two logits: yours, the reference's and two naive formulas."""
    cases = [(np.array([[gap, 0.0]]), np.array([1])) for gap in GAPS]
    mine = np.array([expect.real(loss) for loss in student.cross_entropy.map(cases)])
    right = np.array([expect.real(loss) for loss in reference.cross_entropy.map(cases)])
    wrong = np.abs(mine - right) > CLOSE * (1 + right)
    p = np.exp(-GAPS) / (1 + np.exp(-GAPS))
    positive = p > 0

    axes.plot(GAPS, mine, **STUDENT)
    axes.plot(GAPS, right, **REFERENCE)
    axes.plot(
        GAPS[positive],
        -np.log(p[positive]),
        ":",
        color="black",
        label="-log p: infinite from here on",
    )
    axes.plot(GAPS[positive][-1], -np.log(p[positive][-1]), "o", color="black")
    axes.plot(GAPS, -np.log(p + 1e-12), "-.", color="#009E73", label="-log(p + 1e-12): at most 27.63")
    if wrong.any():
        axes.plot(GAPS[wrong], mine[wrong], **WRONG)
    axes.set_xlabel("gap between the larger logit and the label's")
    axes.set_ylabel("loss")
    axes.legend(fontsize=8)
    return (
        f"Cross-entropy for gaps 0 to 1000: yours goes from {mine[0]:.4g} to {mine[-1]:.4g}, the "
        "reference from "
        f"{right[0]:.4g} to {right[-1]:.4g}. The log of the probability is infinite from a gap of "
        f"{GAPS[positive][-1] + 10:.0f} on; with 1e-12 added it stays at 27.63. "
        f"{int(wrong.sum())} of {len(GAPS)} "
        f"points differ."
    )


@figure("Softmax regression learns", tasks=("softmax_regression",), size=(6.4, 3.6))
def training_curve(student, reference, axes):
    """Draw the loss over steps of gradient descent, each curve following its own gradients."""
    rng = np.random.default_rng(7)
    y = np.arange(30) % 3
    X = np.array([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])[y] + rng.normal(size=(30, 2))
    mine, right = _descend(student, X, y), _descend(reference, X, y)
    wrong = np.abs(mine - right) > CLOSE
    steps = np.arange(STEPS)

    axes.plot(steps, mine, **STUDENT)
    axes.plot(steps, right, **REFERENCE)
    axes.axhline(np.log(3), color="black", linewidth=0.8, linestyle=":", label="log 3: knowing nothing")
    if wrong.any():
        axes.plot(steps[wrong], mine[wrong], **WRONG)
    axes.set_xlabel("step of gradient descent")
    axes.set_ylabel("loss with penalty")
    axes.legend(fontsize=8)
    return (
        f"Loss of softmax regression on 30 points of 3 classes over {STEPS} steps: yours falls "
        f"from {mine[0]:.4g} to "
        f"{mine[-1]:.4g}, the reference from {right[0]:.4g} (log 3) to {right[-1]:.4g}. "
        f"{int(wrong.sum())} of {STEPS} "
        f"points differ."
    )


def _heatmap(panel, J, title):
    panel.imshow(J, cmap="PuOr", vmin=-0.25, vmax=0.25)
    for (i, j), value in np.ndenumerate(J):
        panel.text(
            j,
            i,
            f"{value:.2f}",
            ha="center",
            va="center",
            color="white" if abs(value) > 0.17 else "black",
        )
    for i, total in enumerate(J.sum(axis=1)):
        panel.text(2.65, i, f"sum {total:+.2f}".replace("-0.00", "+0.00"), va="center", fontsize=9)
    panel.set_title(title)
    panel.set_xticks(range(3), [f"$z_{j}$" for j in range(3)])
    panel.set_yticks(range(3), [f"$p_{i}$" for i in range(3)])


def _arrows(axes, x, start, end, style, label):
    axes.quiver(
        x,
        start,
        np.zeros(len(x)),
        end - start,
        angles="xy",
        scale_units="xy",
        scale=1,
        width=0.006,
        color=style["color"],
        label=label,
    )


def _descend(classifier, X, y):
    """Return the losses before each of the steps, from zero weights."""
    W, b = np.zeros((3, 2)), np.zeros(3)
    losses = []
    for _ in range(STEPS):
        loss, dW, db = expect.sequence(classifier.softmax_regression(W, b, X, y, 0.01), 3)
        losses.append(expect.real(loss))
        W, b = W - 0.2 * expect.array(dW, (3, 2)), b - 0.2 * expect.array(db, (3,))
    return np.array(losses)


def _numbers(values):
    return "[" + ", ".join(f"{value + 0.0:.3g}" if abs(value) > CLOSE else "0" for value in values) + "]"
