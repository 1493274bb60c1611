"""Backpropagation by hand.

Each task says where it is not written yet. Try your code with: autograder check backprop
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Params = Sequence[tuple[ArrayLike, ArrayLike]]
Layers = list[tuple[Floats, Floats]]


def sigmoid_graph(theta: ArrayLike, x: ArrayLike) -> dict[str, float | Floats]:
    """Evaluate 1 / (1 + exp(-theta.x)) node by node, then every gradient of the last node.

    The nodes: y = theta * x entry by entry, z0 = sum of y, z1 = -z0, z2 = exp(z1), z3 = 1 + z2,
    z4 = 1 / z3. The gradients: "grad_z4" = 1 back to "grad_z0", then "grad_y", "grad_theta" and
    "grad_x", all of z4.

    Shapes: theta and x (n,). "y", "grad_y", "grad_theta", "grad_x" are (n,), the others floats.

    Raises:
        ValueError: theta or x is not 1-D, or their lengths differ.

    Source: worked backprop example S4; handout, task sigmoid_graph.
    """
    raise NotImplementedError("Task sigmoid_graph is not written yet.")


class AddGate:
    """A gate with two scalar inputs whose value is their sum.

    Source: backprop notebook S3, "What is a Gate"; handout, task AddGate.
    """

    def __init__(self) -> None:
        pass

    def forward(self, x: float, y: float) -> float:
        """Return x + y."""
        raise NotImplementedError("Task AddGate, method forward, is not written yet.")

    def backward(self, dz: float) -> tuple[float, float]:
        """Return (dL/dx, dL/dy) of the last forward pass, given the upstream dL/dz.

        Raises:
            RuntimeError: there was no forward pass yet.
        """
        raise NotImplementedError("Task AddGate, method backward, is not written yet.")


class MultiplyGate:
    """A gate with two scalar inputs whose value is their product.

    Source: backprop notebook S3, "What is a Gate"; handout, task MultiplyGate.
    """

    def __init__(self) -> None:
        pass

    def forward(self, x: float, y: float) -> float:
        """Return x * y and remember what the backward pass needs."""
        raise NotImplementedError("Task MultiplyGate, method forward, is not written yet.")

    def backward(self, dz: float) -> tuple[float, float]:
        """Return (dL/dx, dL/dy) of the last forward pass, given the upstream dL/dz.

        Raises:
            RuntimeError: there was no forward pass yet.
        """
        raise NotImplementedError("Task MultiplyGate, method backward, is not written yet.")


def grad_exp_sin_sq(x: float) -> tuple[float, float]:
    """Return the value and the derivative of exp(sin(x**2)); x is in radians.

    Source: backpropagation slides S1, "Chain rule of differential calculus"; handout, task
    grad_exp_sin_sq.
    """
    raise NotImplementedError("Task grad_exp_sin_sq is not written yet.")


def product_sum(x: float, y: float, z: float) -> tuple[float, tuple[float, float, float]]:
    """Return (x + y) z and its gradient (d/dx, d/dy, d/dz).

    Source: backprop notebook S3, "Chain Rule on Directed Acyclic Graph"; handout, task product_sum.
    """
    raise NotImplementedError("Task product_sum is not written yet.")


def squared_residual(x: float, y: float, z: float, t: float) -> tuple[float, tuple[float, float, float]]:
    """Return the loss (x y + z - t)**2 and its gradient (d/dx, d/dy, d/dz).

    Source: lecture notes S0, the graph g = xy, f = g + z, L = (f - t)^2; handout, task
    squared_residual.
    """
    raise NotImplementedError("Task squared_residual is not written yet.")


def autodiff_trace(x1: float, x2: float) -> dict[str, float]:
    """Trace y = ln x1 + x1 x2 - sin x2 forward, then its adjoints (bars) backward.

    Forward "v1" = ln x1, "v2" = x1 x2, "v3" = sin x2, "v4" = v1 + v2, "v5" = v4 - v3, "y" = v5.
    Backward "v5_bar" = 1 to "v1_bar", then "x1_bar" and "x2_bar": each bar is dy/d(that value).

    Raises:
        ValueError: x1 is 0 or negative.

    Source: neural-network slides S2, "Autodiff"; handout, task autodiff_trace.
    """
    raise NotImplementedError("Task autodiff_trace is not written yet.")


def shared_dag(x0: float, w1: float, w2: float) -> tuple[float, float, float, float]:
    """Return (x3, dx3/dx0, dx3/dw1, dx3/dw2) for a graph in which w1 is used twice.

    x1 = w1 x0, x2 = w2 (x0 + x1), x3 = w1 x1 x2.

    Source: lecture notes S0, the DAG x^1 = phi(x^0, w^1) to x^3 = phi(x^1, x^2, w^1); handout, task
    shared_dag.
    """
    raise NotImplementedError("Task shared_dag is not written yet.")


def activation(name: str, z: ArrayLike) -> Floats:
    """Apply "sigmoid", "tanh", "relu" or "softplus" to every entry of z.

    Softplus is ln(1 + e**z). Shapes: a scalar or an array of any shape, the same out.

    Raises:
        ValueError: the name is another one.

    Source: backprop notebook S3, activation functions; handout, task activation.
    """
    raise NotImplementedError("Task activation is not written yet.")


def activation_grad(name: str, z: ArrayLike) -> Floats:
    """Return the slope of the named activation at every entry of z, the input before activation.

    The slope of ReLU at 0 is 0. Shapes: a scalar or an array of any shape, the same out.

    Raises:
        ValueError: the name is none of "sigmoid", "tanh", "relu", "softplus".

    Source: backprop notebook S3, activation functions; handout, task activation_grad.
    """
    raise NotImplementedError("Task activation_grad is not written yet.")


def mlp_forward(params: Params, X: ArrayLike) -> list[Floats]:
    """Return the activations [a[0], ..., a[L]] of a network with a sigmoid at every layer.

    Shapes: params is a list of L pairs W (n_out, n_in), b (n_out,); X (N, n_0). a[0] is X,
    a[l] = sigmoid(a[l-1] W.T + b) is (N, n_l).

    Raises:
        ValueError: X is not 2-D, or a shape does not fit the layer before.

    Source: backpropagation slides S1, "Forward pass operation"; handout, task mlp_forward.
    """
    raise NotImplementedError("Task mlp_forward is not written yet.")


def mlp_backward(params: Params, a: Sequence[ArrayLike], Y: ArrayLike) -> Layers:
    """Return the gradients [(dW, db), ...] of the cross-entropy, first layer first.

    The loss is the mean over the N rows of the sum over the K outputs of
    -(y ln a + (1 - y) ln(1 - a)), so that delta at the output is (a[L] - Y) / N.

    Shapes: params as in mlp_forward, a the list it returned, Y (N, K). dW and db have the shapes of
    W and b.

    Raises:
        ValueError: Y has another shape than a[L].

    Source: lecture notes S0, "Backpropagation"; neural-network slides S2, the box; handout, task
    mlp_backward.
    """
    raise NotImplementedError("Task mlp_backward is not written yet.")


def mlp_train_step(params: Params, X: ArrayLike, Y: ArrayLike, eta: float) -> Layers:
    """Return new parameters after one step of gradient descent on all of X and Y.

    Shapes: params and X as in mlp_forward, Y (N, K); eta is the learning rate.

    Raises:
        ValueError: a shape does not fit.

    Source: backprop notebook S3, "Once you have gradients on ALL weights"; handout, task
    mlp_train_step.
    """
    raise NotImplementedError("Task mlp_train_step is not written yet.")


def regularized_gradients(Thetas: Sequence[ArrayLike], X: ArrayLike, Y: ArrayLike, lam: float) -> list[Floats]:
    """Return the list D of averaged, regularised gradients, one per layer, first layer first.

    The bias is column 0 of every Theta. The objective is the cross-entropy of mlp_backward plus
    (lam / 2) * sum(Theta[:, 1:]**2) over all layers, so the penalty's gradient is lam * Theta and
    column 0 is not penalised. The penalty is not divided by N.

    Shapes: each Theta (n_out, n_in + 1), X (N, n_0) without a column of ones, Y (N, K). Each D has
    the shape of its Theta.

    Raises:
        ValueError: X is not 2-D, or a shape does not fit.

    Source: neural-network slides S2, the box "Backpropagation"; handout, task
    regularized_gradients.
    """
    raise NotImplementedError("Task regularized_gradients is not written yet.")


def numerical_jacobian(f: Callable[[Floats], ArrayLike], x: ArrayLike, h: float = 1e-5) -> Floats:
    """Return the Jacobian of f at x by central differences with step h.

    Shapes: x (n,), f maps (n,) to (m,), the result is (m, n): row i is the gradient of f_i.

    Raises:
        ValueError: x is not 1-D.

    Source: lecture notes S0, "Gradient of vector valued f"; handout, task numerical_jacobian.
    """
    raise NotImplementedError("Task numerical_jacobian is not written yet.")


def jacobian_chain(Js: Sequence[ArrayLike]) -> Floats:
    """Return the Jacobian J_N ... J_1 of a composition f_N(... f_1(x)).

    Shapes: Js holds J_1 to J_N in the order in which the functions are applied; J_k is (n_k,
    n_{k-1}),
    the result (n_N, n_0).

    Raises:
        ValueError: neighbours do not fit.

    Source: backpropagation slides S1, "Chain rule of differential calculus for an MLP"; handout,
    task jacobian_chain.
    """
    raise NotImplementedError("Task jacobian_chain is not written yet.")


def relu_jacobian_diag(h: ArrayLike) -> Floats:
    """Return the diagonal of the Jacobian of ReLU at h: 1 where h > 0, else 0.

    Shapes: (n,) in, (n,) out.

    Source: backprop notebook S3, "Jacobian of Activation Functions"; handout, task
    relu_jacobian_diag.
    """
    raise NotImplementedError("Task relu_jacobian_diag is not written yet.")


def jacobian_entries(n: int, batch: int = 1) -> int:
    """Count the entries of the full Jacobian of an elementwise activation.

    The layer has n units and takes `batch` samples at once, so the Jacobian is square with
    n * batch rows.

    Source: backprop notebook S3, "Jacobian of Activation Functions"; handout, task
    jacobian_entries.
    """
    raise NotImplementedError("Task jacobian_entries is not written yet.")
