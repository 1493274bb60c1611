"""Hidden checks of counting, ReLUs and the largest error."""

import numpy as np
import pytest

from autograder import expect

CASES = 8
ASK_TYPE = "What is np.asarray(value).dtype.kind for text, for None and for complex numbers?"
ASK_PROMOTE = "Give the same numbers as integers, as float32 and as floats. Do results, dtypes or shapes differ?"
NEEDED = "The number is L (hi - lo) / (2 eps), rounded up, and at least 1."


def trapezoid(x, a, b, c, d, h):
    return (
        np.interp(np.asarray(x, dtype=np.float64), [a, b, c, d], [0.0, h, h, 0.0])
        if b < c
        else np.interp(np.asarray(x, dtype=np.float64), [a, b, d], [0.0, h, 0.0])
    )


def interpolant(got, K):
    rule = "`relu_interpolant` returns knots and coef with K entries each, and the number offset."
    knots, coef, offset = expect.sequence(got, 3, rule=rule)
    knots = expect.array(knots, (K,), rule=rule)
    coef = expect.array(coef, (K,), rule=rule)
    offset = expect.real(offset, rule=rule)
    return lambda x: offset + np.maximum(x[:, None] - knots, 0.0) @ coef


def bumpy(rng):
    a, p, m = rng.uniform(0.5, 2.0), rng.uniform(0.3, 2.8), rng.uniform(0.4, 1.5)
    return lambda x: a * np.sin(2 * np.asarray(x, dtype=float) + p) + m * np.asarray(x) + 0.7


def jump(at, left, right):
    """A function with a jump, which takes an array of one dimension and nothing else."""

    def f(x):
        if np.ndim(x) != 1:
            raise expect.CheckFailed(
                f"passed f {expect.describe(x)}, where an array of one dimension is asked.",
                rule="The functions given take an array of shape (M,) and return one.",
                ask="Can you ask for all values at once?",
            )
        values = np.full(len(x), left)
        values[np.asarray(x) > at] = right
        return values

    return f


@pytest.mark.check(task="towers_needed", points=2, catches=("rounded-down", "whole-cell-error"))
def test_count_for_any_slope(student, rng):
    """The count is right for any slope, error and interval."""
    cases = []
    while len(cases) < 2 * CASES:
        slope, eps = rng.uniform(0.3, 9.0), rng.uniform(0.01, 0.8)
        lo, length = rng.uniform(-4, 4), rng.uniform(0.6, 5.0)
        ratio = slope * length / (2 * eps)
        if abs(ratio - round(ratio)) > 1e-6:
            cases.append((slope, eps, lo, lo + length))

    for (slope, eps, lo, hi), got in zip(cases, student.towers_needed.map(cases), strict=True):
        expect.integer(
            got,
            max(1, int(np.ceil(slope * (hi - lo) / (2 * eps)))),
            rule=NEEDED,
            ask="Which way do you round?",
        )


@pytest.mark.check(task="towers_needed", points=2, catches=("one-too-many", "no-tower-at-all", "rounded-down"))
def test_count_in_the_exact_cases(student):
    """Where the division is exact nothing is added, and a flat function needs one tower."""
    cases = {
        (4, 0.25, 0, 1.5): 12,
        (1, 0.25, -1, 0): 2,
        (3.0, 0.5, 2.0, 4.0): 6,
        (2, 1, 0, 1): 1,
        (8, 1, -3, 5): 32,
        (0.0, 0.1, 0.0, 1.0): 1,
        (0.5, 4.0, -1.0, 2.0): 1,
        (0, 2, 0, 5): 1,
        (5, 0.5, 0.0, 0.25): 2,
        (1, 0.25, 0.0, 1.0001): 3,
    }

    for want, got in zip(cases.values(), student.towers_needed.map(list(cases)), strict=True):
        expect.integer(got, want, rule=NEEDED, ask="Try slope 1, eps 1/4, length 1. And slope 0?")


@pytest.mark.check(task="towers_needed", points=1, catches=("any-eps-accepted",))
def test_count_refuses(student):
    """An error that is not positive raises ValueError, and what is not a number TypeError."""
    for eps in (0.0, -0.1, -3, 0):
        expect.raises(
            ValueError,
            student.towers_needed,
            2.0,
            eps,
            0.0,
            1.0,
            rule="eps <= 0 is a ValueError.",
            ask="How many towers have no error at all?",
        )
    for wrong in (("2", 0.1, 0.0, 1.0), (2.0, None, 0.0, 1.0), (2.0, 0.1, "0", 1.0), (2.0, 0.1, 0.0, "1")):
        expect.raises(
            TypeError,
            student.towers_needed,
            *wrong,
            rule="The slope, eps and the ends of the interval are real numbers.",
            ask=ASK_TYPE,
        )


@pytest.mark.check(
    task="pulse_relu",
    points=4,
    catches=("height-taken-for-slope", "one-slope-for-both-flanks", "fourth-relu-missing"),
)
def test_pulses_of_any_form(student, rng):
    """Pulses of any place, width and sign have the right value everywhere."""
    cases = []
    for n in range(5, 11):
        a, b, c, d = (rng.uniform(-2, 0) + np.cumsum(rng.uniform(0.2, 1.7, 4))).tolist()
        h = rng.uniform(0.4, 5.0) * (-1.0) ** n
        x = np.concatenate(
            [
                rng.uniform(a - 2, d + 2, n),
                [a - 9.0, (a + b) / 2, (b + c) / 2, (c + d) / 2, d + 9.0],
            ]
        )
        cases.append((x, a, b, c, d, h))

    for args, got in zip(cases, student.pulse_relu.map(cases), strict=True):
        rule = "The pulse is 0 up to a, climbs to h at b, stays, falls from c, and is 0 from d on."
        expect.close(
            got,
            trapezoid(*args),
            atol=1e-10,
            rule=rule,
            ask="Which slope has each of the two flanks?",
        )


@pytest.mark.check(task="pulse_relu", points=2, catches=("triangle-refused", "height-taken-for-slope"))
def test_pulse_at_its_corners(student, rng):
    """At its four corners the pulse is 0, h, h and 0; with b = c it is a triangle."""
    cases = []
    for k in range(CASES):
        a, b, c, d = (rng.uniform(-3, 1) + np.cumsum(rng.uniform(0.1, 2.0, 4))).tolist()
        c, d = (b, b + d - c) if k % 2 else (c, d)
        h = rng.uniform(0.5, 4.0)
        cases.append((np.array([a, b, c, d, (a + b) / 2, (c + d) / 2]), a, b, c, d, h))

    for (*_, h), got in zip(cases, student.pulse_relu.map(cases), strict=True):
        expect.close(
            got,
            [0.0, h, h, 0.0, h / 2, h / 2],
            atol=1e-10,
            rule="The corners lie at height 0, h, h and 0, and b = c is allowed.",
            ask="What is your pulse for b = c?",
        )


@pytest.mark.check(task="pulse_relu", points=1, catches=("one-slope-for-both-flanks", "fourth-relu-missing"))
def test_pulse_shapes_and_types(student, rng):
    """x may be a number, a list or an array of integers or float32 of any shape."""
    knots = (-2, 1, 2, 7, 3)
    xs = [
        rng.normal(size=(2, 3)),
        [-1, 0, 5],
        np.array([0.5]),
        np.array([[1], [-2], [6], [9]]),
        (rng.normal(size=6) * 4).astype(np.float32),
    ]

    for x, got in zip(xs, student.pulse_relu.map([(x, *knots) for x in xs]), strict=True):
        expect.close(
            got,
            trapezoid(x, *knots),
            atol=1e-10,
            rule="The result has x's shape, in float64.",
            ask=ASK_PROMOTE,
        )
    got = student.pulse_relu(-0.5, *knots)
    expect.number(
        got,
        1.5,
        atol=1e-10,
        rule="A number gives a number.",
        ask="Which shape goes in, and which comes out?",
    )


@pytest.mark.check(task="pulse_relu", points=1, catches=("any-order-accepted",))
def test_pulse_refuses(student):
    """Corners out of order raise ValueError, and what is not a number TypeError."""
    x = np.array([0.5, 1.5])
    for knots in (
        (1.0, 1.0, 2.0, 3.0),
        (2.0, 1.0, 3.0, 4.0),
        (0.0, 2.0, 1.0, 3.0),
        (0.0, 1.0, 2.0, 2.0),
        (0.0, 1.0, 3.0, 2.5),
    ):
        expect.raises(
            ValueError,
            student.pulse_relu,
            x,
            *knots,
            2.0,
            rule="Anything but a < b <= c < d is a ValueError.",
            ask="Which of the three inequalities do you test?",
        )
    for bad in ("0.5", None, ["a", "b"], [None, 1.0], x * 1j):
        expect.raises(
            TypeError,
            student.pulse_relu,
            bad,
            0.0,
            1.0,
            2.0,
            3.0,
            2.0,
            rule="x is made of real numbers.",
            ask=ASK_TYPE,
        )


@pytest.mark.check(
    task="relu_interpolant",
    points=3,
    catches=(
        "slopes-for-slope-changes",
        "starts-at-zero",
        "knots-one-late",
        "width-not-divided-out",
    ),
)
def test_network_meets_f_on_the_grid(student, rng):
    """The network equals f at all K + 1 grid points, for K = 1 too."""
    cases = []
    for K in (int(rng.integers(2, 5)), 1, int(rng.integers(5, 12))):
        lo = rng.uniform(-3, 2)
        cases.append((bumpy(rng), K, lo, lo + rng.uniform(0.6, 3.0)))
    cases.append((jump(0.3, -1.5, 2.5), 5, -1, 2))

    for (f, K, lo, hi), got in zip(cases, student.relu_interpolant.map(cases), strict=True):
        grid = lo + (hi - lo) * np.arange(K + 1) / K
        expect.holds(
            np.max(np.abs(interpolant(got, K)(grid) - f(grid))) < 1e-8,
            rule="offset + the sum of coef_k relu(x - knots_k) equals f at the K + 1 grid points.",
            ask=("Take K = 2 and print the network beside f at the three points. Where do they part?"),
            subject=got,
        )


@pytest.mark.check(
    task="relu_interpolant",
    points=2,
    catches=(
        "slopes-for-slope-changes",
        "starts-at-zero",
        "knots-one-late",
        "width-not-divided-out",
    ),
)
def test_error_quarters_when_k_doubles(student, rng):
    """Twice as many ReLUs leave about a quarter of the error between the points."""
    f, lo = bumpy(rng), rng.uniform(-1, 1)
    hi = lo + rng.uniform(2.5, 4.0)
    x = np.linspace(lo, hi, 801)
    counts = (15, 30, 60)
    got = student.relu_interpolant.map([(f, K, lo, hi) for K in counts])
    errors = [np.max(np.abs(interpolant(g, K)(x) - f(x))) for K, g in zip(counts, got, strict=True)]

    for g, before, after in zip(got[1:], errors, errors[1:], strict=False):
        expect.holds(
            2.5 * after < before,
            rule="The error falls like 1 / K squared.",
            ask="Draw your network for K = 10 over f. Is it f's polygon?",
            subject=g,
        )
    expect.holds(
        errors[0] < np.ptp(f(x)),
        rule="Between its points the polygon stays near f.",
        ask="Draw your network for K = 10 over f. Is it f's polygon?",
        subject=got[0],
    )


@pytest.mark.check(task="relu_interpolant", points=1, catches=("empty-polygon",))
def test_interpolant_refuses(student):
    """Fewer than one ReLU and an interval without length raise ValueError."""
    for K, lo, hi in (
        (0, 0.0, 1.0),
        (-1, 0.0, 1.0),
        (-2, 0.0, 1.0),
        (4, 1.0, 1.0),
        (4, 2.0, 1.5),
        (2, 1.0, 0.0),
        (1, 0.5, 0.5),
    ):
        expect.raises(
            ValueError,
            student.relu_interpolant,
            np.sin,
            K,
            lo,
            hi,
            rule="K < 1 and hi <= lo are ValueErrors.",
            ask="How wide is one piece for these arguments?",
        )


@pytest.mark.check(
    task="sup_error",
    points=2,
    catches=("signed-maximum", "mean-for-maximum", "difference-of-sizes"),
)
def test_distance_of_random_functions(student, reference, rng):
    """The distance is right whichever function lies above, and where signs differ."""
    cases = []
    for shift in (-4.0, 3.0):
        f, g, lo = bumpy(rng), bumpy(rng), rng.uniform(-3, 1)
        shifted = lambda x, g=g, shift=shift: shift - g(x)  # noqa: E731
        cases.append((f, shifted, lo, lo + rng.uniform(0.5, 3.0), int(rng.integers(11, 60))))
    cases.append((f, f, lo, lo + 1.0, 5))

    for args, got in zip(cases, student.sup_error.map(cases), strict=True):
        want = reference.sup_error(*args)
        expect.number(
            got,
            want,
            atol=1e-11,
            rule="The error is max |f - g|.",
            ask="What if g lies above f everywhere?",
        )


@pytest.mark.check(task="sup_error", points=1.5, catches=("last-point-left-out", "mean-for-maximum"))
def test_points_looked_at(student):
    """f and g are asked at n equally spaced points with both ends, 10001 unless given."""
    cases = (
        (lambda x: 2 * x, lambda x: x, -1.5, 2.0, {"n": 8}, 2.0),
        (lambda x: x * (5 - x), lambda x: 0 * x, 1, 4, {}, 6.25),
    )
    for f, g, lo, hi, given, worst in cases:
        seen = {f: [], g: []}

        def spy(function, seen=seen):
            def spied(x):
                x = np.asarray(x, dtype=float)
                seen[function].append(x.ravel())
                return function(x)

            return spied

        expect.number(
            student.sup_error(spy(f), spy(g), lo, hi, **given),
            worst,
            atol=1e-11,
            rule="The largest distance counts, at both ends of the interval and between them.",
            ask="Which are your first and your last point?",
        )
        want = np.linspace(lo, hi, given.get("n", 10001))
        for points in seen.values():
            found = np.unique(np.round(np.concatenate([np.empty(0), *points]), 9))
            right = found.shape == want.shape and np.allclose(found, want, rtol=0, atol=2e-9)
            expect.holds(
                right,
                rule="f and g are asked at n equally spaced points, 10001 unless given.",
                ask="Print the number of points, the first and the last.",
            )


@pytest.mark.check(
    task="sup_error",
    points=1,
    catches=("signed-maximum", "mean-for-maximum", "last-point-left-out"),
)
def test_single_bad_point(student):
    """One bad point anywhere, at either end too, decides the error."""

    def spike(at, height):
        return lambda x: np.where(np.abs(np.asarray(x) - at) < 1e-7, height, 0.125)

    spikes, flat = ((-1.0, -7.0), (3.0, 4.0), (2.75, -7.0)), jump(5.0, 0.5, 0.5)
    cases = [(spike(at, height), flat, -1.0, 3.0, 17) for at, height in spikes]

    for (_, height), got in zip(spikes, student.sup_error.map(cases), strict=True):
        want = abs(height - 0.5)
        expect.number(
            got,
            want,
            rule="The largest distance counts, wherever it is.",
            ask="Is every grid point looked at?",
        )
