"""Wrong variants of backpropagation that students really write, each with an idea and a hint."""

# ruff: noqa: D101, D102 -- the idea beside each variant says what it does

from __future__ import annotations

import numpy as np

from autograder.authoring import misconception


def _array(v, ndim=None):
    a = np.asarray(v)
    if a.dtype.kind not in "biuf":
        raise TypeError("not real numbers")
    if ndim is not None and a.ndim != ndim:
        raise ValueError("wrong number of dimensions")
    return a.astype(float)


def _words(v):
    """Read whatever float() can read, as np.asarray(v, float) does."""
    a = np.asarray(v)
    return a.real.astype(float) if a.dtype.kind == "c" else a.astype(float)


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def _floats(params):
    return [(_array(W, 2), _array(b, 1)) for W, b in params]


def _targets(Y, output):
    Y = _array(Y, 2)
    if Y.shape != output.shape:
        raise ValueError("Y has the wrong shape")
    return Y


def _forward(params, X):
    a = [_array(X, 2)]
    for W, b in _floats(params):
        if len(W) != len(b):
            raise ValueError("bias")
        a.append(_sigmoid(a[-1] @ W.T + b))
    return a


def _backward(params, a, Y, delta=None, slope=lambda before: before * (1 - before)):
    """Go back through the layers; `delta` and `slope` say how."""
    layers, a = _floats(params), [_array(v, 2) for v in a]
    Y = _targets(Y, a[-1])
    d = (a[-1] - Y) / len(Y) if delta is None else delta(a[-1], Y)
    found = []
    for (W, _), before in list(zip(layers, a[:-1], strict=True))[::-1]:
        found.append((d.T @ before, d.sum(axis=0)))
        d = d @ W * slope(before)
    return found[::-1]


def _gradients(params, X, Y):
    return _backward(params, _forward(params, X), Y)


def _graph(theta, x, read=lambda v: _array(v, 1), check=True):
    """Return S4's nodes and gradients."""
    theta, x = read(theta), read(x)
    if check and theta.shape != x.shape:
        raise ValueError("lengths differ")
    y = theta * x
    z0 = y.sum()
    z2 = np.exp(-z0)
    z3 = 1 + z2
    g3 = -1 / z3**2
    gy = np.full(y.shape, -g3 * z2)
    return {
        "y": y, "z0": z0, "z1": -z0, "z2": z2, "z3": z3, "z4": 1 / z3,
        "grad_z4": 1.0, "grad_z3": g3, "grad_z2": g3, "grad_z1": g3 * z2, "grad_z0": -g3 * z2,
        "grad_y": gy, "grad_theta": gy * x, "grad_x": gy * theta,
    }  # fmt: skip


@misconception(
    "sigmoid_graph",
    id="graph-no-minus",
    idea="skips the node z1 = -z0, so the graph computes the sigmoid of -z0",
    hint="For a large positive z0 the sigmoid is close to 1. Is your z4? What is z1 at the worked example?",
)
def sigmoid_graph_no_minus(theta, x):
    nodes = _graph(-_array(theta, 1), x)
    return nodes | {
        "y": -nodes["y"], "z0": -nodes["z0"], "grad_theta": nodes["grad_theta"], "grad_x": -nodes["grad_x"]
    }  # fmt: skip


@misconception(
    "sigmoid_graph",
    id="graph-mean-for-sum",
    idea="averages the products y instead of adding them up",
    hint="With three products of 1, what is z0? How many terms does the node D of the worked example have?",
)
def sigmoid_graph_mean_for_sum(theta, x):
    theta, x = _array(theta, 1), _array(x, 1)
    return _graph(theta, x / len(x)) | {"y": theta * x}


@misconception(
    "sigmoid_graph",
    id="graph-reciprocal-sign",
    idea="takes +1/z3^2 for the slope of 1/z3",
    hint="When z3 grows, does 1/z3 grow or shrink? Which sign must its slope have?",
)
def sigmoid_graph_reciprocal_sign(theta, x):
    nodes = _graph(theta, x)
    slopes = [k for k in nodes if k.startswith("grad_") and k != "grad_z4"]
    return nodes | {k: -nodes[k] for k in slopes}


@misconception(
    "sigmoid_graph",
    id="graph-local-only",
    idea="stores the local gradient at every node and never multiplies by what arrives from behind",
    hint="Your grad_z2 is the slope of z3 by z2. The task asks for the slope of z4. What stands between z3 and z4?",
)
def sigmoid_graph_local_only(theta, x):
    nodes = _graph(theta, x)
    theta, x = _array(theta, 1), _array(x, 1)
    local = {"grad_z2": 1.0, "grad_z1": nodes["z2"], "grad_z0": -1.0, "grad_y": np.ones(len(x))}
    return nodes | local | {"grad_theta": x, "grad_x": theta}


@misconception(
    "sigmoid_graph",
    id="graph-swaps-theta-and-x",
    idea="multiplies the gradient of a product by the factor itself instead of the other factor",
    hint="The slope of theta * x by theta: is it theta or x? Try theta = 10, x = 0.",
)
def sigmoid_graph_swaps(theta, x):
    nodes = _graph(theta, x)
    return nodes | {"grad_theta": nodes["grad_x"], "grad_x": nodes["grad_theta"]}


@misconception(
    "sigmoid_graph",
    id="graph-sum-shares-the-gradient",
    idea="splits the gradient of the sum among its inputs",
    hint="When one of three addends grows by 1, by how much does the sum grow?",
)
def sigmoid_graph_shares(theta, x):
    nodes = _graph(theta, x)
    shared = ("grad_y", "grad_theta", "grad_x")
    return nodes | {k: nodes[k] / len(nodes["y"]) for k in shared}


@misconception(
    "sigmoid_graph",
    id="graph-keeps-the-input-type",
    idea="computes in the number type of the input, so y stays integer or float32",
    hint="Print the dtype of every array you return, for theta = [-1, 4, -2]. Which one is not float64?",
)
def sigmoid_graph_keeps_type(theta, x):
    _graph(theta, x)
    return _graph(theta, x, read=np.asarray)


@misconception(
    "sigmoid_graph",
    id="graph-broadcasts",
    idea="never compares the shapes, so NumPy stretches one vector over the other",
    hint="What does np.array([2.0]) * np.array([1.0, 2.0, 3.0]) give? Should theta of length 1 fit x of length 3?",
)
def sigmoid_graph_broadcasts(theta, x):
    return _graph(theta, x, read=_array, check=False)


@misconception(
    "sigmoid_graph",
    id="graph-reads-words",
    idea="converts with float, which reads words such as '0.5' and drops imaginary parts",
    hint="What does np.asarray(['0.5'], float) give? Which exception does the task ask for?",
)
def sigmoid_graph_reads_words(theta, x):
    return _graph(_words(theta), _words(x))


@misconception(
    "AddGate",
    id="add-ignores-upstream",
    idea="returns the local gradients (1, 1) and forgets what came from upstream",
    hint="If the loss grows by 2.5 for each unit of the sum, by how much does it grow for each unit of x?",
)
class AddGateIgnoresUpstream:
    def __init__(self):
        self.ran = False

    def forward(self, x, y):
        self.ran = True
        return x + y

    def backward(self, dz):
        if not self.ran:
            raise RuntimeError("forward first")
        return 1.0, 1.0


@misconception(
    "AddGate",
    id="add-multiplies",
    idea="swaps the inputs in backward, as a multiply gate does",
    hint="Take x + y at (3, -2) and at (30, -20). Does the slope by x depend on y?",
)
class AddGateMultiplies(AddGateIgnoresUpstream):
    def forward(self, x, y):
        self.inputs = x, y
        return super().forward(x, y)

    def backward(self, dz):
        super().backward(dz)
        return dz * self.inputs[1], dz * self.inputs[0]


@misconception(
    "AddGate",
    id="add-splits",
    idea="gives each input half of the upstream gradient",
    hint="Raise x alone by 0.1. Does x + y grow by 0.1 or by 0.05?",
)
class AddGateSplits(AddGateIgnoresUpstream):
    def backward(self, dz):
        super().backward(dz)
        return dz / 2, dz / 2


@misconception(
    "AddGate",
    id="add-never-complains",
    idea="needs no memory for its gradient and so never notices that forward is missing",
    hint="Call backward on a gate you have just made. What should happen, and how could the gate know?",
)
class AddGateNeverComplains:
    def forward(self, x, y):
        return x + y

    def backward(self, dz):
        return dz, dz


@misconception(
    "AddGate",
    id="add-flag-of-the-class",
    idea="keeps the mark that forward ran on the class, where all gates share it",
    hint="Make two gates and run only one of them forward. What does the other one remember?",
)
class AddGateFlagOfTheClass:
    ran = False

    def __init__(self):
        type(self).ran = False

    def forward(self, x, y):
        type(self).ran = True
        return x + y

    def backward(self, dz):
        if not type(self).ran:
            raise RuntimeError("forward first")
        return dz, dz


class _Multiply:
    def __init__(self):
        self.inputs = None

    def forward(self, x, y):
        self.inputs = x, y
        return x * y

    def recall(self):
        if self.inputs is None:
            raise RuntimeError("forward first")
        return self.inputs


@misconception(
    "MultiplyGate",
    id="multiply-own-input",
    idea="multiplies by the input itself instead of the other input",
    hint="The slope of x * y by x at (3, -4): hold y at -4 and move x by 1. How far does the product move?",
)
class MultiplyGateOwnInput(_Multiply):
    def backward(self, dz):
        x, y = self.recall()
        return dz * x, dz * y


@misconception(
    "MultiplyGate",
    id="multiply-ignores-upstream",
    idea="returns the local gradients (y, x) and forgets the upstream gradient",
    hint="What does your backward do with dz? Compare backward(1) and backward(2).",
)
class MultiplyGateIgnoresUpstream(_Multiply):
    def backward(self, dz):
        x, y = self.recall()
        return y, x


@misconception(
    "MultiplyGate",
    id="multiply-shared-memory",
    idea="keeps the inputs on the class, so a second gate overwrites the first one's",
    hint="Run gate A forward on (1, 2), gate B on (3, 4), then A backward. Whose inputs does A use?",
)
class MultiplyGateSharedMemory:
    memory: dict[str, tuple[float, float]] = {}

    def __init__(self):
        self.memory.clear()

    def forward(self, x, y):
        self.memory["inputs"] = x, y
        return x * y

    def backward(self, dz):
        if not self.memory:
            raise RuntimeError("forward first")
        x, y = self.memory["inputs"]
        return dz * y, dz * x


@misconception(
    "MultiplyGate",
    id="multiply-remembers-the-first",
    idea="keeps the inputs of the first forward pass for good",
    hint="Run forward twice with different inputs, then backward. Which pass should it answer for?",
)
class MultiplyGateRemembersTheFirst(_Multiply):
    def forward(self, x, y):
        x, y = _number(x), _number(y)
        self.inputs = self.inputs or (x, y)
        return x * y

    def backward(self, dz):
        x, y = self.recall()
        return dz * y, dz * x


@misconception(
    "MultiplyGate",
    id="multiply-never-complains",
    idea="starts with inputs of 0, so backward before forward returns zeros",
    hint="Call backward on a gate you have just made. Can the caller tell its answer from a real gradient of 0?",
)
class MultiplyGateNeverComplains(_Multiply):
    def backward(self, dz):
        x, y = self.inputs or (0.0, 0.0)
        return dz * y, dz * x


@misconception(
    "MultiplyGate",
    id="multiply-takes-zero-for-nothing",
    idea="asks `if not x` to see whether forward ran, and takes an input of 0 for no input",
    hint="What is `not 0.0` in Python? Run forward(0, 3) and then backward(1).",
)
class MultiplyGateTakesZeroForNothing(_Multiply):
    def backward(self, dz):
        x, y = self.inputs or (None, None)
        if not x or not y:
            raise RuntimeError("forward first")
        return dz * y, dz * x


@misconception(
    "grad_exp_sin_sq",
    id="chain-without-the-inner-link",
    idea="stops the chain rule at cos(x^2) and leaves out the slope of x^2",
    hint="Three functions are nested here. How many slopes has your product?",
)
def grad_exp_sin_sq_no_inner(x):
    value = np.exp(np.sin(x**2))
    return value, value * np.cos(x**2)


@misconception(
    "grad_exp_sin_sq",
    id="chain-squares-the-sine",
    idea="reads sin x^2 as the square of sin x",
    hint="At x = 1 the sine is 0.841. Is its square 0.708 inside the exponential, or sin(1) itself?",
)
def grad_exp_sin_sq_squares_sine(x):
    value = np.exp(np.sin(x) ** 2)
    return value, value * 2 * np.sin(x) * np.cos(x)


@misconception(
    "grad_exp_sin_sq",
    id="chain-slope-at-x",
    idea="evaluates the cosine at x instead of at the inner value x^2",
    hint="What is the input of the sine in the forward pass? At which point is its slope needed?",
)
def grad_exp_sin_sq_slope_at_x(x):
    value = np.exp(np.sin(x**2))
    return value, value * np.cos(x) * 2 * x


@misconception(
    "grad_exp_sin_sq",
    id="chain-root-loses-the-sign",
    idea="writes the inner slope as twice the root of x^2, which forgets the sign of x",
    hint="The slope of x^2 at -1: is the curve rising or falling there?",
)
def grad_exp_sin_sq_root(x):
    value = np.exp(np.sin(x**2))
    return value, value * np.cos(x**2) * 2 * np.sqrt(x**2)


@misconception(
    "product_sum",
    id="product-sum-local-only",
    idea="gives x and y the slope 1 of the sum and leaves out the multiply gate behind it",
    hint="q = x + y moves by 1 when x does. By how much does q * z then move?",
)
def product_sum_local_only(x, y, z):
    return (x + y) * z, (1.0, 1.0, x + y)


@misconception(
    "product_sum",
    id="product-sum-own-input",
    idea="hands z its own value instead of the other input of the multiply gate",
    hint="Hold x + y at 3 and raise z by 1. By how much does the product grow?",
)
def product_sum_own_input(x, y, z):
    return (x + y) * z, (z, z, z)


@misconception(
    "product_sum",
    id="product-sum-divides",
    idea="gets x + y back by dividing the value by z, which fails where z is 0",
    hint="What is your third slope at z = 0? Which value of the forward pass could you have kept?",
)
def product_sum_divides(x, y, z):
    f = np.float64((x + y) * z)
    with np.errstate(all="ignore"):
        return f, (z, z, f / np.float64(z))


@misconception(
    "squared_residual",
    id="residual-without-two",
    idea="leaves out the 2 of the square, as if the loss were half of it",
    hint="Nudge f by 0.001 at f = -5, t = -4. By how much does (f - t)^2 change: 0.001 or 0.002?",
)
def squared_residual_without_two(x, y, z, t):
    r = x * y + z - t
    return r**2, (r * y, r * x, r)


@misconception(
    "squared_residual",
    id="residual-sign",
    idea="takes 2 (t - f) for the slope by f",
    hint="At f = -5, t = -4, does the loss fall or rise when f grows towards t?",
)
def squared_residual_sign(x, y, z, t):
    r = x * y + z - t
    return r**2, (-2 * r * y, -2 * r * x, -2 * r)


@misconception(
    "squared_residual",
    id="residual-swaps-x-and-y",
    idea="multiplies by the input itself at the product gate, so dx and dy change places",
    hint="g = xy. Is the slope of g by x equal to x or to y?",
)
def squared_residual_swaps(x, y, z, t):
    r = x * y + z - t
    return r**2, (2 * r * x, 2 * r * y, 2 * r)


@misconception(
    "squared_residual",
    id="residual-adds-the-target",
    idea="adds the target to the output where it should be subtracted",
    hint="What should the loss be when the output equals the target? Try x = y = z = 1, t = 2.",
)
def squared_residual_adds_target(x, y, z, t):
    r = x * y + z + t
    return r**2, (2 * r * y, 2 * r * x, 2 * r)


def _trace(x1, x2):
    v1, v2, v3 = np.log(x1), x1 * x2, np.sin(x2)
    y = v1 + v2 - v3
    return {
        "v1": v1, "v2": v2, "v3": v3, "v4": v1 + v2, "v5": y, "y": y,
        "v5_bar": 1.0, "v4_bar": 1.0, "v3_bar": -1.0, "v2_bar": 1.0, "v1_bar": 1.0,
        "x1_bar": 1 / x1 + x2, "x2_bar": x1 - np.cos(x2),
    }  # fmt: skip


@misconception(
    "autodiff_trace",
    id="trace-overwrites-the-bars",
    idea="assigns the bar of a shared input a second time instead of adding to it",
    hint="x1 goes into v1 and into v2. After the second line for x1_bar, is the first contribution still in it?",
)
def autodiff_trace_overwrites(x1, x2):
    return _trace(x1, x2) | {"x1_bar": 1 / x1, "x2_bar": x1 + 0.0}


@misconception(
    "autodiff_trace",
    id="trace-sine-enters-with-plus",
    idea="adds v3 instead of subtracting it, forward and backward",
    hint="v5 = v4 - v3. Which sign has v5's slope by v3?",
)
def autodiff_trace_plus(x1, x2):
    t = _trace(x1, x2)
    y = t["v4"] + t["v3"]
    return t | {"v5": y, "y": y, "v3_bar": 1.0, "x2_bar": x1 + np.cos(x2)}


@misconception(
    "autodiff_trace",
    id="trace-cosine-bar-sign",
    idea="subtracts v3 in the forward pass but lets its gradient come back with a plus sign",
    hint="Is your v3_bar the slope of y by v3? Raise v3 by 0.1 in y = v4 - v3 and see.",
)
def autodiff_trace_cosine_sign(x1, x2):
    return _trace(x1, x2) | {"v3_bar": 1.0, "x2_bar": x1 + np.cos(x2)}


@misconception(
    "autodiff_trace",
    id="trace-logarithm-base-ten",
    idea="takes the logarithm to base 10",
    hint="ln 2 is 0.693. What is your v1 at x1 = 2?",
)
def autodiff_trace_base_ten(x1, x2):
    t = _trace(x1, x2)
    v1 = np.log10(x1)
    y = v1 + t["v2"] - t["v3"]
    return t | {"v1": v1, "v4": v1 + t["v2"], "v5": y, "y": y}


def _dag(x0, w1, w2, keep_x1=True, keep_x0=True, keep_early=True):
    x1 = w1 * x0
    x2 = w2 * (x0 + x1)
    g2 = w1 * x1
    g1 = w1 * x2 + (g2 * w2 if keep_x1 else 0.0)
    g0 = g1 * w1 + (g2 * w2 if keep_x0 else 0.0)
    gw1 = x1 * x2 + (g1 * x0 if keep_early else 0.0)
    return w1 * x1 * x2, g0, gw1, g2 * (x0 + x1)


@misconception(
    "shared_dag",
    id="dag-early-use-lost",
    idea="counts only the last use of w1; its earlier route through x1 is overwritten",
    hint="w1 appears in two of the three equations. For each of them, what does it add to the gradient?",
)
def shared_dag_early_lost(x0, w1, w2):
    return _dag(x0, w1, w2, keep_early=False)


@misconception(
    "shared_dag",
    id="dag-x1-one-route",
    idea="lets x1 reach x3 directly only, and forgets that x2 depends on x1 too",
    hint="Draw the arrows that leave x1. To how many nodes do they go?",
)
def shared_dag_x1_one_route(x0, w1, w2):
    return _dag(x0, w1, w2, keep_x1=False)


@misconception(
    "shared_dag",
    id="dag-x0-one-route",
    idea="sends x0's gradient through x1 only, and forgets its own arrow into x2",
    hint="x2 = w2 (x0 + x1). If x1 were held fixed, would x2 still move with x0?",
)
def shared_dag_x0_one_route(x0, w1, w2):
    return _dag(x0, w1, w2, keep_x0=False)


@misconception(
    "shared_dag",
    id="dag-adds-the-routes-of-w2",
    idea="adds a second route for w2, as for w1, though w2 is used once",
    hint="In how many of the three equations does w2 appear?",
)
def shared_dag_w2_twice(x0, w1, w2):
    x3, g0, gw1, gw2 = _dag(x0, w1, w2)
    return x3, g0, gw1, gw2 + w1 * w1 * x0


_VALUES = {
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0.0),
    "softplus": lambda z: np.logaddexp(0.0, z),
}
_SLOPES = {
    "sigmoid": lambda z: _sigmoid(z) * _sigmoid(-z),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
    "softplus": _sigmoid,
}


def _choose(table, name, z, read=_array):
    if name not in table:
        raise ValueError("unknown name")
    return table[name](read(z))


def _as_given(z):
    """Compute in the number type given, unless it is no number."""
    _array(z)
    return np.asarray(z)


@misconception(
    "activation",
    id="activation-tanh-of-half",
    idea="writes tanh z as 2 sigmoid(z) - 1, without the factor 2 inside",
    hint="tanh(0.5) is 0.4621. What does your formula give, and which z would give 0.4621?",
)
def activation_tanh_of_half(name, z):
    return _choose(_VALUES | {"tanh": lambda z: 2 * _sigmoid(z) - 1}, name, z)


@misconception(
    "activation",
    id="activation-leaky-relu",
    idea="lets a hundredth of negative inputs through, as leaky ReLU does",
    hint="What is max(0, -2)?",
)
def activation_leaky(name, z):
    return _choose(_VALUES | {"relu": lambda z: np.where(z > 0, z, 0.01 * z)}, name, z)


@misconception(
    "activation",
    id="activation-softplus-without-one",
    idea="forgets the 1 in ln(1 + e^z), which leaves z itself",
    hint="Softplus is positive everywhere. Is yours at z = -2?",
)
def activation_softplus_without_one(name, z):
    return _choose(_VALUES | {"softplus": lambda z: np.log(np.exp(z))}, name, z)


@misconception(
    "activation",
    id="activation-keeps-the-input-type",
    idea="computes in the number type of the input, so ReLU of whole numbers stays integer",
    hint="What is the dtype of np.maximum(0, np.array([1, -2]))? And of the sigmoid of a float32 array?",
)
def activation_keeps_type(name, z):
    if name == "relu":
        return np.maximum(_as_given(z), 0)
    return _choose(_VALUES, name, z, _as_given)


@misconception(
    "activation",
    id="activation-flattens",
    idea="turns every input into a vector and returns a vector",
    hint="What shape comes out for an array of shape (2, 3)? And for one number?",
)
def activation_flattens(name, z):
    return np.atleast_1d(_choose(_VALUES, name, z)).ravel()


@misconception(
    "activation",
    id="activation-unknown-is-identity",
    idea="returns z unchanged when it does not know the name",
    hint="A student misspells 'sigmoid'. How would they ever find out?",
)
def activation_unknown_identity(name, z):
    return _VALUES.get(name, lambda z: z)(_array(z))


@misconception(
    "activation",
    id="activation-reads-words",
    idea="converts with float, which reads words such as '0.5' and drops imaginary parts",
    hint="What does np.asarray(['0.5'], float) give? Which exception does the task ask for?",
)
def activation_reads_words(name, z):
    return _choose(_VALUES, name, z, _words)


@misconception(
    "activation_grad",
    id="slope-of-relu-at-zero",
    idea="gives ReLU the slope 1 at 0",
    hint="This course fixes the slope of ReLU at 0. Which sign of comparison, > or >=, gives that value?",
)
def activation_grad_relu_at_zero(name, z):
    return _choose(_SLOPES | {"relu": lambda z: np.where(z >= 0, 1.0, 0.0)}, name, z)


@misconception(
    "activation_grad",
    id="slope-takes-the-activation",
    idea="uses a (1 - a) and 1 - a^2 but puts z where the activation a belongs",
    hint="The slope of the sigmoid at 0 is 0.25. What does your formula give at z = 0?",
)
def activation_grad_takes_activation(name, z):
    return _choose(_SLOPES | {"sigmoid": lambda z: z * (1 - z), "tanh": lambda z: 1 - z**2}, name, z)


@misconception(
    "activation_grad",
    id="slope-of-softplus-is-bell",
    idea="takes sigmoid times (1 - sigmoid) for the slope of softplus too",
    hint="Far to the right softplus is almost the line z. What is its slope there?",
)
def activation_grad_softplus_bell(name, z):
    return _choose(_SLOPES | {"softplus": _SLOPES["sigmoid"]}, name, z)


@misconception(
    "activation_grad",
    id="slope-keeps-the-input-type",
    idea="computes in the number type of the input, so float32 arrays lose half their digits",
    hint="What is the dtype of your result for a float32 array?",
)
def activation_grad_keeps_type(name, z):
    return _choose(_SLOPES, name, z, _as_given)


@misconception(
    "activation_grad",
    id="slope-unknown-is-one",
    idea="returns 1 when it does not know the name",
    hint="A student misspells 'sigmoid'. How would they ever find out?",
)
def activation_grad_unknown_one(name, z):
    return _SLOPES.get(name, np.ones_like)(_array(z))


@misconception(
    "activation_grad",
    id="slope-reads-words",
    idea="converts with float, which reads words such as '0.5' and drops imaginary parts",
    hint="What does np.asarray(['0.5'], float) give? Which exception does the task ask for?",
)
def activation_grad_reads_words(name, z):
    return _choose(_SLOPES, name, z, _words)


@misconception(
    "mlp_forward",
    id="forward-linear-output",
    idea="leaves the last layer without its sigmoid",
    hint="Can a probability be 1.7? Which layers have an activation here?",
)
def mlp_forward_linear_output(params, X):
    a = _forward(params, X)
    W, b = _floats(params)[-1]
    return [*a[:-1], a[-2] @ W.T + b]


@misconception(
    "mlp_forward",
    id="forward-leaves-out-the-input",
    idea="returns the layers' outputs only, so the list lacks a[0]",
    hint="For L layers the list has L + 1 entries. Which one is missing, and who needs it in the backward pass?",
)
def mlp_forward_leaves_out_input(params, X):
    return _forward(params, X)[1:]


@misconception(
    "mlp_forward",
    id="forward-without-bias",
    idea="multiplies by the weights and never adds the bias",
    hint="Give the network an X of zeros. What should the first layer return?",
)
def mlp_forward_without_bias(params, X):
    _forward(params, X)
    return _forward([(W, 0.0 * _array(b)) for W, b in params], X)


@misconception(
    "mlp_forward",
    id="forward-tanh-inside",
    idea="uses tanh in the hidden layers and the sigmoid at the output only",
    hint="Can an activation of a sigmoid layer be negative?",
)
def mlp_forward_tanh_inside(params, X):
    a = _forward(params, X)[:1]
    layers = _floats(params)
    for i, (W, b) in enumerate(layers):
        z = a[-1] @ W.T + b
        a.append(_sigmoid(z) if i == len(layers) - 1 else np.tanh(z))
    return a


@misconception(
    "mlp_forward",
    id="forward-keeps-the-input-type",
    idea="keeps X as it came, so a[0] stays integer or float32",
    hint="What is the dtype of a[0] when X holds whole numbers?",
)
def mlp_forward_keeps_type(params, X):
    return [np.array(X), *_forward(params, X)[1:]]


@misconception(
    "mlp_forward",
    id="forward-takes-a-vector",
    idea="accepts a single row as a vector and returns vectors",
    hint="X is (N, D). What shape has one sample then, and what does your code do with a plain vector?",
)
def mlp_forward_takes_vector(params, X):
    a = _forward(params, np.atleast_2d(_array(X)))
    return a if np.ndim(X) == 2 else [level[0] for level in a]


@misconception(
    "mlp_forward",
    id="forward-reads-words",
    idea="converts with float, which reads words such as '0.5' and drops imaginary parts",
    hint="What does np.asarray(['0.5'], float) give? Which exception does the task ask for?",
)
def mlp_forward_reads_words(params, X):
    return _forward(params, _words(X))


@misconception(
    "mlp_backward",
    id="backward-without-slope",
    idea="carries delta @ W back without the slope a (1 - a) of the sigmoid",
    hint="On the way back you cross each sigmoid once. Which factor does it contribute?",
)
def mlp_backward_without_slope(params, a, Y):
    return _backward(params, a, Y, slope=np.ones_like)


@misconception(
    "mlp_backward",
    id="backward-delta-sign",
    idea="starts from y - a, which is the gradient of the log-likelihood and points uphill",
    hint="When the output is 0.9 and the label 0, should the gradient by the last bias be positive or negative?",
)
def mlp_backward_delta_sign(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: (Y - out) / len(Y))


@misconception(
    "mlp_backward",
    id="backward-extra-slope",
    idea="multiplies the output's delta by a (1 - a) once more, as a squared loss would need",
    hint="Derive the slope of -y ln a - (1 - y) ln(1 - a) by z on paper. What cancels?",
)
def mlp_backward_extra_slope(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: (out - Y) * out * (1 - out) / len(Y))


@misconception(
    "mlp_backward",
    id="backward-transposed",
    idea="returns dW as (n_in, n_out), the transpose of W's shape",
    hint="Which shape must dW have so that W - eta * dW makes sense?",
)
def mlp_backward_transposed(params, a, Y):
    return [(dW.T, db) for dW, db in _backward(params, a, Y)]


@misconception(
    "mlp_backward",
    id="backward-sums-over-rows",
    idea="adds the gradients of the rows up and never divides by N",
    hint="Give every row twice. Should the gradient of a mean change?",
)
def mlp_backward_sums(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: out - Y)


@misconception(
    "mlp_backward",
    id="backward-averages-twice",
    idea="divides by N in delta and takes a mean over the rows for db again",
    hint="Count the divisions by N on the way to db. Is dW divided as often?",
)
def mlp_backward_averages_twice(params, a, Y):
    return [(dW, db / len(_array(Y))) for dW, db in _backward(params, a, Y)]


@misconception(
    "mlp_backward",
    id="backward-averages-the-outputs",
    idea="divides by N times K, as a mean over all entries does",
    hint="The loss is a sum over the K outputs and a mean over the N rows. By what do you divide for K = 2?",
)
def mlp_backward_averages_outputs(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: (out - Y) / Y.size)


@misconception(
    "mlp_backward",
    id="backward-bias-per-row",
    idea="returns delta itself as db, one row per sample, instead of its sum",
    hint="b is used by every row. What shape has b, and what happens to the gradients of all these uses?",
)
def mlp_backward_bias_per_row(params, a, Y):
    layers, a = _floats(params), [_array(v) for v in a]
    delta, found = (a[-1] - _targets(Y, a[-1])) / len(a[-1]), []
    for (W, _), before in list(zip(layers, a[:-1], strict=True))[::-1]:
        found.append((delta.T @ before, delta))
        delta = delta @ W * before * (1 - before)
    return found[::-1]


@misconception(
    "mlp_backward",
    id="backward-slope-of-the-next-layer",
    idea="takes the slope a (1 - a) of the layer after, before multiplying by W",
    hint="delta of layer l belongs to z of layer l. At which layer's activation is the sigmoid's slope needed?",
)
def mlp_backward_slope_of_next(params, a, Y):
    layers, a = _floats(params), [_array(v) for v in a]
    delta, found = (a[-1] - _targets(Y, a[-1])) / len(a[-1]), []
    for (W, _), before, after in list(zip(layers, a[:-1], a[1:], strict=True))[::-1]:
        found.append((delta.T @ before, delta.sum(axis=0)))
        delta = (delta * after * (1 - after)) @ W
    return found[::-1]


@misconception(
    "mlp_backward",
    id="backward-divides-by-the-slope",
    idea="computes dL/da = (a - y) / (a (1 - a)) first, which is 0/0 when an output is exactly 0 or 1",
    hint="Two factors cancel on paper between dL/da and the sigmoid's slope. What does the computer do when a is 1?",
)
def mlp_backward_divides(params, a, Y):
    def delta(out, Y):
        with np.errstate(all="ignore"):
            return (out - Y) / (out * (1 - out)) * (out * (1 - out)) / len(Y)

    return _backward(params, a, Y, delta=delta)


@misconception(
    "mlp_backward",
    id="backward-keeps-the-input-type",
    idea="stores the gradients in arrays made like the parameters, so whole numbers cut them off",
    hint="What does np.zeros_like(np.array([1, 2])) hold after you put 0.7 into it?",
)
def mlp_backward_keeps_type(params, a, Y):
    return [
        tuple(np.asarray(g).astype(np.asarray(p).dtype) for g, p in zip(pair, layer, strict=True))
        for pair, layer in zip(_backward(params, a, Y), params, strict=True)
    ]


@misconception(
    "mlp_backward",
    id="backward-broadcasts-the-labels",
    idea="subtracts Y without comparing shapes, so NumPy stretches it over the output",
    hint="What shape has np.zeros((3, 3)) - np.zeros(3)? Would you notice?",
)
def mlp_backward_broadcasts(params, a, Y):
    a = [_array(v) for v in a]
    try:
        stretched = np.broadcast_to(_array(Y), a[-1].shape)
    except ValueError:
        raise ValueError("Y does not fit") from None
    return _backward(params, a, stretched)


def _step(params, grads, eta):
    return [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(_floats(params), grads, strict=True)]


@misconception(
    "mlp_train_step",
    id="step-uphill",
    idea="adds eta times the gradient, which climbs the loss",
    hint="The gradient points to where the loss grows. Compute the loss before and after your step.",
)
def mlp_train_step_uphill(params, X, Y, eta):
    return _step(params, _gradients(params, X, Y), -eta)


@misconception(
    "mlp_train_step",
    id="step-frozen-bias",
    idea="moves the weights and leaves the biases where they were",
    hint="Compare b before and after a step. Did it move?",
)
def mlp_train_step_frozen_bias(params, X, Y, eta):
    return _step(params, [(dW, 0 * db) for dW, db in _gradients(params, X, Y)], eta)


@misconception(
    "mlp_train_step",
    id="step-layer-by-layer",
    idea="updates the last layer before it carries delta back through its new weights",
    hint="Through which W does delta pass on its way to the first layer: the one of the forward pass or the new one?",
)
def mlp_train_step_layer_by_layer(params, X, Y, eta):
    layers, a = _floats(params), _forward(params, X)
    delta = (a[-1] - _targets(Y, a[-1])) / len(a[-1])
    for i in reversed(range(len(layers))):
        W, b = layers[i]
        layers[i] = (W - eta * delta.T @ a[i], b - eta * delta.sum(axis=0))
        delta = delta @ layers[i][0] * a[i] * (1 - a[i])
    return layers


@misconception(
    "mlp_train_step",
    id="step-output-layer-only",
    idea="updates the output layer only",
    hint="How many of the arrays you return differ from the ones you were given?",
)
def mlp_train_step_output_only(params, X, Y, eta):
    moved = _step(params, _gradients(params, X, Y), eta)
    return _floats(params)[:-1] + moved[-1:]


@misconception(
    "mlp_train_step",
    id="step-keeps-the-input-type",
    idea="stores the new parameters in the number type of the old ones",
    hint="What happens to 2 - 0.3 when it is stored in an integer array?",
)
def mlp_train_step_keeps_type(params, X, Y, eta):
    moved = _step(params, _gradients(params, X, Y), eta)
    return [
        tuple(new.astype(np.asarray(old).dtype) for new, old in zip(pair, layer, strict=True))
        for pair, layer in zip(moved, params, strict=True)
    ]


@misconception(
    "mlp_train_step",
    id="step-compares-no-shapes",
    idea="does both passes by itself and compares no shapes, so NumPy stretches b and Y over the batch",
    hint="Call your step with labels of one row for a batch of three. Which of your lines should have complained?",
)
def mlp_train_step_compares_no_shapes(params, X, Y, eta):
    layers, a = [(_array(W), _array(b)) for W, b in params], [np.atleast_2d(_array(X))]
    for W, b in layers:
        a.append(_sigmoid(a[-1] @ W.T + b))
    delta, moved = (a[-1] - _array(Y)) / len(a[0]), []
    for (W, b), before in list(zip(layers, a[:-1], strict=True))[::-1]:
        moved.append((W - eta * delta.T @ before, b - eta * delta.sum(axis=0)))
        delta = delta @ W * before * (1 - before)
    return moved[::-1]


def _split(Thetas):
    return [(_array(T, 2)[:, 1:], _array(T, 2)[:, 0]) for T in Thetas]


def _box(Thetas, X, Y, lam, gradients=_gradients, bias=0.0):
    params = _split(Thetas)
    return [
        np.column_stack([db + bias * lam * b, dW + lam * W])
        for (W, b), (dW, db) in zip(params, gradients(params, X, Y), strict=True)
    ]


@misconception(
    "regularized_gradients",
    id="box-penalises-bias",
    idea="adds lam * Theta to column 0 as well, so the bias is penalised",
    hint="The box has two cases, j = 0 and the others. What does the first column of your D hold for lam = 1000?",
)
def regularized_penalises_bias(Thetas, X, Y, lam):
    return _box(Thetas, X, Y, lam, bias=1.0)


@misconception(
    "regularized_gradients",
    id="box-delta-of-the-slides",
    idea="starts from y - a as the derivation on the slides does, which lost the minus sign of the loss",
    hint="With lam = 0, does a small step against your D lower the cross-entropy?",
)
def regularized_delta_sign(Thetas, X, Y, lam):
    def uphill(params, X, Y):
        return [(-dW, -db) for dW, db in _gradients(params, X, Y)]

    return _box(Thetas, X, Y, lam, uphill)


@misconception(
    "regularized_gradients",
    id="box-averages-the-penalty",
    idea="divides the penalty by N together with the data",
    hint="In the box, which of the two terms carries the 1/n? Give every row twice: may the penalty's share change?",
)
def regularized_averages_penalty(Thetas, X, Y, lam):
    return _box(Thetas, X, Y, lam / len(_array(X)))


@misconception(
    "regularized_gradients",
    id="box-twice-lambda",
    idea="adds 2 lam Theta, the gradient of lam * sum(Theta^2) without the half",
    hint="This penalty is (lam / 2) times the sum of squares. What is its slope by one weight?",
)
def regularized_twice_lambda(Thetas, X, Y, lam):
    return _box(Thetas, X, Y, 2 * lam)


@misconception(
    "regularized_gradients",
    id="box-never-averages",
    idea="leaves the accumulated sum over the rows and never divides it by N",
    hint="Delta adds up over the rows. What does the last line of the box do with it?",
)
def regularized_never_averages(Thetas, X, Y, lam):
    def summed(params, X, Y):
        return [(dW * len(_array(X)), db * len(_array(X))) for dW, db in _gradients(params, X, Y)]

    return _box(Thetas, X, Y, lam, summed)


@misconception(
    "regularized_gradients",
    id="box-bias-column-last",
    idea="takes the last column of Theta for the bias",
    hint="Theta is (n_out, n_in + 1). With which column does the added 1 of every row meet?",
)
def regularized_bias_last(Thetas, X, Y, lam):
    rolled = [np.roll(_array(T, 2), 1, axis=1) for T in Thetas]
    return [np.roll(D, -1, axis=1) for D in _box(rolled, X, Y, lam)]


@misconception(
    "regularized_gradients",
    id="box-delta-of-the-bias",
    idea="drops the last column of Theta, not the first, when delta goes back a layer",
    hint="The added 1 has no weights behind it. Which entry of Theta.T @ delta belongs to it?",
)
def regularized_delta_of_bias(Thetas, X, Y, lam):
    Thetas, params = [_array(T, 2) for T in Thetas], _split(Thetas)
    a = _forward(params, X)
    delta, found = (a[-1] - _targets(Y, a[-1])) / len(a[-1]), []
    for T, before in list(zip(Thetas, a[:-1], strict=True))[::-1]:
        found.append(np.column_stack([delta.sum(axis=0), delta.T @ before + lam * T[:, 1:]]))
        delta = delta @ T[:, :-1] * before * (1 - before)
    return found[::-1]


@misconception(
    "regularized_gradients",
    id="box-keeps-the-input-type",
    idea="accumulates in arrays made like Theta, so whole numbers cut the gradients off",
    hint="What does np.zeros_like(np.array([1, 2])) hold after you put 0.7 into it?",
)
def regularized_keeps_type(Thetas, X, Y, lam):
    D = _box(Thetas, X, Y, lam)
    return [d.astype(np.asarray(T).dtype) for d, T in zip(D, Thetas, strict=True)]


@misconception(
    "regularized_gradients",
    id="box-broadcasts-the-labels",
    idea="subtracts Y without comparing shapes, so NumPy stretches it over the output",
    hint="What shape has np.zeros((3, 3)) - np.zeros((1, 3))? Would you notice?",
)
def regularized_broadcasts(Thetas, X, Y, lam):
    K = len(_array(Thetas[-1]))
    return _box(Thetas, X, np.broadcast_to(_array(Y), (len(_array(X, 2)), K)), lam)


@misconception(
    "regularized_gradients",
    id="box-reads-words",
    idea="converts with float, which reads words such as '0.5' and drops imaginary parts",
    hint="What does np.asarray(['0.5'], float) give? Which exception does the task ask for?",
)
def regularized_reads_words(Thetas, X, Y, lam):
    return _box(Thetas, _words(X), Y, lam)


def _quotients(f, x, h, behind=1.0, width=2.0):
    x = _array(x, 1)
    columns = [
        (np.asarray(f(x + h * e), float) - np.asarray(f(x - behind * h * e), float)) / (width * h)
        for e in np.eye(x.size)
    ]
    return np.array(columns).T


@misconception(
    "numerical_jacobian",
    id="jacobian-forward-differences",
    idea="uses f(x + h) - f(x) over h, whose error is of order h instead of h squared",
    hint="Measure the slope of x^3 at 1 with h = 0.1. Is the error nearer to 0.3 or to 0.01?",
)
def numerical_jacobian_forward(f, x, h=1e-5):
    return _quotients(f, x, h, behind=0.0, width=1.0)


@misconception(
    "numerical_jacobian",
    id="jacobian-half-step-missing",
    idea="divides the central difference by h instead of 2h",
    hint="How far apart are x + h and x - h?",
)
def numerical_jacobian_half(f, x, h=1e-5):
    return _quotients(f, x, h, width=1.0)


@misconception(
    "numerical_jacobian",
    id="jacobian-transposed",
    idea="puts one input per row, so the result is (n, m)",
    hint="For 3 outputs and 2 inputs, how many rows has the Jacobian? Which index runs along a row?",
)
def numerical_jacobian_transposed(f, x, h=1e-5):
    return np.ascontiguousarray(_quotients(f, x, h).T)


@misconception(
    "numerical_jacobian",
    id="jacobian-ignores-h",
    idea="takes a step of 1e-5 whatever h is given",
    hint="Call it with h = 0.5 on x^3 at 1. The central quotient there is 3.25. What do you get?",
)
def numerical_jacobian_ignores_h(f, x, h=1e-5):
    return _quotients(f, x, 1e-5)


@misconception(
    "numerical_jacobian",
    id="jacobian-coarse-step",
    idea="steps by 1e-3 when no h is given",
    hint="What is the default of h in the signature? Does your code use that name?",
)
def numerical_jacobian_coarse(f, x, h=1e-3):
    return _quotients(f, x, h)


@misconception(
    "numerical_jacobian",
    id="jacobian-truncates-the-point",
    idea="moves an integer point in place, where a step of 1e-5 is cut off to 0",
    hint="Set a = np.array([1, 2]); a[0] = a[0] + 1e-5. What is a?",
)
def numerical_jacobian_truncates(f, x, h=1e-5):
    kind = np.asarray(x).dtype
    return _quotients(lambda p: f(p.astype(kind)), x, h)


@misconception(
    "numerical_jacobian",
    id="jacobian-of-a-matrix",
    idea="flattens whatever it is given instead of refusing a point that is no vector",
    hint="What does your function return for a (2, 2) array? What does the docstring promise?",
)
def numerical_jacobian_of_matrix(f, x, h=1e-5):
    return _quotients(f, _array(x).ravel(), h)


@misconception(
    "jacobian_chain",
    id="chain-in-forward-order",
    idea="multiplies J_1 J_2 ... J_N in the order in which the functions are applied",
    hint="f2(f1(x)): the change in x meets J1 first. On which side of J1 does J2 then stand?",
)
def jacobian_chain_forward_order(Js):
    product = _array(Js[0], 2)
    for J in Js[1:]:
        product = product @ _array(J, 2)
    return product


@misconception(
    "jacobian_chain",
    id="chain-entry-by-entry",
    idea="multiplies entry by entry instead of with the matrix product",
    hint="For two 2 by 2 matrices, compare A * B and A @ B. Which one adds over the values in between?",
)
def jacobian_chain_entrywise(Js):
    product = _array(Js[0], 2)
    for J in Js[1:]:
        product = _array(J, 2) * product
    return product


@misconception(
    "jacobian_chain",
    id="chain-drops-the-first",
    idea="starts the product at the second Jacobian",
    hint="For a list with one Jacobian, what should come back? How many factors does your loop use?",
)
def jacobian_chain_drops_first(Js):
    mats = [_array(J, 2) for J in Js]
    product = np.eye(mats[0].shape[0])
    for J in mats[1:]:
        product = J @ product
    return product


@misconception(
    "jacobian_chain",
    id="chain-keeps-the-input-type",
    idea="multiplies whole numbers as whole numbers and returns an integer array",
    hint="What is the dtype of your result for a list of integer matrices?",
)
def jacobian_chain_keeps_type(Js):
    _ = [_array(J, 2) for J in Js]
    product = np.array(Js[0])
    for J in Js[1:]:
        product = np.asarray(J) @ product
    return product


@misconception(
    "jacobian_chain",
    id="chain-in-whatever-order-fits",
    idea="turns a factor round when the shapes do not fit, to silence the error",
    hint="When two shapes do not fit, is the matrix wrong or the order? What should the caller see?",
)
def jacobian_chain_whatever_fits(Js):
    product = _array(Js[0], 2)
    for J in (_array(J, 2) for J in Js[1:]):
        for left, right in ((J, product), (product, J), (J.T, product), (J, product.T)):
            if left.shape[1] == right.shape[0]:
                product = left @ right
                break
        else:
            raise ValueError("nothing fits")
    return product


@misconception(
    "relu_jacobian_diag",
    id="diagonal-as-a-matrix",
    idea="returns the full diagonal matrix, zeros included",
    hint="How many numbers does your result hold for n = 4096? How many of them can be other than 0?",
)
def relu_jacobian_matrix(h):
    return np.diag(np.where(_array(h, 1) > 0, 1.0, 0.0))


@misconception(
    "relu_jacobian_diag",
    id="diagonal-one-at-zero",
    idea="gives the slope 1 at h = 0",
    hint="This course fixes the slope of ReLU at 0. Which value is it?",
)
def relu_jacobian_one_at_zero(h):
    return np.where(_array(h, 1) >= 0, 1.0, 0.0)


@misconception(
    "relu_jacobian_diag",
    id="diagonal-of-values",
    idea="returns max(0, h), the values of ReLU instead of its slopes",
    hint="ReLU is the line h on the right. What is the slope of that line at h = 3?",
)
def relu_jacobian_values(h):
    return np.maximum(_array(h, 1), 0.0)


@misconception(
    "jacobian_entries",
    id="entries-without-batch",
    idea="counts the Jacobian of one sample whatever the batch",
    hint="Does your count change with batch? The outputs of 128 samples are all outputs of one layer.",
)
def jacobian_entries_without_batch(n, batch=1):
    return int(n) ** 2


@misconception(
    "jacobian_entries",
    id="entries-of-the-blocks",
    idea="counts one n by n block per sample and leaves out the zeros between samples",
    hint="Write the full matrix for n = 1 and a batch of 3. How many rows and columns has it?",
)
def jacobian_entries_blocks(n, batch=1):
    return int(n) ** 2 * int(batch)


@misconception(
    "jacobian_entries",
    id="entries-of-the-diagonal",
    idea="counts the diagonal, which is what one stores, instead of the full matrix",
    hint="The question is what a full matrix would cost. How many cells has a square with n * batch rows?",
)
def jacobian_entries_diagonal(n, batch=1):
    return int(n) * int(batch)


@misconception(
    "jacobian_entries",
    id="entries-as-a-float",
    idea="returns the count as a float",
    hint="What type does (4096 * 1.0) ** 2 have? Can a count have a fraction?",
)
def jacobian_entries_float(n, batch=1):
    return float(n * batch) ** 2


@misconception(
    "mlp_backward",
    id="backward-slope-of-tanh",
    idea="takes 1 - a^2, the slope of tanh, for that of the sigmoid",
    hint="How large is the slope of the sigmoid at 0, where a is 0.5? And yours?",
)
def mlp_backward_slope_of_tanh(params, a, Y):
    return _backward(params, a, Y, slope=lambda values: 1 - values**2)


# from strangers' hand-ins


def _number(v):
    return float(_array(v, 0))


class _Add:
    def __init__(self):
        self.inputs = None

    def forward(self, x, y):
        self.inputs = _number(x), _number(y)
        return sum(self.inputs)

    def recall(self):
        if self.inputs is None:
            raise RuntimeError("forward first")
        return self.inputs


@misconception(
    "AddGate",
    id="add-scales-with-own-input",
    idea="multiplies the upstream gradient by each input's own value",
    hint="Take x + y at (3, -2) and at (30, -20). Does the sum grow faster with x at the second?",
)
class AddGateScales(_Add):
    def backward(self, dz):
        x, y = self.recall()
        return _number(dz) * x, _number(dz) * y


@misconception(
    "AddGate",
    id="add-subtracts",
    idea="gives the second input the opposite sign, as a subtraction has it",
    hint="Raise y alone by 0.1. Does x + y grow or shrink?",
)
class AddGateSubtracts(_Add):
    def backward(self, dz):
        self.recall()
        return _number(dz), -_number(dz)


@misconception(
    "AddGate",
    id="add-accumulates",
    idea="adds up what came from upstream in every call of backward",
    hint="Call backward(1.0) twice. What should the second call return?",
)
class AddGateAccumulates(_Add):
    total = 0.0

    def backward(self, dz):
        self.recall()
        self.total += _number(dz)
        return self.total, self.total


@misconception(
    "AddGate",
    id="add-takes-zero-for-nothing",
    idea="asks whether the inputs are true to see whether forward ran, and takes an input of 0 for none",
    hint="What is `not 0.0` in Python? Run forward(0, 3) and then backward(1).",
)
class AddGateTakesZeroForNothing(_Add):
    def backward(self, dz):
        if not self.inputs or not all(self.inputs):
            raise RuntimeError("forward first")
        return _number(dz), _number(dz)


class _Times(_Add):
    def forward(self, x, y):
        super().forward(x, y)
        return self.inputs[0] * self.inputs[1]


@misconception(
    "MultiplyGate",
    id="multiply-by-the-output",
    idea="multiplies the upstream gradient by the gate's output",
    hint="The slope of x * y by x at (3, -4): hold y at -4 and move x by 1. How far does the product move?",
)
class MultiplyGateByOutput(_Times):
    def backward(self, dz):
        x, y = self.recall()
        return _number(dz) * x * y, _number(dz) * x * y


@misconception(
    "MultiplyGate",
    id="multiply-divides-the-output",
    idea="gets the other input by dividing the output by this one, which fails at 0",
    hint="Run forward(0, 3), then backward(1). What is 0 / 0, and which gradient is right?",
)
class MultiplyGateDivides(_Times):
    def backward(self, dz):
        x, y = map(np.float64, self.recall())
        with np.errstate(all="ignore"):
            return _number(dz) * (x * y) / x, _number(dz) * (x * y) / y


@misconception(
    "MultiplyGate",
    id="multiply-accumulates",
    idea="adds up the gradients of every call of backward",
    hint="Call backward(1.0) twice. What should the second call return?",
)
class MultiplyGateAccumulates(_Times):
    sums = (0.0, 0.0)

    def backward(self, dz):
        x, y = self.recall()
        self.sums = self.sums[0] + _number(dz) * y, self.sums[1] + _number(dz) * x
        return self.sums


@misconception(
    "grad_exp_sin_sq",
    id="square-of-the-sine-in-the-value",
    idea="reads sin x^2 as (sin x)^2 in the exponential, and goes on with the slope of sin x^2",
    hint="What is squared first, x or its sine? Work out sin x^2 at x = 2 by hand.",
)
def grad_exp_sin_sq_of_square(x):
    x = _number(x)
    value = float(np.exp(np.sin(x) ** 2))
    return value, float(value * np.cos(x**2) * 2 * x)


@misconception(
    "grad_exp_sin_sq",
    id="square-of-the-exponential",
    idea="squares the whole exponential where x is squared",
    hint="Which part of the formula does the exponent 2 stand beside? Work out the value at x = 2 by hand.",
)
def grad_exp_sin_sq_square_outside(x):
    value = np.exp(np.sin(_number(x))) ** 2
    return float(value), float(2 * value * np.cos(_number(x)))


@misconception(
    "product_sum",
    id="add-node-multiplies-by-its-input",
    idea="multiplies by x and y on the way back through the sum",
    hint="By how much does x + y change when x grows by 1? Does that depend on x?",
)
def product_sum_multiplies(x, y, z):
    x, y, z = _number(x), _number(y), _number(z)
    return (x + y) * z, (z * x, z * y, x + y)


@misconception(
    "squared_residual",
    id="residual-missing-in-the-product",
    idea="leaves the residual out of dx and dy: 2y and 2x",
    hint="How large should dx be where the residual is 0? And yours?",
)
def squared_residual_without_residual(x, y, z, t):
    x, y, z, t = map(_number, (x, y, z, t))
    r = x * y + z - t
    return r**2, (2 * y, 2 * x, 2 * r)


@misconception(
    "squared_residual",
    id="brackets-about-the-sum",
    idea="reads x y + z as x (y + z)",
    hint="Work out x y + z for x = 2, y = 3, z = 1 by hand. Which is done first?",
)
def squared_residual_brackets(x, y, z, t):
    x, y, z, t = map(_number, (x, y, z, t))
    r = x * (y + z) - t
    return r**2, (2 * r * (y + z), 2 * r * x, 2 * r * x)


@misconception(
    "squared_residual",
    id="one-sided-residual",
    idea="counts a residual only where it is positive",
    hint="What is the loss where x y + z is 3 below the target?",
)
def squared_residual_one_sided(x, y, z, t):
    x, y, z, t = map(_number, (x, y, z, t))
    r = max(x * y + z - t, 0.0)
    return r**2, (2 * r * y, 2 * r * x, 2 * r)


@misconception(
    "shared_dag",
    id="dag-brackets-lost",
    idea="reads w2 (x0 + x1) as w2 x0 + x1",
    hint="Work out x2 for x0 = 1, w1 = 2, w2 = 3 by hand. What does w2 multiply?",
)
def shared_dag_brackets(x0, w1, w2):
    x0, w1, w2 = map(_number, (x0, w1, w2))
    x1 = w1 * x0
    x2 = w2 * x0 + x1
    g2 = w1 * x1
    g1 = w1 * x2 + g2
    return w1 * x1 * x2, g1 * w1 + g2 * w2, x1 * x2 + g1 * x0, g2 * x0


@misconception(
    "activation",
    id="activation-relu6",
    idea="cuts ReLU off at 6, as networks for phones do",
    hint="What is max(0, z) at z = 100?",
)
def activation_relu6(name, z):
    return _choose(_VALUES | {"relu": lambda z: np.clip(z, 0.0, 6.0)}, name, z)


@misconception(
    "activation",
    id="activation-hard-sigmoid",
    idea="replaces the sigmoid by straight lines, clip(0.2 z + 0.5, 0, 1)",
    hint="Work out the sigmoid of 1 to four digits. Is it on your line?",
)
def activation_hard_sigmoid(name, z):
    return _choose(_VALUES | {"sigmoid": lambda z: np.clip(0.2 * z + 0.5, 0.0, 1.0)}, name, z)


@misconception(
    "activation",
    id="activation-in-the-dtype-of-z",
    idea="writes the result into an array like z, which cuts it down to whole numbers where z holds such",
    hint="What is np.zeros_like(np.array([1, 2])).dtype? What becomes of 0.73 in there?",
)
def activation_like_z(name, z):
    out = np.zeros_like(_as_given(z))
    out[...] = _choose(_VALUES, name, z)
    return out


@misconception(
    "activation_grad",
    id="grad-kink-one-half",
    idea="takes one half for the slope of ReLU at 0",
    hint="This course fixes the slope of ReLU at 0. Which value is it?",
)
def activation_grad_kink_half(name, z):
    return _choose(_SLOPES | {"relu": lambda z: np.heaviside(z, 0.5)}, name, z)


@misconception(
    "activation_grad",
    id="grad-relu-sign",
    idea="takes the sign of z for the slope of ReLU, so it is -1 on the left",
    hint="By how much does max(0, z) change when z moves from -3 to -2?",
)
def activation_grad_sign(name, z):
    return _choose(_SLOPES | {"relu": np.sign}, name, z)


@misconception(
    "activation_grad",
    id="grad-relu-itself",
    idea="returns ReLU's value where its slope is asked",
    hint="ReLU is the line z on the right. What is the slope of that line at z = 3?",
)
def activation_grad_relu_itself(name, z):
    return _choose(_SLOPES | {"relu": lambda z: np.maximum(z, 0.0)}, name, z)


@misconception(
    "activation_grad",
    id="grad-leaky-relu",
    idea="gives ReLU a slope of 0.01 on the left",
    hint="By how much does max(0, z) change when z moves from -3 to -2?",
)
def activation_grad_leaky(name, z):
    return _choose(_SLOPES | {"relu": lambda z: np.where(z > 0, 1.0, 0.01)}, name, z)


@misconception(
    "activation_grad",
    id="grad-tanh-square-inside",
    idea="squares z before the tanh: 1 - tanh(z^2)",
    hint="What is squared in 1 - tanh^2 z: the number or its tanh? Try z = 2.",
)
def activation_grad_square_inside(name, z):
    return _choose(_SLOPES | {"tanh": lambda z: 1 - np.tanh(z**2)}, name, z)


@misconception(
    "activation_grad",
    id="grad-tanh-by-the-sigmoids-rule",
    idea="uses a (1 - a), the sigmoid's rule, on the tanh",
    hint="What is the slope of tanh at 0? And what is a (1 - a) there?",
)
def activation_grad_sigmoid_rule(name, z):
    return _choose(_SLOPES | {"tanh": lambda z: np.tanh(z) * (1 - np.tanh(z))}, name, z)


@misconception(
    "activation_grad",
    id="grad-softplus-unknown",
    idea="has no derivative for softplus and refuses its name",
    hint="Which four names does the docstring list? What is the derivative of log(1 + e^z)?",
)
def activation_grad_no_softplus(name, z):
    return _choose({key: value for key, value in _SLOPES.items() if key != "softplus"}, name, z)


def _through(params, X, units=lambda z, last: _sigmoid(z), start=lambda a: a):
    """Return the activations with other units, or another first one."""
    layers = _floats(params)
    a = [start(_array(X, 2))]
    for index, (W, b) in enumerate(layers):
        if len(W) != len(b):
            raise ValueError("bias")
        a.append(units(a[-1] @ W.T + b, index == len(layers) - 1))
    return a


@misconception(
    "mlp_forward",
    id="forward-relu-inside",
    idea="has ReLU in the hidden layers and a sigmoid at the output only",
    hint="Which function does the docstring name, and at which layers? Can your hidden units exceed 1?",
)
def mlp_forward_relu_inside(params, X):
    return _through(params, X, units=lambda z, last: _sigmoid(z) if last else np.maximum(z, 0.0))


@misconception(
    "mlp_forward",
    id="forward-softmax-at-the-output",
    idea="applies a softmax at the output, so the outputs of a row add up to 1",
    hint="What do the outputs of a row add up to in yours? Which function does the docstring name there?",
)
def mlp_forward_softmax(params, X):
    def units(z, last):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True) if last else _sigmoid(z)

    return _through(params, X, units=units)


@misconception(
    "mlp_forward",
    id="forward-squashes-the-input",
    idea="applies a sigmoid to the input as well",
    hint="What is a[0] according to the docstring? Print it for X = [[2.0, -3.0]].",
)
def mlp_forward_squashes_input(params, X):
    return _through(params, X, start=_sigmoid)


@misconception(
    "mlp_forward",
    id="forward-keeps-pre-activations",
    idea="collects the sums before the sigmoid and not the activations",
    hint="Between which numbers must every a[l] lie after a sigmoid? Print yours.",
)
def mlp_forward_pre_activations(params, X):
    layers, a = _floats(params), [_array(X, 2)]
    for index, (W, b) in enumerate(layers):
        if len(W) != len(b):
            raise ValueError("bias")
        a.append((_sigmoid(a[-1]) if index else a[-1]) @ W.T + b)
    return a


@misconception(
    "mlp_forward",
    id="forward-rounds-the-output",
    idea="turns the outputs into decisions, 0 or 1",
    hint="What would the cross-entropy of your output be where the decision is wrong?",
)
def mlp_forward_rounds(params, X):
    return _through(params, X, units=lambda z, last: np.round(_sigmoid(z)) if last else _sigmoid(z))


@misconception(
    "mlp_forward",
    id="forward-bias-of-the-first-layer",
    idea="adds the bias in the first layer only",
    hint="Set all weights to 0 and all biases to 3. What should every layer give out?",
)
def mlp_forward_first_bias(params, X):
    layers, a = _floats(params), [_array(X, 2)]
    for index, (W, b) in enumerate(layers):
        if len(W) != len(b):
            raise ValueError("bias")
        a.append(_sigmoid(a[-1] @ W.T + (0.0 if index else b)))
    return a


@misconception(
    "mlp_forward",
    id="forward-centres-the-input",
    idea="takes the mean of each feature away from the input",
    hint="What is a[0] according to the docstring? Print it for a single row.",
)
def mlp_forward_centres(params, X):
    return _through(params, X, start=lambda a: a - a.mean(axis=0))


@misconception(
    "mlp_forward",
    id="forward-two-layers",
    idea="runs through the first two layers and no further",
    hint="How many activations does a network with three layers have? How many do you return?",
)
def mlp_forward_two_layers(params, X):
    return _through(params[:2], X)


@misconception(
    "mlp_forward",
    id="forward-other-way-round-where-square",
    idea="multiplies by W where it fits and by its transpose elsewhere, so square layers come out turned",
    hint="What runs along the rows of W, outputs or inputs? Try a square W that is not symmetric.",
)
def mlp_forward_turned(params, X):
    layers, a = _floats(params), [_array(X, 2)]
    for W, b in layers:
        if len(W) != len(b):
            raise ValueError("bias")
        a.append(_sigmoid(a[-1] @ (W if len(W) == a[-1].shape[1] else W.T) + b))
    return a


def _layers_back(params, a, Y, pass_on, at_layer=lambda d, before, number: (d.T @ before, d.sum(axis=0)), first=None):
    """Go back through the layers: `pass_on(d, W, before)` and `at_layer(d, before, number)` say how."""
    layers, a = _floats(params), [_array(v, 2) for v in a]
    Y = _targets(Y, a[-1])
    d = (a[-1] - Y) / len(Y) if first is None else first(a[-1], Y)
    found = []
    for number, ((W, _), before) in enumerate(list(zip(layers, a[:-1], strict=True))[::-1]):
        found.append(at_layer(d, before, number))
        d = pass_on(d, W, before)
    return found[::-1]


def _usual(d, W, before):
    return d @ W * before * (1 - before)


@misconception(
    "mlp_backward",
    id="backward-sigmoid-of-the-activation",
    idea="applies the sigmoid once more to find its slope, although a is its result already",
    hint="Write the slope of the sigmoid with a = sigmoid(z). What is a[l]: that a, or z?",
)
def mlp_backward_sigmoid_twice(params, a, Y):
    return _backward(params, a, Y, slope=lambda before: _sigmoid(before) * (1 - _sigmoid(before)))


@misconception(
    "mlp_backward",
    id="backward-averages-in-every-layer",
    idea="divides by N again at every layer on the way back",
    hint="How often does the loss divide by N? Compare the first layer's gradients for one row and for that row twice.",
)
def mlp_backward_averages_everywhere(params, a, Y):
    return _backward(params, a, Y, slope=lambda before: before * (1 - before) / len(before))


@misconception(
    "mlp_backward",
    id="backward-bias-of-the-first-row",
    idea="takes the bias gradient from the first row alone",
    hint="Through how many rows does a bias act on the loss? What does your db give when the other rows change?",
)
def mlp_backward_first_row(params, a, Y):
    return _layers_back(params, a, Y, _usual, at_layer=lambda d, before, number: (d.T @ before, d[0]))


@misconception(
    "mlp_backward",
    id="backward-mean-slope",
    idea="uses one slope for all rows: the mean over the batch",
    hint="Does the slope of a unit differ from row to row? Print a * (1 - a) and its shape.",
)
def mlp_backward_mean_slope(params, a, Y):
    return _backward(params, a, Y, slope=lambda before: (before * (1 - before)).mean(axis=0))


@misconception(
    "mlp_backward",
    id="backward-size-of-the-error",
    idea="passes the size of the error back and drops its sign",
    hint="Should a weight move the same way when the output is too high and when it is too low?",
)
def mlp_backward_sizes(params, a, Y):
    return _layers_back(params, a, Y, lambda d, W, before: _usual(np.abs(d), W, before))


@misconception(
    "mlp_backward",
    id="backward-absolute-error",
    idea="starts from |a - y| and so drops the sign of the error",
    hint="Should a weight move the same way when the output is too high and when it is too low?",
)
def mlp_backward_absolute(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: np.abs(out - Y) / len(Y))


@misconception(
    "mlp_backward",
    id="backward-error-of-the-decision",
    idea="rounds the output to a decision first, so that a right decision has no error",
    hint="What is the slope of the cross-entropy at a = 0.6 for y = 1? Is it zero because 0.6 is more than a half?",
)
def mlp_backward_of_decision(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: ((out > 0.5) - Y) / len(Y))


@misconception(
    "mlp_backward",
    id="backward-targets-rounded",
    idea="rounds the targets to 0 and 1",
    hint="What is delta for a target of 0.3? Does the formula ask that targets are whole?",
)
def mlp_backward_rounds_targets(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: (out - np.round(Y)) / len(Y))


@misconception(
    "mlp_backward",
    id="backward-hard-targets",
    idea="subtracts 1 where the target is exactly 1 and nothing elsewhere",
    hint="What is delta for a target of 0.3? Does the formula ask that targets are 0 or 1?",
)
def mlp_backward_hard_targets(params, a, Y):
    return _backward(params, a, Y, delta=lambda out, Y: np.where(Y == 1, out - 1, out) / len(Y))


@misconception(
    "mlp_backward",
    id="backward-no-hidden-bias",
    idea="gives only the output layer's bias a gradient",
    hint="Does the loss change when a hidden bias moves? Which of your db are all zeros?",
)
def mlp_backward_no_hidden_bias(params, a, Y):
    def at_layer(d, before, number):
        return d.T @ before, d.sum(axis=0) * (number == 0)

    return _layers_back(params, a, Y, _usual, at_layer=at_layer)


@misconception(
    "mlp_backward",
    id="backward-through-new-weights",
    idea="takes the gradient off the weights before delta goes back through them",
    hint="At which weights was the loss worked out? At which are all its derivatives taken?",
)
def mlp_backward_new_weights(params, a, Y):
    layers, a = _floats(params), [_array(v, 2) for v in a]
    d = (a[-1] - _targets(Y, a[-1])) / len(a[-1])
    found = []
    for (W, _), before in list(zip(layers, a[:-1], strict=True))[::-1]:
        found.append((d.T @ before, d.sum(axis=0)))
        d = _usual(d, W - d.T @ before, before)
    return found[::-1]


@misconception(
    "mlp_backward",
    id="backward-two-layers",
    idea="goes back through the last two layers and no further",
    hint="How many pairs does a network with three layers ask for? How many do you return?",
)
def mlp_backward_two_layers(params, a, Y):
    return _backward(params, a, Y)[-2:]


@misconception(
    "mlp_backward",
    id="backward-other-way-round-where-square",
    idea="passes delta through the transposed weights, which goes unnoticed where they are square",
    hint="Write the shapes beside each factor for layers of 3 and 5 units. Which product fits, and what if both are 4?",
)
def mlp_backward_turned(params, a, Y):
    return _layers_back(params, a, Y, lambda d, W, before: _usual(d, W.T if len(W) == len(W.T) else W, before))


@misconception(
    "mlp_train_step",
    id="step-of-fixed-size",
    idea="uses a learning rate of 0.1 whatever eta is",
    hint="What should eta = 0 give back? Where does your code use eta?",
)
def mlp_train_step_fixed(params, X, Y, eta):
    return _step(params, _gradients(params, X, Y), 0.1)


@misconception(
    "mlp_train_step",
    id="step-returns-gradients",
    idea="returns the gradients and leaves the step to the caller",
    hint="What should eta = 0 give back? Which of your lines takes the step?",
)
def mlp_train_step_gradients(params, X, Y, eta):
    return _gradients(params, X, Y)


@misconception(
    "mlp_train_step",
    id="step-averages-again",
    idea="divides the gradients by N once more",
    hint="What does delta at the output carry already? Compare your step for one row and for the same row twice.",
)
def mlp_train_step_averages(params, X, Y, eta):
    return _step(params, _gradients(params, X, Y), eta / len(_array(X, 2)))


@misconception(
    "mlp_train_step",
    id="step-for-each-row",
    idea="takes a step after every row and goes on from there",
    hint="How many steps are asked for, and how many does your loop take when X has five rows?",
)
def mlp_train_step_rows(params, X, Y, eta):
    _targets(Y, _forward(params, X)[-1])
    for x, y in zip(_array(X, 2), _array(Y, 2), strict=True):
        params = _step(params, _gradients(params, [x], [y]), eta)
    return params


@misconception(
    "mlp_train_step",
    id="step-on-the-first-row",
    idea="uses the first row alone",
    hint="Change the last row of X. Does your result change?",
)
def mlp_train_step_first_row(params, X, Y, eta):
    _targets(Y, _forward(params, X)[-1])
    return _step(params, _gradients(params, _array(X, 2)[:1], _array(Y, 2)[:1]), eta)


@misconception(
    "mlp_train_step",
    id="step-with-gradients-anew",
    idea="works the gradients out anew after each layer has moved, first layer first",
    hint="At how many different networks does your code compute gradients? At how many does one step of descent?",
)
def mlp_train_step_anew(params, X, Y, eta):
    layers = _floats(params)
    for i in range(len(layers)):
        layers[i] = _step(layers, _gradients(layers, X, Y), eta)[i]
    return layers


@misconception(
    "mlp_train_step",
    id="step-with-gradients-anew-backwards",
    idea="works the gradients out anew after each layer has moved, last layer first",
    hint="At how many different networks does your code compute gradients? At how many does one step of descent?",
)
def mlp_train_step_anew_backwards(params, X, Y, eta):
    layers = _floats(params)
    for i in reversed(range(len(layers))):
        layers[i] = _step(layers, _gradients(layers, X, Y), eta)[i]
    return layers


def _penalised(Thetas, X, Y, lam, penalty):
    """Return the averaged gradients plus `penalty(Theta, number)`, and the bias column first."""
    weights = [_array(T, 2) for T in Thetas]
    found = [np.column_stack([db, dW]) for dW, db in _gradients(_split(Thetas), X, Y)]
    return [D + lam * penalty(T, number) for number, (D, T) in enumerate(zip(found, weights, strict=True))]


def _without_column_zero(T):
    return np.column_stack([np.zeros(len(T)), T[:, 1:]])


@misconception(
    "regularized_gradients",
    id="box-spares-row-zero",
    idea="spares the first row of Theta and not its first column",
    hint="Which entries of Theta are the biases: those of one unit, or one of each unit?",
)
def regularized_row_zero(Thetas, X, Y, lam):
    return _penalised(Thetas, X, Y, lam, lambda T, number: T * (np.arange(len(T)) > 0)[:, None])


@misconception(
    "regularized_gradients",
    id="box-spares-the-last-column",
    idea="spares the last column of Theta and penalises the bias in column 0",
    hint="Which column of Theta holds the bias in this task? Set lam to 1000 and look at the columns of your D.",
)
def regularized_last_column(Thetas, X, Y, lam):
    return _penalised(Thetas, X, Y, lam, lambda T, number: T * (np.arange(T.shape[1]) < T.shape[1] - 1))


@misconception(
    "regularized_gradients",
    id="box-l1",
    idea="adds lam times the sign of the weight, as for a penalty on sizes",
    hint="What is the derivative of (lam / 2) w^2 at w = 3? And at w = 0.1?",
)
def regularized_l1(Thetas, X, Y, lam):
    return _penalised(Thetas, X, Y, lam, lambda T, number: np.sign(_without_column_zero(T)))


@misconception(
    "regularized_gradients",
    id="box-penalty-itself",
    idea="adds the penalty (lam / 2) w^2 and not its derivative",
    hint="What is the derivative of (lam / 2) w^2? Which sign has it for a negative weight, and which has yours?",
)
def regularized_value(Thetas, X, Y, lam):
    return _penalised(Thetas, X, Y, lam, lambda T, number: _without_column_zero(T) ** 2 / 2)


@misconception(
    "regularized_gradients",
    id="box-only-the-last-layer",
    idea="penalises the last layer only",
    hint="Over which layers does the penalty add up? Set lam to 1000 and look at each D.",
)
def regularized_last_layer(Thetas, X, Y, lam):
    return _penalised(Thetas, X, Y, lam, lambda T, number: _without_column_zero(T) * (number == len(Thetas) - 1))


@misconception(
    "regularized_gradients",
    id="box-penalty-times-n",
    idea="adds the penalty once for each row",
    hint="What does your penalty's share of D do when every row of X is given twice?",
)
def regularized_times_n(Thetas, X, Y, lam):
    return _penalised(Thetas, X, Y, lam * len(_array(X, 2)), lambda T, number: _without_column_zero(T))


@misconception(
    "regularized_gradients",
    id="box-bias-gradients-last",
    idea="puts the bias gradients into the last column of D",
    hint="Where does the bias stand in Theta? Each entry of D belongs to the entry of Theta in the same place.",
)
def regularized_bias_gradients_last(Thetas, X, Y, lam):
    found = [np.column_stack([dW, db]) for dW, db in _gradients(_split(Thetas), X, Y)]
    return [D + lam * _without_column_zero(_array(T, 2)) for D, T in zip(found, Thetas, strict=True)]


@misconception(
    "regularized_gradients",
    id="box-step-taken",
    idea="returns Theta - D where D is asked",
    hint="What is your result where D is zero? Who takes the step?",
)
def regularized_step(Thetas, X, Y, lam):
    return [_array(T, 2) - D for T, D in zip(Thetas, _box(Thetas, X, Y, lam), strict=True)]


@misconception(
    "regularized_gradients",
    id="box-forward-without-bias",
    idea="sets the bias column to zero for the penalty's sake before the forward pass, which needs it",
    hint="In which of the two parts of the gradient does column 0 not count? Print the activations with a bias of 5.",
)
def regularized_without_bias(Thetas, X, Y, lam):
    return _box([_without_column_zero(_array(T, 2)) for T in Thetas], X, Y, lam)


@misconception(
    "regularized_gradients",
    id="box-bias-read-from-the-last-column",
    idea="takes the last column of Theta for the bias on the way forward, and puts its gradient first",
    hint="Which column of Theta meets the input 1 in this task? Try Theta = [[5, 0, 0]]: what is the output?",
)
def regularized_reads_last(Thetas, X, Y, lam):
    weights = [_array(T, 2) for T in Thetas]
    found = _gradients([(T[:, :-1], T[:, -1]) for T in weights], X, Y)
    return [
        np.column_stack([db, dW]) + lam * _without_column_zero(T) for T, (dW, db) in zip(weights, found, strict=True)
    ]


@misconception(
    "numerical_jacobian",
    id="jacobian-backward-differences",
    idea="uses f(x) - f(x - h) over h, whose error is of order h instead of h squared",
    hint="Measure the slope of x^3 at 1 with h = 0.1. Is the error nearer to 0.3 or to 0.01?",
)
def numerical_jacobian_backward(f, x, h=1e-5):
    x = _array(x, 1)
    columns = [(np.asarray(f(x), float) - np.asarray(f(x - h * e), float)) / h for e in np.eye(x.size)]
    return np.array(columns).T


@misconception(
    "numerical_jacobian",
    id="jacobian-moves-all-at-once",
    idea="moves all coordinates at once for every column, so all columns are alike",
    hint="Which coordinate does column j belong to? Print what you hand to f.",
)
def numerical_jacobian_all(f, x, h=1e-5):
    x = _array(x, 1)
    columns = [(np.asarray(f(x + h), float) - np.asarray(f(x - h), float)) / (2 * h) for _ in x]
    return np.array(columns).T


@misconception(
    "numerical_jacobian",
    id="jacobian-half-steps",
    idea="moves by h / 2 each way and divides by 2 h",
    hint="How far apart are the two points at which you call f? By which distance do you divide?",
)
def numerical_jacobian_half_steps(f, x, h=1e-5):
    return _quotients(f, x, h / 2, width=4.0)


@misconception(
    "numerical_jacobian",
    id="jacobian-half-steps-each-way",
    idea="moves by h / 2 each way where the docstring asks for h",
    hint="At which two points is f asked for column j? Print them for h = 1.",
)
def numerical_jacobian_half_apart(f, x, h=1e-5):
    return _quotients(f, x, h / 2)


@misconception(
    "numerical_jacobian",
    id="jacobian-square",
    idea="makes an n by n array, though f may have another number of outputs than inputs",
    hint="Which shape has the Jacobian of a function with 2 inputs and 3 outputs?",
)
def numerical_jacobian_square(f, x, h=1e-5):
    x = _array(x, 1)
    J = np.zeros((x.size, x.size))
    for j, e in enumerate(np.eye(x.size)):
        J[:, j] = (np.asarray(f(x + h * e), float) - np.asarray(f(x - h * e), float)) / (2 * h)
    return J


@misconception(
    "numerical_jacobian",
    id="jacobian-only-its-diagonal",
    idea="moves all coordinates at once and puts the quotients on a diagonal, as if f acted entry by entry",
    hint="Can the second output depend on the first input? Try f(x) = (x1 x2, x1).",
)
def numerical_jacobian_diagonal(f, x, h=1e-5):
    x = _array(x, 1)
    return np.diag((np.asarray(f(x + h), float) - np.asarray(f(x - h), float)) / (2 * h))


@misconception(
    "jacobian_chain",
    id="chain-adds",
    idea="adds the Jacobians up where a product is asked",
    hint="If the first function doubles and the second triples, what do both together do?",
)
def jacobian_chain_adds(Js):
    product = _array(Js[0], 2)
    for J in Js[1:]:
        product = _array(J, 2) + product
    return product


@misconception(
    "jacobian_chain",
    id="chain-transposes",
    idea="transposes each Jacobian but the first before multiplying",
    hint="Write the shapes of J1 (3 by 2) and J2 (4 by 3) beside each other. Which product fits?",
)
def jacobian_chain_transposes(Js):
    product = _array(Js[0], 2)
    for J in Js[1:]:
        product = _array(J, 2).T @ product
    return product


@misconception(
    "jacobian_chain",
    id="chain-needs-two",
    idea="hands the list to np.linalg.multi_dot, which refuses a single matrix",
    hint="Call yours with a list of one Jacobian. What should come back?",
)
def jacobian_chain_needs_two(Js):
    return np.linalg.multi_dot([_array(J, 2) for J in Js][::-1])


@misconception(
    "jacobian_chain",
    id="chain-of-two",
    idea="multiplies the first two Jacobians and stops",
    hint="How many matrices enter your result for a list of four?",
)
def jacobian_chain_of_two(Js):
    return _array(Js[0], 2) if len(Js) == 1 else _array(Js[1], 2) @ _array(Js[0], 2)


@misconception(
    "relu_jacobian_diag",
    id="diagonal-leaky",
    idea="gives the slope 0.01 where the unit is off",
    hint="By how much does max(0, h) change when h moves from -3 to -2?",
)
def relu_jacobian_leaky(h):
    return np.where(_array(h, 1) > 0, 1.0, 0.01)


@misconception(
    "relu_jacobian_diag",
    id="diagonal-clipped-values",
    idea="clips h to the range from 0 to 1 where 0 or 1 is asked",
    hint="What is the slope of ReLU at h = 0.3, and what does yours give?",
)
def relu_jacobian_clipped(h):
    return np.clip(_array(h, 1), 0.0, 1.0)


@misconception(
    "relu_jacobian_diag",
    id="diagonal-as-indices",
    idea="returns the numbers of the units that are on",
    hint="How many entries should the diagonal have for five units of which two are on?",
)
def relu_jacobian_indices(h):
    return np.flatnonzero(_array(h, 1) > 0)


@misconception(
    "relu_jacobian_diag",
    id="diagonal-of-relu6",
    idea="has no slope beyond 6",
    hint="Does max(0, h) still grow at h = 100?",
)
def relu_jacobian_relu6(h):
    h = _array(h, 1)
    return np.where((h > 0) & (h < 6), 1.0, 0.0)


@misconception(
    "jacobian_entries",
    id="entries-of-a-triangle",
    idea="counts a symmetric matrix once, the upper half and the diagonal",
    hint="Is a Jacobian symmetric? How many cells has a square with n * batch rows?",
)
def jacobian_entries_triangle(n, batch=1):
    size = int(n) * int(batch)
    return size * (size + 1) // 2


@misconception(
    "jacobian_entries",
    id="entries-off-the-diagonal",
    idea="counts the cells beside the diagonal only",
    hint="How many cells has a square with 3 rows, with all of them counted?",
)
def jacobian_entries_off_diagonal(n, batch=1):
    size = int(n) * int(batch)
    return size**2 - size


@misconception(
    "jacobian_entries",
    id="entries-in-32-bits",
    idea="counts in 32-bit integers, which wrap around",
    hint="What is np.int32(70000) * np.int32(70000)? And with Python's own int?",
)
def jacobian_entries_32_bits(n, batch=1):
    return int(np.array((int(n) * int(batch)) ** 2 % 2**32, dtype=np.uint32).astype(np.int32))
