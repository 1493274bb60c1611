"""Hidden checks of single units: step, the XOR inequalities, the product feature, the box."""

import numpy as np
import pytest

from autograder import expect

NOT_NUMBERS = (
    [["a", "b"], ["c", "d"]],
    [[None, 1.0], [0.0, 1.0]],
    np.array([[1j, 2.0], [0.5, 1.0]]),
)


def refuses_text(function, *rest):
    """Require a TypeError for text, None and complex numbers as the first argument."""
    for value in NOT_NUMBERS:
        expect.raises(
            TypeError,
            function,
            value,
            *rest,
            rule="Text, None and complex numbers are a TypeError.",
            ask=("Which dtypes does np.asarray give for them, and which of those can be compared with 0?"),
        )


@pytest.mark.check(
    task="step",
    points=2.5,
    catches=("step-zero-is-off", "step-half", "step-minus-one", "step-rounds"),
)
def test_step_of_any_shape(student, rng):
    """Scores of any shape and size are judged by their sign alone."""
    tiny = np.array([[1e-300, -1e-300, 0.0], [-1e-9, 1e-9, 0.49], [-0.49, 1e300, -1e300]])
    cases = [
        tiny,
        ((0, -3), (2, 1)),
        0,
        -1,
        7.5,
        -0.0,
        np.float32([[-0.25], [0.0]]),
        np.array([3, 0, -4], dtype=np.int16),
    ]
    cases += [rng.normal(size=shape) for shape in ((5,), (1,), (3, 4), (2, 3, 4), ())]

    for z, got in zip(cases, student.step.map([(z,) for z in cases]), strict=True):
        expect.exact(
            got,
            (np.asarray(z) >= 0).astype(int),
            rule=("step gives 1 where the score is >= 0 and 0 elsewhere, in the shape of its argument."),
            ask="Try scores very close to zero, on both sides, and zero itself.",
        )


@pytest.mark.check(task="step", points=1, catches=("step-takes-anything",))
def test_step_refuses_text(student):
    """Text, None and complex scores are refused."""
    refuses_text(student.step)
    for z in ("1", None):
        expect.raises(TypeError, student.step, z, rule="Text and None are a TypeError.")


@pytest.mark.check(
    task="xor_constraints",
    points=2,
    catches=("constraints-swapped-rows", "constraints-fires", "constraints-no-bias-on-eleven"),
)
def test_constraints_of_random_units(student, rng):
    """Each inequality asks for what XOR needs on its row."""
    weights = rng.normal(size=(14, 3)) * [1.0, 2.5, 1.5]
    w0, w1, w2 = weights.T
    wanted = np.column_stack([w0 < 0, w2 + w0 >= 0, w1 + w0 >= 0, w1 + w2 + w0 < 0])

    for row, got in zip(wanted, student.xor_constraints.map(weights.tolist()), strict=True):
        expect.exact(
            got,
            row.astype(int),
            rule=("Entry k tells whether the unit does on row k of the truth table what XOR does there."),
            ask="In row 01, is it the first or the second input that is on?",
        )


@pytest.mark.check(task="xor_constraints", points=2, catches=("constraints-printed-le", "constraints-strict"))
def test_constraints_on_the_line(student):
    """A score of exactly zero fires, whichever row it belongs to."""
    units = [
        (0, 1, -3),
        (-1.5, 2.5, 1.5),
        (-0.75, 0.75, 0.25),
        (-2, 1.25, 0.75),
        (3, -3, -5),
        (0.5, -2, 1.5),
        (-(2.0**-50), 2.0**-51, -(2.0**-50)),
        (2.0**-50, -(2.0**-49), 2.0**-50),
    ]

    for (w0, w1, w2), got in zip(units, student.xor_constraints.map(units), strict=True):
        fires = np.array([w0, w2 + w0, w1 + w0, w1 + w2 + w0]) >= 0
        expect.exact(
            got,
            (fires == [False, True, True, False]).astype(int),
            rule=("A unit fires at a score of exactly 0, so a row that must stay silent needs a score below 0."),
            ask="Which of the four inequalities may hold with equality? And with almost equality?",
        )


@pytest.mark.check(
    task="xor_features",
    points=2,
    catches=("features-sum", "features-order", "features-not-promoted"),
)
def test_features_of_real_points(student, rng):
    """Every row keeps its two inputs and gains their product, whatever numbers they are."""
    cases = [rng.normal(size=(n, 2)) * [1.0, 4.0] for n in (1, 2, 3, 7, 11)]
    cases += [
        [[2, 3], [-4, 5], [0, 7]],
        np.array([[300, 400], [-7, 9]], dtype=np.int16),
        [[0.5, -3]],
    ]
    cases += [np.float32([[0.1, 0.7], [3.3, -1.9]])]

    for X, got in zip(cases, student.xor_features.map([(X,) for X in cases]), strict=True):
        u, v = np.asarray(X, dtype=np.float64).T
        expect.close(
            got,
            np.column_stack([u, v, u * v]),
            rule="Row (u, v) becomes (u, v, uv), as float64, for integers and float32 too.",
            ask="What comes out for the points (2, 3) and (300, 400)? And what dtype has it?",
        )


@pytest.mark.check(task="xor_features", points=1.5, catches=("features-any-shape",))
def test_features_refuse_other_shapes(student):
    """Anything but two columns of real numbers is refused."""
    for shape in ((2,), (4, 3), (4, 1), (3, 2, 2)):
        expect.raises(
            ValueError,
            student.xor_features,
            np.full(shape, 0.5),
            rule="X has the shape (N, 2); anything else is a ValueError.",
            ask=("What does your function do with three columns, or with a single point of shape (2,)?"),
        )
    refuses_text(student.xor_features)


@pytest.mark.check(
    task="box_classifier",
    points=2,
    catches=("box-argument-order", "box-any-side", "box-three-sides", "box-centred"),
)
def test_box_of_random_points(student, rng):
    """A point is in the box if it is on the inner side of all four lines."""
    cases = [(np.array([[2.5, 1.0], [2.5, 2.0], [2.5, 3.5], [2.25, 2.0], [2.75, 1.5]]), 2.5, 2.5, 1.0, 3)]  # a line
    for n in (1, 2, 3, 5, *[29] * 5):
        (x0, y0), size = rng.normal(size=2) * 3, rng.uniform(0.5, 3.0, size=2)
        X = np.array([x0, y0]) + rng.uniform(-1.0, 2.0, size=(n, 2)) * size
        edges = (x0, x0 + size[0], y0, y0 + size[1])
        cases.append((X, *map(float, edges)))

    for (X, x0, x1, y0, y1), got in zip(cases, student.box_classifier.map(cases), strict=True):
        x, y = X.T
        expect.exact(
            got,
            ((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)).astype(int),
            rule=("The box spans x0 to x1 and y0 to y1, and the output unit is the AND of four half-planes."),
            ask=("Take one point beyond each side of a box that is not square. How many of your four units fire?"),
        )


@pytest.mark.check(task="box_classifier", points=2, catches=("box-open", "box-half-open"))
def test_box_edges_and_corners(student):
    """Every edge and corner belongs to the box, and nothing beyond it does."""
    boxes = [(1.25, 4.0, -2.5, -0.75), (-3, 2, 5, 6), (-7.5, -6.25, -1, 3.5), (0.1, 0.7, -0.3, 1.1)]
    cases, wanted = [], []
    for x0, x1, y0, y1 in boxes:
        xs, ys = ([a - 1e-10, a, (a + b) / 2, b, b + 1e-10] for a, b in ((x0, x1), (y0, y1)))
        inside = np.array([0, 1, 1, 1, 0])
        cases.append((np.array([(x, y) for x in xs for y in ys]), x0, x1, y0, y1))
        wanted.append(np.outer(inside, inside).ravel())
    cases.append(([[-3, 5], [2, 6], [0, 7], [-4, 5]], -3, 2, 5, 6))
    wanted.append(np.array([1, 1, 0, 0]))

    for want, got in zip(wanted, student.box_classifier.map(cases), strict=True):
        expect.exact(
            got,
            want,
            rule="A point on an edge is inside; a point just beyond it is not.",
            ask="What is the score of each of the four units on the corner (x0, y0)?",
        )


@pytest.mark.check(task="box_classifier", points=1, catches=("box-any-shape",))
def test_box_refuses_other_shapes(student):
    """Anything but two columns of real numbers is refused."""
    box = (-1.0, 2.0, 0.5, 3.0)
    for shape in ((2,), (4, 3), (4, 1), (3, 2, 2)):
        expect.raises(
            ValueError,
            student.box_classifier,
            np.full(shape, 0.75),
            *box,
            rule="X has the shape (N, 2); anything else is a ValueError.",
            ask="What happens to the third column of a point with three coordinates?",
        )
    refuses_text(student.box_classifier, *box)
    for edges in (("a", 2.0, 0.5, 3.0), (-1.0, None, 0.5, 3.0), (-1.0, 2.0, "b", 3.0), (-1.0, 2.0, 0.5, None)):
        expect.raises(
            TypeError,
            student.box_classifier,
            np.full((4, 2), 0.75),
            *edges,
            rule="An edge that is no number is a TypeError.",
        )
