"""Perceptron learning and its convergence.

Each task says where it is not written yet. Try your code with: autograder check perceptron
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def add_bias(X: ArrayLike) -> NDArray[np.float64]:
    """Append a column of ones, so that the last weight acts as the bias.

    Shapes: X (N, D), returned (N, D + 1) with the ones last.

    Raises:
        ValueError: X is not 2-D.
        TypeError: X does not hold real numbers.

    Source: lecture notes S0, "Bias can be appended with 1 suitably"; handout, task add_bias.
    """
    raise NotImplementedError("Task add_bias is not written yet.")


def two_gaussians(
    n: int, mean_gap: float, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw two clouds of n points in the plane, alternating row by row.

    Draws exactly `rng.normal(0, 1, (n, 2))`, then `rng.normal(mean_gap, 1, (n, 2))`.

    Shapes: X (2n, 3), bias column last; y (2n,). Rows 0, 2, … come from N(0, I) and are labelled
    +1.0, rows 1, 3, … come from N(mean_gap, I), the same mean on both axes, and are labelled -1.0.

    Source: lecture notes S0, "Perceptron learning code"; handout, task two_gaussians.
    """
    raise NotImplementedError("Task two_gaussians is not written yet.")


def predict(X: ArrayLike, w: ArrayLike) -> NDArray[np.int64]:
    """Say on which side of the boundary each row lies: the sign of w·x, where the sign of 0 is +1.

    Shapes: X (N, D), bias column included; w (D,); returned (N,) of -1 and +1.

    Raises:
        ValueError: X is not 2-D, or w has another length than a row.
        TypeError: an argument does not hold real numbers.

    Source: lecture notes S0, f(x) = σ(wᵀx + b) with σ(x) = 1 when x >= 0, else -1; handout, task
    predict.
    """
    raise NotImplementedError("Task predict is not written yet.")


def perceptron_step(w: ArrayLike, x: ArrayLike, y: float) -> tuple[NDArray[np.float64], bool]:
    """Look at one sample: where y (w·x) <= 0, add y x to the weights.

    Shapes: w (D,), x (D,), y one label, -1 or +1. Returns new weights (D,), never the array handed
    in, with whether they changed.

    Raises:
        ValueError: x or w is not 1-D, their lengths differ, or y is neither -1 nor +1.
        TypeError: w or x does not hold real numbers.

    Source: lecture notes S0, w_{k+1} = w_k + yⁱxⁱ; handout, task perceptron_step.
    """
    raise NotImplementedError("Task perceptron_step is not written yet.")


def perceptron_train(
    X: ArrayLike, y: ArrayLike, max_epochs: int = 1000, w0: ArrayLike | None = None
) -> tuple[NDArray[np.float64], list[int], bool]:
    """Sweep over the rows in order, a step at each, until an epoch passes without a change.

    Shapes: X (N, D), bias column included; y (N,) or (N, 1) of -1 and +1; w0 (D,), zeros when None.

    Returns:
        The weights (D,); the number of changes in each epoch that was swept, the one without a
        change included; whether there was such an epoch among the at most max_epochs.

    Raises:
        ValueError: a label is neither -1 nor +1, there are no rows, or lengths do not match.
        TypeError: X or w0 does not hold real numbers.

    Source: lecture notes S0, "Perceptron learning code"; handout, task perceptron_train.
    """
    raise NotImplementedError("Task perceptron_train is not written yet.")


def margin(X: ArrayLike, y: ArrayLike, w: ArrayLike) -> float:
    """Return the smallest signed distance min y (w·x) / ‖w‖ of the rows to the boundary.

    Negative when a row lies on the wrong side. ‖w‖ is taken over all weights, that of the bias
    column too.

    Shapes: X (N, D), y (N,) or (N, 1) of -1 and +1, w (D,).

    Raises:
        ValueError: ‖w‖ is 0, X is not 2-D, or lengths do not match.
        TypeError: an argument does not hold real numbers.

    Source: handout, task margin.
    """
    raise NotImplementedError("Task margin is not written yet.")


def mistake_bound(X: ArrayLike, y: ArrayLike, w_star: ArrayLike) -> float:
    """Return (max ‖x‖ / margin)², which the updates from zero weights cannot exceed.

    Shapes: X (N, D), y (N,) or (N, 1) of -1 and +1, w_star (D,), any weights that separate the
    data.

    Raises:
        ValueError: w_star does not separate the data (margin <= 0), or is zero.

    Source: lecture notes S0, "Convergence Result"; handout, task mistake_bound.
    """
    raise NotImplementedError("Task mistake_bound is not written yet.")


def bayes_posterior(X: ArrayLike) -> NDArray[np.float64]:
    """Return the exact probability of label +1 given a point of `two_gaussians` with mean_gap 3.

    Shapes: X (N, 2), without the bias column; returned (N,) in [0, 1].

    Raises:
        ValueError: X is not (N, 2).
        TypeError: X does not hold real numbers.

    Source: Bayes' rule for N(0, I) against N(3, I) in equal numbers, σ(9 - 3x₁ - 3x₂), with the
    sigmoid of the neural-network slides S2 (UW); handout, task bayes_posterior.
    """
    raise NotImplementedError("Task bayes_posterior is not written yet.")
