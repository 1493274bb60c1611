"""XOR and Boolean functions with multi-layer perceptrons: the reference solution."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

### BEGIN SOLUTION
XOR_ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_TABLE = np.array([0.0, 1.0, 1.0, 0.0])


def _reals(value: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, not {array.dtype}")
    return array.astype(np.float64)


def _scalar(value: ArrayLike, name: str) -> float:
    array = _reals(value, name)
    if array.size != 1:
        raise ValueError(f"{name} must be one number, not of shape {array.shape}")
    return float(array.reshape(()))


def _vector(value: ArrayLike, name: str, length: int | None = None) -> NDArray[np.float64]:
    array = _reals(value, name)
    if array.ndim != 1 or length not in (None, array.size):
        raise ValueError(f"{name} must have shape ({length or 'any'},), not {array.shape}")
    return array


def _matrix(value: ArrayLike, name: str, columns: int | None = None) -> NDArray[np.float64]:
    array = _reals(value, name)
    if array.ndim != 2 or columns not in (None, array.shape[1]):
        raise ValueError(f"{name} must have shape (N, {columns or 'any'}), not {array.shape}")
    return array


def _boolean_table(table: ArrayLike) -> tuple[NDArray[np.float64], int]:
    values = _vector(table, "table")
    n = values.size.bit_length() - 1
    if n < 1 or values.size != 2**n:
        raise ValueError(f"a table of n inputs has 2**n rows, not {values.size}")
    if not ((values == 0.0) | (values == 1.0)).all():
        raise ValueError("a table holds only 0 and 1")
    return values, n


def _truth_rows(n: int) -> NDArray[np.int64]:
    return (np.arange(2**n)[:, None] >> np.arange(n - 1, -1, -1)) & 1


### END SOLUTION


def step(z: ArrayLike) -> NDArray[np.float64]:
    """Fire where the score is at least zero.

    Shapes: a number or any shape, the same out. Values 0.0 and 1.0; step(0) is 1.

    Raises:
        TypeError: z is not numeric.

    Source: lecture notes S0, "Perceptron".
    """
    ### BEGIN SOLUTION
    return np.where(_reals(z, "z") >= 0, 1.0, 0.0)
    ### END SOLUTION


def xor_constraints(w0: float, w1: float, w2: float) -> NDArray[np.bool_]:
    """Tell which of the four inequalities hold that would make one unit compute XOR.

    The unit fires iff w1*x1 + w2*x2 + w0 >= 0. Shape (4,): rows (x1, x2) = 00, 01, 10, 11.

    Source: lecture notes S0, DL-2 (the last inequality is printed there as <=).
    """
    ### BEGIN SOLUTION
    bias, first, second = _scalar(w0, "w0"), _scalar(w1, "w1"), _scalar(w2, "w2")
    return np.array([bias < 0, second + bias >= 0, first + bias >= 0, first + second + bias < 0])
    ### END SOLUTION


def xor_features(X: ArrayLike) -> NDArray[np.float64]:
    """Map each row (u, v) to (u, v, uv).

    Shapes: (N, 2) to (N, 3). Any real inputs.

    Raises:
        ValueError: X is not (N, 2).
        TypeError: X is not numeric.

    Source: lecture notes S0, DL-2.
    """
    ### BEGIN SOLUTION
    X = _matrix(X, "X", columns=2)
    return np.column_stack([X, X[:, 0] * X[:, 1]])
    ### END SOLUTION


def minterm_layer(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Build one threshold unit for each row of the truth table of n inputs.

    Returns W (2**n, n), every entry +1 or -1, and b (2**n,). Unit k fires on row k alone; rows are
    in binary order, first column most significant.

    Source: lecture notes S0, DL-2 (table of h1 to h4).
    """
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    rows = _truth_rows(n)
    return 2.0 * rows - 1.0, 0.5 - rows.sum(axis=1)
    ### END SOLUTION


def boolean_mlp(
    table: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """Build a threshold network for any Boolean function: 2**n hidden units and one output unit.

    table: (2**n,) of 0/1, one entry for each truth-table row. Returns W1 (2**n, n), b1 (2**n,),
    w2 (2**n,) and the number b2.

    Raises:
        ValueError: table is not 1-D, or its size is not 2**n.
        TypeError: table is not numeric.

    Source: lecture notes S0, DL-2 ("2^n perceptrons in hidden layer & 1 in output layer").
    """
    ### BEGIN SOLUTION
    values, n = _boolean_table(table)
    W1, b1 = minterm_layer(n)
    return W1, b1, values, -0.5
    ### END SOLUTION


def dnf_mlp(
    table: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """Build a threshold network with one hidden unit for each true row, and one output unit.

    table: (2**n,) of 0/1 with T ones. Returns W1 (T, n), b1 (T,), w2 (T,) and the number b2.

    Raises:
        ValueError: table is not 1-D, or its size is not 2**n.
        TypeError: table is not numeric.

    Source: lecture notes S0, 9/1/25 (sum of products) and DL-2 ("2^(N-1)").
    """
    ### BEGIN SOLUTION
    values, n = _boolean_table(table)
    W, b = minterm_layer(n)
    true = np.flatnonzero(values)
    return np.asarray(W)[true], np.asarray(b)[true], np.ones(true.size), -0.5
    ### END SOLUTION


def mlp_forward(
    X: ArrayLike, W1: ArrayLike, b1: ArrayLike, w2: ArrayLike, b2: float
) -> NDArray[np.int64]:
    """Run a network with one hidden layer, threshold units in both layers.

    Shapes: X (N, D), W1 (H, D), b1 (H,), w2 (H,), b2 a number; returns (N,) of 0/1.

    Raises:
        ValueError: the shapes do not fit together.
        TypeError: an argument is not numeric.

    Source: lecture notes S0, DL-2.
    """
    ### BEGIN SOLUTION
    X = _matrix(X, "X")
    W1 = _matrix(W1, "W1", columns=X.shape[1])
    b1 = _vector(b1, "b1", length=len(W1))
    w2 = _vector(w2, "w2", length=len(W1))
    hidden = step(X @ W1.T + b1)
    return np.asarray(step(hidden @ w2 + _scalar(b2, "b2"))).astype(np.int64)
    ### END SOLUTION


def xor_unit() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """Give a threshold network with two hidden units and one output unit that computes XOR.

    Returns W1 (2, 2), b1 (2,), w2 (2,) and the number b2.

    Source: lecture notes S0, "HW no. of neurons for XOR".
    """
    ### BEGIN SOLUTION
    any_but_not_both = np.array([1.0, -1.0])
    return np.ones((2, 2)), np.array([-0.5, -1.5]), any_but_not_both, -0.5
    ### END SOLUTION


def parity_deep(X: ArrayLike) -> tuple[NDArray[np.int64], int, int]:
    """Compute the parity of each row with XOR blocks arranged as a binary tree.

    X: (N, n) of 0/1. Returns the parities (N,), 1 where the number of ones is odd, and how many
    units and how many layers the network has.

    Raises:
        ValueError: X is not 2-D, or n is less than 2 or not a power of two.
        TypeError: X is not numeric.

    Source: lecture notes S0, DL-2 ("linear in N ... arranged in 2 log2(N) layers").
    """
    ### BEGIN SOLUTION
    X = _matrix(X, "X")
    rows, n = X.shape
    if n < 2 or n & (n - 1):
        raise ValueError(f"the number of inputs must be a power of two, at least 2, not {n}")
    block = xor_unit()
    units = layers = 0
    while n > 1:
        n //= 2
        X = np.asarray(mlp_forward(X.reshape(-1, 2), *block)).reshape(rows, n)
        units += 3 * n
        layers += 2
    return X[:, 0].astype(np.int64), units, layers
    ### END SOLUTION


def units_shallow(n: int) -> int:
    """Count the units of the one-hidden-layer network that `dnf_mlp` builds for parity of n inputs.

    The output unit counts too. Exact for any n >= 2.

    Source: lecture notes S0, DL-2, shallow and deep networks for parity.
    """
    ### BEGIN SOLUTION
    return 2 ** (n - 1) + 1
    ### END SOLUTION


def units_deep(n: int) -> int:
    """Count the units of the tree of XOR blocks for parity of n inputs, n >= 2.

    Source: lecture notes S0, DL-2, shallow and deep networks for parity.
    """
    ### BEGIN SOLUTION
    return 3 * (n - 1)
    ### END SOLUTION


def box_classifier(X: ArrayLike, x0: float, x1: float, y0: float, y1: float) -> NDArray[np.int64]:
    """Tell which points lie in the box [x0, x1] x [y0, y1], its edges included.

    X: (N, 2), columns x and y. Returns (N,) of 0/1: the AND of four half-planes.

    Raises:
        ValueError: X is not (N, 2).
        TypeError: an argument is not numeric.

    Source: lecture notes S0, "4 perceptrons which align with 4 lines and fire".
    """
    ### BEGIN SOLUTION
    X = _matrix(X, "X", columns=2)
    W1 = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    b1 = np.array([-_scalar(x0, "x0"), _scalar(x1, "x1"), -_scalar(y0, "y0"), _scalar(y1, "y1")])
    return mlp_forward(X, W1, b1, np.ones(4), -3.5)
    ### END SOLUTION


def train_xor(
    n_hidden: int, eta: float, n_steps: int, rng: np.random.Generator
) -> tuple[
    NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float, NDArray[np.float64]
]:
    """Train a sigmoid network with one hidden layer on the four rows of XOR.

    Draws W1 = rng.normal(size=(n_hidden, 2)), then w2 = rng.normal(size=n_hidden); biases start at
    0. Each of the n_steps updates is batch gradient descent with learning rate eta on the mean over
    the four rows of the binary cross-entropy, natural logarithm.

    Returns W1 (n_hidden, 2), b1 (n_hidden,), w2 (n_hidden,), the number b2, and losses (n_steps,);
    losses[t] is the loss before update t (t = 0 is the loss of the drawn weights).

    Source: lecture notes S0, "Sigmoid neuron" and "Batch gradient descent".
    """
    ### BEGIN SOLUTION
    W1, w2 = rng.normal(size=(n_hidden, 2)), rng.normal(size=n_hidden)
    b1, b2 = np.zeros(n_hidden), 0.0
    losses = np.empty(n_steps)
    for t in range(n_steps):
        hidden = _sigmoid(XOR_ROWS @ W1.T + b1)
        z = hidden @ w2 + b2
        losses[t] = np.mean(np.logaddexp(0.0, z) - XOR_TABLE * z)
        delta = (_sigmoid(z) - XOR_TABLE) / len(XOR_TABLE)
        delta_hidden = np.outer(delta, w2) * hidden * (1.0 - hidden)
        w2 = w2 - eta * (hidden.T @ delta)
        b2 = b2 - eta * float(delta.sum())
        W1 = W1 - eta * (delta_hidden.T @ XOR_ROWS)
        b1 = b1 - eta * delta_hidden.sum(axis=0)
    return W1, b1, w2, b2, losses
    ### END SOLUTION


### BEGIN SOLUTION
def _sigmoid(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.exp(-np.logaddexp(0.0, -z))


### END SOLUTION
