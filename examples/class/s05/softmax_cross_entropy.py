"""Softmax and the cross-entropy gradient.

Rows are samples. Sources: backprop notebook S3 (AI & ML, Unit II), neural-network slides S2 (UW),
lecture notes S0.

Each task says where it is not written yet. Try your code with: autograder check softmax_cross_entropy
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def softmax(z: ArrayLike) -> Floats:
    """Turn each row of logits into probabilities: exp(z_j) / sum_k exp(z_k).

    Shapes: (K,) or (N, K), the same out. Over the last axis; stable for logits of any size.

    Raises:
        ValueError: z is neither 1-D nor 2-D.
        TypeError: z does not hold real numbers.

    Source: slides S2, "Multi-class classification"; notebook S3, appendix "SoftMax + CE Loss".
    """
    raise NotImplementedError("Task softmax is not written yet.")


def logsumexp(z: ArrayLike) -> float | Floats:
    """Return log sum_k exp(z_k) over the last axis, which disappears.

    Shapes: (K,) gives a float, (N, K) gives (N,). Stable for logits of any size.

    Raises:
        ValueError: z is neither 1-D nor 2-D.
        TypeError: z does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss", the first term of its last line.
    """
    raise NotImplementedError("Task logsumexp is not written yet.")


def log_softmax(z: ArrayLike) -> Floats:
    """Return the logarithm of softmax(z), without going through softmax(z).

    Shapes: (K,) or (N, K), the same out. Over the last axis; finite for logits of any size.

    Raises:
        ValueError: z is neither 1-D nor 2-D.
        TypeError: z does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss".
    """
    raise NotImplementedError("Task log_softmax is not written yet.")


def one_hot(y: ArrayLike, K: int) -> Floats:
    """Return one row per label: 1 in the column of the class, 0 elsewhere.

    Shapes: y (N,) or (N, 1), result (N, K). Classes count from 0; 1.0 is as good a label as 1.

    Raises:
        ValueError: a label is not a whole number or not in [0, K), or y has another shape.
        TypeError: y does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss", where y = [0 1 0].
    """
    raise NotImplementedError("Task one_hot is not written yet.")


def cross_entropy(z: ArrayLike, y: ArrayLike) -> float:
    """Return the mean over the samples of -log p_y, p = softmax(z).

    Shapes: logits z (N, K), class labels y (N,) or (N, 1). In nats; exact for logits of any size.

    Raises:
        ValueError: z is not 2-D, y has another length than z, or a label is not in [0, K).
        TypeError: z or y does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss"; slides S2 print the same sum for one sample.
    """
    raise NotImplementedError("Task cross_entropy is not written yet.")


def cross_entropy_grad(z: ArrayLike, y: ArrayLike) -> Floats:
    """Return the gradient of `cross_entropy(z, y)` with respect to z.

    Shapes: logits z (N, K), class labels y (N,) or (N, 1), result (N, K). The loss is a mean, so
    each row carries 1/N.

    Raises:
        ValueError: z is not 2-D, y has another length than z, or a label is not in [0, K).
        TypeError: z or y does not hold real numbers.

    Source: notebook S3, appendix "Gradient of SoftMax + CE Loss wrt z".
    """
    raise NotImplementedError("Task cross_entropy_grad is not written yet.")


def softmax_jacobian(z: ArrayLike) -> Floats:
    """Return the derivatives J[i, j] = d softmax(z)_i / d z_j.

    Shapes: z (K,), result (K, K).

    Raises:
        ValueError: z is not 1-D.
        TypeError: z does not hold real numbers.

    Source: lecture notes S0, 22/1/25: the off-diagonal is zero for a hidden layer, not for softmax.
    """
    raise NotImplementedError("Task softmax_jacobian is not written yet.")


def softmax_regression(
    W: ArrayLike, b: ArrayLike, X: ArrayLike, y: ArrayLike, lam: float
) -> tuple[float, Floats, Floats]:
    """Return loss and gradients of a linear softmax classifier with logits X @ W.T + b.

    The loss is the mean cross-entropy plus lam * sum(W**2), with gradient 2 * lam * W as in lecture
    notes S0; b is not penalised.

    Shapes: W (K, D), b (K,), X (N, D), y (N,) or (N, 1); result (loss, dW (K, D), db (K,)).

    Raises:
        ValueError: shapes that do not fit together, or a label not in [0, K).
        TypeError: an argument does not hold real numbers.

    Source: notebook S3, "Representation of a Single Layer".
    """
    raise NotImplementedError("Task softmax_regression is not written yet.")


def two_layer(
    W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike, X: ArrayLike, y: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the gradients of the mean cross-entropy of a classifier with one ReLU hidden layer.

    h = X @ W1.T + b1, a = max(0, h), z = a @ W2.T + b2. The derivative of ReLU at 0 is 0.

    Shapes: W1 (H, D), b1 (H,), W2 (K, H), b2 (K,), X (N, D), y (N,) or (N, 1); result
    (dW1, db1, dW2, db2), each of the shape of what it belongs to.

    Raises:
        ValueError: shapes that do not fit together, or a label not in [0, K).
        TypeError: an argument does not hold real numbers.

    Source: notebook S3, "Backprop", from the loss back to the first layer's weights.
    """
    raise NotImplementedError("Task two_layer is not written yet.")


def bce_with_logits(z: ArrayLike, y: ArrayLike) -> float:
    """Return the mean of -[y log s(z) + (1 - y) log(1 - s(z))], s the logistic sigmoid.

    Shapes: logits z (N,), labels y (N,) or (N, 1), each 0 or 1. In nats; exact for any logits.

    Raises:
        ValueError: z is not 1-D, y has another length than z, or a label is neither 0 nor 1.
        TypeError: z or y does not hold real numbers.

    Source: slides S2, "Multi-layer Neural Network - Binary Classification", with its minus sign.
    """
    raise NotImplementedError("Task bce_with_logits is not written yet.")
