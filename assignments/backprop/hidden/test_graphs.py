"""Hidden checks of gates and small graphs."""

import numpy as np
import pytest

from autograder import expect
from autograder.student import in_turn

NODES = ("y", "z0", "z1", "z2", "z3", "z4")
SLOPES = ("grad_z4", "grad_z3", "grad_z2", "grad_z1", "grad_z0", "grad_y", "grad_theta", "grad_x")
TRACE = ("v1", "v2", "v3", "v4", "v5", "y")
BARS = ("v5_bar", "v4_bar", "v3_bar", "v2_bar", "v1_bar", "x1_bar", "x2_bar")
H = 1e-5


def number(got, want, **judged):
    """Judge one number, which may be an item of an array."""
    return expect.number(np.asarray(got) if isinstance(got, np.generic) else got, want, **judged)


def numbers(got, want, **judged):
    """Judge a sequence of numbers, item by item."""
    items = expect.sequence(got, len(want), rule=judged.get("rule", ""), ask=judged.get("ask", ""))
    return [number(item, float(wanted), **judged) for item, wanted in zip(items, want, strict=True)]


def real(got, **text):
    """Return one finite number, which may be an item of an array."""
    return expect.real(np.asarray(got) if isinstance(got, np.generic) else got, **text)


def off_zero(rng, *shape):
    """Draw numbers of either sign, none of them near 0."""
    return rng.uniform(0.3, 2.2, shape) * rng.choice([-1.0, 1.0], shape)


def plain(*arrays):
    """Return the rows of equal-length arrays as tuples of Python floats."""
    return [tuple(float(v) for v in row) for row in zip(*arrays, strict=True)]


def nudged(points, index):
    """Return every point moved by +H and by -H along one argument."""
    moved = [(p, sign) for p in points for sign in (1, -1)]
    return [(*p[:index], p[index] + sign * H, *p[index + 1 :]) for p, sign in moved]


def quotients(values):
    """Return central difference quotients of values listed as up, down, up, down, ..."""
    return [(up - down) / (2 * H) for up, down in zip(values[::2], values[1::2], strict=True)]


def same_graph(got, want, names, rule, ask):
    """Judge the named nodes of one sigmoid graph."""
    nodes = expect.mapping(got, names)
    for name in names:
        expect.close(nodes[name], want[name], rule=f"{name}: {rule}", ask=ask)


@pytest.mark.check(task="sigmoid_graph", points=1.5, catches=("graph-no-minus", "graph-mean-for-sum"))
def test_graph_forward(student, reference, rng):
    """Every node of the forward pass holds its value, for vectors of any length."""
    cases = [(off_zero(rng, n), off_zero(rng, n)) for n in (1, 2, 4, 5, 6, 7)]
    cases += [(np.array([8.0, -5.0]), np.array([2.5, -4.0])), (np.array([-8.0, 5.0, 3.0]), np.array([2.5, -4.0, 0.0]))]

    for got, want in zip(student.sigmoid_graph.map(cases), reference.sigmoid_graph.map(cases), strict=True):
        same_graph(
            got,
            want,
            NODES,
            "a node is its own function of the node before it.",
            "Which is the first node that differs when theta has another length than three?",
        )


@pytest.mark.check(
    task="sigmoid_graph",
    points=2.5,
    catches=(
        "graph-reciprocal-sign",
        "graph-local-only",
        "graph-swaps-theta-and-x",
        "graph-sum-shares-the-gradient",
    ),
)
def test_graph_backward(student, reference, rng):
    """Every gradient of z4 is the gradient behind it times the local one."""
    cases = [(off_zero(rng, n), off_zero(rng, n)) for n in (1, 2, 4, 5, 6, 7)]
    cases += [(np.array([5.5, -1.5]), np.array([2.5, -0.75])), (np.array([-6.5]), np.array([2.25]))]
    cases += [(np.array([0.0, 1.5, 0.0]), np.array([-0.5, 0.0, 0.0])), (np.zeros(2), np.array([2.5, -1.0]))]

    for got, want in zip(student.sigmoid_graph.map(cases), reference.sigmoid_graph.map(cases), strict=True):
        same_graph(
            got,
            want,
            SLOPES,
            "a gradient is the gradient of the node after it times the local gradient.",
            "Start at z4 and walk back: which is the first gradient that differs?",
        )


@pytest.mark.check(task="sigmoid_graph", points=1, catches=("graph-keeps-the-input-type",))
def test_graph_promotes(student, reference):
    """Integers, float32 arrays and lists count as float64."""
    narrow = (
        np.array([0.1, -0.7, 1.3, 0.4], np.float32),
        np.array([1.7, 0.3, -0.2, 0.9], np.float32),
    )
    cases = [
        (np.array([2, -1, 3, 1, -2]), np.array([1, 2, -1, 2, 3])),
        ([1, -2], [3, 2]),
        ([0.25, -1.5, 2.0], (1, 2, 3)),
        narrow,
    ]

    exact = [tuple(np.asarray(v, float) for v in case) for case in cases]
    for got, want in zip(student.sigmoid_graph.map(cases), reference.sigmoid_graph.map(exact), strict=True):
        same_graph(
            got,
            want,
            NODES + SLOPES,
            "whatever number type comes in, the graph computes in float64.",
            "Give the same numbers as integers, as float32 and as floats. Which node is the first that differs?",
        )


@pytest.mark.check(task="sigmoid_graph", points=0.5, catches=("graph-broadcasts",))
def test_graph_shape_errors(student):
    """Vectors of different lengths and matrices are refused."""
    rule = "theta and x are 1-D and equally long; anything else is a ValueError."
    wrong = [
        (np.array([0.5, 1.5, -2.0]), np.array([1.5, 2.5])),
        (np.array([0.5]), np.array([1.5, 2.5, 3.5])),
        (np.array([0.5, 1.5, -2.0]), np.array([[1.5], [2.5], [3.5]])),
        (np.array([0.5, 1.5, -2.0]), 1.5),
        (0.5, 1.5),
        (np.full((2, 3), 0.5), np.full((2, 3), 1.5)),
        (np.full((1, 3), 0.5), np.full((1, 3), 1.5)),
    ]

    for theta, x in wrong:
        expect.raises(
            ValueError,
            student.sigmoid_graph,
            theta,
            x,
            rule=rule,
            ask="What does NumPy do with (1,) times (3,)?",
        )


@pytest.mark.check(task="sigmoid_graph", points=0.5, catches=("graph-reads-words",))
def test_graph_type_errors(student):
    """What is not a real number is a TypeError."""
    rule = "theta and x hold real numbers; anything else is a TypeError."
    right = np.array([1.5, 2.5])
    wrong = (["0.5", "1.5"], np.array([0.5 + 1j, 2.0]), [0.5, None])
    for theta, x in [*((item, right) for item in wrong), *((right, item) for item in wrong), (None, None)]:
        expect.raises(
            TypeError,
            student.sigmoid_graph,
            theta,
            x,
            rule=rule,
            ask="What is the dtype of np.asarray(['0.5'])?",
        )


def run_gates(student_class, rng, rounds):
    """Run two gates in turn; yield (x, y, dz, value, gradients) of each round."""
    one, other = student_class.map([(), ()])
    for draws in np.split(off_zero(rng, rounds * 6), rounds):
        x, y, other_x, other_y, dz, other_dz = map(float, draws)
        value, other_value, gradients, other_gradients = in_turn(
            (one.forward, (x, y)),
            (other.forward, (other_x, other_y)),
            (one.backward, (dz,)),
            (other.backward, (other_dz,)),
        )
        yield x, y, dz, value, gradients
        yield other_x, other_y, other_dz, other_value, other_gradients


@pytest.mark.check(task="AddGate", points=1.5, catches=("add-ignores-upstream", "add-multiplies", "add-splits"))
def test_add_gate_rounds(student, rng):
    """Whatever comes from upstream reaches both inputs of a sum."""
    for x, y, dz, value, gradients in run_gates(student.AddGate, rng, 2):
        number(
            value,
            x + y,
            rule="forward is the sum of the inputs.",
            ask="Which operator does the gate use?",
        )
        numbers(
            gradients,
            (dz, dz),
            rule="Both inputs receive the upstream gradient as it is.",
            ask="By how much does x + y grow when x grows by 0.1? And when y does?",
        )


@pytest.mark.check(task="AddGate", points=1.5, catches=("add-never-complains", "add-flag-of-the-class"))
def test_add_gate_order(student):
    """Backward before the first forward is a RuntimeError, and only then, for each gate by itself."""
    used, fresh = student.AddGate.map([(), ()])
    rule = "A gate that has not run forward refuses to run backward, and only that gate."
    ask = "What does your gate know before its first forward? Do two gates share it?"
    expect.raises(RuntimeError, used.backward, 1.5, rule=rule, ask=ask)

    pairs = [(2, -3), (np.float64(1.5), -4), (0.0, 0.0)]
    for value, (x, y) in zip(used.forward.map(pairs), pairs, strict=True):
        number(value, float(x + y), rule="forward is the sum of the inputs.", ask="Are whole numbers numbers?")
    after_zero, _, of_zero = in_turn((used.backward, (-1.5,)), (used.forward, (2.0, 0.5)), (used.backward, (0.0,)))
    numbers(
        after_zero,
        (-1.5, -1.5),
        rule="Inputs of 0 are inputs, as good as any.",
        ask="What does `if not x` mean at 0?",
    )
    numbers(of_zero, (0.0, 0.0), rule="A gradient of 0 is a gradient.", ask="What does `if not dz` mean?")
    expect.raises(RuntimeError, fresh.backward, 1.5, rule=rule, ask=ask)


@pytest.mark.check(
    task="MultiplyGate",
    points=2,
    catches=(
        "multiply-own-input",
        "multiply-ignores-upstream",
        "multiply-shared-memory",
        "multiply-remembers-the-first",
    ),
)
def test_multiply_gate_rounds(student, rng):
    """Two gates at work at once each answer for their own last inputs."""
    for x, y, dz, value, gradients in run_gates(student.MultiplyGate, rng, 2):
        number(
            value,
            x * y,
            rule="forward is the product of the inputs.",
            ask="Which operator does the gate use?",
        )
        numbers(
            gradients,
            (dz * y, dz * x),
            rule="backward answers for the gate's own latest forward, times the upstream gradient.",
            ask="Run two gates forward, then the first one backward. Whose inputs does it use?",
        )


@pytest.mark.check(
    task="MultiplyGate",
    points=1.5,
    catches=(
        "multiply-never-complains",
        "multiply-takes-zero-for-nothing",
        "multiply-shared-memory",
    ),
)
def test_multiply_gate_order(student):
    """Backward before the first forward is a RuntimeError, and nothing else is mistaken for it."""
    used, fresh = student.MultiplyGate.map([(), ()])
    rule = "A gate refuses to run backward when it has not run forward yet, and only then."
    expect.raises(RuntimeError, used.backward, 2.0, rule=rule, ask="What does a new gate remember?")

    for x, y in ((0.0, 3.5), (0, 0), (-2, np.float64(0.0))):
        _, _, gradients = in_turn((used.forward, (1.25, -0.75)), (used.forward, (x, y)), (used.backward, (2.0,)))
        numbers(
            gradients,
            (2.0 * y, 2.0 * x),
            rule=rule,
            ask="What does `if not x` mean when x is 0?",
        )

    _, gradients = in_turn((used.forward, (-2.0, 1.5)), (used.backward, (0.0,)))
    numbers(gradients, (0.0, 0.0), rule="A gradient of 0 is a gradient.", ask="What does `if not dz` mean?")
    expect.raises(RuntimeError, fresh.backward, 2.0, rule=rule, ask="What does a new gate remember?")


@pytest.mark.check(
    task="grad_exp_sin_sq",
    points=1.5,
    catches=("chain-without-the-inner-link", "chain-squares-the-sine", "chain-slope-at-x"),
)
def test_exp_sin_sq_random(student, reference, rng):
    """Value and slope are right at points on both sides of zero."""
    points = [*plain(off_zero(rng, 8)), (3.5,), (-6.25,), (12.5,), (1e-3,)]

    for got, want in zip(student.grad_exp_sin_sq.map(points), reference.grad_exp_sin_sq.map(points), strict=True):
        numbers(
            got,
            want,
            rule="The slope is the product of three slopes, each at its own inner value.",
            ask="Does a difference quotient of your value agree with your slope?",
        )


@pytest.mark.check(task="grad_exp_sin_sq", points=1, catches=("chain-root-loses-the-sign",))
def test_exp_sin_sq_symmetry(student, reference):
    """The value is even and the slope odd, whole numbers included."""
    points = [(p,) for p in (0, 1, -1, 2, -2, 0.75, np.float64(-0.75), 2.5, -2.5, np.int64(2))]

    for got, want in zip(student.grad_exp_sin_sq.map(points), reference.grad_exp_sin_sq.map(points), strict=True):
        numbers(
            got,
            want,
            rule="Swapping the sign of x leaves the value alone and swaps the sign of the slope.",
            ask="Left of 0 this curve mirrors the right. Which of your three factors changes its sign?",
        )


@pytest.mark.check(task="product_sum", points=1, catches=("product-sum-local-only", "product-sum-own-input"))
def test_product_sum_random(student, rng):
    """Value and gradient of (x + y) z are right at random points and zeros."""
    points = [*plain(*off_zero(rng, 3, 6)), (2, 3, -5), (-4, 7, 2)]
    points += [
        (1.5, -0.75, 0.0),
        (2.5, -2.5, 3.0),
        (0.0, 0.0, 0.0),
        (0.0, -1.5, 2.5),
        (np.float64(-0.5), np.int64(2), 4),
    ]

    for (x, y, z), got in zip(points, student.product_sum.map(points), strict=True):
        value, gradient = expect.sequence(got, 2)
        number(value, (x + y) * z, rule="The value is (x + y) z.", ask="Which gate comes first?")
        numbers(
            gradient,
            (z, z, x + y),
            rule="The gradient holds the slopes of (x + y) z by x, by y and by z.",
            ask="Which of the three differs from a difference quotient of the value?",
        )


@pytest.mark.check(task="product_sum", points=1, catches=("product-sum-own-input", "product-sum-local-only"))
def test_product_sum_predicts(student, reference, rng):
    """Each part of the gradient says by how much the value grows with that input."""
    points = plain(*off_zero(rng, 3, 3))
    results = [expect.sequence(got, 2) for got in student.product_sum.map(points)]
    gradients = [expect.sequence(gradient, 3) for _, gradient in results]

    for index in range(3):
        moved = student.product_sum.map(nudged(points, index))
        values = [real(expect.sequence(got, 2)[0]) for got in moved]
        for parts, slope in zip(gradients, quotients(values), strict=True):
            number(
                parts[index],
                slope,
                rtol=1e-6,
                atol=1e-8,
                rule="A gradient equals the difference quotient of the value.",
                ask="Nudge one input of your function by 1e-5. Does the value move by 1e-5 times its gradient?",
            )
    for (value, _), (want, _) in zip(results, reference.product_sum.map(points), strict=True):
        number(value, want, rule="The value is that of the graph.", ask="Work the graph out for (1, 2, 3).")


@pytest.mark.check(
    task="squared_residual",
    points=2,
    catches=("residual-without-two", "residual-sign", "residual-swaps-x-and-y"),
)
def test_squared_residual_random(student, rng):
    """Loss and gradient are right at random points and targets."""
    points = [*plain(*off_zero(rng, 4, 6)), (2, 3, -5, 4), (-3, 2, 1, -2)]
    points += [
        (0.0, 2.5, 1.5, -0.5),
        (1.5, 0.0, -2.0, 3.0),
        (0.5, -1.5, 0.0, 0.0),
        (np.float64(1.5), np.int64(-2), 3, 0.5),
    ]

    for (x, y, z, t), got in zip(points, student.squared_residual.map(points), strict=True):
        loss, gradient = expect.sequence(got, 2)
        r = x * y + z - t
        number(loss, r**2, rule="The loss is (x y + z - t) squared.", ask="Which sign has the target?")
        numbers(
            gradient,
            (2 * r * y, 2 * r * x, 2 * r),
            rule="Every part starts from dL/df = 2 (f - t).",
            ask="Does a difference quotient of your loss agree with each part?",
        )


@pytest.mark.check(task="squared_residual", points=1, catches=("residual-adds-the-target",))
def test_squared_residual_at_target(student, reference, rng):
    """When the graph's output equals the target, loss and gradient are zero."""
    points = [(x, y, z, x * y + z) for x, y, z in plain(*off_zero(rng, 3, 4))]

    for got in student.squared_residual.map(points):
        loss, gradient = expect.sequence(got, 2)
        rule = "At f = t nothing is left to improve."
        number(loss, 0.0, rule=rule, ask="What is f - t there?")
        numbers(gradient, (0.0, 0.0, 0.0), rule=rule, ask="What is f - t there?")
    *inputs, target = points[0]
    loss, _ = expect.sequence(student.squared_residual(*inputs, target + 0.5), 2)
    want, _ = reference.squared_residual(*inputs, target + 0.5)
    number(loss, want, rule="Beside the target the loss grows with the square of f - t.", ask="What is f - t there?")


@pytest.mark.check(
    task="autodiff_trace",
    points=3,
    catches=(
        "trace-overwrites-the-bars",
        "trace-sine-enters-with-plus",
        "trace-logarithm-base-ten",
    ),
)
def test_autodiff_trace_random(student, reference, rng):
    """Every value and every bar of the trace is right at random points."""
    points = [*plain(rng.uniform(0.2, 3.0, 6), off_zero(rng, 6) * 1.8), (3, 4), (1, -2)]
    points += [(2.5, 0.0), (12.5, -9.0), (1e-3, 0.5), (np.float64(0.5), np.int64(2))]

    for got, want in zip(student.autodiff_trace.map(points), reference.autodiff_trace.map(points), strict=True):
        trace = expect.mapping(got, TRACE + BARS)
        for name in TRACE + BARS:
            number(
                trace[name],
                want[name],
                rule=f"{name} follows from the values before it, a bar from the bars after it.",
                ask="How many arrows leave this node? A bar has one term for each.",
            )


@pytest.mark.check(task="autodiff_trace", points=2, catches=("trace-overwrites-the-bars", "trace-cosine-bar-sign"))
def test_autodiff_trace_predicts(student, rng):
    """The bars of x1 and x2 equal the difference quotients of y."""
    points = plain(rng.uniform(0.5, 3.0, 3), off_zero(rng, 3))
    bars = [expect.mapping(got, BARS) for got in student.autodiff_trace.map(points)]

    for index, name in enumerate(("x1_bar", "x2_bar")):
        traces = student.autodiff_trace.map(nudged(points, index))
        values = [real(expect.mapping(got, TRACE)["y"]) for got in traces]
        for found, slope in zip(bars, quotients(values), strict=True):
            number(
                found[name],
                slope,
                rtol=1e-6,
                atol=1e-8,
                rule=f"{name} says how fast y grows with that input.",
                ask="Nudge the input by 1e-5: does y move by 1e-5 times its bar?",
            )


@pytest.mark.check(
    task="shared_dag",
    points=2.5,
    catches=(
        "dag-early-use-lost",
        "dag-x1-one-route",
        "dag-x0-one-route",
        "dag-adds-the-routes-of-w2",
    ),
)
def test_shared_dag_random(student, reference, rng):
    """The output and its three gradients are right at random points and where an input is 0."""
    points = [*plain(*off_zero(rng, 3, 6)), (2, -3, 1), (-2, 2, 3)]
    points += [
        (0.0, 1.5, -2.5),
        (1.5, 0.0, -2.5),
        (1.5, -2.5, 0.0),
        (2.0, -1.0, 1.5),
        (np.float64(0.5), np.int64(-2), 3),
    ]

    for got, want in zip(student.shared_dag.map(points), reference.shared_dag.map(points), strict=True):
        numbers(
            got,
            want,
            rule="A gradient is a sum with one term for every path to x3.",
            ask="How many paths lead from w1, from x0 and from w2 to x3?",
        )


@pytest.mark.check(
    task="shared_dag",
    points=1.5,
    catches=("dag-early-use-lost", "dag-x0-one-route", "dag-x1-one-route"),
)
def test_shared_dag_predicts(student, rng):
    """The three gradients equal the difference quotients of x3."""
    points = plain(*off_zero(rng, 3, 3))
    found = [expect.sequence(got, 4) for got in student.shared_dag.map(points)]

    for index in range(3):
        moved = student.shared_dag.map(nudged(points, index))
        values = [real(expect.sequence(got, 4)[0]) for got in moved]
        for parts, slope in zip(found, quotients(values), strict=True):
            number(
                parts[index + 1],
                slope,
                rtol=1e-6,
                atol=1e-8,
                rule="A gradient says how fast x3 grows with that input, along all its paths together.",
                ask="Nudge w1 by 1e-5 in your function. Does x3 move by 1e-5 times your gradient?",
            )
