"""Hidden checks of sigmoids, towers and the layers made of them."""

import numpy as np
import pytest

from autograder import expect

CASES = 8
FITS = 3  # fits to a function: each asks for its values, from another process
ASK_TYPE = "What is np.asarray(value).dtype.kind for text, for None and for complex numbers?"
ASK_SHAPE = "Which shape goes in, and which comes out?"
ASK_PROMOTE = "Give the same numbers as integers, as float32 and as floats. Do results, dtypes or shapes differ?"
NOT_NUMBERS = ("0.5", None, ["a", "b"], [None, 1.0], np.array([1.0 + 2.0j]))


def sigma(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def network(x, W, b, v):
    return sigma(np.multiply.outer(x, W) + b) @ v


def hidden_layer(got, K):
    rule = "`fit_towers` returns W, b and v, each with 2K entries."
    parts = expect.sequence(got, 3, rule=rule)
    return [expect.array(part, (2 * K,), rule=rule, ask="How many steps has one tower?") for part in parts]


def bumpy(rng):
    """A random smooth function without symmetry."""
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


def fits(rng, count, sharpness):
    """Random arguments of fit_towers, w = sharpness cells per blur."""
    for k in range(count):
        K = 1 if k == 1 else int(rng.integers(2, 9))
        lo = rng.uniform(-3.0, 2.0)
        hi = lo + rng.uniform(0.7, 3.0)
        yield bumpy(rng), K, lo, hi, float(sharpness * K / (hi - lo))


@pytest.mark.check(
    task="sigmoid",
    points=3,
    catches=(
        "exp-overflows",
        "overflow-only-warned-about",
        "exponent-sign",
        "tanh-for-sigmoid",
        "hard-sign",
        "clipped-too-early",
    ),
)
def test_sigmoid_everywhere(student, reference, rng):
    """The sigmoid is right in the middle and far out on both sides, without a warning."""
    far = np.array([-1e300, -1e6, -750.0, -40.0, -19.0, -11.0, 1e-4, 11.0, 19.0, 40.0, 750.0, 1e6, 1e300])
    cases = [(rng.normal(size=n) * spread,) for n, spread in ((9, 1.0), (11, 15.0))]
    rule = "Every value is 1 / (1 + exp(-z)), however far out z lies."

    ask = "Try z = 1000 and z = -1000. And z = 15?"

    expect.close(student.sigmoid.quietly(far), reference.sigmoid(far), rule=rule, ask=ask)
    expect.number(student.sigmoid.quietly(-800.0), 0.0, rule=rule, ask="Try the single number -1000.")
    cases += [(far[1:-2].reshape(2, 5),), (far.astype(np.float32)[1:-1],), ([900, -1200, 3],)]
    for (z,), got in zip(cases, student.sigmoid.map(cases), strict=True):
        expect.close(got, reference.sigmoid(z), rule=rule, ask=ask)
    for want, got in zip((1.0, 0.0), student.sigmoid.map([(900,), (-1e6,)]), strict=True):
        expect.number(got, want, rule=rule, ask="Try the single number -1000.")


@pytest.mark.check(task="sigmoid", points=2, catches=("exp-overflows", "exponent-sign"))
def test_sigmoid_shapes_and_types(student, rng):
    """Numbers, lists, integers and float32 of any shape come back as float64 of that shape."""
    inputs = [
        rng.normal(size=(3, 4)),
        rng.normal(size=(2, 1, 5)),
        np.array([[-3, 2, 7], [11, -5, 1]]),
        [-2, 1, 3],
        [[0.25, -1.5]],
        rng.normal(size=7).astype(np.float32),
        np.array([800, -3], dtype=np.int64),
        np.array([0.7]),
    ]

    for z, got in zip(inputs, student.sigmoid.map([(z,) for z in inputs]), strict=True):
        want = sigma(np.asarray(z, dtype=np.float64))
        expect.close(got, want, rule="Any shape and any real dtype is promoted to float64.", ask=ASK_PROMOTE)
    for z, got in zip((3, -0.7), student.sigmoid.map([(3,), (-0.7,)]), strict=True):
        expect.number(got, float(sigma(np.float64(z))), rule="A number gives a number.", ask=ASK_SHAPE)


@pytest.mark.check(task="sigmoid", points=1, catches=("sigmoid-takes-anything",))
def test_sigmoid_refuses(student):
    """What is not a real number raises TypeError."""
    for z in NOT_NUMBERS:
        expect.raises(
            TypeError,
            student.sigmoid,
            z,
            rule="Only real numbers have a sigmoid here.",
            ask=ASK_TYPE,
        )


@pytest.mark.check(task="step_position", points=2, catches=("step-sign", "step-upside-down"))
def test_step_is_where_the_unit_is_half_on(student, rng):
    """At the step the unit's input is zero, whatever the signs of w and b."""
    w = rng.uniform(0.3, 40.0, CASES) * np.resize([-1.0, 1.0], CASES)
    b = rng.normal(size=CASES) * 6
    cases = [*zip(w.tolist(), b.tolist(), strict=True), (4, 7), (-8, 3), (-1e-3, 2.0), (1e-12, 3e-12)]
    cases += [(2.5, 0.0), (-4, 0)]

    for (w_k, b_k), got in zip(cases, student.step_position.map(cases), strict=True):
        expect.number(
            got,
            -float(b_k) / float(w_k),
            rule="w s + b is 0 at the step s.",
            ask="Put your s back into w s + b.",
        )


@pytest.mark.check(task="step_position", points=1, catches=("flat-unit-has-a-step",))
def test_step_refuses(student):
    """A flat unit raises ValueError, and what is not a number TypeError."""
    rule = "With w = 0 there is no step: ValueError."
    for w, b in ((0.0, 2.5), (0, -1), (0.0, 0.0)):
        expect.raises(ValueError, student.step_position, w, b, rule=rule, ask="Draw sigmoid(0 x + b).")
    for w, b in (("2", 1.0), (2.0, "1"), (None, 1.0), (3.0, None)):
        expect.raises(TypeError, student.step_position, w, b, rule="w and b are real numbers.", ask=ASK_TYPE)


@pytest.mark.check(
    task="tower_1d",
    points=4,
    catches=("steps-added", "height-on-one-step", "bias-without-steepness", "tower-upside-down"),
)
def test_towers_of_any_steepness(student, reference, rng):
    """Gentle and steep towers of either sign have the right value everywhere."""
    cases = []
    for n in range(9, 13):
        s1 = rng.uniform(-2.0, 1.0)
        h = rng.uniform(0.4, 6.0) * (-1.0) ** n
        cases.append((rng.uniform(-3, 3, n), s1, s1 + rng.uniform(0.2, 2.0), h, rng.uniform(1.5, 40.0)))
    x, s1, s2, h, w = cases[0]
    cases += [(x, s2, s1, h, w), (x, s1, s2, h, -w)]  # the formula has a sign, whichever step comes first
    x = np.linspace(-2.0, 2.0, 17) + rng.uniform(-0.05, 0.05, 17)
    cases += [(x, 0.0, 1.3, h, w), (x, -1.6, 0.0, h, w), (x, s1, s2, 0.0, w)]

    for args, got in zip(cases, student.tower_1d.map(cases), strict=True):
        want = reference.tower_1d(*args)
        rule = "The tower is h (sigmoid(w (x - s1)) - sigmoid(w (x - s2)))."
        expect.close(
            got,
            want,
            atol=1e-11,
            rule=rule,
            ask="What are the two units left of, inside and right of the tower?",
        )


@pytest.mark.check(task="tower_1d", points=2, catches=("gentle-default", "bias-without-steepness"))
def test_tower_is_steep_unless_told(student, reference, rng):
    """Without w the steepness is 1000, near an edge and a million units away."""
    s1, s2, h = rng.uniform(-0.8, -0.3), rng.uniform(0.2, 0.9), rng.uniform(1.5, 4.0)
    near = s1 + rng.uniform(-0.004, 0.004, 9)
    far = np.array([-1e6, -30.0, 0.0, 45.0, 1e6])
    rule = "w is 1000 unless given, and the tower is finite however far x lies."

    for x in (near, s2 + near - s1, far):
        got = student.tower_1d.quietly(x, s1, s2, h)
        expect.close(
            got,
            reference.tower_1d(x, s1, s2, h),
            rtol=1e-9,
            atol=1e-10,
            rule=rule,
            ask="What is your default w? And is each of your sigmoids free of overflow?",
        )
    expect.close(
        student.tower_1d(near, s1, s2, h, w=70.0),
        reference.tower_1d(near, s1, s2, h, 70.0),
        atol=1e-11,
        rule="The steepness is named w.",
    )


@pytest.mark.check(task="tower_1d", points=1, catches=("steps-added", "tower-upside-down"))
def test_tower_shapes_and_types(student, rng):
    """x may be a number, a list or an array of integers or float32 of any shape."""
    xs = [
        rng.normal(size=(2, 3)),
        np.array([0.5]),
        [-1, 0, 2],
        np.array([[1], [-2]]),
        rng.normal(size=6).astype(np.float32),
        [[0.5]],
    ]
    cases = [(x, -1, 2, 3, 2) for x in xs]

    for (x, *_), got in zip(cases, student.tower_1d.map(cases), strict=True):
        t = np.asarray(x, dtype=np.float64)
        want = 3 * (sigma(2 * (t + 1)) - sigma(2 * (t - 2)))
        expect.close(got, want, atol=1e-11, rule="The result has x's shape and is float64.", ask=ASK_PROMOTE)
    want = float(3 * (sigma(np.float64(2.5)) - sigma(np.float64(-2.0))))
    expect.number(
        student.tower_1d(0.25, -1, 1.25, 3, 2),
        want,
        atol=1e-11,
        rule="A number gives a number.",
        ask=ASK_SHAPE,
    )


@pytest.mark.check(task="tower_1d", points=1, catches=("tower-takes-anything",))
def test_tower_refuses(student):
    """An x that is not made of real numbers raises TypeError."""
    for x in NOT_NUMBERS:
        expect.raises(
            TypeError,
            student.tower_1d,
            x,
            0.0,
            1.0,
            2.0,
            rule="x is made of real numbers.",
            ask=ASK_TYPE,
        )
    expect.raises(TypeError, student.tower_1d, 0.5, 0.0, 1.0, "2", rule="h is a real number.", ask=ASK_TYPE)


@pytest.mark.check(
    task="fit_towers",
    points=5,
    catches=(
        "left-end-heights",
        "averaged-end-heights",
        "bias-sign",
        "never-comes-down",
        "k-edges-for-k-cells",
    ),
)
def test_heights_are_f_in_the_middle(student, rng):
    """Inside each cell the network has the value of f at the middle of that cell."""
    cases = list(fits(rng, FITS, 1000.0))
    lo = rng.uniform(-2.0, 1.0)
    cases.append((jump(lo + 0.7, 1.5, -2.0), 5, lo, lo + 2.0, 2500.0))
    cases += [(f, 3, 0.0, 1.5, 2000.0) for f in (bumpy(rng), bumpy(rng))]
    cases.append((bumpy(rng), 5, -30.0, 40.0, 75.0))
    inside = np.array([0.12, 0.4, 0.5, 0.77, 0.93])

    for (f, K, lo, hi, _), got in zip(cases, student.fit_towers.map(cases), strict=True):
        W, b, v = hidden_layer(got, K)
        width = (hi - lo) / K
        starts = lo + width * np.arange(K)
        x = (starts[:, None] + width * inside).ravel()
        want = np.repeat(f(starts + width / 2), inside.size)
        expect.holds(
            np.max(np.abs(network(x, W, b, v) - want)) < 1e-6,
            rule="All over a cell the sum of the towers is f at the middle of the cell.",
            ask=("Draw your network over f for K = 3. Do the plateaus cross f in the middle of their cells?"),
            subject=got,
        )


@pytest.mark.check(
    task="fit_towers",
    points=3,
    catches=("bias-sign", "k-edges-for-k-cells", "mirrored-second-unit"),
)
def test_steps_stand_on_the_edges(student, rng):
    """Every unit has weight w, and two steps stand on each edge between cells."""
    cases = [*fits(rng, FITS, 20.0), (bumpy(rng), 4, -1, 2, 60), (bumpy(rng), 7, 0.0, 1.0, 15.0)]

    for (_, K, lo, hi, w), got in zip(cases, student.fit_towers.map(cases), strict=True):
        W, b, _ = hidden_layer(got, K)
        weights_right = np.all(np.abs(W - w) <= 1e-9 * w)
        expect.holds(
            weights_right,
            rule="Every entry of W is w.",
            ask="Print W. Are all entries equal?",
            subject=got,
        )
        steps = np.sort(-b / w)
        edges = np.repeat(lo + (hi - lo) * np.arange(1, K) / K, 2)
        expect.holds(
            np.all(np.abs(steps[1:-1] - edges) < 1e-9),
            rule="Between two cells one tower ends where the next begins.",
            ask=("Print the sorted -b/W for K = 3. How many different edges should lie inside the interval?"),
            subject=got,
        )


@pytest.mark.check(task="fit_towers", points=3, catches=("ends-not-extended", "k-edges-for-k-cells", "bias-sign"))
def test_towers_reach_past_the_ends(student, rng):
    """The outer steps lie outside the interval and are fully on at its ends."""
    cases = [*fits(rng, FITS, 2000.0), (bumpy(rng), 4, 0.0, 1.5, 6000.0), (bumpy(rng), 3, -2.0, 0.0, 4000.0)]
    ask = "What does your network give exactly at lo and at hi, compared with the plateau beside it?"

    for (f, K, lo, hi, w), got in zip(cases, student.fit_towers.map(cases), strict=True):
        W, b, v = hidden_layer(got, K)
        steps = np.sort(-b / w)
        rule = "The first tower begins before lo, and the last ends after hi."
        expect.holds(steps[0] < lo and steps[-1] > hi, rule=rule, ask=ask, subject=got)
        half = (hi - lo) / (2 * K)
        ends, middles = np.array([lo, hi]), np.array([lo + half, hi - half])
        want = f(middles)
        expect.holds(
            np.all(np.abs(network(ends, W, b, v) - want) < 0.02 * (1 + np.abs(want))),
            rule="At lo and hi the outer towers have their full height.",
            ask=ask,
            subject=got,
        )


@pytest.mark.check(
    task="fit_towers",
    points=2,
    catches=("left-end-heights", "ends-not-extended", "k-edges-for-k-cells", "never-comes-down"),
)
def test_error_stays_below_the_bound(student, rng):
    """With as many towers as the bound asks for, the error is at most eps."""
    cases, bounds = [], []
    for _ in range(FITS):
        slope, period, lo = rng.uniform(0.5, 3.0), rng.uniform(0.8, 1.7), rng.uniform(-2, 1)
        hi, K = lo + rng.uniform(1.0, 2.5), int(rng.integers(2, 12))

        def zigzag(x, slope=slope, period=period):
            return 0.5 + slope * np.abs((np.asarray(x) / period) % 1.0 - 0.5) * period

        cases.append((zigzag, K, lo, hi, 1000.0 * K / (hi - lo)))
        bounds.append(slope * (hi - lo) / (2 * K))

    for (f, K, lo, hi, _), eps, got in zip(cases, bounds, student.fit_towers.map(cases), strict=True):
        x = np.linspace(lo, hi, 151)
        worst = np.max(np.abs(network(x, *hidden_layer(got, K)) - f(x)))
        expect.holds(
            worst <= eps * 1.02 + 0.01,
            rule="The error is at most the slope times half the width of a cell.",
            ask=("Where on the interval is your error largest: at the ends, at the edges, or inside the cells?"),
            subject=got,
        )


@pytest.mark.check(task="fit_towers", points=1, catches=("empty-fit",))
def test_fit_refuses(student):
    """Fewer than one tower and an interval without length raise ValueError."""
    for K, lo, hi in (
        (0, 0.0, 1.0),
        (-1, 0.0, 1.0),
        (-3, 0.0, 1.0),
        (4, 1.0, 1.0),
        (4, 2.0, 1.5),
        (1, 0.5, 0.5),
    ):
        expect.raises(
            ValueError,
            student.fit_towers,
            np.sin,
            K,
            lo,
            hi,
            100.0,
            rule="K < 1 and hi <= lo are ValueErrors.",
            ask="What is the width of a cell for these arguments?",
        )


@pytest.mark.check(
    task="shallow_network",
    points=4,
    catches=(
        "offset-forgotten",
        "sigmoid-at-the-output",
        "bias-inside-the-product",
        "units-averaged",
    ),
)
def test_network_on_random_layers(student, reference, rng):
    """The network is right for any number of points and units."""
    cases = []
    for k in range(CASES):
        M, H = (1, 4) if k == 0 else (5, 1) if k == 1 else (int(rng.integers(2, 9)), int(rng.integers(2, 12)))
        W, b, v = rng.normal(size=(3, H)) * np.array([[3.0], [2.0], [4.0 if k % 2 else 90.0]])
        cases.append((rng.normal(size=M) * 2, W, b, v, rng.normal() * 3))
    rule = "The network is c plus the sum over k of v_k sigmoid(W_k x + b_k)."

    for args, got in zip(cases, student.shallow_network.map(cases), strict=True):
        expect.close(
            got,
            reference.shallow_network(*args),
            atol=1e-11,
            rule=rule,
            ask="Try one unit and one point by hand.",
        )


@pytest.mark.check(
    task="shallow_network",
    points=2,
    catches=("sigmoid-at-the-output", "units-averaged", "bias-inside-the-product"),
)
def test_network_defaults_and_extremes(student, reference, rng):
    """Without c the offset is 0, and very steep units are finite."""
    gentle = [(rng.normal(size=6), *(rng.normal(size=(3, 5)) * 2)) for _ in range(3)]
    gentle[0][1][2] = 0.0
    x, W = rng.uniform(-3, 3, 7), np.array([4e3, -7e3, 5e5])
    steep = (x, W, -W * rng.uniform(-2, 2, 3), rng.normal(size=3))
    results = [*student.shallow_network.map(gentle), student.shallow_network.quietly(*steep)]

    for args, got in zip([*gentle, steep], results, strict=True):
        expect.close(
            got,
            reference.shallow_network(*args),
            atol=1e-9,
            rule="c is 0 unless given, and no unit overflows.",
            ask="What does one unit give for W x = 1e6?",
        )
    expect.close(
        student.shallow_network(*gentle[0], c=-2.5),
        reference.shallow_network(*gentle[0], -2.5),
        atol=1e-9,
        rule="The offset is named c.",
    )


@pytest.mark.check(task="shallow_network", points=1, catches=("units-averaged", "offset-forgotten"))
def test_network_types(student):
    """Lists, integers and float32 are promoted to float64."""
    x, W, b, v = [-1, 0, 2], [2, -3], [1, 1], [5, -4]
    f32 = [np.array(a, dtype=np.float32) / np.float32(3) for a in (x, W, b, v)]
    cases = [(x, W, b, v, 3), (*(np.array(a) for a in (x, W, b, v)), -2), (*f32, 0.1)]

    for args, got in zip(cases, student.shallow_network.map(cases), strict=True):
        t, W_, b_, v_ = (np.asarray(a, dtype=np.float64) for a in args[:4])
        want = args[4] + network(t, W_, b_, v_)
        expect.close(
            got,
            want,
            rtol=1e-9,
            atol=1e-11,
            rule="Whatever real dtype goes in is promoted.",
            ask=ASK_PROMOTE,
        )


@pytest.mark.check(task="shallow_network", points=1, catches=("lengths-not-compared",))
def test_network_refuses(student):
    """Arrays of other dimensions or of different lengths raise ValueError, text TypeError."""
    x, a, b = np.array([0.3, -0.4, 1.5]), np.array([1.5, -2.5]), np.array([0.4])
    rule = "x is (M,), and W, b and v are (H,)."
    wrong = [
        (x, b, a, a),
        (x, a, b, a),
        (x, a, a, b),
        (x, a, a, np.ones(3)),
        (x, np.ones((2, 2)), a, a),
    ]
    square = np.array([[0.5, 1.5], [2.5, -0.5]])
    wrong += [(a, square, a, a), (a, a, square, a), (a, a, a, square)]
    wrong += [(np.ones((3, 4)), *np.ones((3, 5))), (x, 1.5, 0.5, 2.0)]
    for args in wrong:
        expect.raises(
            ValueError,
            student.shallow_network,
            *args,
            rule=rule,
            ask="Which shapes would NumPy stretch silently?",
        )
    whole = (x, a, a, a)
    for args in [(*whole[:k], bad, *whole[k + 1 :]) for k in range(4) for bad in (["1", "2"], a * 1j)]:
        expect.raises(
            TypeError,
            student.shallow_network,
            *args,
            rule="All are made of real numbers.",
            ask=ASK_TYPE,
        )


@pytest.mark.check(
    task="tower_2d",
    points=3,
    catches=(
        "threshold-fixed-at-15",
        "either-tower-fires",
        "threshold-at-h",
        "no-output-unit",
        "sides-swapped",
    ),
)
def test_rectangles_of_any_height(student, reference, rng):
    """Rectangles of any place, height and steepness have the right value everywhere."""
    cases = []
    for n in range(9, 13):
        x0, y0 = rng.uniform(-1.5, 0.5, 2)
        x1, y1 = x0 + rng.uniform(0.5, 2.0), y0 + rng.uniform(0.2, 1.2)
        x, y = rng.uniform(-2, 2, (2, n))
        cases.append((x, y, x0, x1, y0, y1, rng.uniform(1.0, 7.0), rng.uniform(2.0, 15.0)))
    cases.append((*cases[0][:6], -3.5, 4.0))
    rule = "The unit is sigmoid(tower in x + tower in y - 3h/2), both towers of height h and steepness w."

    for args, got in zip(cases, student.tower_2d.map(cases), strict=True):
        expect.close(
            got,
            reference.tower_2d(*args),
            rtol=1e-9,
            rule=rule,
            ask="Where is the threshold for h = 4?",
        )
    for h, w in ((2e3, 9.0), (-900.0, 30.0)):
        expect.close(
            student.tower_2d.quietly(*cases[0][:6], h, w),
            reference.tower_2d(*cases[0][:6], h, w),
            rtol=1e-9,
            rule=rule,
            ask="What goes into the last sigmoid when the towers are very high, and does it overflow?",
        )


@pytest.mark.check(
    task="tower_2d",
    points=2,
    catches=("either-tower-fires", "threshold-at-h", "no-output-unit", "sides-swapped"),
)
def test_rectangle_defaults(student, reference, rng):
    """Without h and w the towers are 10 high and 1000 steep, near an edge and far out."""
    box = (-0.3, 0.9, 0.2, 0.6)
    x = np.array([-0.3, 0.3, 0.3, -5e5, 0.9, 4e4, 0.1]) + rng.uniform(-0.002, 0.002, 7)
    y = np.array([0.4, 0.2, 0.6, 0.5, 0.3, -7e5, 3.0]) + rng.uniform(-0.002, 0.002, 7)
    rule = "h is 10 and w is 1000 unless given."

    expect.close(
        student.tower_2d.quietly(x, y, *box),
        reference.tower_2d(x, y, *box),
        rtol=1e-8,
        atol=1e-10,
        rule=rule,
        ask="What are your defaults?",
    )
    for given in ({"h": 3.0}, {"w": 40.0}):
        expect.close(
            student.tower_2d(x, y, *box, **given),
            reference.tower_2d(x, y, *box, **given),
            rtol=1e-8,
            atol=1e-10,
            rule=rule,
            ask="Does the threshold follow h?",
        )


@pytest.mark.check(task="tower_2d", points=1, catches=("no-output-unit", "either-tower-fires"))
def test_rectangle_shapes_and_types(student, rng):
    """x and y may be numbers, lists or arrays of integers of any one shape."""
    grid = rng.normal(size=(2, 3, 4))
    pairs = [
        (grid[0], grid[1]),
        ([-1, 0, 3], [2, 1, 0]),
        (grid[0, 0, :1], grid[1, 0, :1]),
        (np.array([[1], [4]]), np.array([[0], [1]])),
    ]
    pairs.append(tuple(rng.normal(size=(2, 5)).astype(np.float32)))
    cases = [(x, y, -2, 1, 0, 2, 4, 3) for x, y in pairs]

    def right(x, y):
        across, along = sigma(3 * (x + 2)) - sigma(3 * (x - 1)), sigma(3 * y) - sigma(3 * (y - 2))
        return sigma(4 * across + 4 * along - 6)

    for (x, y, *_), got in zip(cases, student.tower_2d.map(cases), strict=True):
        want = right(np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
        expect.close(got, want, rtol=1e-9, rule="The result has the shape of x and y.", ask=ASK_PROMOTE)
    got = student.tower_2d(0.5, 1.5, -2, 1, 0, 2, 4, 3)
    expect.number(
        got,
        float(right(np.float64(0.5), np.float64(1.5))),
        rtol=1e-9,
        rule="Numbers give a number.",
        ask=ASK_SHAPE,
    )


@pytest.mark.check(task="tower_2d", points=1, catches=("unequal-lengths-cut",))
def test_rectangle_refuses(student):
    """x and y of different lengths raise ValueError, and what is not a number TypeError."""
    x, box = np.array([0.1, 0.2, 0.3]), (0.0, 1.0, 0.0, 1.0)
    rule = "x and y have one shape."
    expect.raises(ValueError, student.tower_2d, x, x[:2], *box, rule=rule, ask=ASK_SHAPE)
    expect.raises(ValueError, student.tower_2d, x[:2], np.append(x, x), *box, rule=rule, ask=ASK_SHAPE)
    for bad, good in (("0.5", 0.5), (None, 0.5), (["a", "b", "c"], x), (x * 1j, x)):
        expect.raises(
            TypeError,
            student.tower_2d,
            bad,
            good,
            *box,
            rule="x is made of real numbers.",
            ask=ASK_TYPE,
        )
        expect.raises(
            TypeError,
            student.tower_2d,
            good,
            bad,
            *box,
            rule="y is made of real numbers.",
            ask=ASK_TYPE,
        )
