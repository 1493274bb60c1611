"""Hidden checks of Jacobians: measured, multiplied, stored as a diagonal, counted."""

from itertools import pairwise

import numpy as np
import pytest

from autograder import expect

FINITE_DIFFERENCE = {"rtol": 1e-6, "atol": 1e-8}


def cubic(A, seen=None):
    """Return f(x) = A x**3, which notes what it is given in `seen`."""

    def f(x):
        point = np.asarray(x, float)
        if seen is not None:
            seen.append(point.copy())
        return A @ point**3

    return f


@pytest.mark.check(
    task="numerical_jacobian",
    points=2.5,
    catches=("jacobian-forward-differences", "jacobian-transposed", "jacobian-ignores-h"),
)
def test_jacobian_central(student, rng):
    """With a coarse step the result is exactly the central quotient, one row for each output."""
    rule = "Entry (i, j) is (f_i(x + h e_j) - f_i(x - h e_j)) / 2h."
    ask = "Which shape has your result for 3 inputs and 5 outputs? On which points does it call f?"
    drawn = [
        (rng.normal(size=(m, n)), rng.uniform(0.5, 2.0, n) * rng.choice([-1, 1], n), h, [])
        for m, n, h in ((5, 3, 0.25), (1, 4, 1), (3, 1, np.float64(0.3)))
    ]
    drawn[0][1][-1] = 0.0
    results = student.numerical_jacobian.map([(cubic(A, seen), x, h) for A, x, h, seen in drawn])

    for (A, x, h, seen), got in zip(drawn, results, strict=True):
        expect.close(got, A * (3 * x**2 + h**2), **FINITE_DIFFERENCE, rule=rule, ask=ask)
        moved = [np.abs(p - x) for p in seen if p.shape == x.shape]
        expect.holds(
            len(moved) == len(seen) and all((d > 1e-12).sum() <= 1 and d.max() <= h * (1 + 1e-9) for d in moved),
            rule="f is called on vectors that differ from x in one entry, by h.",
            ask=ask,
            subject=got,
        )


@pytest.mark.check(
    task="numerical_jacobian",
    points=1,
    catches=("jacobian-truncates-the-point", "jacobian-coarse-step"),
)
def test_jacobian_default_step(student):
    """Without h the step is 1e-5, also from a point of whole numbers."""
    rows = np.array([1.0, -0.5])

    def fast(x):
        point = np.asarray(x, float)
        return rows * np.sin(1000.0 * point[0]) + point[1] ** 2

    points = ([2, -1, 3], np.array([1, 2]), np.array([0.3, -0.7], np.float32))
    for x, got in zip(points, student.numerical_jacobian.map([(fast, x) for x in points]), strict=True):
        slopes = np.zeros((2, len(x)))
        slopes[:, 0] = rows * np.cos(1000.0 * float(x[0])) * np.sin(0.01) / 1e-5
        slopes[:, 1] = 2.0 * x[1]
        expect.close(
            got,
            slopes,
            rtol=1e-6,
            atol=1e-6,
            rule="The default step is h = 1e-5, and x is promoted to float64 before it is moved.",
            ask="Print x + h e_j for an x of whole numbers, with its dtype. How far is it from x, without an h given?",
        )


@pytest.mark.check(task="numerical_jacobian", points=0.5, catches=("jacobian-of-a-matrix",))
def test_jacobian_shape_error(student):
    """A point that is not a vector, or holds no real numbers, is refused."""
    for x in (np.array([[0.5, 1.5], [2.5, -0.5]]), np.array([[0.5, 1.5]]), np.array([[0.5], [1.5]]), 0.5):
        expect.raises(
            ValueError,
            student.numerical_jacobian,
            np.ravel,
            x,
            rule="x is (n,); a matrix or a single number is a ValueError.",
            ask="How many columns would the result have?",
        )
    for x in (["0.5", "1"], np.array([0.5, 1j]), [0.5, None]):
        expect.raises(
            TypeError,
            student.numerical_jacobian,
            np.ravel,
            x,
            rule="x holds real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(x) then?",
        )


@pytest.mark.check(
    task="jacobian_chain",
    points=1,
    catches=("chain-in-forward-order", "chain-entry-by-entry", "chain-drops-the-first"),
)
def test_chain_random(student, rng):
    """Chains of one to five Jacobians of different sizes multiply in the right order."""
    square = [(3, 3, 3, 3), (2, 2, 2)]
    sizes = [(3, 2), (1, 1), (2, 3, 4), (5, 1, 2), (3, 1, 3), (4, 3, 2, 5), (1, 4, 2, 3, 5), (2, 5, 3, 4, 1, 6)]

    cases = [([rng.normal(size=(rows, cols)) for cols, rows in pairwise(s)],) for s in square + sizes]

    for (Js,), got in zip(cases, student.jacobian_chain.map(cases), strict=True):
        want = Js[0]
        for J in Js[1:]:
            want = J @ want
        expect.close(
            got,
            want,
            rule="The product is J_N ... J_1: the function applied last stands on the left.",
            ask="Which shape should the product of a (4, 3) after a (3, 2) have?",
        )


@pytest.mark.check(task="jacobian_chain", points=0.5, catches=("chain-keeps-the-input-type",))
def test_chain_promotes(student):
    """Whole numbers and lists give a float64 product, a single one too."""
    J1, J2, J3 = [[1, 2, -1], [3, -2, 4]], [[2, 1], [-3, 5], [1, 4]], [[1, -1, 2]]
    stacked = np.array([[[1.5, -0.5], [2.0, 0.25]], [[0.5, 3.0], [-1.5, 1.0]]])
    small = tuple(np.array(J, np.int8) * 40 for J in (J2, J3))
    cases = [([J1, J2, J3],), ((np.array(J1), np.array(J2)),), ([np.array(J2)],), ([J3],), (stacked,), (small,)]
    narrow = [np.array([[0.1, -0.7], [0.3, 0.9]], np.float32), np.array([[0.2, 1.1]], np.float32)]
    cases += [(narrow,), ([narrow[1]],)]
    want = [
        np.array(J3) @ np.array(J2) @ np.array(J1),
        np.array(J2) @ np.array(J1),
        J2,
        J3,
        stacked[1] @ stacked[0],
        np.array(small[1], float) @ small[0],
        narrow[1].astype(float) @ narrow[0].astype(float),
        narrow[1],
    ]

    for got, product in zip(student.jacobian_chain.map(cases), want, strict=True):
        expect.close(
            got,
            product,
            rule="The product, the function applied last on its left, is computed in float64.",
            ask="Give the same matrices as integers, float32 and floats. Do the products differ? And for one matrix?",
        )
        expect.holds(
            got.dtype == np.float64,
            rule="The product is float64.",
            ask="What is the dtype for a single float32 matrix?",
            subject=got,
        )


@pytest.mark.check(task="jacobian_chain", points=0.5, catches=("chain-in-whatever-order-fits",))
def test_chain_mismatch(student, rng):
    """Neighbours that do not fit in this order are refused, and what is no numbers."""
    for shapes in (((3, 2), (4, 2)), ((2, 4), (3, 2), (4, 1)), ((2, 3), (3, 4)), ((3, 2), (1, 1))):
        expect.raises(
            ValueError,
            student.jacobian_chain,
            [rng.normal(size=shape) for shape in shapes],
            rule="The columns of each Jacobian match the rows of the one before it.",
            ask="Which of two neighbours is applied first, and how many numbers does it hand on?",
        )
    square = rng.normal(size=(2, 2))
    for Js in ([square * 1j], [square, [["0.5", "1"], ["2", "3"]]], [[[0.5, None]], [[1.5]]]):
        expect.raises(
            TypeError,
            student.jacobian_chain,
            Js,
            rule="Jacobians hold real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(J) then?",
        )


@pytest.mark.check(
    task="relu_jacobian_diag",
    points=1,
    catches=("diagonal-as-a-matrix", "diagonal-of-values", "diagonal-one-at-zero"),
)
def test_diagonal_random(student, rng):
    """Vectors of any length give one 0 or 1 for each entry, tiny ones included."""
    cases = [(rng.normal(size=n) * 4,) for n in (1, 2, 3, 5, 8, 13)]
    cases += [(np.array([1e-12, -1e-12, 0.0, -0.0, 1e3, -1e3]),), (np.zeros(3),)]

    for (h,), got in zip(cases, student.relu_jacobian_diag.map(cases), strict=True):
        expect.exact(
            got,
            (h > 0).astype(int),
            rule="1 where h > 0, else 0; as a vector, not as a matrix.",
            ask="Where is max(0, h) flat? How many entries has your result?",
        )


@pytest.mark.check(
    task="relu_jacobian_diag",
    points=1,
    catches=("diagonal-as-a-matrix", "diagonal-of-values", "diagonal-one-at-zero"),
)
def test_diagonal_promotes(student):
    """Lists, whole numbers and float32 are as good; what is no numbers is refused."""
    cases = [
        ([3, -1, 0, 2],),
        (np.array([-2, 0, 5]),),
        (np.array([0.5, -0.5], np.float32),),
        ([-0.1, 0.1, 7],),
    ]

    for (h,), got in zip(cases, student.relu_jacobian_diag.map(cases), strict=True):
        expect.exact(
            got,
            (np.asarray(h) > 0).astype(int),
            rule="1 where h > 0, else 0.",
            ask="What comes out for whole numbers? And for 0?",
        )
    rule = "h holds real numbers; anything else is a TypeError."
    ask = "Which dtype has np.asarray(['1'])?"
    for h in (["0.5", "-1"], np.array([0.5, 1j]), [0.5, None]):
        expect.raises(TypeError, student.relu_jacobian_diag, h, rule=rule, ask=ask)


@pytest.mark.check(
    task="jacobian_entries",
    points=1,
    catches=("entries-of-the-blocks", "entries-of-the-diagonal", "entries-without-batch"),
)
def test_entries_random(student, rng):
    """The count is right for layers and batches of any size, named or in their places."""
    cases = [(int(n), int(b)) for n, b in rng.integers(2, 3000, (5, 2))] + [
        (1, 1),
        (1, 7),
        (60_000, 512),
        (99_991, 1013),
        (np.int64(48), np.int64(5)),
    ]

    counts = [*student.jacobian_entries.map(cases), student.jacobian_entries(48, batch=7)]
    for (n, batch), got in zip([*cases, (48, 7)], counts, strict=True):
        expect.integer(
            got,
            int(n * batch) ** 2,
            rule="A full Jacobian has (n * batch) rows and as many columns.",
            ask="For n = 2 and a batch of 3, write the matrix down. How many cells has it?",
        )


@pytest.mark.check(task="jacobian_entries", points=1, catches=("entries-of-the-diagonal", "entries-as-a-float"))
def test_entries_single(student, rng):
    """Without a batch it is one sample, and the count is a whole number."""
    cases = [(int(n),) for n in rng.integers(2, 5000, 4)] + [(1,), (np.int64(70_000),)]

    for (n,), got in zip(cases, student.jacobian_entries.map(cases), strict=True):
        expect.integer(
            got,
            int(n) ** 2,
            rule="batch is 1 when it is not given, and a count is an integer.",
            ask="What type does your function return for n = 4096?",
        )
