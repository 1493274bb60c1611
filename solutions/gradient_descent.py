"""Gradient descent and its variants: losses, slopes, and ways to walk downhill."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


### BEGIN SOLUTION
def _floats(values: ArrayLike, name: str, ndim: int | None = None) -> Floats:
    """Return a new float64 array, of `ndim` dimensions if given."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must be numeric, not {array.dtype}")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimensions, not {array.ndim}")
    return array.astype(np.float64)


def _column(values: ArrayLike, name: str, length: int) -> Floats:
    """Return a new (length,) array from (length,) or (length, 1)."""
    array = _floats(values, name)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.shape != (length,):
        raise ValueError(f"{name} must have shape ({length},), not {array.shape}")
    return array


def _labels(y: ArrayLike, length: int, n_classes: int) -> Ints:
    """Return class labels of shape (length,), each in [0, n_classes)."""
    column = _column(y, "y", length)
    labels = column.astype(np.int64)
    if np.any(labels != column) or np.any(labels < 0) or np.any(labels >= n_classes):
        raise ValueError(f"labels must be whole numbers from 0 to {n_classes - 1}")
    return labels


def _same_shape(*arrays: Floats) -> None:
    """Refuse arrays that differ in shape, scalars apart."""
    if len({array.shape for array in arrays if array.ndim}) > 1:
        raise ValueError(f"shapes differ: {[array.shape for array in arrays]}")


### END SOLUTION


def squared_loss(pred: ArrayLike, target: ArrayLike) -> Floats:
    """Square the difference of prediction and target, entry by entry.

    Shapes: scalars or arrays of any one shape, the same out.

    Raises:
        ValueError: the shapes differ.

    Source: lecture notes S0, losses, regression; handout, task squared_loss.
    """
    ### BEGIN SOLUTION
    p, t = _floats(pred, "pred"), _floats(target, "target")
    _same_shape(p, t)
    return (p - t) ** 2
    ### END SOLUTION


def zero_one_loss(pred: ArrayLike, target: ArrayLike) -> Floats:
    """Give 1 where prediction and target differ and 0 where they agree.

    Shapes: scalars or arrays of any one shape, the same out.

    Raises:
        ValueError: the shapes differ.

    Source: lecture notes S0, losses, classification; handout, task zero_one_loss.
    """
    ### BEGIN SOLUTION
    p, t = _floats(pred, "pred"), _floats(target, "target")
    _same_shape(p, t)
    return np.asarray(p != t, dtype=np.float64)
    ### END SOLUTION


def nll_density(q: ArrayLike) -> Floats:
    """Return minus the natural logarithm of each density, in nats.

    Shapes: a scalar or an array of any shape, the same out.

    Raises:
        ValueError: any density is 0 or negative.

    Source: lecture notes S0, losses, density estimation; handout, task nll_density.
    """
    ### BEGIN SOLUTION
    density = _floats(q, "q")
    if np.any(density <= 0):
        raise ValueError("every density must be positive")
    return -np.log(density)
    ### END SOLUTION


def empirical_risk(losses: ArrayLike) -> float:
    """Average the losses of N samples.

    Shapes: (N,) in, one number out.

    Raises:
        ValueError: there are no losses.

    Source: lecture notes S0, "Empirical risk"; handout, task empirical_risk.
    """
    ### BEGIN SOLUTION
    values = _floats(losses, "losses")
    if values.size == 0:
        raise ValueError("the risk of no samples is undefined")
    return float(values.mean())
    ### END SOLUTION


def numerical_gradient(
    f: Callable[[Floats], float], x: ArrayLike, h: float = 1e-5, method: str = "central"
) -> Floats:
    """Estimate the gradient of f at x from differences, one coordinate at a time.

    f takes an array of x's shape and returns a float. Method "forward" looks from x to x + h,
    "central" from x - h to x + h.

    Shapes: x of any shape, the same out.

    Raises:
        ValueError: another method.

    Source: backprop notebook S3, "Finite difference"; handout, task numerical_gradient.
    """
    ### BEGIN SOLUTION
    if method not in ("central", "forward"):
        raise ValueError(f"method must be 'central' or 'forward', not {method!r}")
    point = _floats(x, "x")
    behind, span = (h, 2 * h) if method == "central" else (0.0, h)
    gradient = np.empty_like(point)
    for index in np.ndindex(point.shape):
        upper, lower = point.copy(), point.copy()
        upper[index] += h
        lower[index] -= behind
        gradient[index] = (float(f(upper)) - float(f(lower))) / span
    return gradient
    ### END SOLUTION


def poly_features(x: ArrayLike, degree: int) -> Floats:
    """Raise each number to the powers 0, 1, ..., degree.

    Shapes: (N,) in, (N, degree + 1) out, powers ascending from left to right.

    Raises:
        ValueError: x is not 1-D, or the degree is negative.

    Source: lecture notes S0, "Polynomial exp."; handout, task poly_features.
    """
    ### BEGIN SOLUTION
    points = _floats(x, "x", 1)
    if degree < 0:
        raise ValueError("degree must be 0 or more")
    return points[:, None] ** np.arange(degree + 1)
    ### END SOLUTION


def least_squares(Phi: ArrayLike, t: ArrayLike, lam: float = 0.0) -> Floats:
    """Minimise (1/N) |Phi w - t|^2 + lam |w|^2; of several minimisers return the shortest.

    Shapes: Phi (N, D), t (N,), w (D,).

    Raises:
        ValueError: Phi is not 2-D, t has another length, or lam is negative.

    Source: lecture notes S0, closed form of linear regression; handout, task least_squares.
    """
    ### BEGIN SOLUTION
    features = _floats(Phi, "Phi", 2)
    n_samples, n_features = features.shape
    targets = _column(t, "t", n_samples)
    if lam < 0:
        raise ValueError("lam must be 0 or more")
    penalty = np.sqrt(n_samples * lam) * np.eye(n_features)
    rows = np.vstack([features, penalty])
    right = np.concatenate([targets, np.zeros(n_features)])
    return np.linalg.lstsq(rows, right, rcond=None)[0]
    ### END SOLUTION


def taylor_estimate(
    f0: float, grad: ArrayLike, u: ArrayLike, hess: ArrayLike | None = None
) -> float:
    """Estimate f(x + u) from f(x), its gradient and, if given, its Hessian.

    Shapes: grad and u (n,), hess (n, n), one number out.

    Raises:
        ValueError: the shapes do not fit.

    Source: lecture notes S0, expansion of L(w + u); handout, task taylor_estimate.
    """
    ### BEGIN SOLUTION
    step = _floats(u, "u", 1)
    slope = _floats(grad, "grad", 1)
    _same_shape(slope, step)
    estimate = float(f0) + slope @ step
    if hess is not None:
        curvature = _floats(hess, "hess", 2)
        if curvature.shape != (step.size, step.size):
            raise ValueError(f"hess must be square with {step.size} rows")
        estimate += 0.5 * (step @ curvature @ step)
    return float(estimate)
    ### END SOLUTION


def random_search(
    f: Callable[[Floats], float],
    w0: ArrayLike,
    step_size: float,
    n_probes: int,
    rng: np.random.Generator,
) -> tuple[Floats, float]:
    """Try steps in random directions and keep those that lower f.

    f takes an array of w0's shape and returns a float. Each probe draws `rng.normal(size=w.shape)`,
    scales it to length 1, and moves `step_size` along it from the best point so far. It is kept
    only if f is strictly lower there.

    Shapes: w0 of any shape; (w of the same shape, f at w) out.

    Source: lecture notes S0, "Probe random directions"; handout, task random_search.
    """
    ### BEGIN SOLUTION
    w = _floats(w0, "w0")
    best = float(f(w.copy()))
    for _ in range(n_probes):
        direction = rng.normal(size=w.shape)
        probe = w + step_size * direction / np.linalg.norm(direction)
        value = float(f(probe))
        if value < best:
            w, best = probe, value
    return w, best
    ### END SOLUTION


def get_batches(N: int, batch_size: int, rng: np.random.Generator | None = None) -> list[Ints]:
    """Split the indices 0 to N - 1 into batches; the last one may be short.

    The order is `rng.permutation(N)`, or 0, 1, ..., N - 1 without an rng.

    Raises:
        ValueError: batch_size is less than 1.

    Source: lecture notes S0, "Mini batch"; handout, task get_batches.
    """
    ### BEGIN SOLUTION
    if batch_size < 1:
        raise ValueError(f"batch_size must be 1 or more, not {batch_size}")
    order = np.arange(N) if rng is None else rng.permutation(N)
    return [order[start : start + batch_size] for start in range(0, N, batch_size)]
    ### END SOLUTION


def minibatch_gd(
    grad: Callable[[Floats, Floats, Floats], Floats],
    w0: ArrayLike,
    X: ArrayLike,
    y: ArrayLike,
    eta: float,
    n_epochs: int,
    batch_size: int,
    rng: np.random.Generator | None,
) -> Floats:
    """Descend along the gradient of one batch after another and record every point.

    `grad(w, Xb, yb)` returns the gradient on a batch. Each epoch takes a fresh
    `get_batches(N, batch_size, rng)`; batch_size N or more is batch descent, 1 is stochastic.

    Shapes: w0 (D,), X (N, ...), y (N,); the trajectory (T + 1, D) after T updates, w0 first.

    Raises:
        ValueError: batch_size is less than 1, X and y differ in length, or w0 is not 1-D.

    Source: lecture notes S0, loops of batch, stochastic and mini-batch descent; handout, task
    minibatch_gd.
    """
    ### BEGIN SOLUTION
    w = _floats(w0, "w0", 1)
    inputs, targets = _floats(X, "X"), _floats(y, "y")
    if inputs.ndim == 0 or targets.shape[:1] != inputs.shape[:1]:
        raise ValueError("X and y must have the same number of rows")
    trajectory = [w]
    for _ in range(n_epochs):
        for batch in get_batches(len(inputs), batch_size, rng):
            w = w - eta * np.asarray(grad(w, inputs[batch], targets[batch]))
            trajectory.append(w)
    return np.stack(trajectory)
    ### END SOLUTION


def mse_grad(w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Floats:
    """Return the gradient in w of (1/N) |X w - y|^2.

    Shapes: w (D,), X (N, D), y (N,); (D,) out.

    Raises:
        ValueError: the shapes do not fit.

    Source: lecture notes S0, squared loss and empirical risk; handout, task mse_grad.
    """
    ### BEGIN SOLUTION
    inputs = _floats(X, "X", 2)
    weights = _floats(w, "w", 1)
    if weights.size != inputs.shape[1]:
        raise ValueError("w needs one entry for each column of X")
    residual = inputs @ weights - _column(y, "y", len(inputs))
    return 2.0 / len(inputs) * (inputs.T @ residual)
    ### END SOLUTION


def hinge_loss(W: ArrayLike, X: ArrayLike, y: ArrayLike, lam: float) -> tuple[float, Floats]:
    """Return the penalised mean multi-class hinge loss of the scores X W, and its gradient in W.

    The penalty is lam sum(W^2), its gradient 2 lam W. A margin of exactly 0 counts as inactive.

    Shapes: W (D, K), X (N, D), y (N,) class labels; (loss, dW (D, K)) out.

    Raises:
        ValueError: the shapes do not fit, or a label is not in 0, ..., K - 1.

    Source: lecture notes S0, "hinge loss", its lam mended; handout, task hinge_loss.
    """
    ### BEGIN SOLUTION
    weights, inputs = _floats(W, "W", 2), _floats(X, "X", 2)
    if inputs.shape[1] != weights.shape[0]:
        raise ValueError("W needs one row for each column of X")
    n_samples, n_classes = len(inputs), weights.shape[1]
    labels, rows = _labels(y, n_samples, n_classes), np.arange(n_samples)
    scores = inputs @ weights
    margins = scores - scores[rows, labels][:, None] + 1.0
    margins[rows, labels] = 0.0
    slope = (margins > 0).astype(np.float64)
    loss = np.maximum(margins, 0.0).sum() / n_samples + lam * np.sum(weights**2)
    slope[rows, labels] = -slope.sum(axis=1)
    return float(loss), inputs.T @ slope / n_samples + 2.0 * lam * weights
    ### END SOLUTION


def momentum_step(
    w: ArrayLike, v: ArrayLike, g: ArrayLike, eta: float, beta: float
) -> tuple[Floats, Floats]:
    """Take one step of descent with momentum, as torch's SGD does.

    v <- beta v + g, then w <- w - eta v.

    Shapes: w, v and the gradient g of any one shape; (w, v) of that shape out.

    Raises:
        ValueError: the shapes differ.

    Source: neural-network slides S2 (UW), "Use momentum"; handout, task momentum_step.
    """
    ### BEGIN SOLUTION
    weights, velocity, slope = _floats(w, "w"), _floats(v, "v"), _floats(g, "g")
    _same_shape(weights, velocity, slope)
    velocity = beta * velocity + slope
    return weights - eta * velocity, velocity
    ### END SOLUTION


def adam_step(
    w: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
    g: ArrayLike,
    t: int,
    eta: float = 1e-3,
    b1: float = 0.9,
    b2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[Floats, Floats, Floats]:
    """Take step number t (the first is 1) of Adam, eps outside the root.

    m and v are the running means of the gradient and of its square, returned uncorrected.

    Shapes: w, m, v and the gradient g of any one shape; (w, m, v) of that shape out.

    Raises:
        ValueError: t is less than 1, or the shapes differ.

    Source: neural-network slides S2 (UW), "more exotic optimizers (e.g., Adam)"; handout, task
    adam_step.
    """
    ### BEGIN SOLUTION
    weights, slope = _floats(w, "w"), _floats(g, "g")
    mean, square = _floats(m, "m"), _floats(v, "v")
    _same_shape(weights, slope, mean, square)
    if t < 1:
        raise ValueError(f"t counts steps from 1, not {t}")
    mean = b1 * mean + (1 - b1) * slope
    square = b2 * square + (1 - b2) * slope**2
    root = np.sqrt(square / (1 - b2**t)) + eps
    return weights - eta * (mean / (1 - b1**t)) / root, mean, square
    ### END SOLUTION


def clip_by_norm(g: ArrayLike, max_norm: float) -> Floats:
    """Scale g down to Euclidean norm max_norm if it is longer; otherwise leave it.

    Shapes: g of any shape, the norm over all its entries; the same shape out.

    Source: neural-network slides S2 (UW), "gradient clipping"; handout, task clip_by_norm.
    """
    ### BEGIN SOLUTION
    gradient = _floats(g, "g")
    norm = np.linalg.norm(gradient)
    return gradient * (max_norm / norm) if norm > max_norm else gradient
    ### END SOLUTION


def step_decay(eta0: float, epoch: int, every: int, factor: float) -> float:
    """Multiply the learning rate eta0 by factor once for every `every` whole epochs gone by.

    Source: neural-network slides S2 (UW), "decay learning rate"; handout, task step_decay.
    """
    ### BEGIN SOLUTION
    return float(eta0 * factor ** (epoch // every))
    ### END SOLUTION
