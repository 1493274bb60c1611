"""Visible checks of activations, the sigmoid network and Jacobians: the handout's numbers."""

import numpy as np
import pytest

from autograder import expect

PRINTED = {"rtol": 0.0, "atol": 1e-6}

W1, B1 = [[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]], [0.1, -0.2, 0.3]
W2, B2 = [[2.0, -0.5, 1.0]], [0.3]
X = [[1.0, 2.0], [-1.0, 0.5], [0.2, -1.5], [2.0, -0.3]]
Y = [[1.0], [0.0], [1.0], [0.0]]
HIDDEN = [
    [0.19781611, 0.85814894, 0.97207743],
    [0.28905050, 0.17150477, 0.88594762],
    [0.84553473, 0.43168002, 0.05468132],
    [0.80218389, 0.93848582, 0.14185106],
]
OUTPUT = [[0.77532636], [0.84267879], [0.86175110], [0.82877581]]
DW1 = [[0.02529706, 0.00145532], [0.00727237, -0.00521144], [0.02727428, 0.00270773]]
DB1 = [0.12548827, -0.01328951, 0.04319744]
DW2, DB2 = [[0.18676725, 0.16745876, 0.15954305]], [0.32713301]


def network():
    """Return the handout's parameters as arrays."""
    return [(np.array(W1), np.array(B1)), (np.array(W2), np.array(B2))]


@pytest.mark.check(
    task="activation",
    points=1.5,
    catches=("activation-tanh-of-half", "activation-leaky-relu", "activation-softplus-without-one"),
)
def test_activation_table(student):
    """The four activations at -2, -0.5, 0 and 1.5 agree with the table."""
    table = {
        "sigmoid": [0.11920292, 0.37754067, 0.5, 0.81757448],
        "tanh": [-0.96402758, -0.46211716, 0.0, 0.90514825],
        "relu": [0.0, 0.0, 0.0, 1.5],
        "softplus": [0.12692801, 0.47407698, 0.69314718, 1.70141328],
    }
    z = np.array([-2.0, -0.5, 0.0, 1.5])

    for (name, want), got in zip(table.items(), student.activation.map([(name, z) for name in table]), strict=True):
        expect.close(
            got,
            want,
            **PRINTED,
            rule=f"activation('{name}', z) should follow its formula in every entry.",
            ask="Work out the first entry that differs on a calculator. Which step of yours parts from it?",
        )


@pytest.mark.check(
    task="activation_grad",
    points=1.5,
    catches=("slope-of-relu-at-zero", "slope-takes-the-activation", "slope-of-softplus-is-bell"),
)
def test_activation_grad_table(student):
    """The four slopes at -2, -0.5, 0 and 1.5 agree with the table."""
    z = np.array([-2.0, -0.5, 0.0, 1.5])
    table = {
        "sigmoid": [0.10499359, 0.23500371, 0.25, 0.14914645],
        "tanh": [0.07065082, 0.78644773, 1.0, 0.18070664],
        "softplus": [0.11920292, 0.37754067, 0.5, 0.81757448],
    }
    *slopes, relu = student.activation_grad.map([(name, z) for name in (*table, "relu")])

    for (name, want), got in zip(table.items(), slopes, strict=True):
        expect.close(
            got,
            want,
            **PRINTED,
            rule=f"activation_grad('{name}', z) is the slope at z, the input before activation.",
            ask="Does a difference quotient of your activation at -0.5 agree?",
        )
    expect.exact(
        relu,
        [0, 0, 0, 1],
        rule="The slope of ReLU is 1 above 0, and 0 at 0 and below.",
        ask="What does yours give below 0, at 0 and above?",
    )


@pytest.mark.check(
    task="mlp_forward",
    points=2,
    catches=("forward-linear-output", "forward-leaves-out-the-input", "forward-without-bias"),
)
def test_forward_worked(student):
    """The handout's network of 2, 3 and 1 units gives its activations layer by layer."""
    a = expect.sequence(
        student.mlp_forward(network(), np.array(X)),
        3,
        rule="The list holds a[0] = X and one array for each layer.",
    )

    ask = "Which of the three arrays is the first that differs? What goes into it?"
    expect.close(a[0], X, rule="a[0] is X.", ask=ask)
    expect.close(a[1], HIDDEN, **PRINTED, rule="a[1] = sigmoid(X @ W1.T + b1).", ask=ask)
    expect.close(a[2], OUTPUT, **PRINTED, rule="a[2] = sigmoid(a[1] @ W2.T + b2).", ask=ask)


@pytest.mark.check(
    task="mlp_backward",
    points=2.5,
    catches=(
        "backward-without-slope",
        "backward-delta-sign",
        "backward-extra-slope",
        "backward-transposed",
        "backward-sums-over-rows",
        "backward-bias-per-row",
    ),
)
def test_backward_worked(student):
    """The gradients of the handout's network agree with its table."""
    a = [np.array(X), np.array(HIDDEN), np.array(OUTPUT)]
    layers = expect.sequence(student.mlp_backward(network(), a, np.array(Y)), 2)
    want = [("1", DW1, DB1), ("2", DW2, DB2)]

    for layer, (number, dW, db) in zip(layers, want, strict=True):
        got_dW, got_db = expect.sequence(layer, 2, rule="Each item of the list is a pair (dW, db).")
        expect.close(
            got_dW,
            dW,
            **PRINTED,
            rule=f"dW of layer {number} has the shape of W and is delta.T @ (the activation before it).",
            ask="Is delta at the output (a[2] - Y) / 4? What is it one layer earlier, and what is dW a product of?",
        )
        expect.close(
            got_db,
            db,
            **PRINTED,
            rule=f"db of layer {number} is delta summed over the 4 rows.",
            ask="What is the shape of delta, over which axis do you sum it, and is 1/4 in it exactly once?",
        )


@pytest.mark.check(task="mlp_train_step", points=1.5, catches=("step-uphill", "step-frozen-bias"))
def test_train_step_worked(student):
    """One step with eta = 0.5 moves the handout's network to the parameters in its table."""
    want = [
        [[0.48735147, -1.00072766], [1.49636381, 0.25260572], [-0.76363714, 1.99864614]],
        [0.03725586, -0.19335525, 0.27840128],
        [[1.90661637, -0.58372938, 0.92022848]],
        [0.13643349],
    ]
    layers = expect.sequence(student.mlp_train_step(network(), np.array(X), np.array(Y), 0.5), 2)
    got = [item for layer in layers for item in expect.sequence(layer, 2)]

    for new, value in zip(got, want, strict=True):
        expect.close(
            new,
            value,
            **PRINTED,
            rule="Every W and every b becomes itself minus eta times its gradient.",
            ask="Take (old - new) / eta for each of the four arrays. Which of them is not its gradient?",
        )


@pytest.mark.check(
    task="regularized_gradients",
    points=2.5,
    catches=(
        "box-penalises-bias",
        "box-delta-of-the-slides",
        "box-averages-the-penalty",
        "box-twice-lambda",
    ),
)
def test_regularized_worked(student):
    """The handout's network with its biases in column 0 and lam = 0.1 gives the box's D."""
    thetas = [np.column_stack([B1, W1]), np.column_stack([B2, W2])]
    want = [np.column_stack([DB1, np.array(DW1) + 0.1 * np.array(W1)])]
    want.append(np.column_stack([DB2, np.array(DW2) + 0.1 * np.array(W2)]))
    D = expect.sequence(student.regularized_gradients(thetas, np.array(X), np.array(Y), 0.1), 2)

    for got, value in zip(D, want, strict=True):
        expect.close(
            got,
            value,
            **PRINTED,
            rule="D = Delta / n + lam * Theta, without the second term in column 0.",
            ask="With lam = 0, is D the gradient of mlp_backward? What does lam then add, and to which columns?",
        )


@pytest.mark.check(
    task="numerical_jacobian",
    points=2,
    catches=("jacobian-transposed", "jacobian-half-step-missing"),
)
def test_numerical_jacobian_worked(student):
    """The Jacobian of (x1 x2, x1^2, sin x2) at (1.5, -0.5) has 3 rows and 2 columns."""

    def f(x):
        x1, x2 = np.asarray(x, float)
        return np.array([x1 * x2, x1**2, np.sin(x2)])

    expect.close(
        student.numerical_jacobian(f, np.array([1.5, -0.5])),
        [[-0.5, 1.5], [3.0, 0.0], [0.0, np.cos(0.5)]],
        rtol=1e-6,
        atol=1e-8,
        rule="Entry [i, j] is the central difference of output i while x_j alone moves.",
        ask="Work column 0 out by hand: at which two points is f taken, how far apart are they, and what is the slope?",
    )


@pytest.mark.check(task="jacobian_chain", points=1, catches=("chain-in-forward-order", "chain-entry-by-entry"))
def test_jacobian_chain_worked(student):
    """J1 = [[1, 2], [3, 4]] followed by J2 = [[0, 1], [-1, 2]] gives J2 J1 = [[3, 4], [5, 6]]."""
    got = student.jacobian_chain([np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [-1.0, 2.0]])])

    expect.close(
        got,
        [[3.0, 4.0], [5.0, 6.0]],
        rule="The function applied last stands on the left.",
        ask="In f2(f1(x)), whose Jacobian meets the change in x first? Multiply rows by columns by hand: what differs?",
    )


@pytest.mark.check(task="relu_jacobian_diag", points=1, catches=("diagonal-as-a-matrix", "diagonal-one-at-zero"))
def test_relu_diagonal_worked(student):
    """For h = (-2, 0, 0.5, 3) the diagonal is (0, 0, 1, 1)."""
    expect.exact(
        student.relu_jacobian_diag(np.array([-2.0, 0.0, 0.5, 3.0])),
        [0, 0, 1, 1],
        rule="Only the diagonal is asked, one entry for each h: 1 where h > 0, else 0.",
        ask="What is the shape of your result? And what does it hold below 0, at 0 and above?",
    )


@pytest.mark.check(task="jacobian_entries", points=1, catches=("entries-of-the-blocks", "entries-without-batch"))
def test_jacobian_entries_worked(student):
    """4096 units need 16 777 216 entries; a batch of 128 needs 274 877 906 944."""
    single, batch = student.jacobian_entries.map([(4096,), (4096, 128)])

    rule = "The Jacobian is square with n * batch rows."
    expect.integer(
        single,
        16_777_216,
        rule=rule,
        ask="How many inputs and outputs has the layer? Is the product of the two a Python integer?",
    )
    expect.integer(
        batch, 274_877_906_944, rule=rule, ask="How many rows and how many columns has the matrix of the whole batch?"
    )
