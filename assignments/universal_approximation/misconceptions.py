"""Wrong variants that students of universal approximation really write."""

from __future__ import annotations

import math

import numpy as np

from autograder.authoring import misconception, normal_form

FULLY_ON = 4.0  # where a sigmoid is within 0.02 of 1
GENTLE = 20.0  # with fewer blurs to a cell than this, towers run into each other


def _real(x):
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError("real numbers only")
    return x.astype(float)


def _sigma(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def _relu(z):
    return np.maximum(z, 0.0)


def _tower(x, s1, s2, h, w):
    x = _real(x)
    return h * (_sigma(w * (x - s1)) - _sigma(w * (x - s2)))


def _edges(K, lo, hi):
    if K < 1 or hi <= lo:
        raise ValueError("K >= 1 and lo < hi")
    return np.linspace(lo, hi, K + 1)


def _layer(edges, heights, w, reach):
    starts, stops = edges[:-1].copy(), edges[1:].copy()
    starts[0] -= reach
    stops[-1] += reach
    b = -w * np.concatenate([starts, stops])
    return np.full(b.size, float(w)), b, np.concatenate([heights, -heights])


def _vectors(x, W, b, v):
    x, W, b, v = _real(x), _real(W), _real(b), _real(v)
    if x.ndim != 1 or W.ndim != 1 or not W.shape == b.shape == v.shape:
        raise ValueError("shapes differ")
    return x, W, b, v


@normal_form("fit_towers")
def towers_in_order(result, f, K, lo, hi, w):
    """Take the units in the order of their steps, and the outer steps as fully on or not at the ends."""
    W, b, v = (np.asarray(part) for part in result)
    if W.ndim != 1 or not W.shape == b.shape == v.shape or not W.all():
        raise ValueError("no layer of steps")
    lo, hi = float(lo), float(hi)
    steps = -b / W
    order = np.lexsort((W, np.round((steps - lo) / (hi - lo), 9)))  # two steps on one edge may differ by rounding
    W, steps, v = W[order], steps[order], v[order]
    before = np.append(0.0, np.cumsum(v * np.sign(W))) + v[W < 0].sum()
    middles = lo + (hi - lo) * (np.arange(K) + 0.5) / K
    return {
        "weight of each unit": W,
        "place of each inner step": steps[1:-1],
        "reach of the outer steps": np.array(
            [_reach(lo - steps[0], lo, hi, K, w), _reach(steps[-1] - hi, lo, hi, K, w)]
        ),
        "height over each cell": before[np.searchsorted(steps, middles)],
    }


def _reach(distance, lo, hi, K, w):
    """Return 1 for a step that is fully on at the end of the interval, less for one nearer, and -1 for one inside.

    Where units are too gentle for their cells any step outside will do.
    """
    if abs(distance) <= 1e-9 * (hi - lo):
        return 0.0
    if distance < 0:
        return -1.0
    return 1.0 if w * distance >= FULLY_ON or w * (hi - lo) < GENTLE * K else 0.5


@normal_form("relu_interpolant")
def polygon_on_the_grid(result, f, K, lo, hi):
    """Take the value at lo and the slopes between the grid points for the ReLUs that give them."""
    knots, coef, offset = np.asarray(result[0]), np.asarray(result[1]), np.asarray(result[2])
    if len(result) != 3 or knots.shape != coef.shape or knots.shape != (K,):
        raise ValueError("no layer of ReLUs")
    grid = np.linspace(lo, hi, K + 1)
    values = offset + _relu(grid[:, None] - knots) @ coef
    return {"value at lo": np.asarray(values[0]), "slope of each piece": np.diff(values) / np.diff(grid)}


@misconception(
    "sigmoid",
    id="exp-overflows",
    idea="divides exp(z) by 1 + exp(z), which is inf / inf for large z",
    hint="What does np.exp(1000.0) give, and what is that number divided by itself?",
)
def sigmoid_overflow(z):
    z = _real(z)
    return np.exp(z) / (1.0 + np.exp(z))


@misconception(
    "sigmoid",
    id="overflow-only-warned-about",
    idea="lets exp(-z) overflow for very negative z: the value is right, the warning is not",
    hint="What does NumPy print for np.exp(1000.0)? For which z does your formula compute it?",
)
def sigmoid_warns(z):
    return 1.0 / (1.0 + np.exp(-_real(z)))


@misconception(
    "sigmoid",
    id="exponent-sign",
    idea="raises e to +z instead of -z, so the curve falls",
    hint="Should the sigmoid of 5 lie nearer to 0 or to 1? Which one do you get?",
)
def sigmoid_falling(z):
    return 1.0 - _sigma(_real(z))


@misconception(
    "sigmoid",
    id="tanh-for-sigmoid",
    idea="takes the S-curve from -1 to 1 for the one from 0 to 1",
    hint="Which values does your curve approach far to the left, and at z = 0?",
)
def sigmoid_tanh(z):
    return np.tanh(_real(z))


@misconception(
    "sigmoid",
    id="hard-sign",
    idea="takes the sigmoid for the sign function the notes print beside its name",
    hint=("Evaluate your function at 0.1 and at 0.2. Should a smooth curve give the same number twice?"),
)
def sigmoid_sign(z):
    return np.where(_real(z) >= 0, 1.0, -1.0)


@misconception(
    "sigmoid",
    id="clipped-too-early",
    idea="clips z to a short range to avoid overflow, which changes values that were fine",
    hint="How far from 0 is the sigmoid of -10? Print yours at -10 and at -20: may they be equal?",
)
def sigmoid_clipped(z):
    return _sigma(np.clip(_real(z), -10.0, 10.0))


@misconception(
    "step_position",
    id="step-sign",
    idea="forgets the minus sign of -b/w",
    hint=("Put your position s back into w s + b. Which value should come out where the sigmoid is one half?"),
)
def step_without_minus(w, b):
    if w == 0:
        raise ValueError("no step")
    return b / w


@misconception(
    "step_position",
    id="step-upside-down",
    idea="divides w by b",
    hint=("Double w and b together: the curve gets steeper. Should it also move? Then make only b larger."),
)
def step_inverted(w, b):
    if w == 0:
        raise ValueError("no step")
    return -w / b


@misconception(
    "step_position",
    id="flat-unit-has-a-step",
    idea="gives a unit with w = 0 a position",
    hint="Draw sigmoid(0 * x + b). Where is its step?",
)
def step_of_flat_unit(w, b):
    return -b / w if w != 0 else 0.0


@misconception(
    "tower_1d",
    id="steps-added",
    idea="adds the two steps instead of subtracting the second",
    hint="Far to the right both steps are on. How high should the tower be there?",
)
def tower_sum(x, s1, s2, h, w=1000.0):
    return h * (_sigma(w * (_real(x) - s1)) + _sigma(w * (_real(x) - s2)))


@misconception(
    "tower_1d",
    id="height-on-one-step",
    idea="multiplies only the first step by h",
    hint="Take h = 5 and look far to the right of the tower. What is left over?",
)
def tower_half_scaled(x, s1, s2, h, w=1000.0):
    return h * _sigma(w * (_real(x) - s1)) - _sigma(w * (_real(x) - s2))


@misconception(
    "tower_1d",
    id="bias-without-steepness",
    idea="writes the unit as w x - s, so the step sits at s / w",
    hint="For w = 1000 and s = 0.4, at which x is w x - s zero?",
)
def tower_unscaled_bias(x, s1, s2, h, w=1000.0):
    return h * (_sigma(w * _real(x) - s1) - _sigma(w * _real(x) - s2))


@misconception(
    "tower_1d",
    id="tower-upside-down",
    idea="subtracts the first step from the second, so the tower is a pit",
    hint=("Between s1 and s2 only one of the two steps is on. Which, and with which sign does it enter?"),
)
def tower_pit(x, s1, s2, h, w=1000.0):
    return h * (_sigma(w * (_real(x) - s2)) - _sigma(w * (_real(x) - s1)))


@misconception(
    "tower_1d",
    id="gentle-default",
    idea="lets the steepness default to 1, which is a hill and no tower",
    hint="Call your tower from 0.4 to 0.6 without w and print its value at 0.5. Is it close to h?",
)
def tower_gentle(x, s1, s2, h, w=1.0):
    return _tower(x, s1, s2, h, w)


@misconception(
    "fit_towers",
    id="left-end-heights",
    idea="reads f at the left end of each cell instead of its middle",
    hint="For f(x) = x and one cell [0, 1], which constant is never further than 1/2 from f?",
)
def fit_left(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f(edges[:-1])), w, hi - lo)


@misconception(
    "fit_towers",
    id="averaged-end-heights",
    idea="takes the mean of f at both ends of the cell for f at its middle",
    hint=("Take f(x) = x**2 on one cell [-1, 1]. What is f in the middle, and what is the mean of its two ends?"),
)
def fit_averaged(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    values = np.asarray(f(edges))
    return _layer(edges, (values[:-1] + values[1:]) / 2, w, hi - lo)


@misconception(
    "fit_towers",
    id="ends-not-extended",
    idea="lets the first and last tower end exactly at the border, where a step is only half on",
    hint="What is sigmoid(w (x - s)) exactly at x = s? What does your network give at x = lo?",
)
def fit_short(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, 0.0)


@misconception(
    "fit_towers",
    id="bias-sign",
    idea="sets b = +w s, so every step sits at -s",
    hint="Compute -b/w for one of your units. Is that the edge you meant?",
)
def fit_bias_sign(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, -b, v


@misconception(
    "fit_towers",
    id="never-comes-down",
    idea="gives the second unit of a tower the height +f, so steps only pile up",
    hint=("Add up all your output weights. What should the network give far to the right of the last tower?"),
)
def fit_pile(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, b, np.abs(v) * np.sign(np.tile(v[:K], 2))


@misconception(
    "fit_towers",
    id="k-edges-for-k-cells",
    idea=("spaces K edges from lo to hi, which makes K - 1 cells and lets the last tower stand outside"),
    hint=("How many fence posts do 3 fence panels need? Print how many distinct edges you use for K = 3."),
)
def fit_fence_posts(f, K, lo, hi, w):
    _edges(K, lo, hi)
    step = (hi - lo) / max(K - 1, 1)
    edges = lo + step * np.arange(K + 1)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)


@misconception(
    "fit_towers",
    id="mirrored-second-unit",
    idea="lets the right side of a tower be a unit with weight -w",
    hint=(
        "Two opposite steps of height h add up to what, left and right of the tower? And are all your weights equal?"
    ),
)
def fit_mirrored(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    sign = np.repeat([1.0, -1.0], K)
    return W * sign, b * sign, v * sign


@misconception(
    "shallow_network",
    id="offset-forgotten",
    idea="leaves out the output bias c",
    hint="Set every v to 0. What should the network give for c = 3?",
)
def network_without_offset(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return _sigma(np.outer(x, W) + b) @ v


@misconception(
    "shallow_network",
    id="sigmoid-at-the-output",
    idea="squashes the output as well, so nothing outside (0, 1) can be reached",
    hint="Can your network give the value -2? Can the sum over v_k times a hidden unit?",
)
def network_squashed(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return _sigma(c + _sigma(np.outer(x, W) + b) @ v)


@misconception(
    "shallow_network",
    id="bias-inside-the-product",
    idea="computes W (x + b) instead of W x + b",
    hint="For W = 2 and b = 1, what goes into the sigmoid at x = 0?",
)
def network_scaled_bias(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c + _sigma((x[:, None] + b) * W) @ v


@misconception(
    "shallow_network",
    id="units-averaged",
    idea="takes the mean over the hidden units instead of their weighted sum",
    hint="Write the same unit down twice, with half of v each. Should the output change?",
)
def network_mean(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c + _sigma(np.outer(x, W) + b) @ v / v.size


@misconception(
    "towers_needed",
    id="rounded-down",
    idea="rounds the number of towers down",
    hint="With 31.4 towers' worth of width to cover, do 31 towers keep the error within eps?",
)
def needed_floor(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return max(1, math.floor(lipschitz * (hi - lo) / (2 * eps)))


@misconception(
    "towers_needed",
    id="one-too-many",
    idea="rounds down and adds one, which is one too many where the division is exact",
    hint=("What does your formula give for slope 1, eps = 1/4 and an interval of length 1? Would fewer do?"),
)
def needed_floor_plus_one(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return math.floor(lipschitz * (hi - lo) / (2 * eps)) + 1


@misconception(
    "towers_needed",
    id="whole-cell-error",
    idea="lets the error grow over the whole cell, although f is met in its middle",
    hint="How far is the farthest point of a cell from its middle?",
)
def needed_whole_cell(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return max(1, math.ceil(lipschitz * (hi - lo) / eps))


@misconception(
    "towers_needed",
    id="no-tower-at-all",
    idea="answers 0 for a function so flat that the formula gives 0",
    hint="A constant function has slope 0. Can 0 towers follow f(x) = 7?",
)
def needed_none(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return math.ceil(lipschitz * (hi - lo) / (2 * eps))


@misconception(
    "pulse_relu",
    id="height-taken-for-slope",
    idea="uses h as the slope of the flanks instead of h over their width",
    hint="A line climbs from 0 to h while x goes from a to b. What is its slope?",
)
def pulse_slope(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return h * (_relu(x - a) - _relu(x - b) - _relu(x - c) + _relu(x - d))


@misconception(
    "pulse_relu",
    id="one-slope-for-both-flanks",
    idea="lets the pulse come down with the slope it went up with",
    hint="Make the right flank twice as wide as the left. Where does your pulse end up beyond d?",
)
def pulse_same_slope(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return h / (b - a) * (_relu(x - a) - _relu(x - b) - _relu(x - c) + _relu(x - d))


@misconception(
    "pulse_relu",
    id="fourth-relu-missing",
    idea="stops after three ReLUs, so the pulse falls for ever",
    hint="What is your pulse at d + 10? Which slope must be added at d to make it flat again?",
)
def pulse_three(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return h * ((_relu(x - a) - _relu(x - b)) / (b - a) - _relu(x - c) / (d - c))


@misconception(
    "pulse_relu",
    id="triangle-refused",
    idea="refuses b = c, a pulse whose top is a single point",
    hint="Draw the pulse for b = c. Does any slope become infinite?",
)
def pulse_no_triangle(x, a, b, c, d, h):
    if not a < b < c < d:
        raise ValueError("order")
    x = _real(x)
    return h * ((_relu(x - a) - _relu(x - b)) / (b - a) - (_relu(x - c) - _relu(x - d)) / (d - c))


@misconception(
    "tower_2d",
    id="threshold-fixed-at-15",
    idea="subtracts 15, the notes' number for h = 10, whatever h is",
    hint=("With h = 4, how large is the sum of the two towers over the rectangle? Can it pass your threshold?"),
)
def tower_2d_15(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(_tower(x, x0, x1, h, w) + _tower(y, y0, y1, h, w) - 15.0)


@misconception(
    "tower_2d",
    id="either-tower-fires",
    idea="puts the threshold at h / 2, so one of the two towers is enough",
    hint=("Move x out of the rectangle and keep y inside. How large is the sum, and does your unit still fire?"),
)
def tower_2d_or(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(_tower(x, x0, x1, h, w) + _tower(y, y0, y1, h, w) - h / 2)


@misconception(
    "tower_2d",
    id="threshold-at-h",
    idea="puts the threshold at h, where the cross beside the rectangle is just undecided",
    hint="With x inside and y outside the sum is h. What does your unit give there?",
)
def tower_2d_h(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(_tower(x, x0, x1, h, w) + _tower(y, y0, y1, h, w) - h)


@misconception(
    "tower_2d",
    id="no-output-unit",
    idea="returns the thresholded sum without the last sigmoid",
    hint="Which values can the last unit of the picture take? Which values do you get far outside?",
)
def tower_2d_linear(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _tower(x, x0, x1, h, w) + _tower(y, y0, y1, h, w) - 1.5 * h


@misconception(
    "tower_2d",
    id="sides-swapped",
    idea="reads the four sides as x0, y0, x1, y1",
    hint="Take a rectangle that is wide and low. Which points are inside yours?",
)
def tower_2d_sides(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(_tower(x, x0, y0, h, w) + _tower(y, x1, y1, h, w) - 1.5 * h)


@misconception(
    "relu_interpolant",
    id="slopes-for-slope-changes",
    idea="uses each piece's slope as the coefficient, although earlier ReLUs still climb there",
    hint=("Take f(x) = x and K = 3. How many of the ReLUs are on at x = hi, and how steep is their sum?"),
)
def interpolant_slopes(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    return grid[:-1], np.diff(values) / np.diff(grid), float(values[0])


@misconception(
    "relu_interpolant",
    id="starts-at-zero",
    idea="forgets the offset, so the line starts at 0 instead of f(lo)",
    hint="All ReLUs are 0 at lo. Which number makes the network equal f there?",
)
def interpolant_without_offset(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    slopes = np.diff(np.asarray(f(grid))) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), 0.0


@misconception(
    "relu_interpolant",
    id="knots-one-late",
    idea="starts each ReLU at the right end of its piece",
    hint="What is relu(x - knot) at every x left of the first knot? Is f constant there?",
)
def interpolant_late(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid[1:], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="width-not-divided-out",
    idea="uses differences of f as slopes, without dividing by the width of a piece",
    hint=("Stretch the interval to twice its length and keep the values. What should happen to the slopes?"),
)
def interpolant_differences(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    return grid[:-1], np.diff(np.diff(values), prepend=0.0), float(values[0])


@misconception(
    "sup_error",
    id="signed-maximum",
    idea="takes the largest signed difference, so an approximation that lies above f looks perfect",
    hint="What is the largest value of f - g when g lies above f everywhere?",
)
def sup_signed(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.max(np.asarray(f(x)) - np.asarray(g(x))))


@misconception(
    "sup_error",
    id="mean-for-maximum",
    idea="averages the error, which hides a bad place in many good ones",
    hint="Let f and g differ at one point only. Is your answer the size of that difference?",
)
def sup_mean(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.mean(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sup_error",
    id="last-point-left-out",
    idea="samples [lo, hi) and never looks at hi",
    hint="Which is the last of your points? Compare with hi.",
)
def sup_half_open(f, g, lo, hi, n=10001):
    x = lo + (hi - lo) * np.arange(n) / n
    return float(np.max(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sup_error",
    id="difference-of-sizes",
    idea="compares abs(f) with abs(g), so functions of opposite sign look equal",
    hint="How far apart are f(x) = 1 and g(x) = -1?",
)
def sup_sizes(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.max(np.abs(np.abs(f(x)) - np.abs(g(x)))))


@misconception(
    "sigmoid",
    id="sigmoid-takes-anything",
    idea="converts whatever comes to float, so text that looks like a number and None pass",
    hint="What does np.asarray(None, dtype=float) give? Should that be a logit?",
)
def sigmoid_unchecked(z):
    return _sigma(np.real(np.asarray(z)).astype(float))


@misconception(
    "tower_1d",
    id="tower-takes-anything",
    idea="converts whatever comes to float, so text that looks like a number and None pass",
    hint="What does np.asarray(None, dtype=float) give? Is there a tower at that place?",
)
def tower_unchecked(x, s1, s2, h, w=1000.0):
    return _tower(np.real(np.asarray(x)).astype(float), s1, s2, h, w)


@misconception(
    "fit_towers",
    id="empty-fit",
    idea="accepts an interval that ends before it begins",
    hint="What is the width of a cell when hi is smaller than lo, or equal to it?",
)
def fit_backwards(f, K, lo, hi, w):
    if K < 1:
        raise ValueError("K >= 1")
    edges = np.linspace(lo, hi, K + 1)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)


@misconception(
    "shallow_network",
    id="lengths-not-compared",
    idea="lets NumPy stretch a bias or weight of length 1 over all units",
    hint="What does NumPy do with an array of length 1 where length 2 is needed?",
)
def network_broadcast(x, W, b, v, c=0.0):
    x, W, b, v = _real(x), _real(W), _real(b), _real(v)
    return c + np.sum(v * _sigma(x[..., None] * W + b), axis=-1)


@misconception(
    "towers_needed",
    id="any-eps-accepted",
    idea="does not refuse an error of zero or less",
    hint="How many towers does eps = -0.1 ask for?",
)
def needed_any_eps(lipschitz, eps, lo, hi):
    return max(1, math.ceil(lipschitz * (hi - lo) / (2 * eps))) if eps else 1


@misconception(
    "pulse_relu",
    id="any-order-accepted",
    idea="tests only that no flank is vertical, not that the corners are in order",
    hint="Draw a pulse with c before b. What does it do between them?",
)
def pulse_any_order(x, a, b, c, d, h):
    if a == b or c == d:
        raise ValueError("vertical flank")
    x = _real(x)
    return h * ((_relu(x - a) - _relu(x - b)) / (b - a) - (_relu(x - c) - _relu(x - d)) / (d - c))


@misconception(
    "tower_2d",
    id="unequal-lengths-cut",
    idea="pairs x and y up only as far as the shorter one goes",
    hint="What does zip do with lists of length 3 and 2?",
)
def tower_2d_zip(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    tx, ty = _tower(x, x0, x1, h, w), _tower(y, y0, y1, h, w)
    if tx.ndim == ty.ndim == 1:
        shorter = min(tx.size, ty.size)
        tx, ty = tx[:shorter], ty[:shorter]
    return _sigma(tx + ty - 1.5 * h)


@misconception(
    "relu_interpolant",
    id="empty-polygon",
    idea="accepts an interval that ends before it begins",
    hint="What is the width of a piece when hi is smaller than lo, or equal to it?",
)
def interpolant_backwards(f, K, lo, hi):
    if K < 1:
        raise ValueError("K >= 1")
    grid = np.linspace(lo, hi, K + 1)
    values = np.asarray(f(grid))
    with np.errstate(all="ignore"):
        slopes = np.diff(values) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "fit_towers",
    id="right-end-heights",
    idea="reads f at the right end of each cell instead of its middle",
    hint="For f(x) = x and one cell [0, 1], which constant is never further than 1/2 from f?",
)
def fit_right(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f(edges[1:])), w, hi - lo)


@misconception(
    "fit_towers",
    id="middles-of-moved-edges",
    idea="moves the outer edges first and takes the middles of the cells after that",
    hint="Print the points at which you ask f, for K = 2 on [0, 1]. Do all of them lie inside?",
)
def fit_moved_middles(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    edges[0] -= hi - lo
    edges[-1] += hi - lo
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, 0.0)


@misconception(
    "fit_towers",
    id="middles-counted-from-zero",
    idea="takes (k + 1/2) widths for the middle of a cell, wherever the interval begins",
    hint="Print the points at which you ask f, for two cells on [5, 6].",
)
def fit_middles_from_zero(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f((np.arange(K) + 0.5) * (hi - lo) / K)), w, hi - lo)


@misconception(
    "fit_towers",
    id="edges-counted-from-zero",
    idea="puts the edges at k widths, wherever the interval begins",
    hint="Print -b/W for two cells on [5, 6]. Between which numbers should the steps lie?",
)
def fit_edges_from_zero(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    moved = (hi - lo) / K * np.arange(K + 1.0)
    moved[0], moved[-1] = lo - (hi - lo), hi + (hi - lo)
    return _layer(moved, heights, w, 0.0)


@misconception(
    "fit_towers",
    id="width-from-hi-alone",
    idea="divides hi by K for the width of a cell, as if lo were 0",
    hint="How wide are two equal cells on [5, 6]? And what does your code say?",
)
def fit_width_of_hi(f, K, lo, hi, w):
    _edges(K, lo, hi)
    edges = lo + hi / K * np.arange(K + 1)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[0], edges[-1] = lo - (hi - lo), hi + (hi - lo)
    return _layer(edges, heights, w, 0.0)


@misconception(
    "fit_towers",
    id="only-the-first-reaches-out",
    idea="lets the first tower begin before lo, and the last one end exactly at hi",
    hint="What does your network give at lo, and what at hi? Compare each with the plateau beside it.",
)
def fit_first_reaches(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[0] -= hi - lo
    return _layer(edges, heights, w, 0.0)


@misconception(
    "fit_towers",
    id="only-the-last-reaches-out",
    idea="lets the last tower end after hi, and the first one begin exactly at lo",
    hint="What does your network give at lo, and what at hi? Compare each with the plateau beside it.",
)
def fit_last_reaches(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[-1] += hi - lo
    return _layer(edges, heights, w, 0.0)


@misconception(
    "fit_towers",
    id="either-first-or-last",
    idea="treats a tower as the first or else as the last one: a single tower, which is both, gets one end only",
    hint="Take K = 1. Which tower is the first, and which the last? Where does it end?",
)
def fit_elif(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[0] -= hi - lo
    if K > 1:
        edges[-1] += hi - lo
    return _layer(edges, heights, w, 0.0)


@misconception(
    "fit_towers",
    id="reaches-out-too-little",
    idea="moves the outer steps a little past the ends, by so little that they are not fully on there",
    hint="What is sigmoid(w d) for the distance d by which your first step stands before lo?",
)
def fit_little_reach(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, 1.0 / w)


@misconception(
    "fit_towers",
    id="outer-steps-moved-inwards",
    idea="moves the outer steps to the inside of the interval instead of past its ends",
    hint="Print the smallest and the largest -b/W beside lo and hi. Which should be the smaller of each pair?",
)
def fit_moved_inwards(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[0] += (hi - lo) / (4 * K)
    edges[-1] -= (hi - lo) / (4 * K)
    return _layer(edges, heights, w, 0.0)


@misconception(
    "fit_towers",
    id="bias-is-the-edge",
    idea="sets b = -s, so the step sits at s / w",
    hint="For w = 1000 and b = -0.4, at which x is w x + b zero?",
)
def fit_unscaled_bias(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, b / w, v


@misconception(
    "fit_towers",
    id="heights-interleaved-places-not",
    idea="lists all rising steps before all falling ones, but the heights tower by tower",
    hint="Print -b/W and v below each other for K = 2. Which height belongs to which step?",
)
def fit_interleaved(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, b, v.reshape(2, K).T.ravel()


@misconception(
    "fit_towers",
    id="places-interleaved-heights-not",
    idea="lists the steps tower by tower, but all rising heights before all falling ones",
    hint="Print -b/W and v below each other for K = 2. Which height belongs to which step?",
)
def fit_places_interleaved(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, b.reshape(2, K).T.ravel(), v


@misconception(
    "fit_towers",
    id="falls-by-the-next-height",
    idea="lets each tower come down by the height of the next one",
    hint="Towers of height 2 and 5 stand side by side. Which heights go up and down, and at which edges?",
)
def fit_next_height(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, b, np.concatenate([v[:K], np.roll(v[K:], -1)])


@misconception(
    "fit_towers",
    id="height-is-the-rise",
    idea="makes each tower as high as f rises from the cell before, although every tower begins at 0",
    hint="For a constant f, how high is your second tower? How high should it be, once the first has come down?",
)
def fit_rises(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.diff(np.asarray(f((edges[:-1] + edges[1:]) / 2)), prepend=0.0), w, hi - lo)


@misconception(
    "fit_towers",
    id="one-step-for-each-cell",
    idea="builds a staircase of one step for each cell in place of towers of two",
    hint="How many entries should W have for K = 3? And how many steps has one tower?",
)
def fit_staircase(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[0] -= hi - lo
    return np.full(K, float(w)), -w * edges[:-1], np.diff(heights, prepend=0.0)


@misconception(
    "fit_towers",
    id="shared-edges-merged",
    idea="makes one unit of the two steps that stand on the same edge, which leaves K + 1",
    hint="How many entries should W have for K = 3? Which of your units do the work of two?",
)
def fit_merged(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    heights = np.asarray(f((edges[:-1] + edges[1:]) / 2))
    edges[0] -= hi - lo
    edges[-1] += hi - lo
    return np.full(K + 1, float(w)), -w * edges, np.diff(heights, prepend=0.0, append=0.0)


@misconception(
    "fit_towers",
    id="k-points-from-linspace",
    idea="takes np.linspace(lo, hi, K), which has K - 1 cells, and builds a tower for each of those",
    hint="How many fence posts do 3 fence panels need? How many entries has your W for K = 3?",
)
def fit_k_points(f, K, lo, hi, w):
    _edges(K, lo, hi)
    edges = np.linspace(lo, hi, K)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)


@misconception(
    "fit_towers",
    id="towers-of-one-area",
    idea="multiplies the heights by the width of a cell, as in an integral",
    hint="For f(x) = 7, how high should each tower be if K = 10? Does that change with K?",
)
def fit_area(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)) * (hi - lo) / K, w, hi - lo)


@misconception(
    "fit_towers",
    id="towers-not-below-zero",
    idea="cuts heights off at 0, as if a tower could only stand up",
    hint="Which heights do your towers have where f is negative?",
)
def fit_positive(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.maximum(f((edges[:-1] + edges[1:]) / 2), 0.0), w, hi - lo)


@misconception(
    "fit_towers",
    id="heights-in-whole-numbers",
    idea="stores the heights as integers, which cuts their decimals off",
    hint="Print the heights for np.sin on [0, 3] and their dtype. What has become of 0.5?",
)
def fit_whole_heights(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.trunc(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)


@misconception(
    "fit_towers",
    id="steepness-fixed-at-1000",
    idea="uses 1000 for every weight, whatever w is",
    hint="Call it with w = 50 and print W. Where do the weights come from?",
)
def fit_fixed_w(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), 1000.0, hi - lo)


@misconception(
    "fit_towers",
    id="steepness-chosen-itself",
    idea="works out a weight that is steep enough and leaves the argument w unused, or raises a w that seems too small",
    hint="Call it twice with different w, one of them small, and print W. What is asked about the entries of W?",
)
def fit_own_w(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), max(w, 20.0 * K / (hi - lo)), hi - lo)


@misconception(
    "fit_towers",
    id="output-weights-before-biases",
    idea="returns W, v, b in place of W, b, v",
    hint="Which of your three arrays holds heights of f? Which place has it in the result, and which should it have?",
)
def fit_exchanged(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    W, b, v = _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)
    return W, v, b


@misconception(
    "fit_towers",
    id="single-tower-refused",
    idea="refuses K = 1, although one tower is a fit too",
    hint="Draw one tower over [0, 1]. Is anything wrong with it? From which K on should your code go to work?",
)
def fit_two_at_least(f, K, lo, hi, w):
    edges = _edges(K, lo, hi)
    if K < 2:
        raise ValueError("K >= 2")
    return _layer(edges, np.asarray(f((edges[:-1] + edges[1:]) / 2)), w, hi - lo)


@misconception(
    "relu_interpolant",
    id="first-slope-lost",
    idea="takes the changes of the slope and forgets that the first slope is a change too, from 0",
    hint="Take f(x) = x and K = 2. What is your first coefficient, and what climbs before the first change?",
)
def interpolant_without_first(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=slopes[0]), float(values[0])


@misconception(
    "relu_interpolant",
    id="slopes-added-up",
    idea="adds the slopes up where their changes are asked",
    hint="Take f(x) = x and K = 3. Which slope has your line in the last piece, with all three ReLUs on?",
)
def interpolant_added(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    return grid[:-1], np.cumsum(np.diff(values) / np.diff(grid)), float(values[0])


@misconception(
    "relu_interpolant",
    id="previous-coefficient-taken-off",
    idea="subtracts the coefficient before from each slope, where the slope before belongs",
    hint="Take slopes 1, 3, 6. By how much does each differ from the one before, and what are your coefficients?",
)
def interpolant_previous(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    coef = np.diff(values) / np.diff(grid)
    for k in range(1, K):
        coef[k] -= coef[k - 1]
    return grid[:-1], coef, float(values[0])


@misconception(
    "relu_interpolant",
    id="slopes-from-gradient",
    idea="takes np.gradient, the slopes at the points, for the slopes between them",
    hint="For f(x) = x**2 on 0, 1, 2: how steep is the line from 0 to 1? And np.gradient at 0 and at 1?",
)
def interpolant_gradient(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    slopes = np.gradient(values, grid)[:-1]
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="values-at-the-middles",
    idea="reads f at the middles of the cells, as for towers, where the line should meet f on the grid",
    hint="At which K + 1 points should the line meet f? Print the points at which you ask f.",
)
def interpolant_middles(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    middles = (grid[:-1] + grid[1:]) / 2
    values = np.asarray(f(np.append(middles, hi)))
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="offset-from-zero",
    idea="takes f(0) for the offset, wherever the interval begins",
    hint="All ReLUs are 0 at lo. Which number makes the network equal f there, for an interval like [5, 6]?",
)
def interpolant_offset_zero(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    slopes = np.diff(np.asarray(f(grid))) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(np.asarray(f(np.zeros(1)))[0])


@misconception(
    "relu_interpolant",
    id="knots-counted-from-lo",
    idea="gives the knots as distances from lo, where relu(x - knot) asks for places",
    hint="For the interval [5, 6], where is relu(x - knot) switched on with your first knot?",
)
def interpolant_distances(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1] - lo, np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="pieces-of-the-unit-interval",
    idea="takes 1 / K for the width of a piece, whatever the interval",
    hint="How wide is one of 2 pieces of [0, 6]? Which line of your code says so?",
)
def interpolant_unit(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    return grid[:-1], np.diff(np.diff(values) * K, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="width-from-hi-alone-of-a-piece",
    idea="divides hi by K for the width of a piece, as if lo were 0",
    hint="How wide are two equal pieces of [5, 6]? And what does your code say?",
)
def interpolant_width_of_hi(f, K, lo, hi):
    _edges(K, lo, hi)
    grid = lo + hi / K * np.arange(K + 1)
    values = np.asarray(f(grid))
    with np.errstate(all="ignore"):
        slopes = np.diff(values) / (hi / K)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="grid-without-its-end",
    idea="leaves hi out of the grid: K + 1 points, and none of them at the end of the interval",
    hint="Print the points at which you ask f. Which is the last? Compare with hi.",
)
def interpolant_half_open(f, K, lo, hi):
    _edges(K, lo, hi)
    grid = np.linspace(lo, hi, K + 1, endpoint=False)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="k-points-for-k-pieces",
    idea="takes np.linspace(lo, hi, K), which has K - 1 pieces",
    hint="How many fence posts do 3 fence panels need? How many entries has your coef for K = 3?",
)
def interpolant_k_points(f, K, lo, hi):
    _edges(K, lo, hi)
    grid = np.linspace(lo, hi, K)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="coefficients-before-knots",
    idea="returns coef, knots, offset in place of knots, coef, offset",
    hint="Which of your arrays holds places between lo and hi? Which place has it in the result?",
)
def interpolant_exchanged(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return np.diff(slopes, prepend=0.0), grid[:-1], float(values[0])


@misconception(
    "relu_interpolant",
    id="levels-out-at-the-end",
    idea="adds one more ReLU at hi, so that the line is flat after it",
    hint="How many entries should knots have for K = 3? And how many ReLUs does the line need up to hi?",
)
def interpolant_level(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid, np.diff(slopes, prepend=0.0, append=0.0), float(values[0])


@misconception(
    "relu_interpolant",
    id="single-piece-refused",
    idea="refuses K = 1, although one piece joins two points",
    hint="Which line joins (lo, f(lo)) and (hi, f(hi))? How many ReLUs does it take?",
)
def interpolant_two_at_least(f, K, lo, hi):
    grid = _edges(K, lo, hi)
    if K < 2:
        raise ValueError("K >= 2")
    values = np.asarray(f(grid))
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1], np.diff(slopes, prepend=0.0), float(values[0])


@misconception(
    "sup_error",
    id="root-mean-square",
    idea="takes the root of the mean square, which hides a bad place in many good ones",
    hint="Let f and g differ at one point only. Is your answer the size of that difference?",
)
def sup_rms(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.sqrt(np.mean((np.asarray(f(x)) - np.asarray(g(x))) ** 2)))


@misconception(
    "sup_error",
    id="difference-of-maxima",
    idea="compares the largest value of f with the largest of g, wherever each is taken",
    hint="sin and cos have the same largest value. How far apart are they at 0?",
)
def sup_maxima(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(abs(np.max(np.abs(f(x))) - np.max(np.abs(g(x)))))


@misconception(
    "sup_error",
    id="signed-difference-of-maxima",
    idea="subtracts the largest size of g from the largest size of f",
    hint="sin and cos have the same largest value. How far apart are they at 0?",
)
def sup_signed_maxima(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.max(np.abs(f(x))) - np.max(np.abs(g(x))))


@misconception(
    "sup_error",
    id="signed-the-other-way",
    idea="takes the largest signed difference g - f, so an approximation that lies below f looks perfect",
    hint="What is the largest value of g - f when g lies below f everywhere?",
)
def sup_signed_turned(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.max(np.asarray(g(x)) - np.asarray(f(x))))


@misconception(
    "sup_error",
    id="range-of-the-difference",
    idea="takes the largest difference minus the smallest one",
    hint="How far is f from f + 3? And what is the largest minus the smallest of that difference?",
)
def sup_range(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.ptp(np.asarray(f(x)) - np.asarray(g(x))))


@misconception(
    "sup_error",
    id="relative-error",
    idea="divides the difference by the size of f",
    hint="How far is 11 from 10, and how far is 2 from 1? Should the two answers differ?",
)
def sup_relative(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    with np.errstate(all="ignore"):
        return float(np.max(np.abs((np.asarray(f(x)) - np.asarray(g(x))) / np.asarray(f(x)))))


@misconception(
    "sup_error",
    id="place-for-size",
    idea="returns the x at which the error is largest instead of the error",
    hint="Let f and g differ by 7 at one x only. Is your answer 7, or that x?",
)
def sup_place(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(x[np.argmax(np.abs(np.asarray(f(x)) - np.asarray(g(x))))])


@misconception(
    "sup_error",
    id="length-of-the-difference",
    idea="takes the Euclidean length of all differences, which grows with the number of points",
    hint="Ask for twice as many points. Should the answer change much?",
)
def sup_norm(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(np.linalg.norm(np.asarray(f(x)) - np.asarray(g(x))))


@misconception(
    "sup_error",
    id="middles-of-cells",
    idea="looks at the middles of n cells in place of n points from lo to hi, ends included",
    hint="Print your first and your last point for n = 3 on [0, 1].",
)
def sup_middles(f, g, lo, hi, n=10001):
    x = lo + (hi - lo) * (np.arange(n) + 0.5) / n
    return float(np.max(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sup_error",
    id="both-ends-left-out",
    idea="leaves lo and hi out of the points",
    hint="Let f and g differ at lo only. What does yours say?",
)
def sup_inside(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)[1:-1]
    return float(np.max(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sup_error",
    id="interval-begins-at-zero",
    idea="spreads the points from 0 to hi, wherever the interval begins",
    hint="Print your points for the interval [5, 6] and n = 3.",
)
def sup_from_zero(f, g, lo, hi, n=10001):
    x = np.linspace(0.0, hi, n)
    return float(np.max(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sigmoid",
    id="result-takes-the-inputs-type",
    idea="writes the result into an array of the input's type, where integers lose everything after the point",
    hint="Print np.empty_like(np.array([1, 2])).dtype. What becomes of 0.73 in there?",
)
def sigmoid_in_place(z):
    _real(z)
    z = np.asarray(z)
    out = np.empty_like(z)
    up = z >= 0
    out[up] = 1.0 / (1.0 + np.exp(-z[up]))
    small = np.exp(z[~up])
    out[~up] = small / (1.0 + small)
    return out


@misconception(
    "sigmoid",
    id="straight-lines-for-the-curve",
    idea="takes three straight pieces, the hard sigmoid of some libraries, for the curve",
    hint="Evaluate your function at 3 and at 4. Should a curve that never reaches 1 give 1 twice?",
)
def sigmoid_hard(z):
    return np.clip(0.2 * _real(z) + 0.5, 0.0, 1.0)


@misconception(
    "step_position",
    id="negative-weights-refused",
    idea="refuses a negative w, with which the unit falls but has a step all the same",
    hint="Draw sigmoid(-3 x + 6). Where is it one half?",
)
def step_positive(w, b):
    if w <= 0:
        raise ValueError("no step")
    return -b / w


@misconception(
    "step_position",
    id="small-weights-refused",
    idea="takes a small w for 0",
    hint="Draw sigmoid(0.001 x + 2) from -4000 to 0. Has it a step? Which w alone has none?",
)
def step_not_small(w, b):
    if abs(w) < 1e-2:
        raise ValueError("no step")
    return -b / w


@misconception(
    "step_position",
    id="very-small-weights-refused",
    idea="takes a w that is nearly 0 for 0",
    hint="For w = 1e-12 and b = 3e-12, at which x is w x + b zero? Which w alone has no step?",
)
def step_not_very_small(w, b):
    if abs(w) < 1e-8:
        raise ValueError("no step")
    return -b / w


@misconception(
    "step_position",
    id="no-bias-refused",
    idea="refuses b = 0, for which the step is at 0",
    hint="Draw sigmoid(2 x). Where is it one half?",
)
def step_with_bias(w, b):
    if w == 0 or b == 0:
        raise ValueError("no step")
    return -b / w


@misconception(
    "step_position",
    id="position-rounded-down",
    idea="divides by // and so rounds the position down",
    hint="Print 400 // 1000 and 400 / 1000.",
)
def step_floor(w, b):
    if w == 0:
        raise ValueError("no step")
    return -b // w


@misconception(
    "step_position",
    id="size-of-the-weight",
    idea="divides by the size of w and loses its sign",
    hint="Put your position s back into w s + b for w = -2 and b = 6.",
)
def step_size(w, b):
    if w == 0:
        raise ValueError("no step")
    return -b / abs(w)


@misconception(
    "step_position",
    id="input-of-one-half",
    idea="solves w x + b = 1/2, where the sigmoid of w x + b is one half",
    hint="Which z has sigmoid(z) = 1/2?",
)
def step_half(w, b):
    if w == 0:
        raise ValueError("no step")
    return (0.5 - b) / w


@misconception(
    "tower_1d",
    id="steps-multiplied",
    idea="multiplies a rising step by a falling one, which is a tower too, but another one unless w is large",
    hint="Take w = 2 on [0, 1] and compare your value at 0.5 with sigmoid(1) - sigmoid(-1), worked out by hand.",
)
def tower_product(x, s1, s2, h, w=1000.0):
    x = _real(x)
    return h * _sigma(w * (x - s1)) * _sigma(w * (s2 - x))


@misconception(
    "tower_1d",
    id="steps-without-sigmoid",
    idea="takes jumps for the two sigmoids, as if w were infinite",
    hint="What should the tower be exactly at s1? And how does yours change with w?",
)
def tower_jumps(x, s1, s2, h, w=1000.0):
    x = _real(x)
    return h * ((x >= s1) * 1.0 - (x >= s2) * 1.0)


@misconception(
    "tower_1d",
    id="steepness-of-1000-always",
    idea="writes 1000 into the formula and leaves w unused",
    hint="Call it with w = 2 and with w = 50. Should the two towers differ?",
)
def tower_fixed(x, s1, s2, h, w=1000.0):
    return _tower(x, s1, s2, h, 1000.0)


@misconception(
    "tower_1d",
    id="steepness-for-the-width",
    idea="divides w by the width of the tower",
    hint="Make the tower twice as wide. Should its left flank become gentler?",
)
def tower_relative(x, s1, s2, h, w=1000.0):
    return _tower(x, s1, s2, h, w / (s2 - s1))


@misconception(
    "tower_1d",
    id="edges-in-whole-numbers",
    idea="stores the edges as integers, which cuts their decimals off",
    hint="Print np.array([0.4, 0.6], dtype=int).",
)
def tower_whole_edges(x, s1, s2, h, w=1000.0):
    return _tower(x, int(s1), int(s2), h, w)


@misconception(
    "tower_1d",
    id="height-in-whole-numbers",
    idea="stores the height as an integer, which cuts its decimals off",
    hint="Give your tower the height 0.5. What is its value in the middle?",
)
def tower_whole_height(x, s1, s2, h, w=1000.0):
    return _tower(x, s1, s2, int(h), w)


@misconception(
    "tower_1d",
    id="larger-of-the-two-steps",
    idea="takes the larger of the two steps where their difference is asked",
    hint="Far to the right both steps are on. How high should the tower be there?",
)
def tower_larger(x, s1, s2, h, w=1000.0):
    x = _real(x)
    return h * np.maximum(_sigma(w * (x - s1)), _sigma(w * (x - s2)))


@misconception(
    "tower_1d",
    id="towers-that-cannot-be-pits",
    idea="cuts the tower off at 0, where a negative height makes a pit",
    hint="Draw a tower of height -2. Which values has it?",
)
def tower_not_negative(x, s1, s2, h, w=1000.0):
    return np.maximum(_tower(x, s1, s2, h, w), 0.0)


@misconception(
    "shallow_network",
    id="offset-once-for-each-unit",
    idea="adds c inside the sum, once for each hidden unit",
    hint="Set every v to 0 and c to 3. What should a network of two units give, and what does yours?",
)
def network_offset_each(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c * v.size + _sigma(np.outer(x, W) + b) @ v


@misconception(
    "shallow_network",
    id="offset-once-more-for-each-unit",
    idea="starts the sum at c and adds c again with each hidden unit",
    hint="Set every v to 0 and c to 3. What should a network of two units give, and what does yours?",
)
def network_offset_again(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c * (v.size + 1) + _sigma(np.outer(x, W) + b) @ v


@misconception(
    "shallow_network",
    id="offset-into-the-hidden-units",
    idea="adds c to the output of each hidden unit, before the weights v",
    hint="Set every v to 0 and c to 3. What should the network give?",
)
def network_offset_inside(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return (c + _sigma(np.outer(x, W) + b)) @ v


@misconception(
    "shallow_network",
    id="weights-and-biases-exchanged",
    idea="multiplies x by b and adds W",
    hint="Take one unit with W = 2 and b = 0. Does your output change with x?",
)
def network_exchanged(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c + _sigma(np.outer(x, b) + W) @ v


@misconception(
    "shallow_network",
    id="bias-as-a-position",
    idea="takes b for the place of the step: W (x - b) instead of W x + b",
    hint="For W = 2 and b = 1, what goes into the sigmoid at x = 0?",
)
def network_position(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c + _sigma((x[:, None] - b) * W) @ v


@misconception(
    "shallow_network",
    id="output-weights-inside-the-sigmoid",
    idea="multiplies by v before the sigmoid instead of after it",
    hint="Can a sum of sigmoids be negative? Which part of the formula lets the network give -2?",
)
def network_v_inside(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return c + _sigma((np.outer(x, W) + b) * v).sum(axis=1)


@misconception(
    "shallow_network",
    id="lone-result-squeezed",
    idea="drops axes of length one, so that one point gives a number in place of an array",
    hint="Print the shape of your result for x = np.array([0.5]).",
)
def network_squeezed(x, W, b, v, c=0.0):
    x, W, b, v = _vectors(x, W, b, v)
    return np.squeeze(c + _sigma(np.outer(x, W) + b) @ v)


@misconception(
    "towers_needed",
    id="rounded-up-too-early",
    idea="rounds slope times width up before it divides",
    hint="Take slope 2.1, width 1 and eps = 1/2. How much is 2.1 / 1, rounded up, and how much is 3 / 1?",
)
def needed_early(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return max(1, math.ceil(math.ceil(lipschitz * (hi - lo)) / (2 * eps)))


@misconception(
    "towers_needed",
    id="multiplied-by-eps",
    idea="writes a / 2 * eps, which divides by 2 and then multiplies by eps",
    hint="Print 1 / 2 * 10. And should a smaller eps need more towers, or fewer?",
)
def needed_precedence(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return max(1, math.ceil(lipschitz * (hi - lo) / 2 * eps))


@misconception(
    "towers_needed",
    id="slope-in-whole-numbers",
    idea="cuts the decimals of the slope off",
    hint="How many towers does the slope 0.9 need on a wide interval? And the slope 0?",
)
def needed_whole_slope(lipschitz, eps, lo, hi):
    if eps <= 0:
        raise ValueError("eps")
    return max(1, math.ceil(int(lipschitz) * (hi - lo) / (2 * eps)))


@misconception(
    "pulse_relu",
    id="slopes-rounded-down",
    idea="divides by // and so rounds the slopes down",
    hint="Print 1 // 2 and 1 / 2. How steep is a flank from 0 to 1 over a width of 2?",
)
def pulse_floor(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return h // (b - a) * (_relu(x - a) - _relu(x - b)) - h // (d - c) * (_relu(x - c) - _relu(x - d))


@misconception(
    "pulse_relu",
    id="corners-in-whole-numbers",
    idea="stores the corners as integers, which cuts their decimals off",
    hint="Print np.array([0.4, 0.6], dtype=int).",
)
def pulse_whole_corners(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    knots = [_relu(x - int(k)) for k in (a, b, c, d)]
    return h / (b - a) * (knots[0] - knots[1]) - h / (d - c) * (knots[2] - knots[3])


@misconception(
    "pulse_relu",
    id="division-before-difference",
    idea="writes h / b - a without parentheses, which divides first",
    hint="Print 6 / 3 - 1 and 6 / (3 - 1).",
)
def pulse_precedence(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return (h / b - a) * (_relu(x - a) - _relu(x - b)) - h / (d - c) * (_relu(x - c) - _relu(x - d))


@misconception(
    "pulse_relu",
    id="widths-of-the-wrong-corners",
    idea="takes the slopes over a to c and b to d instead of a to b and c to d",
    hint="Where does the pulse begin to climb, and where has it reached h? How wide is that?",
)
def pulse_wrong_widths(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return h / (c - a) * (_relu(x - a) - _relu(x - b)) - h / (d - b) * (_relu(x - c) - _relu(x - d))


@misconception(
    "pulse_relu",
    id="inner-corners-exchanged",
    idea="bends down at b and levels out at c, which exchanges the two",
    hint="By how much should the slope change at b, and by how much at c?",
)
def pulse_exchanged(x, a, b, c, d, h):
    if not a < b <= c < d:
        raise ValueError("order")
    x = _real(x)
    return h / (b - a) * (_relu(x - a) - _relu(x - c)) - h / (d - c) * (_relu(x - b) - _relu(x - d))


def _two(x, y, x0, x1, y0, y1, h, w):
    x, y = _real(x), _real(y)
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    return _tower(x, x0, x1, h, w), _tower(y, y0, y1, h, w)


@misconception(
    "tower_2d",
    id="sides-of-x-for-y",
    idea="lets the tower in y stand from x0 to x1, a line that was copied and not changed",
    hint="Take a rectangle that is wide and low. How high does yours reach?",
)
def tower_2d_x_sides(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(sum(_two(x, y, x0, x1, x0, x1, h, w)) - 1.5 * h)


@misconception(
    "tower_2d",
    id="steep-output-unit",
    idea="multiplies what goes into the last sigmoid by w too",
    hint="With h = 10 the sum is 20 inside. What is the sigmoid of 20 - 15, and what do you get?",
)
def tower_2d_steep(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(w * (sum(_two(x, y, x0, x1, y0, y1, h, w)) - 1.5 * h))


@misconception(
    "tower_2d",
    id="output-times-height",
    idea="multiplies the last sigmoid by h",
    hint="Between which two values does the last unit lie? Which values do you get inside the rectangle?",
)
def tower_2d_times_h(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return h * _sigma(sum(_two(x, y, x0, x1, y0, y1, h, w)) - 1.5 * h)


@misconception(
    "tower_2d",
    id="threshold-rounded-down",
    idea="writes 3 * h // 2 for the threshold, which rounds it down",
    hint="Print 3 * 5 // 2 and 3 * 5 / 2.",
)
def tower_2d_floor(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(sum(_two(x, y, x0, x1, y0, y1, h, w)) - 3 * h // 2)


@misconception(
    "tower_2d",
    id="steepness-not-handed-on",
    idea="calls the two towers without w, so that they always have the steepness 1000",
    hint="Call it with w = 2 and with w = 50. Should the two differ near an edge?",
)
def tower_2d_default_w(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(sum(_two(x, y, x0, x1, y0, y1, h, 1000.0)) - 1.5 * h)


@misconception(
    "tower_2d",
    id="second-tower-ten-high",
    idea="gives the tower in y the height 10, whatever h is",
    hint="With h = 4, how high is each of your two towers? And their sum inside the rectangle?",
)
def tower_2d_ten(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    first, _ = _two(x, y, x0, x1, y0, y1, h, w)
    return _sigma(first + _tower(y, y0, y1, 10.0, w) - 1.5 * h)


@misconception(
    "tower_2d",
    id="second-tower-one-high",
    idea="gives the tower in y the height 1 and forgets h there",
    hint="How high is the sum of your two towers inside the rectangle, for h = 10?",
)
def tower_2d_one(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    first, _ = _two(x, y, x0, x1, y0, y1, h, w)
    return _sigma(first + _tower(y, y0, y1, 1.0, w) - 1.5 * h)


@misconception(
    "tower_2d",
    id="every-x-with-every-y",
    idea="pairs every x with every y, as on a grid, where each point has its own x and y",
    hint="Give it three points. How many values should come back, and how many do?",
)
def tower_2d_grid(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    x, y = np.meshgrid(_real(x), _real(y))
    return _sigma(_tower(x, x0, x1, h, w) + _tower(y, y0, y1, h, w) - 1.5 * h)


@misconception(
    "tower_2d",
    id="every-x-with-every-y-turned",
    idea="adds a column of towers to a row of towers, which pairs every x with every y",
    hint="Give it three points. How many values should come back, and how many do?",
)
def tower_2d_outer(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(_tower(x, x0, x1, h, w)[..., None] + _tower(y, y0, y1, h, w) - 1.5 * h)


@misconception(
    "tower_2d",
    id="threshold-at-2h",
    idea="puts the threshold at 2 h, where the unit is only half on inside the rectangle",
    hint="Inside the rectangle the sum is 2 h. What does your unit give there?",
)
def tower_2d_2h(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return _sigma(sum(_two(x, y, x0, x1, y0, y1, h, w)) - 2 * h)


@misconception(
    "tower_2d",
    id="last-sigmoid-overflows",
    idea="writes the last sigmoid out as 1 / (1 + exp(-z)), whose exp overflows for tall towers",
    hint="What goes into exp for h = 1000, far from the rectangle? What does NumPy say to that?",
)
def tower_2d_naive(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    return 1.0 / (1.0 + np.exp(1.5 * h - sum(_two(x, y, x0, x1, y0, y1, h, w))))


@misconception(
    "sup_error",
    id="inner-points-only",
    idea="takes n points inside the interval, without its ends",
    hint="Print your first and your last point for n = 3 on [0, 1].",
)
def sup_inner(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n + 2)[1:-1]
    return float(np.max(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sup_error",
    id="unit-interval-always",
    idea="looks at [0, 1], whatever lo and hi are",
    hint="Print your points for the interval [5, 6] and n = 3.",
)
def sup_unit(f, g, lo, hi, n=10001):
    x = np.linspace(0.0, 1.0, n)
    return float(np.max(np.abs(np.asarray(f(x)) - np.asarray(g(x)))))


@misconception(
    "sup_error",
    id="difference-of-plain-maxima",
    idea="compares the largest value of f with the largest value of g",
    hint="sin and cos have the same largest value. How far apart are they at 0?",
)
def sup_plain_maxima(f, g, lo, hi, n=10001):
    x = np.linspace(lo, hi, n)
    return float(abs(np.max(f(x)) - np.max(g(x))))
