"""Hidden checks of losses, risk, finite differences, fits and Taylor's estimate."""

import numpy as np
import pytest

from autograder import expect

SHAPES = ((), (7,), (1,), (3, 4), (2, 3, 5), (4, 1))


def _not_numbers(*shape):
    """Return strings, objects and complex numbers in lists and arrays of that shape."""
    objects = np.full(shape, None, dtype=object)
    objects.flat[0] = 1.5
    return np.full(shape, "1.5").tolist(), objects.tolist(), np.full(shape, 0.5 + 0.25j)


def _refuses_text(function, shape, arguments):
    """Require a TypeError for each kind of non-number that `arguments` puts in its place."""
    for bad in _not_numbers(*shape):
        expect.raises(
            TypeError,
            function,
            *arguments(bad),
            rule="What is not a real number is a TypeError: text, None, objects, complex numbers.",
            ask="What is np.asarray(values).dtype.kind for text, for None and for complex numbers?",
        )


@pytest.mark.check(
    task="squared_loss",
    points=1,
    catches=(
        "absolute-difference",
        "halved-square",
        "already-averaged",
    ),
)
def test_squared_loss_of_any_shape(student, rng):
    """Every entry of an array of any shape is squared by itself."""
    cases = [(rng.normal(size=s) * 3, rng.normal(size=s) * 3) for s in SHAPES]

    for (p, t), got in zip(cases, student.squared_loss.map(cases), strict=True):
        expect.close(
            got,
            (p - t) ** 2,
            rule="The loss of each entry is (pred - target)^2 and the shape stays.",
            ask="Which shape goes in, and which comes out?",
        )


@pytest.mark.check(
    task="squared_loss",
    points=1,
    catches=(
        "absolute-difference",
        "halved-square",
        "no-promotion",
        "already-averaged",
    ),
)
def test_squared_loss_promotes_and_refuses(student, rng):
    """Integers and float32 become float64, and what does not fit is refused."""
    small = rng.integers(0, 250, 9).astype(np.uint8)
    single = rng.normal(size=(2, 6)).astype(np.float32)
    cases = [
        (small, small[::-1].copy()),
        ([3, -4, 1], [7, 2, 1]),
        (single, single[::-1] * np.float32(0.37)),
    ]

    for (p, t), got in zip(cases, student.squared_loss.map(cases), strict=True):
        expect.close(
            got,
            (np.asarray(p, float) - np.asarray(t, float)) ** 2,
            rule="Each entry is (f(x) - y)^2, in float64 whatever type comes in.",
            ask="Give the same numbers as uint8 and as floats. Do the results differ? If not, is the formula right?",
        )
    expect.raises(ValueError, student.squared_loss, np.ones(5), np.ones(4), rule="Lengths must match.")
    _refuses_text(student.squared_loss, (3,), lambda bad: (bad, [1.0, 2.0, 3.0]))
    _refuses_text(student.squared_loss, (3,), lambda bad: ([1.0, 2.0, 3.0], bad))


@pytest.mark.check(
    task="zero_one_loss",
    points=1,
    catches=(
        "counts-agreement",
        "one-sided",
        "distance-of-labels",
    ),
)
def test_zero_one_loss_of_random_labels(student, rng):
    """Labels that differ in either direction cost 1 each, whatever the shape."""
    cases = [(rng.integers(-3, 4, s), rng.integers(-3, 4, s)) for s in SHAPES]

    for (p, t), got in zip(cases, student.zero_one_loss.map(cases), strict=True):
        expect.exact(
            got,
            np.asarray(p != t, dtype=np.int64),
            rule="The loss is 1 where the labels differ and 0 where they agree.",
            ask="What do labels that differ by 1, by -1 and by 5 cost?",
        )


@pytest.mark.check(
    task="zero_one_loss",
    points=1,
    catches=(
        "counts-agreement",
        "one-sided",
        "distance-of-labels",
    ),
)
def test_zero_one_loss_of_lists_and_signs(student):
    """Lists, floats, a far label and a sign are judged the same, and lengths must match."""
    cases = [
        ([1, -1, 0, 9], [-1, -1, 4, 0]),
        ([0.5, 1.0, -3e-9], [0.5 + 2.0**-30, 1.0, 3e-9]),
        ([123456, 7], [123457, 7]),
        ([0.25, -0.5, 2.0], [0.4, -0.5, 2.0]),
        ([-0.0, 1.0], [0.0, 1.0]),
        (np.array([250, 3], dtype=np.uint8), [-6, 3]),
        (4, 4),
        (-2, 2),
    ]
    wants = ([1, 0, 1, 1], [1, 0, 1], [1, 0], [1, 0, 0], [0, 0], [1, 0], 0, 1)

    for want, got in zip(wants, student.zero_one_loss.map(cases), strict=True):
        expect.exact(
            got,
            want,
            rule="Equal numbers cost 0, all others 1.",
            ask=("Does your loss look at the distance of the labels, or only at whether they are equal?"),
        )
    expect.raises(ValueError, student.zero_one_loss, [1, 2, 3], [1, 2, 3, 4], rule="Lengths must match.")
    _refuses_text(student.zero_one_loss, (3,), lambda bad: (bad, [1.0, 2.0, 3.0]))
    _refuses_text(student.zero_one_loss, (3,), lambda bad: ([1.0, 2.0, 3.0], bad))


@pytest.mark.check(
    task="nll_density",
    points=1.5,
    catches=(
        "log-base-two",
        "sign-of-log",
        "clips-density",
        "density-is-a-probability",
    ),
)
def test_nll_density_of_any_shape(student, rng):
    """The natural logarithm is negated for densities from tiny to huge."""
    cases = [(np.exp(rng.normal(size=s) * 4),) for s in SHAPES]
    cases += [([1e-300, 1e-12, 3.5, 1e250],), ([1, 2, 7],), (np.float32([0.1, 1.7]),)]

    for (q,), got in zip(cases, student.nll_density.map(cases), strict=True):
        expect.close(
            got,
            -np.log(np.asarray(q, float)),
            rule="The loss is -log q, for every positive q.",
            ask="Which densities does your function change before it takes the logarithm?",
        )


@pytest.mark.check(
    task="nll_density",
    points=1.5,
    catches=(
        "log-base-two",
        "sign-of-log",
        "clips-density",
        "zero-density-allowed",
        "density-is-a-probability",
    ),
)
def test_nll_density_refuses_impossible_densities(student):
    """One density that is zero or negative is enough for a ValueError."""
    expect.close(student.nll_density([4.0, 0.1]), -np.log([4.0, 0.1]))

    for q in ([0.5, 0.0, 2.0], [0.7, 0.3, -1e-9], 0.0, -2.0, [[0.2, 3.0], [-4.0, 1.0]], [0, 1]):
        expect.raises(
            ValueError,
            student.nll_density,
            q,
            rule="No logarithm exists for a density that is 0 or negative.",
            ask="Is one bad entry among good ones noticed? And an exact 0?",
        )
    _refuses_text(student.nll_density, (3,), lambda bad: (bad,))


@pytest.mark.check(
    task="empirical_risk",
    points=1,
    catches=(
        "no-one-over-n",
        "one-over-n-minus-one",
    ),
)
def test_empirical_risk_is_a_mean(student, rng):
    """The risk is the mean for one sample and for many."""
    cases = [(rng.normal(size=n) * 5 + 2,) for n in (1, 1, 2, 3, 8, 40, (2, 3))]

    for (losses,), got in zip(cases, student.empirical_risk.map(cases), strict=True):
        expect.number(
            got,
            float(np.mean(losses)),
            rule="The risk is the sum of the losses over their number.",
            ask="What is the risk of one single sample?",
        )


@pytest.mark.check(
    task="empirical_risk",
    points=1,
    catches=(
        "no-one-over-n",
        "one-over-n-minus-one",
        "empty-risk-is-zero",
    ),
)
def test_empirical_risk_promotes_and_refuses(student, rng):
    """Lists, integers and float32 have a risk; no losses and no numbers have none."""
    cases = [([3, 0, 1, 4, 9],), (np.array([200, 100, 251], np.uint8),)]
    cases += [(rng.normal(size=11).astype(np.float32),), ([0.0, 0.0, 0.0],), ([0],), ([-2.5, 1.0, 1.5],)]

    for (losses,), got in zip(cases, student.empirical_risk.map(cases), strict=True):
        expect.number(
            got,
            float(np.mean(np.asarray(losses, float))),
            rule="The risk is the mean of the losses, in float64 whatever type comes in.",
            ask="Give the same losses as uint8 and as floats. Do the results differ? If not, is the formula right?",
        )
    for empty in ([], np.empty(0)):
        expect.raises(
            ValueError,
            student.empirical_risk,
            empty,
            rule="Without a sample there is no risk.",
            ask="What does your function return for an empty list?",
        )
    _refuses_text(student.empirical_risk, (4,), lambda bad: (bad,))


def _cubic(a, b, c):
    """Return f with f(w) = sum(a w^3 + b w^2 + c w) + (sum of w)^2, any shape."""

    def f(w):
        if not isinstance(w, np.ndarray) or w.shape != a.shape:
            raise expect.CheckFailed(
                f"passed f {expect.describe(w)}, where an array of x's shape is asked.",
                rule="f takes an array of the shape of x.",
                ask="Print what you pass to f, and its shape.",
            )
        return float(np.sum(a * w**3 + b * w**2 + c * w) + np.sum(w) ** 2)

    return f


@pytest.mark.check(
    task="numerical_gradient",
    points=2,
    catches=(
        "forward-for-central",
        "central-over-h",
        "moves-all-coordinates",
        "never-steps-back",
    ),
)
def test_central_difference_is_exact_in_its_error(student, rng):
    """On a cubic the central difference is the slope plus a h^2, in every coordinate."""
    kinds = (((2,), 0.25), ((1, 2, 1), 0.7))
    drawn = [(*rng.normal(size=(4, *shape)), h) for shape, h in kinds]
    cases = [(_cubic(a, b, c), x, h, "central") for a, b, c, x, h in drawn]
    for (a, b, c, x, h), got in zip(drawn, student.numerical_gradient.map(cases), strict=True):
        expect.close(
            got,
            3 * a * x**2 + 2 * b * x + c + 2 * x.sum() + a * h**2,
            rtol=1e-9,
            atol=1e-10,
            rule="Each entry is (f(x + h e_i) - f(x - h e_i)) / 2h with all other entries at x.",
            ask="Which points do you pass to f for the second coordinate?",
        )


@pytest.mark.check(
    task="numerical_gradient",
    points=2,
    catches=(
        "central-for-forward",
        "moves-all-coordinates",
        "never-steps-back",
    ),
)
def test_forward_difference_is_exact_in_its_error(student, rng):
    """On a cubic the forward difference is off by (3 a x + b + 1) h + a h^2."""
    kinds = (((2, 2), 0.6),)
    drawn = [(*rng.normal(size=(4, *shape)), h) for shape, h in kinds]
    cases = [(_cubic(a, b, c), x, h, "forward") for a, b, c, x, h in drawn]
    for (a, b, c, x, h), got in zip(drawn, student.numerical_gradient.map(cases), strict=True):
        slope = 3 * a * x**2 + 2 * b * x + c + 2 * x.sum()
        expect.close(
            got,
            slope + (3 * a * x + b + 1) * h + a * h**2,
            rtol=1e-9,
            atol=1e-10,
            rule="Each entry is (f(x + h e_i) - f(x)) / h with all other entries at x.",
            ask="On which side of x does the forward method look, and how far?",
        )


@pytest.mark.check(
    task="numerical_gradient",
    points=2,
    catches=(
        "forward-for-central",
        "central-for-forward",
        "central-over-h",
        "moves-all-coordinates",
        "never-steps-back",
        "integer-truncation",
        "unknown-method-is-central",
    ),
)
def test_numerical_gradient_defaults_and_errors(student):
    """The default step is 1e-5 and central; integers are promoted and other methods refused."""
    x = np.array([2e-5, -3e-5])
    coefficients = np.array([3.0, -2.0])

    def cube(w):
        return float(np.sum(coefficients * np.asarray(w) ** 3))

    rule = "Without further arguments the difference is central and h is 1e-5."
    ask = "Which h and which method does a call with two arguments use?"
    expect.close(
        student.numerical_gradient(cube, x),
        coefficients * (3 * x**2 + 1e-10),
        rtol=1e-7,
        atol=1e-20,
        rule=rule,
        ask=ask,
    )
    expect.close(
        student.numerical_gradient(lambda w: float(5.0 * w[0] ** 2), x[:1], method="forward"),
        5.0 * (2 * x[:1] + 1e-5),
        rtol=1e-7,
        atol=1e-15,
        rule="A forward difference keeps the default h.",
        ask=ask,
    )
    expect.close(
        student.numerical_gradient(lambda w: float(np.dot(w, w) * w[1]), [1, -2], h=0.5),
        [-4.0, 13.25],
        rule="An integer x is promoted to float64, then one coordinate at a time moves by h.",
        ask="Give the same x as integers and as floats. Does the result differ? Print the points at which f is taken.",
    )
    slope = student.numerical_gradient(lambda w: float(np.sum(np.asarray(w) ** 3)), 1.5, h=0.5)
    rule = "The gradient has the shape of x, which may be a number."
    expect.close(np.asarray(slope), 7.0, rule=rule, ask="Which x has no x[0]?")
    for method in ("backward", "Central", ""):
        expect.raises(
            ValueError,
            student.numerical_gradient,
            cube,
            x,
            1e-5,
            method,
            rule="Only central and forward are methods.",
        )
    _refuses_text(student.numerical_gradient, (3,), lambda bad: (cube, bad))


@pytest.mark.check(
    task="poly_features",
    points=2,
    catches=(
        "no-constant-column",
        "highest-power-first",
        "degree-is-column-count",
    ),
)
def test_poly_features_of_random_points(student, rng):
    """Column k is x^k for every degree, degree 0 and one single point included."""
    sizes = ((1, 0), (9, 0), (1, 1), (2, 1), (2, 2), (1, 4), (9, 4), (2, 7))
    cases = [(rng.normal(size=n) * 2, d) for n, d in sizes]

    for (x, degree), got in zip(cases, student.poly_features.map(cases), strict=True):
        expect.close(
            got,
            np.column_stack([x**k for k in range(degree + 1)]),
            rule="There are degree + 1 columns, x^0 first and x^degree last.",
            ask="How many columns has degree 0, and what stands in it?",
        )


@pytest.mark.check(
    task="poly_features",
    points=1.5,
    catches=(
        "no-constant-column",
        "highest-power-first",
        "degree-is-column-count",
        "integer-powers",
    ),
)
def test_poly_features_promotes_and_refuses(student):
    """Integers do not overflow, 0^0 is 1, and only a row of numbers is accepted."""
    cases = [([10, -7, 0], 21), (np.array([11, -5], np.int8), 5), (np.float32([0.3, -1.7]), 4)]

    for (x, degree), got in zip(cases, student.poly_features.map(cases), strict=True):
        expect.close(
            got,
            [[float(v) ** k for k in range(degree + 1)] for v in np.asarray(x).tolist()],
            rule="The columns are x^0 to x^degree, powers taken in float64.",
            ask="Give the same x as integers and as floats. Which column is the first that differs, from which type?",
        )
    for wrong in (np.ones((3, 2)), np.ones((3, 1)), 2.5):
        expect.raises(ValueError, student.poly_features, wrong, 1, rule="x has one dimension.")
    _refuses_text(student.poly_features, (3,), lambda bad: (bad, 2))


@pytest.mark.check(
    task="least_squares",
    points=2.5,
    catches=(
        "penalty-without-n",
        "penalty-ignored",
        "first-column-not-penalised",
        "half-penalty",
    ),
)
def test_least_squares_with_penalty(student, rng):
    """The gradient of the penalised mean squared error vanishes at w."""
    cases = [
        (rng.normal(size=(n, d)) + 3 * np.eye(n, d), rng.normal(size=n) * 2, lam)
        for n, d, lam in ((5, 2, 0.0), (9, 4, 1e-3), (9, 4, 2.3), (6, 1, 0.7), (13, 3, 0.05))
    ]
    cases += [(rng.normal(size=(n, 5)), rng.normal(size=n), lam) for n, lam in ((2, 0.2), (1, 1.7))]
    faint = 1e-4 * (rng.normal(size=(6, 2)) + 3 * np.eye(6, 2))  # a penalty that nobody asked for would show
    cases.append((faint * np.array([3e4, 80.0]), rng.normal(size=6), 0.0))  # columns of unlike size
    cases += [(faint, 1e-4 * rng.normal(size=6), 0.0), (faint[:, ::-1], 1e-4 * rng.normal(size=6), 1e-9)]

    for (Phi, t, lam), got in zip(cases, student.least_squares.map(cases), strict=True):
        n, d = Phi.shape
        want = np.linalg.solve(Phi.T @ Phi + n * lam * np.eye(d), Phi.T @ t)
        expect.close(
            got,
            want,
            rtol=1e-7,
            atol=1e-9,
            rule="w minimises (1/N)|Phi w - t|^2 + lam |w|^2, with every weight penalised.",
            ask="Does a small random change of w lower that number?",
        )


@pytest.mark.check(task="least_squares", points=1.5, catches=("inverts-singular-gram",))
def test_least_squares_takes_the_shortest(student):
    """Where many w fit equally well, the shortest is returned."""
    cases = [
        ([[1.0, 1.0, 2.0], [2.0, 2.0, 1.0], [0.5, 0.5, -1.0], [3.0, 3.0, 0.25]],
         [1.5, -2.0, 0.5, 4.0]),
        ([[2.0, -1.0, 3.0, 0.5], [1.0, 4.0, -2.0, 1.5]], [3.0, -2.5]),
        ([[3.5, 10.5], [-2.0, -6.0], [2.0, 6.0]], [0.8, -1.8, 3.8]),
    ]  # fmt: skip

    for (Phi, t), got in zip(cases, student.least_squares.map(cases), strict=True):
        expect.close(
            got,
            np.linalg.pinv(np.asarray(Phi)) @ np.asarray(t),
            rtol=1e-6,
            atol=1e-8,
            rule="Without a penalty the minimiser of smallest length is asked.",
            ask="What is the rank of Phi here, and how many w leave the same residual?",
        )


@pytest.mark.check(
    task="least_squares",
    points=1.5,
    catches=(
        "penalty-without-n",
        "penalty-ignored",
        "first-column-not-penalised",
        "half-penalty",
    ),
)
def test_least_squares_promotes_and_refuses(student, rng):
    """The penalty is off by default, integers are promoted, and shapes must fit."""
    single = rng.normal(size=(7, 2)).astype(np.float32) + np.eye(7, 2, dtype=np.float32)
    whole, t = [[1, 2], [3, -1], [0, 2], [100, 1]], [1, -2, 120, 7]
    cases = [
        (whole, t),
        (np.array(whole, np.int8), np.array(t, np.int8), 2),
        (single, single[:, 1]),
        (whole, [0, 0, 0, 0]),
    ]
    wants = [
        np.linalg.pinv(np.asarray(whole, float)) @ np.asarray(t, float),
        np.linalg.solve(
            np.asarray(whole, float).T @ np.asarray(whole, float) + 8 * np.eye(2),
            np.asarray(whole, float).T @ np.asarray(t, float),
        ),
        [0.0, 1.0],
        [0.0, 0.0],
    ]

    for want, got in zip(wants, student.least_squares.map(cases), strict=True):
        expect.close(
            got,
            want,
            rtol=1e-8,
            atol=1e-9,
            rule="Inputs are promoted to float64, and lam is 0 unless given.",
            ask="What is the penalty of a call with two arguments? Do integers and floats of the same values agree?",
        )
    expect.close(student.least_squares([[2.0], [1.0]], [3.0, 4.0], lam=1.5), [1.25], rule="The penalty is named lam.")
    for Phi, wrong in ((np.eye(4, 2), np.ones(3)), (np.eye(4, 2), np.ones(1)), (np.ones(4), np.ones(4)),
                       (np.eye(4, 2), np.ones(5))):  # fmt: skip
        expect.raises(ValueError, student.least_squares, Phi, wrong, rule="Phi is (N, D) and t is (N,).")
    _refuses_text(student.least_squares, (4, 2), lambda bad: (bad, [1.0, 2.0, 3.0, 4.0]))
    _refuses_text(student.least_squares, (4,), lambda bad: (np.eye(4, 2), bad))


@pytest.mark.check(
    task="taylor_estimate",
    points=2,
    catches=(
        "no-half",
        "minus-gradient",
        "hessian-ignored",
        "diagonal-hessian",
    ),
)
def test_taylor_estimate_of_random_expansions(student, rng):
    """First and second order are exact for lines and parabolas in one to six dimensions."""
    sizes = (1, 2, 3, 4, 6)
    steps = [(rng.normal() * 3, rng.normal(size=n), rng.normal(size=n)) for n in sizes]
    bent = [(*step, rng.normal(size=(step[1].size,) * 2)) for step in steps]

    for (f0, g, u), got in zip(steps, student.taylor_estimate.map(steps), strict=True):
        expect.number(got, f0 + g @ u, rule="Without a Hessian the estimate is f0 + g.u.")
    for (f0, g, u, H), got in zip(bent, student.taylor_estimate.map(bent), strict=True):
        expect.number(
            got,
            f0 + g @ u + 0.5 * u @ H @ u,
            rule="With a Hessian (1/2) u.H.u is added, mixed terms included.",
            ask="Is your estimate exact for w[0] w[1] and for w[0]^2?",
        )


@pytest.mark.check(
    task="taylor_estimate",
    points=1.5,
    catches=(
        "no-half",
        "minus-gradient",
        "hessian-ignored",
        "diagonal-hessian",
    ),
)
def test_taylor_estimate_promotes_and_refuses(student):
    """A Hessian of zeros changes nothing, integers are promoted, and lengths must match."""
    small, step = np.array([100, 90, 3], np.int8), np.array([3, 2, -1], np.int8)
    rule = "The estimate is f0 + g.u, and (1/2) u.H.u more with a Hessian, in float64 whatever type comes in."
    expect.number(student.taylor_estimate(2, small, step), 479.0, rule=rule)
    expect.number(student.taylor_estimate(2, [1, -3], [3, 4], hess=[[1, 2], [0, 5]]), 49.5, rule=rule)
    expect.number(student.taylor_estimate(0.5, [2.0], [0.25], np.zeros((1, 1))), 1.0)
    expect.number(student.taylor_estimate(0, [0.0, 0.0], [2.0, 3.0], [[0.0, 4.0], [1.0, 0.0]]), 15.0)

    rule = "grad and u are (n,), hess is (n, n)."
    u = np.ones(4)
    expect.raises(ValueError, student.taylor_estimate, 1.0, np.ones(3), u, rule=rule)
    for shape in ((3, 3), (4, 3)):
        expect.raises(ValueError, student.taylor_estimate, 1.0, np.ones(4), u, np.ones(shape), rule=rule)
    _refuses_text(student.taylor_estimate, (4,), lambda bad: (1.0, bad, u))
    _refuses_text(student.taylor_estimate, (4,), lambda bad: (1.0, u, bad))
    _refuses_text(student.taylor_estimate, (4, 4), lambda bad: (1.0, u, u, bad))
