"""Hidden checks of activations, the sigmoid network and its gradients."""

from itertools import pairwise

import numpy as np
import pytest

from autograder import expect

NAMES = ("sigmoid", "tanh", "relu", "softplus")
# (N, sizes of the layers): all sizes different, a single layer, one row, one output, a deep one, square ones
NETWORKS = (
    (7, (4, 3, 2)), (5, (2, 3)), (6, (3, 5, 1)), (1, (5, 4, 2)), (8, (1, 6, 5, 3, 4)), (4, (4, 4, 4)), (1, (1, 1)),
    (5, (3, 3, 3)),
)  # fmt: skip


def draw_network(rng, sizes, scale=1.0):
    """Return [(W, b), ...] of a network with these layer sizes."""
    return [(scale * rng.normal(size=(n_out, n_in)), scale * rng.normal(size=n_out)) for n_in, n_out in pairwise(sizes)]


def draw_case(rng, shape, scale=1.0):
    """Return (params, X, Y) for one of NETWORKS."""
    n, sizes = shape
    X = rng.normal(size=(n, sizes[0])) + 0.3
    return draw_network(rng, sizes, scale), X, rng.integers(0, 2, (n, sizes[-1])).astype(float)


def folded(params):
    """Return the parameters with the bias as column 0 of each matrix."""
    return [np.column_stack([b, W]) for W, b in params]


def float32(params):
    """Return the parameters a tenth as large in float32, and the float64 numbers that these are."""
    narrow = [tuple((0.1 * np.asarray(v)).astype(np.float32) for v in pair) for pair in params]
    return narrow, [tuple(v.astype(float) for v in pair) for pair in narrow]


def same_layers(got, want, rule, ask, **judged):
    """Judge a list of (W-like, b-like) pairs; return it as pairs of arrays."""
    layers = []
    for layer, (wanted_W, wanted_b) in zip(expect.sequence(got, len(want), rule=rule), want, strict=True):
        W, b = expect.sequence(layer, 2, rule=rule)
        judged_W = expect.close(W, wanted_W, rule=rule, ask=ask, **judged)
        layers.append((judged_W, expect.close(b, wanted_b, rule=rule, ask=ask, **judged)))
    return layers


def same_arrays(got, want, rule, ask):
    """Judge a list of float arrays."""
    items = expect.sequence(got, len(want), rule=rule)
    for item, wanted in zip(items, want, strict=True):
        expect.close(item, wanted, rule=rule, ask=ask)


@pytest.mark.check(
    task="activation",
    points=2,
    catches=("activation-tanh-of-half", "activation-leaky-relu", "activation-softplus-without-one"),
)
def test_activation_values(student, reference, rng):
    """Each activation follows its formula, near zero and far out."""
    z = np.concatenate([rng.normal(size=20) * 3, [-300.0, -45.0, -12.0, -1e-6, 0.0, 1e-6, 12.0, 45.0, 300.0]])
    cases = [(name, z) for name in NAMES]

    wanted = reference.activation.map(cases)
    for (name, _), got, want in zip(cases, student.activation.map(cases), wanted, strict=True):
        expect.close(
            got,
            want,
            rule=f"The {name} of every entry should follow its formula.",
            ask="Plot it from -12 to 12: where should it be flat, and where a straight line?",
        )


@pytest.mark.check(
    task="activation",
    points=1.5,
    catches=("activation-keeps-the-input-type", "activation-flattens"),
)
def test_activation_shapes(student, reference, rng):
    """A scalar, an array of any shape, a list, integers and float32 all give floats of that shape."""
    arrays = [
        0.7,
        -2,
        rng.normal(size=(2, 1, 4)),
        [[0.5, -1.5], [2, -3], [1, 0]],
    ]
    arrays += [np.array([-1.3, 0.4, 2.2], np.float32), np.array([-2, 0, 5], np.int8), np.array([200], np.uint8)]
    cases = [(name, z) for name in NAMES for z in arrays]

    wanted = reference.activation.map([(name, np.asarray(z, float)) for name, z in cases])
    for (name, _), got, want in zip(cases, student.activation.map(cases), wanted, strict=True):
        expect.close(
            got,
            want,
            rule=f"activation('{name}', z) is computed in float64 and has the shape of z.",
            ask="Give the same numbers as integers, as float32 and as floats. Do value, dtype or shape differ?",
        )


@pytest.mark.check(task="activation", points=0.5, catches=("activation-unknown-is-identity",))
def test_activation_unknown_name(student):
    """An unknown name is a ValueError."""
    for name in ("gelu", "Sigmoid", "relu ", ""):
        expect.raises(
            ValueError,
            student.activation,
            name,
            np.array([0.5]),
            rule="There are four names.",
            ask="What about others?",
        )


@pytest.mark.check(task="activation", points=0.5, catches=("activation-reads-words",))
def test_activation_type_errors(student):
    """What is not a real number is a TypeError."""
    for name, wrong in zip(NAMES, (["0.5", "-1"], np.array([1j, 0.5]), [0.5, None], None), strict=True):
        expect.raises(
            TypeError,
            student.activation,
            name,
            wrong,
            rule="z holds real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(z) then?",
        )


@pytest.mark.check(
    task="activation_grad",
    points=2,
    catches=("slope-takes-the-activation", "slope-of-softplus-is-bell", "slope-of-relu-at-zero"),
)
def test_slope_values(student, reference, rng):
    """Each slope is the derivative by z, at the kink and far out too."""
    z = np.concatenate([rng.normal(size=20) * 3, [-300.0, -45.0, -12.0, -1e-12, 0.0, 1e-12, 12.0, 45.0, 300.0]])
    smooth = [(name, z) for name in ("sigmoid", "tanh", "softplus")]

    wanted = reference.activation_grad.map(smooth)
    for (name, _), got, want in zip(smooth, student.activation_grad.map(smooth), wanted, strict=True):
        expect.close(
            got,
            want,
            rule=f"The slope of {name} is taken at z, the input before activation.",
            ask="Does (activation(z + h) - activation(z - h)) / 2h agree?",
        )
    expect.exact(
        student.activation_grad("relu", z),
        (z > 0).astype(int),
        rule="The slope of ReLU is 1 above 0, and 0 at 0 and below.",
        ask="On which side does 0 itself belong?",
    )


@pytest.mark.check(
    task="activation_grad",
    points=1.5,
    catches=("slope-keeps-the-input-type", "slope-of-relu-at-zero"),
)
def test_slope_shapes(student, reference, rng):
    """A scalar, an array of any shape, a list, integers and float32 keep their shape."""
    arrays = [
        0.7,
        -2,
        rng.normal(size=(2, 1, 4)),
        [[0.5, -1.5], [2, -3], [1, 0]],
    ]
    arrays += [np.array([-1.3, 0.4, 2.2], np.float32), np.array([-2, 0, 5], np.int8), np.array([200], np.uint8)]
    cases = [(name, z) for name in NAMES for z in arrays]

    wanted = reference.activation_grad.map([(name, np.asarray(z, float)) for name, z in cases])
    for (name, _), got, want in zip(cases, student.activation_grad.map(cases), wanted, strict=True):
        judge = expect.exact if name == "relu" else expect.close
        judge(
            got,
            want,
            rule=f"activation_grad('{name}', z) is computed in float64 and has the shape of z.",
            ask="Give the same numbers as integers, as float32 and as floats. Do value, dtype or shape differ?",
        )


@pytest.mark.check(task="activation_grad", points=0.5, catches=("slope-unknown-is-one",))
def test_slope_unknown_name(student):
    """An unknown name is a ValueError."""
    for name in ("gelu", "Sigmoid", "relu ", ""):
        expect.raises(
            ValueError,
            student.activation_grad,
            name,
            np.array([0.5]),
            rule="There are four names.",
            ask="What about others?",
        )


@pytest.mark.check(task="activation_grad", points=0.5, catches=("slope-reads-words",))
def test_slope_type_errors(student):
    """What is not a real number is a TypeError."""
    for name, wrong in zip(NAMES, (["0.5", "-1"], np.array([1j, 0.5]), [0.5, None], None), strict=True):
        expect.raises(
            TypeError,
            student.activation_grad,
            name,
            wrong,
            rule="z holds real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(z) then?",
        )


@pytest.mark.check(
    task="mlp_forward",
    points=2,
    catches=(
        "forward-linear-output",
        "forward-leaves-out-the-input",
        "forward-without-bias",
        "forward-tanh-inside",
    ),
)
def test_forward_networks(student, reference, rng):
    """Networks of every depth and width give their activations, saturated ones too."""
    drawn = [draw_case(rng, shape, scale) for shape, scale in zip(NETWORKS, (1.0, 4.0) * 4, strict=True)]
    cases = [(params, X) for params, X, _ in drawn]

    for got, want in zip(student.mlp_forward.map(cases), reference.mlp_forward.map(cases), strict=True):
        same_arrays(
            got,
            want,
            "a[0] is X, and each a[l] is sigmoid(a[l-1] @ W.T + b).",
            "With one layer or one row, does your list still hold L + 1 matrices?",
        )


@pytest.mark.check(task="mlp_forward", points=1, catches=("forward-keeps-the-input-type",))
def test_forward_promotes(student, reference):
    """Whole numbers, float32 arrays and nested lists count as float64."""
    W, b, X = [[2, -1, 1], [1, 3, -2]], [1, -2], [[1, 2, -1], [3, -2, 1], [0, 1, 2], [2, 2, -3]]
    exact = [(np.array(W, float), np.array(b, float))]
    narrow = [(np.array([[0.1, -0.7, 0.3]], np.float32), np.array([0.2], np.float32))]
    cases = [
        ([(W, b)], X, exact),
        ([[np.array(W, np.int8), np.array(b, np.int8)]], np.array(X, np.int8), exact),
        (tuple(narrow), np.array(X, np.float32) / 3, [(np.asarray(v, float) for v in narrow[0])]),
    ]
    results = student.mlp_forward.map([(params, rows) for params, rows, _ in cases])

    for (_, rows, params), got in zip(cases, results, strict=True):
        same_arrays(
            got,
            reference.mlp_forward([tuple(pair) for pair in params], np.asarray(rows, float)),
            "Every array of the list is float64, a[0] included.",
            "Give the same network and X as integers and as floats. Which array is the first that differs?",
        )
        expect.holds(
            all(level.dtype == np.float64 for level in got),
            rule="Every array of the list is float64, a[0] included.",
            ask="What is the dtype of a[0] when X is float32?",
            subject=got,
        )


@pytest.mark.check(task="mlp_forward", points=0.5, catches=("forward-takes-a-vector",))
def test_forward_shape_errors(student, rng):
    """A vector for X, rows of the wrong width and a bias of the wrong length are refused."""
    params = draw_network(rng, (3, 4, 2))
    (W, b), (V, c) = params
    X = rng.normal(size=(4, 3))
    wrong = [(params, rows) for rows in (X[0], X[:, :1], X[None])]
    wrong += [([(W, b[:1]), (V, c)], X)]
    wrong += [([(W, b), (V, c[:1])], X), ([(W, b), (V[:, :3], c)], X)]

    for case in wrong:
        expect.raises(
            ValueError,
            student.mlp_forward,
            *case,
            rule="X is (N, n_0), W (n_out, n_in), b (n_out,); anything else is a ValueError.",
            ask="What does NumPy do with a vector @ W.T?",
        )


@pytest.mark.check(task="mlp_forward", points=0.5, catches=("forward-reads-words",))
def test_forward_type_errors(student, rng):
    """An X, W or b that holds no real numbers is a TypeError."""
    ((W, b),) = params = draw_network(rng, (2, 3))
    X = np.array([[0.5, 1.5]])
    wrong = [(params, rows) for rows in ([["0.5", "1"]], X * 1j, [[0.5, None]])]
    wrong += [([(W * 1j, b)], X), ([([["0.5", "1"]] * 3, b)], X), ([(W, ["0.5"] * 3)], X)]
    for case in wrong:
        expect.raises(
            TypeError,
            student.mlp_forward,
            *case,
            rule="X, W and b hold real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(X) then? And W?",
        )


@pytest.mark.check(
    task="mlp_backward",
    points=3,
    catches=(
        "backward-without-slope",
        "backward-delta-sign",
        "backward-extra-slope",
        "backward-averages-the-outputs",
        "backward-slope-of-the-next-layer",
    ),
)
def test_backward_networks(student, reference, rng):
    """Networks of every depth and width give the gradients of their mean cross-entropy."""
    drawn = [draw_case(rng, shape) for shape in NETWORKS]
    params, X, Y = drawn[1]
    drawn.append((params, X, rng.uniform(0.05, 0.95, Y.shape)))
    activations = reference.mlp_forward.map([(params, X) for params, X, _ in drawn])
    cases = [(params, a, Y) for (params, _, Y), a in zip(drawn, activations, strict=True)]

    for got, want in zip(student.mlp_backward.map(cases), reference.mlp_backward.map(cases), strict=True):
        same_layers(
            got,
            want,
            "delta is (a[L] - Y) / N at the output and (delta @ W) * a * (1 - a) one layer earlier.",
            "With one layer only, is it right? Then with two? Which product differs first?",
        )


@pytest.mark.check(task="mlp_backward", points=1.5, catches=("backward-sums-over-rows", "backward-averages-twice"))
def test_backward_is_a_mean(student, reference, rng):
    """The gradient of a batch is the mean of the gradients of its rows."""
    params, X, Y = draw_case(rng, (3, (3, 4, 2)))
    a = reference.mlp_forward(params, X)
    rows = [slice(i, i + 1) for i in range(3)]
    whole, *single = student.mlp_backward.map(
        [(params, a, Y)] + [(params, [level[row] for level in a], Y[row]) for row in rows]
    )
    pairs = [[expect.sequence(layer, 2) for layer in expect.sequence(got, 2)] for got in single]
    shapes = [((4, 3), (4,)), ((2, 4), (2,))]
    mean = [
        tuple(np.mean([expect.array(got[k][part], shape[part]) for got in pairs], axis=0) for part in (0, 1))
        for k, shape in enumerate(shapes)
    ]

    same_layers(
        whole,
        mean,
        "The loss is a mean over the rows, so its gradient is one too.",
        "Give the same row twice: does your gradient change?",
    )
    same_layers(
        whole,
        reference.mlp_backward(params, a, Y),
        "Of one row the gradient is what moves the loss of that row.",
        "Nudge one weight by 1e-5. Does the loss move by 1e-5 times its gradient?",
    )


@pytest.mark.check(task="mlp_backward", points=1, catches=("backward-divides-by-the-slope",))
def test_backward_saturated(student, reference, rng):
    """Outputs of exactly 1 or almost 0 give finite gradients."""
    params, X, Y = draw_case(rng, (5, (3, 4, 2)))
    params[1] = (params[1][0], np.array([60.0, -60.0]))
    case = (params, reference.mlp_forward(params, X), Y)

    same_layers(
        student.mlp_backward(*case),
        reference.mlp_backward(*case),
        "At the output delta is (a[L] - Y) / N, with no division by a (1 - a).",
        "What is a (1 - a) when a is exactly 1?",
    )


@pytest.mark.check(task="mlp_backward", points=1, catches=("backward-keeps-the-input-type",))
def test_backward_promotes(student, reference):
    """Whole numbers, float32 and nested lists as parameters, activations and labels give the same gradients."""
    W1, b1, W2, b2 = [[2, -1], [1, 3], [-1, 1]], [1, -2, 0], [[1, -2, 1]], [1]
    X, Y = [[1, -1], [-2, 1], [0, 1], [3, -1]], [[1], [0], [0], [1]]
    exact = [(np.array(W1, float), np.array(b1, float)), (np.array(W2, float), np.array(b2, float))]
    a = reference.mlp_forward(exact, np.array(X, float))
    want = [reference.mlp_backward(exact, a, np.array(Y, float))] * 4
    narrow, wide = float32(exact)
    seen = reference.mlp_forward(wide, np.array(X, float))
    want += [reference.mlp_backward(wide, seen, np.array(Y, float))]
    cases = [
        ([(W1, b1), (W2, b2)], [X, a[1].tolist(), a[2].tolist()], Y),
        (
            [[np.array(W1), np.array(b1)], [np.array(W2), np.array(b2)]],
            [np.array(X), *a[1:]],
            np.array(Y),
        ),
        (tuple(exact), tuple(a), np.array(Y, np.float32)),
        (tuple((W.astype(np.int8), b.astype(np.int8)) for W, b in exact), a, np.array(Y, np.uint8)),
        (narrow, seen, np.array(Y, np.float32)),
    ]

    for got, wanted in zip(student.mlp_backward.map(cases), want, strict=True):
        same_layers(
            got,
            wanted,
            "Inputs of any number type are promoted to float64.",
            "Give the same numbers as integers, as float32 and as floats. Which gradient is the first that differs?",
        )


@pytest.mark.check(task="mlp_backward", points=1, catches=("backward-broadcasts-the-labels",))
def test_backward_label_shape(student, reference, rng):
    """Labels that do not have the shape of the output, or are no numbers, are refused."""
    params, X, Y = draw_case(rng, (4, (2, 4, 3)))
    a = reference.mlp_forward(params, X)
    single, rows, column = draw_case(rng, (3, (2, 4, 1)))
    flat = (single, reference.mlp_forward(single, rows), column[:, 0])
    wrong = [(params, a, labels) for labels in (Y[:1], Y[:, :1], Y[0], Y[None], Y.ravel(), Y.T)]
    first = [level[:1] for level in a]
    wrong += [flat, (params, first, Y), (params, first, Y[0])]

    for case in wrong:
        expect.raises(
            ValueError,
            student.mlp_backward,
            *case,
            rule="Y has exactly the shape of a[L].",
            ask="What does NumPy do with an array of (4, 3) minus one of (3,)?",
        )
    for labels in (Y * 1j, [["0", "1", "1"]] * 4, [[0.0, None, 1.0]] * 4):
        expect.raises(
            TypeError,
            student.mlp_backward,
            params,
            a,
            labels,
            rule="Y holds real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(Y) then?",
        )


@pytest.mark.check(
    task="mlp_train_step",
    points=3,
    catches=("step-uphill", "step-frozen-bias", "step-layer-by-layer", "step-output-layer-only"),
)
def test_train_step_chain(student, reference, rng):
    """Several steps in a row, each from where the last one ended, follow the path downhill."""
    kinds = (((7, (4, 3, 2)), 0.37), ((5, (2, 6, 4, 3)), 1.9), ((1, (3, 3, 3)), 2.6))
    mine = right = [(*draw_case(rng, shape), eta) for shape, eta in kinds]
    for _ in range(3):
        moved = reference.mlp_train_step.map(right)
        right = [(params, *rest) for params, (_, *rest) in zip(moved, right, strict=True)]
        reached = [
            same_layers(
                got,
                want,
                "Every W and b moves by -eta times its gradient at the old parameters.",
                "Do all gradients come from the same, old parameters?",
            )
            for got, want in zip(student.mlp_train_step.map(mine), moved, strict=True)
        ]
        mine = [(params, *rest) for params, (_, *rest) in zip(reached, right, strict=True)]


@pytest.mark.check(task="mlp_train_step", points=1, catches=("step-keeps-the-input-type",))
def test_train_step_promotes(student, reference):
    """Parameters given as whole numbers, lists or tuples move just as far, and not at all with a rate of 0."""
    W1, b1, W2, b2 = [[2, -1], [1, 3], [-1, 1]], [1, -2, 0], [[1, -2, 1]], [1]
    X, Y = np.array([[1, -1], [-2, 1], [0, 1], [3, -1]]), np.array([[1], [0], [0], [1]])
    exact = [(np.array(W1, float), np.array(b1, float)), (np.array(W2, float), np.array(b2, float))]
    moved = reference.mlp_train_step(exact, X, Y, 3)
    narrow, wide = float32(exact)
    cases = [
        ([(W1, b1), (W2, b2)], X.tolist(), Y.tolist(), 3),
        (((np.array(W1), np.array(b1)), (np.array(W2), np.array(b2))), X, Y, np.int64(3)),
        (tuple(exact), X.astype(float), Y.astype(np.float32), np.float64(3.0)),
        (exact, X, Y, 0),
        (narrow, X, Y, 0.7),
    ]
    wanted = (moved, moved, moved, exact, reference.mlp_train_step(wide, X, Y, 0.7))

    for got, want in zip(student.mlp_train_step.map(cases), wanted, strict=True):
        same_layers(
            got,
            want,
            "The new parameters are float64, whatever the old ones were.",
            "Give the same parameters as integers and as floats. Does the step differ? Which dtype has the result?",
        )


@pytest.mark.check(task="mlp_train_step", points=0.5, catches=("step-compares-no-shapes",))
def test_train_step_errors(student, rng):
    """What does not fit, or is no number, is refused as in the passes that the step consists of."""
    params, X, Y = draw_case(rng, (3, (2, 3)))
    ((W, b),) = params
    for case in (
        (params, X[0], Y, 0.3),
        (params, X, Y[:1], 0.3),
        (params, X, Y[0], 0.3),
        (params, X[:1], Y[0], 0.3),
        ([(W[:1], b[:1])], X, Y[:, 0], 0.3),
        ([(W, b[:1])], X, Y, 0.3),
    ):
        expect.raises(
            ValueError,
            student.mlp_train_step,
            *case,
            rule="X is (N, n_0), W (n_out, n_in), b (n_out,) and Y (N, K); anything else is a ValueError.",
            ask="Which of these shapes would NumPy stretch over another without a word?",
        )
    text = [["0", "1", "1"]] * 3
    for case in ((params, X * 1j, Y, 0.3), (params, X, text, 0.3), ([(W, ["1"] * 3)], X, Y, 0.3)):
        expect.raises(
            TypeError,
            student.mlp_train_step,
            *case,
            rule="Parameters, X and Y hold real numbers; anything else is a TypeError.",
            ask="Which of your conversions reads a word as a number?",
        )


@pytest.mark.check(
    task="regularized_gradients",
    points=3,
    catches=(
        "box-penalises-bias",
        "box-delta-of-the-slides",
        "box-averages-the-penalty",
        "box-bias-column-last",
        "box-never-averages",
        "box-delta-of-the-bias",
    ),
)
def test_regularized_networks(student, reference, rng):
    """Networks of every depth give the averaged gradients plus lam times the weights."""
    cases = []
    for shape in NETWORKS:
        params, X, Y = draw_case(rng, shape)
        cases.append((folded(params), X, Y, float(rng.uniform(0.2, 2.5))))

    wanted = reference.regularized_gradients.map(cases)
    for got, want in zip(student.regularized_gradients.map(cases), wanted, strict=True):
        same_arrays(
            got,
            want,
            "D is Delta / n + lam * Theta, in column 0 only Delta / n.",
            "Try N = 1 and lam = 0 first. Which of the two changes breaks it?",
        )


@pytest.mark.check(
    task="regularized_gradients",
    points=1.5,
    catches=("box-penalises-bias", "box-twice-lambda", "box-delta-of-the-slides"),
)
def test_regularized_parts(student, reference, rng):
    """Without lam only the data speaks; where the data is fitted only lam does."""
    params, X, Y = draw_case(rng, (6, (3, 4, 2)))
    ask = "Which of the two terms do you expect to vanish, and does it in every column?"
    same_arrays(
        student.regularized_gradients(folded(params), X, Y, 0.0),
        reference.regularized_gradients(folded(params), X, Y, 0.0),
        "With lam = 0, D is the mean gradient of the cross-entropy.",
        ask,
    )

    params[1] = (params[1][0], np.array([60.0, -60.0]))
    fitted = np.tile([1.0, 0.0], (6, 1))
    same_arrays(
        student.regularized_gradients(folded(params), X, fitted, 0.7),
        [0.7 * np.column_stack([np.zeros(len(b)), W]) for W, b in params],
        "Where every output equals its label, D is lam * Theta with zeros in column 0.",
        ask,
    )


@pytest.mark.check(task="regularized_gradients", points=1, catches=("box-keeps-the-input-type",))
def test_regularized_promotes(student, reference):
    """Whole numbers, float32 and lists count as float64."""
    thetas = [[[1, 2, -1], [-2, 1, 3], [0, -1, 1], [1, 1, 2]], [[1, 1, -2, 1, -1]]]
    X, Y = [[1, -1], [-2, 1], [0, 1]], [[1], [0], [1]]
    narrow = [(0.1 * np.array(T)).astype(np.float32) for T in thetas]
    want = [reference.regularized_gradients([np.array(T, float) for T in thetas], X, Y, 2.0)] * 2
    want += [reference.regularized_gradients([T.astype(float) for T in narrow], X, Y, 0.3)]
    cases = [(thetas, X, Y, 2), (tuple(np.array(T, np.int8) for T in thetas), np.array(X), np.array(Y), np.int64(2))]
    cases += [(narrow, np.array(X, np.float32), np.array(Y, np.float32), 0.3)]

    for got, wanted in zip(student.regularized_gradients.map(cases), want, strict=True):
        same_arrays(
            got,
            wanted,
            "Inputs of any number type are promoted to float64.",
            "Give the same numbers as integers, as float32 and as floats. Does D differ? Which dtype has it?",
        )


@pytest.mark.check(task="regularized_gradients", points=0.5, catches=("box-broadcasts-the-labels",))
def test_regularized_shape_errors(student, rng):
    """A vector for X, rows of the wrong width and labels of the wrong shape are refused."""
    params, X, Y = draw_case(rng, (3, (2, 3)))
    (theta,) = thetas = folded(params)

    biased = np.column_stack([np.ones(3), X])
    wrong = [(thetas, rows, Y) for rows in (X[0], biased, X[:1], X[None])]
    wrong += [(thetas, X, labels) for labels in (Y[:1], Y[:, :1], Y[0])]
    wrong += [
        (thetas, X[:1], Y[0]),
        ([theta[:1]], X, Y[:, 0]),
        ([theta[0]], X, Y[:, :1]),
        ([theta, np.ones((3, 3))], X, Y),
    ]
    for case in wrong:
        expect.raises(
            ValueError,
            student.regularized_gradients,
            *case,
            0.3,
            rule="X is (N, n_0), Y (N, K) and each Theta (n_out, n_in + 1); anything else is a ValueError.",
            ask="What does NumPy do with an array of (3, 3) minus one of (1, 3)?",
        )


@pytest.mark.check(task="regularized_gradients", points=0.5, catches=("box-reads-words",))
def test_regularized_type_errors(student, rng):
    """An X, Y or Theta that holds no real numbers is a TypeError."""
    (theta,) = thetas = folded(draw_network(rng, (2, 3)))
    X, Y = np.array([[0.5, 1.5]]), np.ones((1, 3))
    for case in (
        (thetas, [["0.5", "1"]], Y, 0.3),
        (thetas, X * 1j, Y, 0.3),
        (thetas, X, Y * 1j, 0.3),
        (thetas, X, [["0", "1", "1"]], 0.3),
        ([theta * 1j], X, Y, 0.3),
        ([[["0.5", "1", "2"]] * 3], X, Y, 0.3),
    ):
        expect.raises(
            TypeError,
            student.regularized_gradients,
            *case,
            rule="X, Y and Theta hold real numbers; anything else is a TypeError.",
            ask="Which dtype has np.asarray(X) then? And Theta?",
        )
