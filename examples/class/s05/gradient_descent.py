"""Gradient descent and its variants.

Each task says where it is not written yet. Try your code with: autograder check gradient_descent
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def squared_loss(pred: ArrayLike, target: ArrayLike) -> Floats:
    """Square the difference of prediction and target, entry by entry.

    Shapes: scalars or arrays of any one shape, the same out.

    Raises:
        ValueError: the shapes differ.

    Source: lecture notes S0, losses, regression; handout, task squared_loss.
    """
    raise NotImplementedError("Task squared_loss is not written yet.")


def zero_one_loss(pred: ArrayLike, target: ArrayLike) -> Floats:
    """Give 1 where prediction and target differ and 0 where they agree.

    Shapes: scalars or arrays of any one shape, the same out.

    Raises:
        ValueError: the shapes differ.

    Source: lecture notes S0, losses, classification; handout, task zero_one_loss.
    """
    raise NotImplementedError("Task zero_one_loss is not written yet.")


def nll_density(q: ArrayLike) -> Floats:
    """Return minus the natural logarithm of each density, in nats.

    Shapes: a scalar or an array of any shape, the same out.

    Raises:
        ValueError: any density is 0 or negative.

    Source: lecture notes S0, losses, density estimation; handout, task nll_density.
    """
    raise NotImplementedError("Task nll_density is not written yet.")


def empirical_risk(losses: ArrayLike) -> float:
    """Average the losses of N samples.

    Shapes: (N,) in, one number out.

    Raises:
        ValueError: there are no losses.

    Source: lecture notes S0, "Empirical risk"; handout, task empirical_risk.
    """
    raise NotImplementedError("Task empirical_risk is not written yet.")


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
    raise NotImplementedError("Task numerical_gradient is not written yet.")


def poly_features(x: ArrayLike, degree: int) -> Floats:
    """Raise each number to the powers 0, 1, ..., degree.

    Shapes: (N,) in, (N, degree + 1) out, powers ascending from left to right.

    Raises:
        ValueError: x is not 1-D, or the degree is negative.

    Source: lecture notes S0, "Polynomial exp."; handout, task poly_features.
    """
    raise NotImplementedError("Task poly_features is not written yet.")


def least_squares(Phi: ArrayLike, t: ArrayLike, lam: float = 0.0) -> Floats:
    """Minimise (1/N) |Phi w - t|^2 + lam |w|^2; of several minimisers return the shortest.

    Shapes: Phi (N, D), t (N,), w (D,).

    Raises:
        ValueError: Phi is not 2-D, t has another length, or lam is negative.

    Source: lecture notes S0, closed form of linear regression; handout, task least_squares.
    """
    raise NotImplementedError("Task least_squares is not written yet.")


def taylor_estimate(
    f0: float, grad: ArrayLike, u: ArrayLike, hess: ArrayLike | None = None
) -> float:
    """Estimate f(x + u) from f(x), its gradient and, if given, its Hessian.

    Shapes: grad and u (n,), hess (n, n), one number out.

    Raises:
        ValueError: the shapes do not fit.

    Source: lecture notes S0, expansion of L(w + u); handout, task taylor_estimate.
    """
    raise NotImplementedError("Task taylor_estimate is not written yet.")


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
    raise NotImplementedError("Task random_search is not written yet.")


def get_batches(N: int, batch_size: int, rng: np.random.Generator | None = None) -> list[Ints]:
    """Split the indices 0 to N - 1 into batches; the last one may be short.

    The order is `rng.permutation(N)`, or 0, 1, ..., N - 1 without an rng.

    Raises:
        ValueError: batch_size is less than 1.

    Source: lecture notes S0, "Mini batch"; handout, task get_batches.
    """
    raise NotImplementedError("Task get_batches is not written yet.")


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
    raise NotImplementedError("Task minibatch_gd is not written yet.")


def mse_grad(w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Floats:
    """Return the gradient in w of (1/N) |X w - y|^2.

    Shapes: w (D,), X (N, D), y (N,); (D,) out.

    Raises:
        ValueError: the shapes do not fit.

    Source: lecture notes S0, squared loss and empirical risk; handout, task mse_grad.
    """
    raise NotImplementedError("Task mse_grad is not written yet.")


def hinge_loss(W: ArrayLike, X: ArrayLike, y: ArrayLike, lam: float) -> tuple[float, Floats]:
    """Return the penalised mean multi-class hinge loss of the scores X W, and its gradient in W.

    The penalty is lam sum(W^2), its gradient 2 lam W. A margin of exactly 0 counts as inactive.

    Shapes: W (D, K), X (N, D), y (N,) class labels; (loss, dW (D, K)) out.

    Raises:
        ValueError: the shapes do not fit, or a label is not in 0, ..., K - 1.

    Source: lecture notes S0, "hinge loss", its lam mended; handout, task hinge_loss.
    """
    raise NotImplementedError("Task hinge_loss is not written yet.")


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
    raise NotImplementedError("Task momentum_step is not written yet.")


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
    raise NotImplementedError("Task adam_step is not written yet.")


def clip_by_norm(g: ArrayLike, max_norm: float) -> Floats:
    """Scale g down to Euclidean norm max_norm if it is longer; otherwise leave it.

    Shapes: g of any shape, the norm over all its entries; the same shape out.

    Source: neural-network slides S2 (UW), "gradient clipping"; handout, task clip_by_norm.
    """
    raise NotImplementedError("Task clip_by_norm is not written yet.")


def step_decay(eta0: float, epoch: int, every: int, factor: float) -> float:
    """Multiply the learning rate eta0 by factor once for every `every` whole epochs gone by.

    Source: neural-network slides S2 (UW), "decay learning rate"; handout, task step_decay.
    """
    raise NotImplementedError("Task step_decay is not written yet.")
