"""Pictures: the sigmoid's computational graph, pass by pass, and gradients that vanish with depth."""

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

THETA, X = (-1.0, 4.0, -2.0), (1.0, 2.0, 3.0)
CLOSE = 1e-9
STEPS = 8
# Told apart from black by lightness as well; each wrong number carries a cross, so colour is not needed.
RED = "#C1121F"

# (place, text in the circle, where its edge leads, value and gradient on that edge, array entry)
ADD = (3.4, 6.0)
NODES = (
    *(((0.0, 11.1 - 4 * i), f"$\\theta_{i}$", (1.6, 10.0 - 4 * i), "theta", i) for i in range(3)),
    *(((0.0, 8.9 - 4 * i), f"$x_{i}$", (1.6, 10.0 - 4 * i), "x", i) for i in range(3)),
    *(((1.6, 10.0 - 4 * i), r"$\times$", ADD, "y", i) for i in range(3)),
    (ADD, "+", (4.9, 6.0), "z0", None),
    ((4.9, 6.0), "neg", (6.4, 6.0), "z1", None),
    ((6.4, 6.0), "exp", (7.9, 6.0), "z2", None),
    ((7.9, 6.0), "+1", (9.4, 6.0), "z3", None),
    ((9.4, 6.0), r"$1/z$", (10.7, 6.0), "z4", None),
)
# what has been computed after each step: forward up to z4, then back to theta and x
FORWARD = (("y",), ("z0",), ("z1", "z2"), ("z3", "z4"))
BACKWARD = (
    ("grad_z4", "grad_z3"),
    ("grad_z2", "grad_z1"),
    ("grad_z0", "grad_y"),
    ("grad_theta", "grad_x"),
)

DEPTH = 7
WIDTH = 6


@figure(
    "A sigmoid as a graph: values above, gradients below",
    tasks=("sigmoid_graph",),
    size=(9.0, 5.2),
    steps=STEPS,
)
def sigmoid_as_graph(student, reference, axes, step):
    """Draw the graph with what is known after `step`; numbers that differ are red and crossed."""
    mine, right = (_nodes(who.sigmoid_graph(THETA, X)) for who in (student, reference))
    shown = {"theta", "x"}.union(*(FORWARD + BACKWARD)[: step + 1])
    wrong = []

    for place, symbol, target, value, entry in NODES:
        gradient = f"grad_{value}"
        _edge(axes, place, target, returned=gradient in shown)
        _circle(axes, place, symbol)
        for name in (value, gradient):
            if name in shown:
                number, wanted = _pick(mine[name], entry), _pick(right[name], entry)
                differs = abs(number - wanted) > CLOSE
                wrong += [name] if differs else []
                _number(axes, _beside(place, target), number, name == gradient, differs)
    axes.set_xlim(-0.6, 10.9)
    axes.set_ylim(0.2, 11.8)
    axes.set_axis_off()
    direction = "forward" if step < len(FORWARD) else "backward"
    axes.set_title(f"{direction}: values above, gradients of $z_4$ below each edge", fontsize=10)
    return _graph_alt(mine, right, shown, wrong, direction)


@figure(
    "Gradient norms layer by layer",
    tasks=("mlp_forward", "mlp_backward"),
    size=(6.4, 3.8),
)
def gradient_norms(student, reference, axes):
    """Draw the norm of each layer's dW in a deep sigmoid network, on a logarithmic axis."""
    rng = np.random.default_rng(6)
    params = [(rng.normal(size=(WIDTH, WIDTH)), rng.normal(size=WIDTH)) for _ in range(DEPTH)]
    batch, labels = rng.normal(size=(20, WIDTH)), rng.integers(0, 2, (20, WIDTH)) * 1.0
    mine, right = (_norms(who, params, batch, labels) for who in (student, reference))
    wrong = np.abs(mine - right) > CLOSE * right
    layers = np.arange(1, DEPTH + 1)

    axes.semilogy(layers, np.maximum(mine, 1e-16), marker="o", **STUDENT)
    axes.semilogy(layers, right, marker="s", fillstyle="none", **REFERENCE)
    if wrong.any():
        axes.semilogy(layers[wrong], np.maximum(mine, 1e-16)[wrong], **WRONG)
    axes.set_xlabel("layer (1 is next to the input)")
    axes.set_ylabel("norm of dW")
    axes.legend(fontsize=8)
    return (
        f"Norm of dW in each of {DEPTH} sigmoid layers on a logarithmic axis: yours goes from "
        f"{mine[-1]:.3g} at the output to {mine[0]:.3g} at the input, the reference from "
        f"{right[-1]:.3g} to {right[0]:.3g}. {int(wrong.sum())} of {DEPTH} layers differ."
    )


def _nodes(found):
    """Return the values and gradients of the graph, judged, with theta and x."""
    nodes = {"theta": THETA, "x": X}
    for kept in FORWARD + BACKWARD:
        for name in kept:
            value = expect.mapping(found, [name])[name]
            is_vector = name in ("y", "grad_y", "grad_theta", "grad_x")
            nodes[name] = expect.array(value, (3,)) if is_vector else expect.real(value)
    return nodes


def _pick(value, entry):
    return float(value if entry is None else value[entry])


def _beside(start, end):
    return 0.56 * start[0] + 0.44 * end[0], 0.56 * start[1] + 0.44 * end[1]


def _edge(axes, start, end, *, returned):
    axes.annotate(
        "",
        xy=end,
        xytext=start,
        arrowprops={"arrowstyle": "->", "color": "#888888", "shrinkA": 13, "shrinkB": 13},
    )
    if returned:
        axes.annotate(
            "",
            xy=start,
            xytext=end,
            arrowprops={
                "arrowstyle": "->",
                "color": STUDENT["color"],
                "linestyle": "--",
                "shrinkA": 13,
                "shrinkB": 13,
                "connectionstyle": "arc3,rad=-0.12",
            },
        )


def _circle(axes, place, symbol):
    axes.plot(*place, "o", markersize=22, color="white", markeredgecolor="black", zorder=3)
    axes.text(*place, symbol, ha="center", va="center", fontsize=9, zorder=4)


def _number(axes, place, number, is_gradient, differs):
    colour = RED if differs else (STUDENT["color"] if is_gradient else "black")
    axes.text(
        place[0],
        place[1] + (-0.33 if is_gradient else 0.33),
        f"{number:.4g}" + (" ✗" if differs else ""),
        ha="center",
        va="center",
        fontsize=8.5,
        color=colour,
        weight="bold" if differs else "normal",
        style="italic" if is_gradient else "normal",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        zorder=5,
    )


def _norms(who, params, batch, labels):
    """Return the norm of dW for every layer."""
    a = expect.sequence(who.mlp_forward(params, batch), DEPTH + 1)
    a = [expect.array(level, (len(batch), WIDTH)) for level in a]
    layers = expect.sequence(who.mlp_backward(params, a, labels), DEPTH)
    pairs = [expect.sequence(layer, 2) for layer in layers]
    return np.array([np.linalg.norm(expect.array(dW, (WIDTH, WIDTH))) for dW, _ in pairs])


def _graph_alt(mine, right, shown, wrong, direction):
    names = [name for kept in FORWARD + BACKWARD for name in kept if name in shown]
    told = "; ".join(f"{name} {_text(mine[name])}" for name in names)
    if not wrong:
        return f"Graph of the sigmoid, {direction} pass. Yours: {told}. Nothing differs."
    differing = sorted(set(wrong))
    expected = "; ".join(f"{name} {_text(right[name])}" for name in differing)
    return (
        f"Graph of the sigmoid, {direction} pass. Yours: {told}. "
        f"{len(wrong)} numbers differ; the reference has {expected}."
    )


def _text(value):
    return "(" + ", ".join(f"{v:.4g}" for v in value) + ")" if np.ndim(value) else f"{value:.4g}"
