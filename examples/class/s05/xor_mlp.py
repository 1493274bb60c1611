"""XOR and Boolean functions with multi-layer perceptrons.

Each task says where it is not written yet. Try your code with: autograder check xor_mlp
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def step(z: ArrayLike) -> NDArray[np.float64]:
    """Fire where the score is at least zero.

    Shapes: a number or any shape, the same out. Values 0.0 and 1.0; step(0) is 1.

    Raises:
        TypeError: z is not numeric.

    Source: lecture notes S0, "Perceptron".
    """
    raise NotImplementedError("Task step is not written yet.")


def xor_constraints(w0: float, w1: float, w2: float) -> NDArray[np.bool_]:
    """Tell which of the four inequalities hold that would make one unit compute XOR.

    The unit fires iff w1*x1 + w2*x2 + w0 >= 0. Shape (4,): rows (x1, x2) = 00, 01, 10, 11.

    Source: lecture notes S0, DL-2 (the last inequality is printed there as <=).
    """
    raise NotImplementedError("Task xor_constraints is not written yet.")


def xor_features(X: ArrayLike) -> NDArray[np.float64]:
    """Map each row (u, v) to (u, v, uv).

    Shapes: (N, 2) to (N, 3). Any real inputs.

    Raises:
        ValueError: X is not (N, 2).
        TypeError: X is not numeric.

    Source: lecture notes S0, DL-2.
    """
    raise NotImplementedError("Task xor_features is not written yet.")


def minterm_layer(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Build one threshold unit for each row of the truth table of n inputs.

    Returns W (2**n, n), every entry +1 or -1, and b (2**n,). Unit k fires on row k alone; rows are
    in binary order, first column most significant.

    Source: lecture notes S0, DL-2 (table of h1 to h4).
    """
    raise NotImplementedError("Task minterm_layer is not written yet.")


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
    raise NotImplementedError("Task boolean_mlp is not written yet.")


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
    raise NotImplementedError("Task dnf_mlp is not written yet.")


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
    raise NotImplementedError("Task mlp_forward is not written yet.")


def xor_unit() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """Give a threshold network with two hidden units and one output unit that computes XOR.

    Returns W1 (2, 2), b1 (2,), w2 (2,) and the number b2.

    Source: lecture notes S0, "HW no. of neurons for XOR".
    """
    raise NotImplementedError("Task xor_unit is not written yet.")


def parity_deep(X: ArrayLike) -> tuple[NDArray[np.int64], int, int]:
    """Compute the parity of each row with XOR blocks arranged as a binary tree.

    X: (N, n) of 0/1. Returns the parities (N,), 1 where the number of ones is odd, and how many
    units and how many layers the network has.

    Raises:
        ValueError: X is not 2-D, or n is less than 2 or not a power of two.
        TypeError: X is not numeric.

    Source: lecture notes S0, DL-2 ("linear in N ... arranged in 2 log2(N) layers").
    """
    raise NotImplementedError("Task parity_deep is not written yet.")


def units_shallow(n: int) -> int:
    """Count the units of the one-hidden-layer network that `dnf_mlp` builds for parity of n inputs.

    The output unit counts too. Exact for any n >= 2.

    Source: lecture notes S0, DL-2, shallow and deep networks for parity.
    """
    raise NotImplementedError("Task units_shallow is not written yet.")


def units_deep(n: int) -> int:
    """Count the units of the tree of XOR blocks for parity of n inputs, n >= 2.

    Source: lecture notes S0, DL-2, shallow and deep networks for parity.
    """
    raise NotImplementedError("Task units_deep is not written yet.")


def box_classifier(X: ArrayLike, x0: float, x1: float, y0: float, y1: float) -> NDArray[np.int64]:
    """Tell which points lie in the box [x0, x1] x [y0, y1], its edges included.

    X: (N, 2), columns x and y. Returns (N,) of 0/1: the AND of four half-planes.

    Raises:
        ValueError: X is not (N, 2).
        TypeError: an argument is not numeric.

    Source: lecture notes S0, "4 perceptrons which align with 4 lines and fire".
    """
    raise NotImplementedError("Task box_classifier is not written yet.")


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
    raise NotImplementedError("Task train_xor is not written yet.")
