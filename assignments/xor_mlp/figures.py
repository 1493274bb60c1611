"""Pictures of the hidden space, of what depth saves and of training."""

import itertools

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

ROWS = np.array(list(itertools.product((0, 1), repeat=2)))
NAMES = ("00", "01", "10", "11")
XOR = np.array([0, 1, 1, 0])
# Where each row's name is written: several rows may share one point of the hidden space.
OFFSETS = ((10, 10), (10, -16), (-24, 10), (-24, -16))
SIZES = np.arange(2, 17)
TRAINING = (4, 4.0, 400, 41)


def network(got):
    W1, b1, w2, b2 = expect.sequence(got, 4)
    single = isinstance(b2, np.ndarray) and b2.size == 1
    return (
        expect.array(W1, (2, 2), "any").astype(float),
        expect.array(b1, (2,), "any").astype(float),
        expect.array(w2, (2,), "any").astype(float),
        expect.real(b2.reshape(()) if single else b2),
    )


def hidden_space(net):
    """Return where each row lies in the hidden space, and the network's output there."""
    W1, b1, w2, b2 = net
    hidden = (ROWS @ W1.T + b1 >= 0).astype(float)
    return hidden, (hidden @ w2 + b2 >= 0).astype(int)


def draw_line(axes, w2, b2, style):
    """Draw the points where the output unit's score is 0."""
    ends = np.array([-1.0, 2.0])
    if abs(w2[1]) >= abs(w2[0]):
        if w2[1]:
            axes.plot(ends, -(b2 + w2[0] * ends) / w2[1], **style)
    else:
        axes.plot(-(b2 + w2[1] * ends) / w2[0], ends, **style)


@figure("XOR in the hidden space", tasks=("xor_unit",), size=(5.0, 5.2))
def xor_in_hidden_space(student, reference, axes):
    """Draw the four rows where the two hidden units send them, and the output unit's line."""
    mine, right = network(student.xor_unit()), network(reference.xor_unit())
    hidden, out = hidden_space(mine)

    draw_line(axes, mine[2], mine[3], STUDENT)
    draw_line(axes, right[2], right[3], REFERENCE)
    for label, marker, wanted in (("XOR = 0", "o", 0), ("XOR = 1", "s", 1)):
        chosen = wanted == XOR
        axes.scatter(
            *hidden[chosen].T,
            s=90,
            marker=marker,
            label=label,
            zorder=3,
            facecolor="white" if wanted == 0 else STUDENT["color"],
            edgecolor=STUDENT["color"],
        )
    axes.scatter(
        *hidden_space(right)[0].T,
        s=240,
        facecolor="none",
        edgecolor=REFERENCE["color"],
        linestyle="--",
        label="reference's points",
    )
    wrong = out != XOR
    if wrong.any():
        axes.plot(*hidden[wrong].T, zorder=4, **WRONG)
    for name, point, offset in zip(NAMES, hidden, OFFSETS, strict=True):
        axes.annotate(name, point, offset, textcoords="offset points")
    axes.set(
        xlim=(-0.8, 1.8),
        ylim=(-0.6, 2.3),
        xlabel="hidden unit 1",
        ylabel="hidden unit 2",
        aspect="equal",
    )
    axes.legend(loc="upper center", ncols=2, fontsize="small")

    places = ", ".join(f"row {name} to ({h[0]:.0f}, {h[1]:.0f})" for name, h in zip(NAMES, hidden, strict=True))
    verdict = f"rows {', '.join(np.array(NAMES)[wrong])} on the wrong side" if wrong.any() else "all four rows right"
    return (
        f"Your hidden units send {places}. Your output unit's line {mine[2][0]:.3g} h1 + "
        f"{mine[2][1]:.3g} h2 + {mine[3]:.3g} = 0 leaves {verdict}."
    )


@figure("Units for parity, shallow and deep", tasks=("units_shallow", "units_deep"), size=(6.0, 3.8))
def units_against_inputs(student, reference, axes):
    """Draw both counts on a logarithmic axis."""
    parts = []
    for name, marker in (("units_shallow", "o"), ("units_deep", "s")):
        items = [(int(n),) for n in SIZES]
        mine = np.array([expect.real(got) for got in getattr(student, name).map(items)])
        right = np.array([expect.real(got) for got in getattr(reference, name).map(items)])
        kind = name.removeprefix("units_")
        axes.plot(SIZES, mine, marker=marker, markersize=4, **STUDENT | {"label": f"{kind}, yours"})
        axes.plot(SIZES, right, **REFERENCE | {"label": f"{kind}, reference"})
        wrong = mine != right
        if wrong.any():
            axes.plot(SIZES[wrong], mine[wrong], **WRONG)
        parts.append(f"{kind}: yours needs {mine[-1]:.0f}, the reference {right[-1]:.0f}, {wrong.sum()} sizes differ")
    axes.set(xlabel="inputs n", ylabel="units", yscale="log")
    axes.legend(fontsize="small")
    return f"Units for the parity of 2 to 16 inputs. At n = 16, {'; '.join(parts)}."


@figure("Learning XOR", tasks=("train_xor",), size=(6.0, 3.5))
def losses_of_training(student, reference, axes):
    """Draw the losses of one run with four hidden units."""
    n_hidden, eta, n_steps, seed = TRAINING
    mine, right = (
        expect.array(
            expect.sequence(who.train_xor(n_hidden, eta, n_steps, np.random.default_rng(seed)), 5)[4],
            (n_steps,),
            "any",
        ).astype(float)
        for who in (student, reference)
    )

    axes.plot(mine, **STUDENT)
    axes.plot(right, **REFERENCE)
    axes.axhline(np.log(2), color="0.6", linewidth=0.8, linestyle=":", label="ln 2, knowing nothing")
    differs = ~np.isclose(mine, right, rtol=1e-6, atol=1e-9)
    if differs.any():
        first = int(np.argmax(differs))
        axes.plot([first], [mine[first]], **WRONG | {"label": f"differs from step {first} on"})
    axes.set(xlabel="update", ylabel="mean cross-entropy", ylim=(0, None))
    axes.legend(fontsize="small")
    return (
        f"Loss over {n_steps} updates with {n_hidden} hidden units: yours goes from "
        f"{mine[0]:.4f} to {mine[-1]:.4f}, the reference from {right[0]:.4f} to {right[-1]:.4f}."
    )
