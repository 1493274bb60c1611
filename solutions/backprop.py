"""Backpropagation by hand: gates, small graphs, and the gradients of a sigmoid network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Params = Sequence[tuple[ArrayLike, ArrayLike]]
Layers = list[tuple[Floats, Floats]]


### BEGIN SOLUTION
def _floats(values: ArrayLike, name: str, ndim: int | None = None) -> Floats:
    """Return a new float64 array, of `ndim` dimensions if given."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must be numeric, not {array.dtype}")
    if ndim is not None and array.ndim != ndim:
        raise ValueError(f"{name} must have {ndim} dimensions, not {array.ndim}")
    return array.astype(np.float64)


def _number(value: ArrayLike, name: str) -> float:
    return float(_floats(value, name, 0))


def _layers(params: Params) -> Layers:
    """Return (W (n_out, n_in), b (n_out,)) per layer as new float64 arrays."""
    layers = [(_floats(W, "W", 2), _floats(b, "b", 1)) for W, b in params]
    for W, b in layers:
        if len(W) != len(b):
            raise ValueError(f"W has {len(W)} rows, b has {len(b)} entries")
    return layers


def _targets(Y: ArrayLike, output: Floats) -> Floats:
    targets = _floats(Y, "Y", 2)
    if targets.shape != output.shape:
        raise ValueError(f"Y has shape {targets.shape}, the output has {output.shape}")
    return targets


def _sigmoid(z: Floats) -> Floats:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def _relu_slope(z: Floats) -> Floats:
    return np.where(z > 0, 1.0, 0.0)


_ACTIVATIONS: dict[str, tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]] = {
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z)),
    "tanh": (np.tanh, lambda z: 1.0 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0.0), _relu_slope),
    "softplus": (lambda z: np.logaddexp(0.0, z), _sigmoid),
}


def _named(name: str) -> tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]:
    if name not in _ACTIVATIONS:
        raise ValueError(f"unknown activation {name!r}; there are {sorted(_ACTIVATIONS)}")
    return _ACTIVATIONS[name]


### END SOLUTION


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
    ### BEGIN SOLUTION
    weights, inputs = _floats(theta, "theta", 1), _floats(x, "x", 1)
    if weights.shape != inputs.shape:
        raise ValueError(f"theta has {weights.size} entries, x has {inputs.size}")
    y = weights * inputs
    z0 = float(y.sum())
    z1 = -z0
    z2 = float(np.exp(z1))
    z3 = 1.0 + z2
    z4 = 1.0 / z3

    grad_z4 = 1.0
    grad_z3 = grad_z4 * -1.0 / z3**2
    grad_z2 = grad_z3 * 1.0
    grad_z1 = grad_z2 * z2
    grad_z0 = grad_z1 * -1.0
    grad_y = grad_z0 * np.ones_like(y)
    return {
        "y": y, "z0": z0, "z1": z1, "z2": z2, "z3": z3, "z4": z4,
        "grad_z4": grad_z4, "grad_z3": grad_z3, "grad_z2": grad_z2, "grad_z1": grad_z1,
        "grad_z0": grad_z0, "grad_y": grad_y,
        "grad_theta": grad_y * inputs, "grad_x": grad_y * weights,
    }  # fmt: skip
    ### END SOLUTION


class AddGate:
    """A gate with two scalar inputs whose value is their sum.

    Source: backprop notebook S3, "What is a Gate"; handout, task AddGate.
    """

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self._ran = False
        ### END SOLUTION

    def forward(self, x: float, y: float) -> float:
        """Return x + y."""
        ### BEGIN SOLUTION
        self._ran = True
        return _number(x, "x") + _number(y, "y")
        ### END SOLUTION

    def backward(self, dz: float) -> tuple[float, float]:
        """Return (dL/dx, dL/dy) of the last forward pass, given the upstream dL/dz.

        Raises:
            RuntimeError: there was no forward pass yet.
        """
        ### BEGIN SOLUTION
        if not self._ran:
            raise RuntimeError("forward comes before backward")
        upstream = _number(dz, "dz")
        return upstream, upstream
        ### END SOLUTION


class MultiplyGate:
    """A gate with two scalar inputs whose value is their product.

    Source: backprop notebook S3, "What is a Gate"; handout, task MultiplyGate.
    """

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self._inputs: tuple[float, float] | None = None
        ### END SOLUTION

    def forward(self, x: float, y: float) -> float:
        """Return x * y and remember what the backward pass needs."""
        ### BEGIN SOLUTION
        self._inputs = _number(x, "x"), _number(y, "y")
        return self._inputs[0] * self._inputs[1]
        ### END SOLUTION

    def backward(self, dz: float) -> tuple[float, float]:
        """Return (dL/dx, dL/dy) of the last forward pass, given the upstream dL/dz.

        Raises:
            RuntimeError: there was no forward pass yet.
        """
        ### BEGIN SOLUTION
        if self._inputs is None:
            raise RuntimeError("forward comes before backward")
        x, y = self._inputs
        upstream = _number(dz, "dz")
        return upstream * y, upstream * x
        ### END SOLUTION


def grad_exp_sin_sq(x: float) -> tuple[float, float]:
    """Return the value and the derivative of exp(sin(x**2)); x is in radians.

    Source: backpropagation slides S1, "Chain rule of differential calculus"; handout, task
    grad_exp_sin_sq.
    """
    ### BEGIN SOLUTION
    point = _number(x, "x")
    square = point**2
    sine = np.sin(square)
    value = float(np.exp(sine))
    return value, float(value * np.cos(square) * 2.0 * point)
    ### END SOLUTION


def product_sum(x: float, y: float, z: float) -> tuple[float, tuple[float, float, float]]:
    """Return (x + y) z and its gradient (d/dx, d/dy, d/dz).

    Source: backprop notebook S3, "Chain Rule on Directed Acyclic Graph"; handout, task product_sum.
    """
    ### BEGIN SOLUTION
    a, b, c = _number(x, "x"), _number(y, "y"), _number(z, "z")
    q = a + b
    return q * c, (c, c, q)
    ### END SOLUTION


def squared_residual(x: float, y: float, z: float, t: float) -> tuple[float, tuple[float, float, float]]:
    """Return the loss (x y + z - t)**2 and its gradient (d/dx, d/dy, d/dz).

    Source: lecture notes S0, the graph g = xy, f = g + z, L = (f - t)^2; handout, task
    squared_residual.
    """
    ### BEGIN SOLUTION
    a, b, c = _number(x, "x"), _number(y, "y"), _number(z, "z")
    residual = a * b + c - _number(t, "t")
    upstream = 2.0 * residual
    return residual**2, (upstream * b, upstream * a, upstream)
    ### END SOLUTION


def autodiff_trace(x1: float, x2: float) -> dict[str, float]:
    """Trace y = ln x1 + x1 x2 - sin x2 forward, then its adjoints (bars) backward.

    Forward "v1" = ln x1, "v2" = x1 x2, "v3" = sin x2, "v4" = v1 + v2, "v5" = v4 - v3, "y" = v5.
    Backward "v5_bar" = 1 to "v1_bar", then "x1_bar" and "x2_bar": each bar is dy/d(that value).

    Raises:
        ValueError: x1 is 0 or negative.

    Source: neural-network slides S2, "Autodiff"; handout, task autodiff_trace.
    """
    ### BEGIN SOLUTION
    a, b = _number(x1, "x1"), _number(x2, "x2")
    if a <= 0:
        raise ValueError("x1 must be positive")
    v1, v2, v3 = float(np.log(a)), a * b, float(np.sin(b))
    v4 = v1 + v2
    v5 = v4 - v3
    v5_bar = 1.0
    v4_bar, v3_bar = v5_bar, -v5_bar
    v1_bar = v2_bar = v4_bar
    return {
        "v1": v1, "v2": v2, "v3": v3, "v4": v4, "v5": v5, "y": v5,
        "x1_bar": v1_bar / a + v2_bar * b, "x2_bar": v2_bar * a + v3_bar * float(np.cos(b)),
        "v1_bar": v1_bar, "v2_bar": v2_bar, "v3_bar": v3_bar, "v4_bar": v4_bar, "v5_bar": v5_bar,
    }  # fmt: skip
    ### END SOLUTION


def shared_dag(x0: float, w1: float, w2: float) -> tuple[float, float, float, float]:
    """Return (x3, dx3/dx0, dx3/dw1, dx3/dw2) for a graph in which w1 is used twice.

    x1 = w1 x0, x2 = w2 (x0 + x1), x3 = w1 x1 x2.

    Source: lecture notes S0, the DAG x^1 = phi(x^0, w^1) to x^3 = phi(x^1, x^2, w^1); handout, task
    shared_dag.
    """
    ### BEGIN SOLUTION
    start, early, late = _number(x0, "x0"), _number(w1, "w1"), _number(w2, "w2")
    x1 = early * start
    x2 = late * (start + x1)
    x3 = early * x1 * x2

    grad_x2 = early * x1
    grad_x1 = early * x2 + grad_x2 * late
    grad_x0 = grad_x1 * early + grad_x2 * late
    grad_w1 = x1 * x2 + grad_x1 * start
    grad_w2 = grad_x2 * (start + x1)
    return x3, grad_x0, grad_w1, grad_w2
    ### END SOLUTION


def activation(name: str, z: ArrayLike) -> Floats:
    """Apply "sigmoid", "tanh", "relu" or "softplus" to every entry of z.

    Softplus is ln(1 + e**z). Shapes: a scalar or an array of any shape, the same out.

    Raises:
        ValueError: the name is another one.

    Source: backprop notebook S3, activation functions; handout, task activation.
    """
    ### BEGIN SOLUTION
    function, _ = _named(name)
    return function(_floats(z, "z"))
    ### END SOLUTION


def activation_grad(name: str, z: ArrayLike) -> Floats:
    """Return the slope of the named activation at every entry of z, the input before activation.

    The slope of ReLU at 0 is 0. Shapes: a scalar or an array of any shape, the same out.

    Raises:
        ValueError: the name is none of "sigmoid", "tanh", "relu", "softplus".

    Source: backprop notebook S3, activation functions; handout, task activation_grad.
    """
    ### BEGIN SOLUTION
    _, slope = _named(name)
    return slope(_floats(z, "z"))
    ### END SOLUTION


def mlp_forward(params: Params, X: ArrayLike) -> list[Floats]:
    """Return the activations [a[0], ..., a[L]] of a network with a sigmoid at every layer.

    Shapes: params is a list of L pairs W (n_out, n_in), b (n_out,); X (N, n_0). a[0] is X,
    a[l] = sigmoid(a[l-1] W.T + b) is (N, n_l).

    Raises:
        ValueError: X is not 2-D, or a shape does not fit the layer before.

    Source: backpropagation slides S1, "Forward pass operation"; handout, task mlp_forward.
    """
    ### BEGIN SOLUTION
    a = [_floats(X, "X", 2)]
    for W, b in _layers(params):
        a.append(_sigmoid(a[-1] @ W.T + b))
    return a
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    layers = _layers(params)
    outputs = [_floats(values, "a", 2) for values in a]
    if len(outputs) != len(layers) + 1:
        raise ValueError(f"{len(layers)} layers need {len(layers) + 1} activations")
    delta = (outputs[-1] - _targets(Y, outputs[-1])) / len(outputs[-1])
    gradients: Layers = []
    for (W, _), before in zip(reversed(layers), reversed(outputs[:-1]), strict=True):
        gradients.append((delta.T @ before, delta.sum(axis=0)))
        delta = delta @ W * before * (1.0 - before)
    return gradients[::-1]
    ### END SOLUTION


def mlp_train_step(params: Params, X: ArrayLike, Y: ArrayLike, eta: float) -> Layers:
    """Return new parameters after one step of gradient descent on all of X and Y.

    Shapes: params and X as in mlp_forward, Y (N, K); eta is the learning rate.

    Raises:
        ValueError: a shape does not fit.

    Source: backprop notebook S3, "Once you have gradients on ALL weights"; handout, task
    mlp_train_step.
    """
    ### BEGIN SOLUTION
    rate = _number(eta, "eta")
    gradients = mlp_backward(params, mlp_forward(params, X), Y)
    return [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(_layers(params), gradients, strict=True)]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    weights = [_floats(Theta, "Theta", 2) for Theta in Thetas]
    params = [(Theta[:, 1:], Theta[:, 0]) for Theta in weights]
    gradients = mlp_backward(params, mlp_forward(params, X), Y)
    strength = _number(lam, "lam")
    return [np.column_stack([db, dW + strength * W]) for (W, _), (dW, db) in zip(params, gradients, strict=True)]
    ### END SOLUTION


def numerical_jacobian(f: Callable[[Floats], ArrayLike], x: ArrayLike, h: float = 1e-5) -> Floats:
    """Return the Jacobian of f at x by central differences with step h.

    Shapes: x (n,), f maps (n,) to (m,), the result is (m, n): row i is the gradient of f_i.

    Raises:
        ValueError: x is not 1-D.

    Source: lecture notes S0, "Gradient of vector valued f"; handout, task numerical_jacobian.
    """
    ### BEGIN SOLUTION
    point, step = _floats(x, "x", 1), _number(h, "h")
    columns = []
    for shift in step * np.eye(point.size):
        ahead, behind = _floats(f(point + shift), "f", 1), _floats(f(point - shift), "f", 1)
        columns.append((ahead - behind) / (2.0 * step))
    return np.stack(columns, axis=1)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    first, *others = [_floats(J, "J", 2) for J in Js]
    product = first
    for J in others:
        product = J @ product
    return product
    ### END SOLUTION


def relu_jacobian_diag(h: ArrayLike) -> Floats:
    """Return the diagonal of the Jacobian of ReLU at h: 1 where h > 0, else 0.

    Shapes: (n,) in, (n,) out.

    Source: backprop notebook S3, "Jacobian of Activation Functions"; handout, task
    relu_jacobian_diag.
    """
    ### BEGIN SOLUTION
    return _relu_slope(_floats(h, "h", 1))
    ### END SOLUTION


def jacobian_entries(n: int, batch: int = 1) -> int:
    """Count the entries of the full Jacobian of an elementwise activation.

    The layer has n units and takes `batch` samples at once, so the Jacobian is square with
    n * batch rows.

    Source: backprop notebook S3, "Jacobian of Activation Functions"; handout, task
    jacobian_entries.
    """
    ### BEGIN SOLUTION
    return (int(n) * int(batch)) ** 2
    ### END SOLUTION
