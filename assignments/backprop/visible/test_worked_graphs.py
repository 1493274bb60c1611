"""Visible checks of gates and small graphs: the sources' worked numbers."""

import math

import numpy as np
import pytest

from autograder import expect

PRINTED = {"rtol": 0.0, "atol": 1e-5}


def number(got, want, **text):
    """Judge one number, which may be an item of an array."""
    expect.number(np.asarray(got) if isinstance(got, np.generic) else got, want, **PRINTED, **text)


def numbers(got, want, **text):
    """Judge a sequence of numbers, item by item."""
    for item, wanted in zip(expect.sequence(got, len(want), **text), want, strict=True):
        number(item, wanted, **text)


@pytest.mark.check(task="sigmoid_graph", points=1.5, catches=("graph-no-minus", "graph-keeps-the-input-type"))
def test_worked_forward(student):
    """The forward pass at theta = (-1, 4, -2), x = (1, 2, 3) gives the worked example's nodes."""
    names = ("y", "z0", "z1", "z2", "z3", "z4")
    nodes = expect.mapping(student.sigmoid_graph([-1, 4, -2], [1, 2, 3]), names)

    rule = "y = theta * x, z0 = sum of y, z1 = -z0, z2 = exp(z1), z3 = 1 + z2, z4 = 1 / z3."
    expect.close(
        nodes["y"],
        [-1.0, 8.0, -6.0],
        rule=rule,
        ask="Multiply theta and x by hand. Is y a float array of these 3 products?",
    )
    for name, value in zip(names[1:], (1.0, -1.0, 0.36787944, 1.36787944, 0.73105858), strict=True):
        number(
            nodes[name],
            value,
            rule=f"{name} should be {value}: {rule}",
            ask="Which operation leads from the node before it to this one? Work that step out by hand.",
        )


@pytest.mark.check(
    task="sigmoid_graph",
    points=1.5,
    catches=(
        "graph-reciprocal-sign",
        "graph-local-only",
        "graph-swaps-theta-and-x",
        "graph-sum-shares-the-gradient",
    ),
)
def test_worked_backward(student):
    """The backward pass of the worked example gives its gradients, from z4 back to theta and x."""
    want = {
        "grad_z4": 1.0, "grad_z3": -0.53444665, "grad_z2": -0.53444665, "grad_z1": -0.19661193, "grad_z0": 0.19661193,
        "grad_y": [0.19661193] * 3,
        "grad_theta": [0.19661193, 0.39322387, 0.58983580],
        "grad_x": [-0.19661193, 0.78644773, -0.39322387],
    }  # fmt: skip
    nodes = expect.mapping(student.sigmoid_graph([-1, 4, -2], [1, 2, 3]), list(want))

    for name, value in want.items():
        rule = f"{name} is the gradient behind it times the local gradient on the way."
        ask = "What is this node's own derivative, and what arrives from the node after it?"
        if isinstance(value, float):
            number(nodes[name], value, rule=rule, ask=ask)
        else:
            expect.close(nodes[name], value, **PRINTED, rule=rule, ask=ask)


@pytest.mark.check(task="AddGate", points=1, catches=("add-ignores-upstream", "add-multiplies"))
def test_add_gate(student):
    """An add gate passes the upstream gradient on to both inputs."""
    gate = student.AddGate()

    number(gate.forward(3.0, -2.0), 1.0, rule="forward(3, -2) is 3 + (-2).")
    numbers(
        gate.backward(2.5),
        (2.5, 2.5),
        rule="Each input gets the upstream gradient times its local gradient; those of x + y are 1 and 1.",
        ask="By how much does x + y grow when x alone grows by 0.001? What reaches x, then, when 2.5 arrives?",
    )


@pytest.mark.check(task="MultiplyGate", points=1.5, catches=("multiply-own-input", "multiply-ignores-upstream"))
def test_multiply_gate(student):
    """A multiply gate hands each input the upstream gradient times the other input."""
    gate = student.MultiplyGate()

    number(gate.forward(3.0, -4.0), -12.0, rule="forward(3, -4) is 3 times -4.")
    numbers(
        gate.backward(2.0),
        (-8.0, 6.0),
        rule="d(xy)/dx is y, d(xy)/dy is x, and both are multiplied by the upstream gradient.",
        ask="Differentiate x y by x: which input is left over? And where does the upstream gradient enter?",
    )


@pytest.mark.check(
    task="grad_exp_sin_sq",
    points=1.5,
    catches=("chain-without-the-inner-link", "chain-squares-the-sine", "chain-slope-at-x"),
)
def test_exp_sin_sq_worked(student):
    """The value and slope of exp(sin(x^2)) agree with the worked points."""
    points = (1.0, 0.5, math.sqrt(math.pi / 2))
    want = ((2.31977682, 2.50676153), (1.28069636, 1.24088261), (math.e, 0.0))

    rule = "The pair is the value and the slope: three local slopes multiplied, each where the forward pass met it."
    ask = (
        "Work out u = x^2, s = sin u and e^s for this x by hand. Is the value right? If so, which of the three slopes?"
    )
    for got, pair in zip(student.grad_exp_sin_sq.map([(p,) for p in points]), want, strict=True):
        numbers(got, pair, rule=rule, ask=ask)


@pytest.mark.check(task="product_sum", points=1, catches=("product-sum-local-only", "product-sum-own-input"))
def test_product_sum_worked(student):
    """At (-2, 5, -4) the value of (x + y) z is -12 and its gradient (-4, -4, 3)."""
    value, gradient = expect.sequence(student.product_sum(-2.0, 5.0, -4.0), 2, rule="Return (value, (dx, dy, dz)).")

    number(value, -12.0, rule="(-2 + 5) times -4 is -12.")
    numbers(
        gradient,
        (-4.0, -4.0, 3.0),
        rule="The gradient holds the slopes of (x + y) z by x, by y and by z.",
        ask="What does the multiply gate send to q = x + y and to z, and what does the add gate do with its share?",
    )


@pytest.mark.check(
    task="squared_residual",
    points=1,
    catches=("residual-without-two", "residual-sign", "residual-swaps-x-and-y"),
)
def test_squared_residual_worked(student):
    """At (-2, 3, 1) with target -4 the loss is 1 and its gradient (-6, 4, -2)."""
    got = student.squared_residual(-2.0, 3.0, 1.0, -4.0)
    value, gradient = expect.sequence(got, 2, rule="Return (loss, (dx, dy, dz)).")

    number(value, 1.0, rule="f = -2 * 3 + 1 = -5, and (f - t)^2 = (-5 + 4)^2.")
    numbers(
        gradient,
        (-6.0, 4.0, -2.0),
        rule="The gradient is (dL/dx, dL/dy, dL/dz), and the way back starts with dL/df = 2 (f - t).",
        ask="Which of the three differs? Work out dL/df with its sign, then go back through the sum and the product.",
    )


@pytest.mark.check(
    task="autodiff_trace",
    points=2,
    catches=(
        "trace-overwrites-the-bars",
        "trace-sine-enters-with-plus",
        "trace-logarithm-base-ten",
    ),
)
def test_autodiff_trace_worked(student):
    """At (2, 5) the trace gives y = 11.65207 and the bars 5.5 and 1.71634."""
    want = {
        "v1": 0.69315, "v2": 10.0, "v3": -0.95892, "v4": 10.69315, "v5": 11.65207, "y": 11.65207,
        "v5_bar": 1.0, "v4_bar": 1.0, "v3_bar": -1.0, "v2_bar": 1.0, "v1_bar": 1.0,
        "x1_bar": 5.5, "x2_bar": 1.71634,
    }  # fmt: skip
    trace = expect.mapping(student.autodiff_trace(2.0, 5.0), list(want))

    for name, value in want.items():
        number(
            trace[name],
            value,
            rule=f"{name} should be {value} at (2, 5).",
            ask="Which later lines use this value, and with which sign? A bar gets one term from each of them."
            if name.endswith("_bar")
            else "Which line of the trace makes this value? Work that line out by hand.",
        )


@pytest.mark.check(
    task="shared_dag",
    points=2,
    catches=("dag-early-use-lost", "dag-x1-one-route", "dag-x0-one-route"),
)
def test_shared_dag_worked(student):
    """At (1, 2, 3) the graph gives 36 with the gradients 72, 48 and 12."""
    numbers(
        student.shared_dag(1.0, 2.0, 3.0),
        (36.0, 72.0, 48.0, 12.0),
        rule="The results are x3 and its slopes by x0, w1 and w2; a slope adds up over every route to x3.",
        ask="Which of the four differs? If x3 is right, list every path from that input to x3. Is each counted, once?",
    )
