"""Pictures of truth tables, the sixteen functions of two inputs, and the veto."""

from __future__ import annotations

import itertools

import numpy as np

from autograder import expect
from autograder.authoring import REFERENCE, STUDENT, WRONG, figure

GATES = ("AND", "OR", "NOR", "X_AND_NOT_Y")
_MARK = {**WRONG, "color": "#000000"}
ON, OFF, SHADE = "#56B4E9", "#F5F5F5", "#E69F00"
NAMES = {
    0: "0", 1: "AND", 2: "x¬y", 3: "x", 4: "¬xy", 5: "y", 6: "XOR", 7: "OR",
    8: "NOR", 9: "XNOR", 10: "¬y", 11: "x∨¬y", 12: "¬x", 13: "¬x∨y", 14: "NAND", 15: "1",
}  # fmt: skip


@figure("Truth tables of your gates", tasks=("mp_neuron", "gate", "xor_network"), size=(6.0, 3.2))
def truth_table_strip(student, reference, axes):
    """One column for each gate and for XOR; a cross where an answer differs."""
    rows = np.array(list(itertools.product((0, 1), repeat=2)))
    mine = np.column_stack([*(_answers(student, name, rows) for name in GATES), _xor(student, rows)])
    right = np.column_stack([*(_answers(reference, name, rows) for name in GATES), _xor(reference, rows)])

    _cells(axes, mine)
    wrong = np.argwhere(mine != right)
    axes.plot(wrong[:, 1] + 0.3, wrong[:, 0] - 0.2, **_MARK)
    titles = [*GATES, "XOR network"]
    axes.set_xticks(range(len(titles)), [t.replace("_", " ") for t in titles], fontsize=7)
    axes.set_yticks(range(4), ["00", "01", "10", "11"])
    axes.set_ylabel("x y")
    columns = [f"{t} {''.join(map(str, mine[:, j]))}" for j, t in enumerate(titles)]
    places = [f"{titles[j]} at {rows[i, 0]}{rows[i, 1]}" for i, j in wrong]
    return (
        f"Truth tables for the inputs 00, 01, 10, 11: {', '.join(columns)}. "
        f"{len(wrong)} of {mine.size} cells differ from the reference{_list(places)}."
    )


@figure("The sixteen functions of two inputs", tasks=("is_representable",), size=(6.0, 4.4))
def sixteen_functions(student, reference, axes):
    """Each function as its four outputs, shaded where you say one unit computes it."""
    tables = list(itertools.product((0, 1), repeat=4))
    arguments = [(list(table),) for table in tables]
    mine, right = (
        np.array([bool(expect.real(a)) for a in who.is_representable.map(arguments)]) for who in (student, reference)
    )

    for k, table in enumerate(tables):
        column, row = k % 4, k // 4
        axes.add_patch(_box(column, row, SHADE if mine[k] else "none"))
        if right[k]:
            edge = {"color": REFERENCE["color"], "linestyle": REFERENCE["linestyle"]}
            axes.add_patch(_box(column, row, "none", inset=0.05, **edge))
        bits = "".join(map(str, table))
        axes.text(column, row, f"{NAMES[k]}\n{bits}", ha="center", va="center", fontsize=9)
    wrong = np.flatnonzero(mine != right)
    axes.plot(wrong % 4 + 0.3, wrong // 4 - 0.25, **_MARK)
    axes.set(xlim=(-0.6, 3.6), ylim=(3.6, -0.6), xticks=[], yticks=[])
    axes.set_title("shaded: one unit, you say; dashed: one unit indeed; cross: differs", fontsize=9)
    return (
        f"Of the 16 functions of two inputs you call {mine.sum()} one unit's and the reference {right.sum()}. "
        f"{len(wrong)} differ{_list([NAMES[int(k)] for k in wrong])}."
    )


@figure("A veto is not a weight of -1", tasks=("mp_neuron",), size=(6.0, 3.2), steps=4)
def veto_against_weight(student, reference, axes, step=0):
    """Output against the number of excitatory inputs on, one inhibitory input off and on."""
    n, theta = 4, step
    silent = np.tri(n + 1, n, -1)
    mask = np.arange(n + 1) == n
    counts = np.arange(n + 1)

    differ = 0
    for inhibited, offset, marker in ((0, 0.0, "o"), (1, 1.5, "s")):
        x = np.column_stack([silent, np.full(n + 1, inhibited)])
        mine = expect.array(student.mp_neuron(x, theta, mask), (n + 1,), "any").astype(float)
        right = expect.array(reference.mp_neuron(x, theta, mask), (n + 1,), "any").astype(float)
        weight = (counts - inhibited >= theta).astype(float)
        wrong = mine != right
        differ += int(wrong.sum())
        first = inhibited == 0
        axes.step(counts, mine + offset, where="mid", marker=marker, **_labelled(STUDENT, first))
        axes.step(counts, right + offset, where="mid", **_labelled(REFERENCE, first))
        if inhibited:
            axes.plot(counts, weight + offset, color="#999999", drawstyle="steps-mid", linestyle=":", label="weight -1")
        axes.plot(counts[wrong], mine[wrong] + offset, **_labelled(_MARK, first))
    axes.axvline(theta, color="#000000", linewidth=0.8, linestyle="-.")
    axes.set_yticks([0, 1, 1.5, 2.5], ["off: 0", "off: 1", "on: 0", "on: 1"])
    axes.set(xlabel=f"excitatory inputs on (θ = {theta})", ylabel="inhibitory input: output", xticks=counts)
    axes.legend(fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4, frameon=False)
    return (
        f"Threshold {theta}, four excitatory inputs and one inhibitory. With the inhibitory input off the reference "
        f"fires from {theta} inputs on; with it on, never, where a weight of -1 would fire from {theta + 1}. "
        f"Your unit differs at {differ} of {2 * (n + 1)} inputs."
    )


def _answers(who, name, rows):
    theta, inhibitory = expect.sequence(who.gate(name), 2)
    mask = expect.array(inhibitory, (2,), "any") > 0
    fires = who.mp_neuron(rows, round(expect.real(theta)), mask)
    return expect.array(fires, (len(rows),), "any").astype(int)


def _xor(who, rows):
    return expect.array(who.xor_network(rows), (len(rows),), "any").astype(int)


def _cells(axes, bits):
    for (i, j), bit in np.ndenumerate(bits):
        axes.add_patch(_box(j, i, ON if bit else OFF))
        axes.text(j, i, str(bit), ha="center", va="center")
    axes.set(xlim=(-0.6, bits.shape[1] - 0.4), ylim=(bits.shape[0] - 0.4, -0.6))


def _box(column, row, fill, inset=0.0, color="#000000", linestyle="-"):
    from matplotlib.patches import Rectangle

    side = 0.9 - 2 * inset
    corner = (column - side / 2, row - side / 2)
    return Rectangle(corner, side, side, facecolor=fill, edgecolor=color, linestyle=linestyle)


def _labelled(style, shown):
    return style if shown else {**style, "label": "_"}


def _list(items):
    return f" ({', '.join(items)})" if items else ""
