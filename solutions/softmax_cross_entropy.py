"""Softmax and the cross-entropy gradient: from scores to probabilities, losses and gradients.

Rows are samples. Sources: backprop notebook S3 (AI & ML, Unit II), neural-network slides S2 (UW),
lecture notes S0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


### BEGIN SOLUTION
def _real(values: ArrayLike, name: str, *ndims: int) -> Floats:
    """Return `values` as float64, of one of the given numbers of dimensions."""
    found = np.asarray(values)
    if found.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, not {found.dtype}")
    if found.ndim not in ndims:
        raise ValueError(f"{name} must have ndim {' or '.join(map(str, ndims))}, not {found.ndim}")
    return found.astype(np.float64)


def _column(y: ArrayLike, n: int | None) -> Floats:
    """Return labels (N,) or (N, 1) as (N,); `n` is the N that is wanted, if any."""
    labels = _real(y, "y", 1, 2)
    if labels.ndim == 2 and labels.shape[1] != 1:
        raise ValueError(f"y must be (N,) or (N, 1), not {labels.shape}")
    if n is not None and len(labels) != n:
        raise ValueError(f"there are {n} rows but {len(labels)} labels")
    return labels.reshape(-1)


def _classes(y: ArrayLike, k: int, n: int | None = None) -> NDArray[np.int64]:
    """Return class labels as ints (N,), all of them in [0, k)."""
    labels = _column(y, n)
    if (labels != np.floor(labels)).any() or (labels < 0).any() or (labels >= k).any():
        raise ValueError(f"labels must be whole numbers in [0, {k})")
    return labels.astype(np.int64)


def _layer(W: ArrayLike, b: ArrayLike, n_in: int) -> tuple[Floats, Floats]:
    """Return the weights (n_out, n_in) and bias (n_out,) of one layer."""
    weights, bias = _real(W, "W", 2), _real(b, "b", 1)
    if weights.shape[1] != n_in:
        raise ValueError(f"W has {weights.shape[1]} columns for {n_in} inputs")
    if len(bias) != len(weights):
        raise ValueError(f"W has {len(weights)} rows but b has {len(bias)} entries")
    return weights, bias


### END SOLUTION


def softmax(z: ArrayLike) -> Floats:
    """Turn each row of logits into probabilities: exp(z_j) / sum_k exp(z_k).

    Shapes: (K,) or (N, K), the same out. Over the last axis; stable for logits of any size.

    Raises:
        ValueError: z is neither 1-D nor 2-D.
        TypeError: z does not hold real numbers.

    Source: slides S2, "Multi-class classification"; notebook S3, appendix "SoftMax + CE Loss".
    """
    ### BEGIN SOLUTION
    logits = _real(z, "z", 1, 2)
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))
    ### END SOLUTION


def logsumexp(z: ArrayLike) -> float | Floats:
    """Return log sum_k exp(z_k) over the last axis, which disappears.

    Shapes: (K,) gives a float, (N, K) gives (N,). Stable for logits of any size.

    Raises:
        ValueError: z is neither 1-D nor 2-D.
        TypeError: z does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss", the first term of its last line.
    """
    ### BEGIN SOLUTION
    logits = _real(z, "z", 1, 2)
    top = logits.max(axis=-1)
    total = top + np.log(np.exp(logits - top[..., None]).sum(axis=-1))
    return float(total) if logits.ndim == 1 else total
    ### END SOLUTION


def log_softmax(z: ArrayLike) -> Floats:
    """Return the logarithm of softmax(z), without going through softmax(z).

    Shapes: (K,) or (N, K), the same out. Over the last axis; finite for logits of any size.

    Raises:
        ValueError: z is neither 1-D nor 2-D.
        TypeError: z does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss".
    """
    ### BEGIN SOLUTION
    logits = _real(z, "z", 1, 2)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
    ### END SOLUTION


def one_hot(y: ArrayLike, K: int) -> Floats:
    """Return one row per label: 1 in the column of the class, 0 elsewhere.

    Shapes: y (N,) or (N, 1), result (N, K). Classes count from 0; 1.0 is as good a label as 1.

    Raises:
        ValueError: a label is not a whole number or not in [0, K), or y has another shape.
        TypeError: y does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss", where y = [0 1 0].
    """
    ### BEGIN SOLUTION
    labels = _classes(y, K)
    rows = np.zeros((len(labels), K))
    rows[np.arange(len(labels)), labels] = 1.0
    return rows
    ### END SOLUTION


def cross_entropy(z: ArrayLike, y: ArrayLike) -> float:
    """Return the mean over the samples of -log p_y, p = softmax(z).

    Shapes: logits z (N, K), class labels y (N,) or (N, 1). In nats; exact for logits of any size.

    Raises:
        ValueError: z is not 2-D, y has another length than z, or a label is not in [0, K).
        TypeError: z or y does not hold real numbers.

    Source: notebook S3, appendix "SoftMax + CE Loss"; slides S2 print the same sum for one sample.
    """
    ### BEGIN SOLUTION
    log_p = log_softmax(_real(z, "z", 2))
    labels = _classes(y, log_p.shape[1], len(log_p))
    return float(-log_p[np.arange(len(labels)), labels].mean())
    ### END SOLUTION


def cross_entropy_grad(z: ArrayLike, y: ArrayLike) -> Floats:
    """Return the gradient of `cross_entropy(z, y)` with respect to z.

    Shapes: logits z (N, K), class labels y (N,) or (N, 1), result (N, K). The loss is a mean, so
    each row carries 1/N.

    Raises:
        ValueError: z is not 2-D, y has another length than z, or a label is not in [0, K).
        TypeError: z or y does not hold real numbers.

    Source: notebook S3, appendix "Gradient of SoftMax + CE Loss wrt z".
    """
    ### BEGIN SOLUTION
    p = softmax(_real(z, "z", 2))
    n, k = p.shape
    return (p - one_hot(_classes(y, k, n), k)) / n
    ### END SOLUTION


def softmax_jacobian(z: ArrayLike) -> Floats:
    """Return the derivatives J[i, j] = d softmax(z)_i / d z_j.

    Shapes: z (K,), result (K, K).

    Raises:
        ValueError: z is not 1-D.
        TypeError: z does not hold real numbers.

    Source: lecture notes S0, 22/1/25: the off-diagonal is zero for a hidden layer, not for softmax.
    """
    ### BEGIN SOLUTION
    p = softmax(_real(z, "z", 1))
    return np.diag(p) - np.outer(p, p)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    inputs = _real(X, "X", 2)
    weights, bias = _layer(W, b, inputs.shape[1])
    penalty = float(_real(lam, "lam", 0))
    z = inputs @ weights.T + bias
    g = cross_entropy_grad(z, y)
    loss = cross_entropy(z, y) + penalty * float((weights**2).sum())
    return loss, g.T @ inputs + 2 * penalty * weights, g.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    inputs = _real(X, "X", 2)
    hidden_weights, hidden_bias = _layer(W1, b1, inputs.shape[1])
    out_weights, out_bias = _layer(W2, b2, len(hidden_weights))
    h = inputs @ hidden_weights.T + hidden_bias
    a = np.maximum(h, 0.0)
    g = cross_entropy_grad(a @ out_weights.T + out_bias, y)
    dh = (g @ out_weights) * (h > 0)
    return dh.T @ inputs, dh.sum(axis=0), g.T @ a, g.sum(axis=0)
    ### END SOLUTION


def bce_with_logits(z: ArrayLike, y: ArrayLike) -> float:
    """Return the mean of -[y log s(z) + (1 - y) log(1 - s(z))], s the logistic sigmoid.

    Shapes: logits z (N,), labels y (N,) or (N, 1), each 0 or 1. In nats; exact for any logits.

    Raises:
        ValueError: z is not 1-D, y has another length than z, or a label is neither 0 nor 1.
        TypeError: z or y does not hold real numbers.

    Source: slides S2, "Multi-layer Neural Network - Binary Classification", with its minus sign.
    """
    ### BEGIN SOLUTION
    logits = _real(z, "z", 1)
    labels = _column(y, len(logits))
    if not ((labels == 0.0) | (labels == 1.0)).all():
        raise ValueError("labels must be 0 or 1")
    losses = np.maximum(logits, 0.0) - labels * logits + np.log1p(np.exp(-np.abs(logits)))
    return float(losses.mean())
    ### END SOLUTION
