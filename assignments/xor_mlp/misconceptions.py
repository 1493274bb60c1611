"""How students get XOR, Boolean networks and their training wrong: one executable variant each."""

import numpy as np

from autograder.authoring import misconception, normal_form


def reals(value):
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise TypeError("not numeric")
    return array.astype(float)


def matrix(X, columns=None):
    X = reals(X)
    if X.ndim != 2 or columns not in (None, X.shape[1]):
        raise ValueError("wrong shape")
    return X


def truth_rows(n):
    return (np.arange(2**n)[:, None] >> np.arange(n - 1, -1, -1)) & 1


def minterms(n):
    bits = truth_rows(n)
    return 2.0 * bits - 1.0, 0.5 - bits.sum(axis=1)


def boolean_table(table):
    values = reals(table)
    if values.ndim != 1 or values.size < 2 or values.size & (values.size - 1):
        raise ValueError("a table has 2**n entries")
    return values, values.size.bit_length() - 1


def fire(z):
    return np.where(z >= 0, 1.0, 0.0)


# ---- what right answers have in common, where there are several


@normal_form("minterm_layer")
def minterms_by_threshold(result, n):
    """Take the first whole score at which a unit fires for its bias."""
    W, b = result
    return {
        "weight of each unit": np.asarray(W),
        "score from which each unit fires": np.ceil(-np.asarray(b, float) - 1e-9),
    }


@normal_form("boolean_mlp")
def boolean_network_by_answers(result, table):
    table = np.asarray(table)
    return by_answers(result, table, table.size)


@normal_form("dnf_mlp")
def dnf_network_by_answers(result, table):
    table = np.asarray(table)
    return by_answers(result, table, np.count_nonzero(table))


@normal_form("xor_unit")
def xor_network_by_answers(result):
    found = by_answers(result, np.array([0, 1, 1, 0]), 2)
    W1, b1, w2, b2 = (np.asarray(part, float) for part in result)
    score = fire(truth_rows(2) @ W1.T + b1) @ w2.ravel() + b2
    found.pop("rows of the hidden units", None)
    return found if right_on_all(found, [0, 1, 1, 0]) else {**found, "ties": score == 0}


@normal_form("train_xor")
def training_without_rounding(result, n_hidden, eta, n_steps, rng):
    """Take of a long run only its first losses: after many large steps two right computations may differ."""
    W1, b1, w2, b2, losses = result
    losses = np.asarray(losses)
    if n_steps > 20:
        return None, None, None, None, losses[:8] if losses.shape == (n_steps,) else f"of shape {losses.shape}"
    return np.asarray(W1), np.asarray(b1), np.asarray(w2), np.asarray(b2).reshape(()), losses


def by_answers(result, table, units):
    """Return what a network answers, and of a wrong one on which rows its hidden units fire, in any order."""
    W1, b1, w2, b2 = (np.asarray(part, float) for part in result)
    n = table.size.bit_length() - 1
    if W1.shape[1:] != (n,) or not W1.shape[:1] == b1.shape == (w2.size,) or b2.size != 1 or len(W1) > 2 * table.size:
        raise ValueError("the shapes do not fit together")
    hidden = fire(truth_rows(n) @ W1.T + b1)
    found = {
        "number of hidden units": np.asarray(len(W1)),
        "answer on each row": fire(hidden @ w2.ravel() + b2.ravel()),
    }
    if w2.ndim != 1:
        found["dimensions of w2"] = w2.ndim
    if len(W1) != units or not right_on_all(found, table):
        found["rows of the hidden units"] = hidden[:, np.lexsort(hidden)]
    return found


def right_on_all(found, table):
    return np.array_equal(found["answer on each row"], table)


# ---- step

STEP_ASK = "What do the notes write between the score and 0?"


@misconception("step", id="step-zero-is-off", idea="does not fire at a score of exactly zero", hint=STEP_ASK)
def step_zero_is_off(z):
    return np.where(reals(z) > 0, 1.0, 0.0)


@misconception(
    "step",
    id="step-minus-one",
    idea="gives -1 instead of 0 for a negative score",
    hint=("The notes use two conventions for the off state. Which one lets a hidden unit that is off add nothing?"),
)
def step_minus_one(z):
    return np.where(reals(z) >= 0, 1.0, -1.0)


@misconception(
    "step",
    id="step-half",
    idea="compares the score with one half, as one does with a probability",
    hint="A score is not a probability. What does step(0.25) give, and what should it?",
)
def step_half(z):
    return np.where(reals(z) >= 0.5, 1.0, 0.0)


@misconception(
    "step",
    id="step-rounds",
    idea="treats scores close to zero as if they were zero",
    hint="What does step(-1e-12) give? Is -1e-12 >= 0?",
)
def step_rounds(z):
    return np.where(reals(z) >= -1e-8, 1.0, 0.0)


@misconception(
    "step",
    id="step-takes-anything",
    idea="accepts scores that are not real numbers",
    hint="What does step(np.array([1j])) give? Which number would it have been compared with?",
)
def step_takes_anything(z):
    array = np.asarray(z)
    if array.dtype.kind == "c":
        array = array.real
    elif array.dtype.kind == "O":
        array = np.array([0.0 if v is None else float(v) for v in array.ravel()]).reshape(array.shape)
    elif array.dtype.kind == "U":
        return np.zeros(array.shape)
    return fire(array.astype(float))


# ---- xor_constraints


@misconception(
    "xor_constraints",
    id="constraints-printed-le",
    idea="copies the last inequality with <= as the notes print it",
    hint="Put w1 + w2 + w0 = 0. Does the unit fire on row 11, and is that what XOR does?",
)
def constraints_printed_le(w0, w1, w2):
    return np.array([w0 < 0, w2 + w0 >= 0, w1 + w0 >= 0, w1 + w2 + w0 <= 0])


@misconception(
    "xor_constraints",
    id="constraints-strict",
    idea="asks for a score strictly above zero on the rows that should fire",
    hint="Take w0 = -1 and w2 = 1. What is step of the score on row 01?",
)
def constraints_strict(w0, w1, w2):
    return np.array([w0 < 0, w2 + w0 > 0, w1 + w0 > 0, w1 + w2 + w0 < 0])


@misconception(
    "xor_constraints",
    id="constraints-swapped-rows",
    idea="uses w1 on row 01 and w2 on row 10",
    hint="Row 01 means x1 = 0 and x2 = 1. Which weight is multiplied by 1?",
)
def constraints_swapped_rows(w0, w1, w2):
    return np.array([w0 < 0, w1 + w0 >= 0, w2 + w0 >= 0, w1 + w2 + w0 < 0])


@misconception(
    "xor_constraints",
    id="constraints-fires",
    idea="tells where the unit fires instead of where it does what XOR does",
    hint="With w0 = -1 the unit is silent on row 00. Is the first condition met or not?",
)
def constraints_fires(w0, w1, w2):
    return np.array([w0 >= 0, w2 + w0 >= 0, w1 + w0 >= 0, w1 + w2 + w0 >= 0])


@misconception(
    "xor_constraints",
    id="constraints-no-bias-on-eleven",
    idea="leaves the bias out of the last inequality",
    hint="Write the score of the unit for x1 = x2 = 1. How many terms does it have?",
)
def constraints_no_bias_on_eleven(w0, w1, w2):
    return np.array([w0 < 0, w2 + w0 >= 0, w1 + w0 >= 0, w1 + w2 < 0])


# ---- xor_features


@misconception(
    "xor_features",
    id="features-sum",
    idea="adds the sum of the inputs, which is no new direction",
    hint=("Is the third column a linear combination of the first two? Then what can a plane do that a line could not?"),
)
def features_sum(X):
    X = matrix(X, 2)
    return np.column_stack([X, X[:, 0] + X[:, 1]])


@misconception(
    "xor_features",
    id="features-order",
    idea="puts the product first",
    hint="Compare the order of your columns with the order in the notes.",
)
def features_order(X):
    X = matrix(X, 2)
    return np.column_stack([X[:, 0] * X[:, 1], X])


@misconception(
    "xor_features",
    id="features-not-promoted",
    idea="computes the product in the dtype of the input",
    hint=("What is np.int16(300) * np.int16(400)? And what dtype has your result for integer inputs?"),
)
def features_not_promoted(X):
    matrix(X, 2)
    X = np.asarray(X)
    return np.column_stack([X, X[:, 0] * X[:, 1]])


@misconception(
    "xor_features",
    id="features-any-shape",
    idea="never looks at the shape of X",
    hint="What does your function return for three columns, or for a single point of shape (2,)?",
)
def features_any_shape(X):
    X = np.atleast_2d(reals(X))
    return np.concatenate([X, X[..., :1] * X[..., -1:]], axis=-1)


# ---- minterm_layer


@misconception(
    "minterm_layer",
    id="minterm-bias-n",
    idea="uses -n as every bias, although the best score of a unit is its number of +1 weights",
    hint="What is the score of unit 01 on its own row, before the bias? Is it n?",
)
def minterm_bias_n(n):
    W, _ = minterms(n)
    return W, np.full(2**n, -float(n))


@misconception(
    "minterm_layer",
    id="minterm-bias-zeros",
    idea="counts the zeros of a row for its bias instead of the ones",
    hint=("Unit 111 has only +1 weights. Which bias does it get from you, and on which rows does it fire?"),
)
def minterm_bias_zeros(n):
    bits = truth_rows(n)
    return 2.0 * bits - 1.0, 0.5 - (1 - bits).sum(axis=1)


@misconception(
    "minterm_layer",
    id="minterm-bias-slack",
    idea="leaves the bias one unit too high, so rows at distance 1 fire as well",
    hint=("By how much do the best and the second-best score of a unit differ? Where between them is your threshold?"),
)
def minterm_bias_slack(n):
    bits = truth_rows(n)
    return 2.0 * bits - 1.0, 1.0 - bits.sum(axis=1)


@misconception(
    "minterm_layer",
    id="minterm-zero-weights",
    idea="gives weight 0 instead of -1 to the inputs that must be off",
    hint="Your unit for row 01: what is its score on row 11?",
)
def minterm_zero_weights(n):
    bits = truth_rows(n)
    return bits.astype(float), 0.5 - bits.sum(axis=1)


@misconception(
    "minterm_layer",
    id="minterm-least-significant",
    idea="takes the first column as the least significant digit",
    hint="Print your rows for n = 3. Is row 1 equal to 001 or to 100?",
)
def minterm_least_significant(n):
    W, b = minterms(n)
    return W[:, ::-1].copy(), b


@misconception(
    "minterm_layer",
    id="minterm-threshold-for-bias",
    idea="gives the threshold where its negative, the bias, is asked",
    hint="Your unit for row 11 of two inputs: add its bias to the score of that row. And to that of row 00?",
)
def minterm_threshold(n):
    W, b = minterms(n)
    return W, -b


@misconception(
    "minterm_layer",
    id="minterm-bias-out-of-reach",
    idea="puts the threshold above the best score of a unit, so that it never fires",
    hint="Add the bias of your unit for row 11 to the score of that row. Is the sum at least 0?",
)
def minterm_out_of_reach(n):
    W, b = minterms(n)
    return W, b - 1.0


@misconception(
    "minterm_layer",
    id="minterm-bias-row-number",
    idea="takes the number of the row for the number of its ones",
    hint="Which row of three inputs has the number 4, and how many ones has it?",
)
def minterm_row_number(n):
    W, _ = minterms(n)
    return W, 0.5 - np.arange(2.0**n)


@misconception(
    "minterm_layer",
    id="minterm-signs-turned",
    idea="gives +1 to the inputs that must be off and -1 to those that must be on",
    hint="Your unit for row 10: what is its score on row 10, and what on row 01?",
)
def minterm_signs(n):
    W, b = minterms(n)
    return -W, b


@misconception(
    "minterm_layer",
    id="minterm-no-unit-for-zeros",
    idea="leaves out the unit of row 0, which has no input on",
    hint="How many rows has the table of two inputs, and how many units has your layer?",
)
def minterm_without_zeros(n):
    W, b = minterms(n)
    return W[1:], b[1:]


@misconception(
    "minterm_layer",
    id="minterm-bias-first",
    idea="returns b and W in place of W and b",
    hint="What is asked first? Print the shapes of your two results.",
)
def minterm_exchanged(n):
    W, b = minterms(n)
    return b, W


# ---- boolean_mlp


# ---- boolean_mlp


@misconception(
    "boolean_mlp",
    id="boolean-output-bias",
    idea="uses -1.5 as output bias, so a single hidden unit never suffices",
    hint="How many hidden units fire on any one row? Which score does that give at the output?",
)
def boolean_output_bias(table):
    values, n = boolean_table(table)
    return *minterms(n), values, -1.5


@misconception(
    "boolean_mlp",
    id="boolean-always-on",
    idea="leaves the output bias at zero, so the output fires on every row",
    hint="Which score does the output unit see on a false row, and does it fire at that score?",
)
def boolean_always_on(table):
    values, n = boolean_table(table)
    return *minterms(n), values, 0.0


@misconception(
    "boolean_mlp",
    id="boolean-inverted",
    idea="computes the negation of the table",
    hint="Build the network for AND and run it on all four rows. Where is it on?",
)
def boolean_inverted(table):
    values, n = boolean_table(table)
    return *minterms(n), 1.0 - values, -0.5


@misconception(
    "boolean_mlp",
    id="boolean-reversed",
    idea="reads the table backwards, its first entry as the row of ones",
    hint="Build the network for the table [1, 0, 0, 0]. On which row is it on?",
)
def boolean_reversed(table):
    values, n = boolean_table(table)
    return *minterms(n), values[::-1].copy(), -0.5


@misconception(
    "boolean_mlp",
    id="boolean-true-rows",
    idea="keeps hidden units for the true rows only, which is the next task",
    hint="How many hidden units does this construction have for a table with a single 1?",
)
def boolean_true_rows(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], values[true], -0.5


@misconception(
    "boolean_mlp",
    id="boolean-any-size",
    idea="rounds the number of inputs when the table's size is not a power of two",
    hint="How many inputs has a function with six rows?",
)
def boolean_any_size(table):
    values = reals(table).ravel()
    n = max(1, int(np.ceil(np.log2(values.size))))
    W, b = minterms(n)
    return W[: values.size], b[: values.size], values, -0.5


@misconception(
    "boolean_mlp",
    id="boolean-and",
    idea="joins the minterms by AND instead of OR",
    hint="Can two minterms be on at the same time? What should the output do when one of them is?",
)
def boolean_and(table):
    values, n = boolean_table(table)
    return *minterms(n), values, 0.5 - max(values.sum(), 1.0)


@misconception(
    "boolean_mlp",
    id="boolean-mean",
    idea="divides the output weights by the number of true rows, so one minterm seldom suffices",
    hint="Build the network for a table with four ones. Which score sees the output unit when one minterm is on?",
)
def boolean_mean(table):
    values, n = boolean_table(table)
    return *minterms(n), values / max(values.sum(), 1.0), -0.5


@misconception(
    "boolean_mlp",
    id="boolean-least-significant",
    idea="takes the first column as the least significant digit of a row's number",
    hint="Build the network for the table [0, 1, 0, 0]. Is it on for x = 0, y = 1, or for x = 1, y = 0?",
)
def boolean_least_significant(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    return W[:, ::-1].copy(), b, values, -0.5


@misconception(
    "boolean_mlp",
    id="boolean-column-of-weights",
    idea="gives the output weights as a column",
    hint="What shape has w2 in `mlp_forward`?",
)
def boolean_column(table):
    values, n = boolean_table(table)
    return *minterms(n), values[:, None], -0.5


# ---- dnf_mlp


# ---- dnf_mlp


@misconception(
    "dnf_mlp",
    id="dnf-keeps-all-rows",
    idea="keeps a hidden unit for every row instead of for the true rows",
    hint="How many hidden units does your network for XOR have? On how many rows is XOR true?",
)
def dnf_keeps_all_rows(table):
    values, n = boolean_table(table)
    return *minterms(n), values, -0.5


@misconception(
    "dnf_mlp",
    id="dnf-false-rows",
    idea="builds hidden units for the false rows",
    hint="Build the network for AND of two inputs. Which row does its only hidden unit recognise?",
)
def dnf_false_rows(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    false = values == 0
    return W[false], b[false], np.ones(int(false.sum())), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-and",
    idea="joins the minterms by AND instead of OR",
    hint="Can two minterms be on at the same time? What should the output do when one of them is?",
)
def dnf_and(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], np.ones(int(true.sum())), 0.5 - true.sum()


@misconception(
    "dnf_mlp",
    id="dnf-majority",
    idea="asks for two or more minterms at the output",
    hint="How many minterms are on when the function is true?",
)
def dnf_majority(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], np.ones(int(true.sum())), -1.5


@misconception(
    "dnf_mlp",
    id="dnf-drops-first",
    idea="skips row 0, as if the row of zeros could not be true",
    hint=("Build the network for NOR, the table [1, 0, 0, 0]. What does the hidden unit for row 00 look like?"),
)
def dnf_drops_first(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    true[0] = False
    return W[true], b[true], np.ones(int(true.sum())), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-any-size",
    idea="accepts a table whose size is not a power of two",
    hint="How many inputs has a function with six rows?",
)
def dnf_any_size(table):
    values = reals(table).ravel()
    n = max(1, int(np.ceil(np.log2(values.size))))
    W, b = minterms(n)
    true = np.flatnonzero(values)
    return W[true], b[true], np.ones(true.size), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-mean",
    idea="divides the output weights by the number of minterms, so one of them seldom suffices",
    hint="Build the network for a table with four ones. Which score sees the output unit when one minterm is on?",
)
def dnf_mean(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], np.ones(int(true.sum())) / max(true.sum(), 1), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-output-without-bias",
    idea="leaves the output bias at zero, so the output fires on every row",
    hint="Which score does the output unit see on a false row, and does it fire at that score?",
)
def dnf_without_bias(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], np.ones(int(true.sum())), 0.0


@misconception(
    "dnf_mlp",
    id="dnf-first-biases",
    idea="takes the first biases of the layer for the units of the true rows",
    hint="Build the network for AND. Which row is your unit's weights about, and which one its bias?",
)
def dnf_first_biases(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[: true.sum()], np.ones(int(true.sum())), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-first-rows",
    idea="takes as many units as there are true rows, but those of the first rows",
    hint="Build the network for AND. Which row does its only hidden unit recognise?",
)
def dnf_first_rows(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    count = int(values.sum())
    return W[:count], b[:count], np.ones(count), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-entries-for-weights",
    idea="takes the first entries of the table for the output weights of the true rows",
    hint="Build the network for AND. Which output weight has its only hidden unit?",
)
def dnf_entries(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], values[: true.sum()], -0.5


@misconception(
    "dnf_mlp",
    id="dnf-negated-when-shorter",
    idea="builds the negation where that needs fewer units",
    hint="How many hidden units are asked for a table with three ones of four, and how many has yours?",
)
def dnf_negated(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    if true.sum() > values.size // 2:
        return W[~true], b[~true], -np.ones(int((~true).sum())), 0.5
    return W[true], b[true], np.ones(int(true.sum())), -0.5


@misconception(
    "dnf_mlp",
    id="dnf-column-of-weights",
    idea="gives the output weights as a column",
    hint="What shape has w2 in `mlp_forward`?",
)
def dnf_column(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], np.ones((int(true.sum()), 1)), -0.5


# ---- mlp_forward


# ---- mlp_forward


def checked(X, W1, b1, w2):
    X, W1, b1, w2 = matrix(X), matrix(W1), reals(b1), reals(w2)
    if W1.shape[1] != X.shape[1] or b1.shape != (len(W1),) or w2.shape != b1.shape:
        raise ValueError("shapes do not fit")
    return X, W1, b1, w2


@misconception(
    "mlp_forward",
    id="forward-linear-hidden",
    idea="feeds the hidden scores to the output unit without thresholding them",
    hint=("Without the hidden step, can you write the network as a single unit? Could it then compute XOR?"),
)
def forward_linear_hidden(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire((X @ W1.T + b1) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-no-output-bias",
    idea="forgets the output bias",
    hint="Change b2 from -100 to 100. Does your output change?",
)
def forward_no_output_bias(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(X @ W1.T + b1) @ w2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-no-hidden-bias",
    idea="forgets the hidden biases",
    hint="Run the network on a row of zeros. Which hidden units fire, and does that depend on b1?",
)
def forward_no_hidden_bias(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(X @ W1.T) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-no-output-step",
    idea="returns the score of the output unit instead of its output",
    hint="Which values can a threshold unit give? Which ones does your function return?",
)
def forward_no_output_step(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(X @ W1.T + b1) @ w2 + b2


@misconception(
    "mlp_forward",
    id="forward-strict-output",
    idea="does not let the output unit fire at a score of zero",
    hint=("Put w2 = [1] and b2 = -1 and let the hidden unit fire. What is the score, and what should the output be?"),
)
def forward_strict_output(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return (fire(X @ W1.T + b1) @ w2 + b2 > 0).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-strict-hidden",
    idea="does not let hidden units fire at a score of zero",
    hint="Run a network with b1 = 0 on a row of zeros. Which hidden units should fire?",
)
def forward_strict_hidden(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire((X @ W1.T + b1 > 0) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-signs",
    idea="lets silent hidden units send -1",
    hint="What does a hidden unit that does not fire add to the output unit's score?",
)
def forward_signs(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire((2 * fire(X @ W1.T + b1) - 1) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-not-promoted",
    idea="computes in the dtype of the arguments, where narrow integers overflow",
    hint="What is np.array([100], dtype=np.int8) @ np.array([2], dtype=np.int8)?",
)
def forward_not_promoted(X, W1, b1, w2, b2):
    checked(X, W1, b1, w2)
    X, W1, b1, w2 = (np.asarray(a) for a in (X, W1, b1, w2))
    return fire((X @ W1.T + b1 >= 0) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-any-shape",
    idea="takes a single row, or a stack of matrices, for X",
    hint=("What does your function return for X of shape (D,)? What should it do according to its docstring?"),
)
def forward_any_shape(X, W1, b1, w2, b2):
    X, W1, b1, w2 = (reals(a) for a in (X, W1, b1, w2))
    return fire(fire(X @ W1.T + b1) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-stretches-biases",
    idea="leaves it to NumPy whether b1 fits, and so uses a single bias for every hidden unit",
    hint="Hand in a b1 of length 1 for three hidden units. What does NumPy do with it, and what does the task ask for?",
)
def forward_stretches_biases(X, W1, b1, w2, b2):
    X, W1, b1, w2 = matrix(X), matrix(W1), reals(b1), reals(w2)
    if w2.shape != (len(W1),):
        raise ValueError("one output weight for each hidden unit")
    return fire(fire(X @ W1.T + b1) @ w2 + b2).astype(np.int64)


# ---- xor_unit


@misconception(
    "xor_unit",
    id="unit-is-or",
    idea="computes OR: nothing holds the output back when both inputs are on",
    hint="Which hidden units fire on row 11? One of them should count against the output.",
)
def unit_is_or():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, 1.0]), -0.5


@misconception(
    "xor_unit",
    id="unit-is-xnor",
    idea="computes equality, the negation of XOR",
    hint="What does your network give on row 00?",
)
def unit_is_xnor():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([-1.0, 1.0]), 0.5


@misconception(
    "xor_unit",
    id="unit-tie-on-eleven",
    idea="leaves a score of exactly zero on row 11, where the unit fires",
    hint="Work out the output unit's score on rows 00 and 11. Does a unit fire at 0?",
)
def unit_tie_on_eleven():
    return np.ones((2, 2)), np.array([-1.0, -2.0]), np.array([1.0, -1.0]), 0.0


@misconception(
    "xor_unit",
    id="unit-four-hidden",
    idea="uses a hidden unit for each of the four rows",
    hint="How many of your hidden units ever change the output? How many does the task allow?",
)
def unit_four_hidden():
    return *minterms(2), np.array([0.0, 1.0, 1.0, 0.0]), -0.5


@misconception(
    "xor_unit",
    id="unit-output-vector",
    idea="gives the output weights as a matrix of one row",
    hint="What shape has w2 in `mlp_forward`?",
)
def unit_output_vector():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([[1.0, -1.0]]), -0.5


ROW_BY_ROW = "Work out both hidden units and the output on each of the four rows. Which row comes out wrong, and why?"


@misconception(
    "xor_unit",
    id="unit-is-and",
    idea="computes AND: the output waits for both hidden units, which are on together for row 11 only",
    hint=ROW_BY_ROW,
)
def unit_is_and():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, 1.0]), -1.5


@misconception(
    "xor_unit",
    id="unit-is-nand",
    idea="computes NAND: nothing holds the output back when both inputs are off",
    hint=ROW_BY_ROW,
)
def unit_is_nand():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([0.0, -1.0]), 0.5


@misconception(
    "xor_unit",
    id="unit-sees-only-the-first",
    idea="is on for x and not y, and never for y and not x",
    hint=ROW_BY_ROW,
)
def unit_only_first():
    return np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5]), np.array([1.0, 0.0]), -0.5


@misconception(
    "xor_unit",
    id="unit-sees-only-the-second",
    idea="is on for y and not x, and never for x and not y",
    hint=ROW_BY_ROW,
)
def unit_only_second():
    return np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5]), np.array([0.0, 1.0]), -0.5


@misconception(
    "xor_unit",
    id="unit-never-on",
    idea="gives an output unit whose threshold is out of reach of its hidden units",
    hint="What is the highest score that your output unit sees on any row?",
)
def unit_never_on():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), -1.5


# ---- parity_deep


# ---- parity_deep


def parity_input(X):
    X = matrix(X)
    n = X.shape[1]
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of two")
    return X.astype(np.int64), n, n.bit_length() - 1


@misconception(
    "parity_deep",
    id="parity-is-or",
    idea="joins the signals by OR, so any row with a one is called odd",
    hint="What should leave the tree when exactly two inputs are on?",
)
def parity_is_or(X):
    X, n, depth = parity_input(X)
    return X.max(axis=1), 3 * (n - 1), 2 * depth


@misconception(
    "parity_deep",
    id="parity-first-block",
    idea="follows only the first block of each level",
    hint="Change the last input of a row. Does your output change?",
)
def parity_first_block(X):
    X, n, depth = parity_input(X)
    return X[:, 0] ^ X[:, 1], 3 * (n - 1), 2 * depth


@misconception(
    "parity_deep",
    id="parity-even",
    idea="gives 1 for an even number of ones",
    hint="What is the parity of a row of zeros? Count its ones.",
)
def parity_even(X):
    X, n, depth = parity_input(X)
    return 1 - X.sum(axis=1) % 2, 3 * (n - 1), 2 * depth


@misconception(
    "parity_deep",
    id="parity-counts-blocks",
    idea="counts blocks instead of units",
    hint="How many threshold units does one XOR block hold?",
)
def parity_counts_blocks(X):
    X, n, depth = parity_input(X)
    return X.sum(axis=1) % 2, n - 1, 2 * depth


@misconception(
    "parity_deep",
    id="parity-shallow-units",
    idea="reports the units of the shallow network",
    hint="Count the units in your drawing of the tree for four inputs.",
)
def parity_shallow_units(X):
    X, n, depth = parity_input(X)
    return X.sum(axis=1) % 2, 2 ** (n - 1) + 1, 2 * depth


@misconception(
    "parity_deep",
    id="parity-layers-single",
    idea="counts a block as one layer",
    hint="How many units lie one behind the other inside one XOR block?",
)
def parity_layers_single(X):
    X, n, depth = parity_input(X)
    return X.sum(axis=1) % 2, 3 * (n - 1), depth


@misconception(
    "parity_deep",
    id="parity-layers-chain",
    idea="arranges the blocks in a chain, which is n - 1 blocks deep",
    hint="How many blocks of the first level can work at the same time?",
)
def parity_layers_chain(X):
    X, n, _ = parity_input(X)
    return X.sum(axis=1) % 2, 3 * (n - 1), 2 * (n - 1)


@misconception(
    "parity_deep",
    id="parity-any-size",
    idea="accepts a number of inputs that is not a power of two",
    hint="What do you do with the signal that is left over when there are three?",
)
def parity_any_size(X):
    X = np.atleast_2d(reals(X)).astype(np.int64)
    n = X.shape[1]
    return X.sum(axis=1) % 2, 3 * (n - 1), 2 * int(np.ceil(np.log2(n)))


# ---- units_shallow and units_deep


@misconception(
    "units_shallow",
    id="shallow-all-rows",
    idea="counts a hidden unit for every row of the truth table",
    hint="On how many of its 2**n rows is parity true?",
)
def shallow_all_rows(n):
    return 2**n + 1


@misconception(
    "units_shallow",
    id="shallow-no-output",
    idea="leaves the output unit out of the count",
    hint="Which unit collects what the hidden units say?",
)
def shallow_no_output(n):
    return 2 ** (n - 1)


@misconception(
    "units_shallow",
    id="shallow-square",
    idea="squares instead of raising two to a power",
    hint="Compare n = 3, 4 and 5 with the number of true rows you can count.",
)
def shallow_square(n):
    return (n - 1) ** 2 + 1


@misconception(
    "units_shallow",
    id="shallow-overflow",
    idea="computes the count in 32-bit integers, which overflow",
    hint="How large a number does your integer type hold? What do you get for n = 40?",
)
def shallow_overflow(n):
    return int(np.left_shift(np.int32(1), np.int32(n - 1))) + 1


@misconception(
    "units_deep",
    id="deep-two-per-block",
    idea="counts only the hidden units of each block",
    hint="How many units has one XOR block, its output included?",
)
def deep_two_per_block(n):
    return 2 * (n - 1)


@misconception(
    "units_deep",
    id="deep-one-block-more",
    idea="counts one block for each input",
    hint="How many blocks does it take to join two signals? And four?",
)
def deep_one_block_more(n):
    return 3 * n


@misconception(
    "units_deep",
    id="deep-n-log-n",
    idea="counts as many blocks on every level as on the first",
    hint=("The first level of eight inputs has four blocks. How many signals are left for the second?"),
)
def deep_n_log_n(n):
    return 3 * (n // 2) * int(np.ceil(np.log2(n)))


# ---- box_classifier


def sides(X, x0, x1, y0, y1):
    x, y = matrix(X, 2).T
    return np.array([x - x0, x1 - x, y - y0, y1 - y])


@misconception(
    "box_classifier",
    id="box-open",
    idea="leaves the edges out of the box",
    hint=("What is the score of the left unit for a point with x = x0? Does a unit fire at that score?"),
)
def box_open(X, x0, x1, y0, y1):
    return (sides(X, x0, x1, y0, y1) > 0).all(axis=0).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-half-open",
    idea="leaves out the upper edges only, as Python's ranges do",
    hint="Is the point (x1, y1) in the box?",
)
def box_half_open(X, x0, x1, y0, y1):
    left, right, low, high = sides(X, x0, x1, y0, y1)
    return ((left >= 0) & (right > 0) & (low >= 0) & (high > 0)).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-argument-order",
    idea="reads the arguments as two corners: x0, y0, x1, y1",
    hint="In which order does the signature name the four numbers?",
)
def box_argument_order(X, x0, x1, y0, y1):
    return (sides(X, x0, y0, x1, y1) >= 0).all(axis=0).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-any-side",
    idea="joins the four half-planes by OR",
    hint="Which part of the plane lies on the inner side of at least one line?",
)
def box_any_side(X, x0, x1, y0, y1):
    return (sides(X, x0, x1, y0, y1) >= 0).any(axis=0).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-three-sides",
    idea="is content with three of the four half-planes",
    hint=("A point left of the box is on the inner side of how many lines? Which bias keeps the output silent there?"),
)
def box_three_sides(X, x0, x1, y0, y1):
    return ((sides(X, x0, x1, y0, y1) >= 0).sum(axis=0) >= 3).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-centred",
    idea="takes x1 and y1 for widths instead of right and upper edges",
    hint="Which x does the right edge have if x0 = 1 and x1 = 4?",
)
def box_centred(X, x0, x1, y0, y1):
    return (sides(X, x0, x0 + x1, y0, y0 + y1) >= 0).all(axis=0).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-any-shape",
    idea="ignores columns after the second and lifts a single point to a row",
    hint="What does your function say about points with three coordinates?",
)
def box_any_shape(X, x0, x1, y0, y1):
    X = np.atleast_2d(reals(X))
    return ((X[..., 0] >= x0) & (X[..., 0] <= x1) & (X[..., -1] >= y0) & (X[..., -1] <= y1)).astype(np.int64)


# ---- train_xor

ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([0.0, 1.0, 1.0, 0.0])


def sigmoid(z):
    return np.exp(-np.logaddexp(0.0, -z))


def start(n_hidden, rng):
    return rng.normal(size=(n_hidden, 2)), np.zeros(n_hidden), rng.normal(size=n_hidden), 0.0


def cross_entropy(params):
    W1, b1, w2, b2 = params
    z = sigmoid(ROWS @ W1.T + b1) @ w2 + b2
    return np.mean(np.logaddexp(0.0, z) - LABELS * z)


def gradients(params, rows=ROWS, labels=LABELS, delta=None, slope=None):
    """Return the mean gradients; `delta(p, y)` and `slope(h)` replace p - y and h(1 - h)."""
    W1, b1, w2, b2 = params
    hidden = sigmoid(rows @ W1.T + b1)
    p = sigmoid(hidden @ w2 + b2)
    error = ((p - labels) if delta is None else delta(p, labels)) / len(labels)
    back = np.outer(error, w2) * (hidden * (1 - hidden) if slope is None else slope(hidden))
    return back.T @ rows, back.sum(axis=0), hidden.T @ error, error.sum()


def descend(params, grads, eta):
    return tuple(p - eta * g for p, g in zip(params, grads, strict=True))


def train(n_hidden, eta, n_steps, rng, step=None, loss=cross_entropy, params=None):
    """Train with a step and a loss of one's own."""
    params = start(n_hidden, rng) if params is None else params
    losses = np.empty(n_steps)
    for t in range(n_steps):
        losses[t] = loss(params)
        params = descend(params, gradients(params), eta) if step is None else step(params, eta)
    return *params, losses


@misconception(
    "train_xor",
    id="train-loss-after",
    idea="records each loss after its update",
    hint="Which loss belongs to the weights that the generator drew, and where is it in your list?",
)
def train_loss_after(n_hidden, eta, n_steps, rng):
    params = start(n_hidden, rng)
    losses = np.empty(n_steps)
    for t in range(n_steps):
        params = descend(params, gradients(params), eta)
        losses[t] = cross_entropy(params)
    return *params, losses


@misconception(
    "train_xor",
    id="train-sum-gradient",
    idea="adds the gradients of the four rows instead of averaging them",
    hint=("The loss is a mean. Compare one of your gradients with a central difference of it: what is the ratio?"),
)
def train_sum_gradient(n_hidden, eta, n_steps, rng):
    return train(n_hidden, 4 * eta, n_steps, rng)


@misconception(
    "train_xor",
    id="train-loss-summed",
    idea="reports the sum of the four losses instead of their mean",
    hint=("If the output is one half on all rows, what is the loss of one row? And the mean of four of them?"),
)
def train_loss_summed(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, loss=lambda params: 4 * cross_entropy(params))


@misconception(
    "train_xor",
    id="train-log-base-two",
    idea="measures the cross-entropy in bits",
    hint="Is your loss ln 2 or 1 when every output is one half?",
)
def train_log_base_two(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, loss=lambda params: cross_entropy(params) / np.log(2))


@misconception(
    "train_xor",
    id="train-squared-error",
    idea="trains on the squared error instead of the cross-entropy",
    hint=(
        "Which loss does the task name? Is its derivative with respect to the output's score p - y or something longer?"
    ),
)
def train_squared_error(n_hidden, eta, n_steps, rng):
    def loss(params):
        W1, b1, w2, b2 = params
        return np.mean((sigmoid(sigmoid(ROWS @ W1.T + b1) @ w2 + b2) - LABELS) ** 2)

    def step(params, eta):
        return descend(params, gradients(params, delta=lambda p, y: 2 * (p - y) * p * (1 - p)), eta)

    return train(n_hidden, eta, n_steps, rng, step, loss)


@misconception(
    "train_xor",
    id="train-extra-slope",
    idea="multiplies the output's error by p(1 - p), which the cross-entropy cancels",
    hint=("Differentiate -log p with respect to the score by the chain rule. What is left of p(1 - p)?"),
)
def train_extra_slope(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        return descend(params, gradients(params, delta=lambda p, y: (p - y) * p * (1 - p)), eta)

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-no-hidden-slope",
    idea="passes the error back through the hidden sigmoids without their slope",
    hint=("How much does a hidden output change with its score where it is saturated? Does your gradient know?"),
)
def train_no_hidden_slope(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        return descend(params, gradients(params, slope=np.ones_like), eta)

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-slope-of-sigmoid-twice",
    idea="applies the sigmoid once more in its derivative, to an output instead of a score",
    hint="Your slope is a formula in the score or in the output. Which of the two do you put in?",
)
def train_slope_of_sigmoid_twice(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        return descend(params, gradients(params, slope=lambda h: sigmoid(h) * (1 - sigmoid(h))), eta)

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-one-row-at-a-time",
    idea="updates after every row instead of once for all four",
    hint="How often do the weights change in one of your n_steps?",
)
def train_one_row_at_a_time(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        for k in range(4):
            params = descend(params, gradients(params, ROWS[k : k + 1], LABELS[k : k + 1]), eta / 4)
        return params

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-output-first",
    idea="updates w2 before it computes the hidden layer's gradient with it",
    hint="Which w2 do your hidden gradients use: the one of the forward pass, or the new one?",
)
def train_output_first(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        W1, b1, w2, b2 = params
        _, _, dw2, db2 = gradients(params)
        hidden = sigmoid(ROWS @ W1.T + b1)
        error = (sigmoid(hidden @ w2 + b2) - LABELS) / 4
        w2 = w2 - eta * dw2
        back = np.outer(error, w2) * hidden * (1 - hidden)
        return W1 - eta * back.T @ ROWS, b1 - eta * back.sum(axis=0), w2, b2 - eta * db2

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-biases-frozen",
    idea="never updates the biases",
    hint="Print b1 and b2 before and after training.",
)
def train_biases_frozen(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        dW1, db1, dw2, _ = gradients(params)
        return descend(params, (dW1, 0 * db1, dw2, 0.0), eta)

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-hidden-frozen",
    idea="trains only the output unit, like a perceptron on random features",
    hint="Print W1 before and after training.",
)
def train_hidden_frozen(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        dW1, db1, dw2, db2 = gradients(params)
        return descend(params, (0 * dW1, 0 * db1, dw2, db2), eta)

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-uphill",
    idea="adds the gradient instead of subtracting it",
    hint="Plot the losses. Which way does a gradient point?",
)
def train_uphill(n_hidden, eta, n_steps, rng):
    return train(n_hidden, -eta, n_steps, rng)


@misconception(
    "train_xor",
    id="train-output-drawn-first",
    idea="draws w2 before W1",
    hint="A generator gives its numbers in order. Which array gets the first ones?",
)
def train_output_drawn_first(n_hidden, eta, n_steps, rng):
    w2 = rng.normal(size=n_hidden)
    params = rng.normal(size=(n_hidden, 2)), np.zeros(n_hidden), w2, 0.0
    return train(n_hidden, eta, n_steps, rng, params=params)


@misconception(
    "train_xor",
    id="train-random-biases",
    idea="draws the biases at random too",
    hint="What should the biases be before the first update?",
)
def train_random_biases(n_hidden, eta, n_steps, rng):
    W1, w2 = rng.normal(size=(n_hidden, 2)), rng.normal(size=n_hidden)
    params = W1, rng.normal(size=n_hidden), w2, float(rng.normal())
    return train(n_hidden, eta, n_steps, rng, params=params)


def start_with(W1, w2):
    return W1, np.zeros(len(w2)), w2, 0.0


@misconception(
    "train_xor",
    id="train-drawn-turned",
    idea="draws W1 as (2, n_hidden) and turns it, which puts the same numbers in other places",
    hint="Draw normals of size (3, 2) and of size (2, 3) from the same seed, and print both.",
)
def train_drawn_turned(n_hidden, eta, n_steps, rng):
    W1 = rng.normal(size=(2, n_hidden)).T
    return train(n_hidden, eta, n_steps, rng, params=start_with(W1, rng.normal(size=n_hidden)))


@misconception(
    "train_xor",
    id="train-uniform-start",
    idea="draws the weights uniformly from [-1, 1]",
    hint="Can a normal draw be larger than 1? Can yours?",
)
def train_uniform(n_hidden, eta, n_steps, rng):
    W1 = rng.uniform(-1, 1, size=(n_hidden, 2))
    return train(n_hidden, eta, n_steps, rng, params=start_with(W1, rng.uniform(-1, 1, size=n_hidden)))


@misconception(
    "train_xor",
    id="train-uniform-hidden-weights",
    idea="draws W1 uniformly from [-1, 1], where normal draws are asked",
    hint="Can a normal draw be larger than 1? Can yours?",
)
def train_uniform_hidden(n_hidden, eta, n_steps, rng):
    W1 = rng.uniform(-1, 1, size=(n_hidden, 2))
    return train(n_hidden, eta, n_steps, rng, params=start_with(W1, rng.normal(size=n_hidden)))


@misconception(
    "train_xor",
    id="train-start-scaled-by-inputs",
    idea="divides the drawn W1 by the root of its number of inputs",
    hint="Compare your weights after one step of a very small eta with the numbers that the generator gives.",
)
def train_scaled(n_hidden, eta, n_steps, rng):
    W1 = rng.normal(size=(n_hidden, 2)) / np.sqrt(2)
    return train(n_hidden, eta, n_steps, rng, params=start_with(W1, rng.normal(size=n_hidden)))


@misconception(
    "train_xor",
    id="train-start-halved",
    idea="halves the drawn weights",
    hint="Compare your weights after one step of a very small eta with the numbers that the generator gives.",
)
def train_halved(n_hidden, eta, n_steps, rng):
    W1 = rng.normal(size=(n_hidden, 2)) / 2
    return train(n_hidden, eta, n_steps, rng, params=start_with(W1, rng.normal(size=n_hidden) / 2))


@misconception(
    "train_xor",
    id="train-own-generator",
    idea="makes a generator of its own from seed 0 in place of the one that is given",
    hint="Call it with np.random.default_rng(1) and with np.random.default_rng(2). Should the weights differ?",
)
def train_own_generator(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, np.random.default_rng(0))


@misconception(
    "train_xor",
    id="train-zero-output-weights",
    idea="starts the output weights at zero",
    hint="Which arrays are drawn, and which start at zero? What is the gradient of W1 while w2 is zero?",
)
def train_zero_output(n_hidden, eta, n_steps, rng):
    W1 = rng.normal(size=(n_hidden, 2))
    return train(n_hidden, eta, n_steps, rng, params=start_with(W1, np.zeros(n_hidden)))


@misconception(
    "train_xor",
    id="train-hidden-bias-drawn",
    idea="draws b1 between W1 and w2, which shifts the draws of w2 too",
    hint="Which arrays does the handout draw, in which order, and what are the biases at the start?",
)
def train_hidden_bias_drawn(n_hidden, eta, n_steps, rng):
    W1, b1, w2 = rng.normal(size=(n_hidden, 2)), rng.normal(size=n_hidden), rng.normal(size=n_hidden)
    return train(n_hidden, eta, n_steps, rng, params=(W1, b1, w2, 0.0))


@misconception(
    "train_xor",
    id="train-biases-of-one",
    idea="starts all biases at 1",
    hint="What should the biases be before the first update?",
)
def train_biases_of_one(n_hidden, eta, n_steps, rng):
    W1, _, w2, _ = start(n_hidden, rng)
    return train(n_hidden, eta, n_steps, rng, params=(W1, np.ones(n_hidden), w2, 1.0))


@misconception(
    "train_xor",
    id="train-small-positive-biases",
    idea="starts the hidden biases at 0.1",
    hint="What should the biases be before the first update?",
)
def train_small_biases(n_hidden, eta, n_steps, rng):
    W1, b1, w2, b2 = start(n_hidden, rng)
    return train(n_hidden, eta, n_steps, rng, params=(W1, b1 + 0.1, w2, b2))


def probability(params):
    W1, b1, w2, b2 = params
    return sigmoid(sigmoid(ROWS @ W1.T + b1) @ w2 + b2)


@misconception(
    "train_xor",
    id="train-squared-error-recorded",
    idea="records the squared error, although it trains on the cross-entropy",
    hint="If the output is one half on all rows, what is the loss? And what is the first entry of yours, nearly?",
)
def train_squared_recorded(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, loss=lambda params: np.mean((probability(params) - LABELS) ** 2))


@misconception(
    "train_xor",
    id="train-absolute-error-recorded",
    idea="records the mean absolute error, although it trains on the cross-entropy",
    hint="If the output is one half on all rows, what is the loss? And what is the first entry of yours, nearly?",
)
def train_absolute_recorded(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, loss=lambda params: np.mean(np.abs(probability(params) - LABELS)))


@misconception(
    "train_xor",
    id="train-loss-of-ones-only",
    idea="adds up -log p over the rows with label 1 and forgets the rows with label 0",
    hint="Which loss has a network that says 1 on every row? Should it be almost 0?",
)
def train_ones_only(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, loss=lambda params: -np.mean(LABELS * np.log(probability(params))))


@misconception(
    "train_xor",
    id="train-loss-of-zeros-only",
    idea="adds up -log(1 - p) over the rows with label 0 and forgets the rows with label 1",
    hint="Which loss has a network that says 0 on every row? Should it be almost 0?",
)
def train_zeros_only(n_hidden, eta, n_steps, rng):
    def loss(params):
        return -np.mean((1 - LABELS) * np.log(1 - probability(params)))

    return train(n_hidden, eta, n_steps, rng, loss=loss)


@misconception(
    "train_xor",
    id="train-loss-sign",
    idea="forgets the minus sign before the logarithms",
    hint="Can a cross-entropy be negative? What is log(0.5)?",
)
def train_loss_sign(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, loss=lambda params: -cross_entropy(params))


@misconception(
    "train_xor",
    id="train-gradient-doubled",
    idea="takes gradients that are twice too large: those of a square, or a mean over two in place of four rows",
    hint="Compare one of your gradients with a central difference of your loss. Where does the factor come from?",
)
def train_doubled(n_hidden, eta, n_steps, rng):
    return train(n_hidden, 2 * eta, n_steps, rng)


@misconception(
    "train_xor",
    id="train-perceptron-error",
    idea="takes the decision, 0 or 1, minus the label for the error, as the perceptron does",
    hint="A row's output is 0.6 and its label 1. Does the cross-entropy still have a slope there? Does your error?",
)
def train_perceptron_error(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        return descend(params, gradients(params, delta=lambda p, y: (p >= 0.5) - y), eta)

    return train(n_hidden, eta, n_steps, rng, step)


@misconception(
    "train_xor",
    id="train-slope-of-tanh",
    idea="takes 1 - h**2, the slope of tanh, for that of the hidden sigmoid",
    hint="What is the slope of the sigmoid at 0, and what does your formula give for h = 1/2?",
)
def train_tanh_slope(n_hidden, eta, n_steps, rng):
    def step(params, eta):
        return descend(params, gradients(params, slope=lambda h: 1 - h**2), eta)

    return train(n_hidden, eta, n_steps, rng, step)


def back_through(weights=lambda w2: w2, slope=lambda z: sigmoid(z) * (1 - sigmoid(z)), turn=lambda dW1: dW1, share=1.0):
    """Return a step whose way back through the hidden layer is another one."""

    def step(params, eta):
        W1, b1, w2, b2 = params
        z = ROWS @ W1.T + b1
        hidden = sigmoid(z)
        error = (sigmoid(hidden @ w2 + b2) - LABELS) / 4
        back = share * np.outer(error, weights(w2)) * slope(z)
        grads = turn(back.T @ ROWS), back.sum(axis=0), hidden.T @ error, error.sum()
        return descend(params, grads, eta)

    return step


@misconception(
    "train_xor",
    id="train-output-weights-left-out",
    idea="passes the output's error back to the hidden units without the weights w2 that it came through",
    hint="A hidden unit with output weight 0 does not change the loss. Which gradient does yours give it?",
)
def train_without_w2(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, back_through(weights=np.ones_like))


@misconception(
    "train_xor",
    id="train-slope-from-the-score",
    idea="puts the hidden score into h(1 - h), which is a formula in the output h",
    hint="Your slope is a formula in the score or in the output. Which of the two do you put in?",
)
def train_slope_of_score(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, back_through(slope=lambda z: z * (1 - z)))


@misconception(
    "train_xor",
    id="train-mean-taken-twice",
    idea="divides the hidden layer's gradients by the four rows once more, although the error was a mean already",
    hint="Compare one gradient of W1 and one of w2 with central differences of your loss. Which is off, by what?",
)
def train_mean_twice(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, back_through(share=0.25))


@misconception(
    "train_xor",
    id="train-gradient-columns-exchanged",
    idea="gives the gradient of each unit's first weight to its second one, and the other way round",
    hint="Which input does W1[:, 0] multiply? And which input's sum is the first column of your gradient?",
)
def train_columns_exchanged(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, back_through(turn=lambda dW1: dW1[:, ::-1]))


@misconception(
    "train_xor",
    id="train-inputs-plus-minus",
    idea="trains on inputs -1 and +1 in place of 0 and 1",
    hint="Which score has a hidden unit with bias 0 on row 00? And in your code?",
)
def train_signed_inputs(n_hidden, eta, n_steps, rng):
    def loss(params):
        W1, b1, w2, b2 = params
        z = sigmoid((2 * ROWS - 1) @ W1.T + b1) @ w2 + b2
        return np.mean(np.logaddexp(0.0, z) - LABELS * z)

    def step(params, eta):
        return descend(params, gradients(params, rows=2 * ROWS - 1), eta)

    return train(n_hidden, eta, n_steps, rng, step, loss)


@misconception(
    "train_xor",
    id="train-labels-of-xnor",
    idea="trains on the labels 1, 0, 0, 1, which are those of equality",
    hint="Which label has row 00, and which one row 01?",
)
def train_xnor(n_hidden, eta, n_steps, rng):
    def loss(params):
        W1, b1, w2, b2 = params
        z = sigmoid(ROWS @ W1.T + b1) @ w2 + b2
        return np.mean(np.logaddexp(0.0, z) - (1 - LABELS) * z)

    def step(params, eta):
        return descend(params, gradients(params, labels=1 - LABELS), eta)

    return train(n_hidden, eta, n_steps, rng, step, loss)


@misconception(
    "train_xor",
    id="train-one-row-a-step",
    idea="takes one row for each step, the rows in turn, in place of all four",
    hint="How many rows does one of your updates look at? What does batch mean?",
)
def train_row_by_row(n_hidden, eta, n_steps, rng):
    params, losses = start(n_hidden, rng), np.empty(n_steps)
    for t in range(n_steps):
        losses[t] = cross_entropy(params)
        row = slice(t % 4, t % 4 + 1)
        params = descend(params, gradients(params, ROWS[row], LABELS[row]), eta)
    return *params, losses


@misconception(
    "train_xor",
    id="train-one-step-short",
    idea="takes one update too few",
    hint="Call it with n_steps = 1 and compare the weights with the drawn ones. Did anything move?",
)
def train_one_short(n_hidden, eta, n_steps, rng):
    *params, losses = train(n_hidden, eta, n_steps - 1, rng)
    return *params, np.append(losses, cross_entropy(params))


@misconception(
    "train_xor",
    id="train-one-step-short-last-loss-zero",
    idea="ends its loop one step early and leaves the last loss at zero",
    hint="Call it with n_steps = 1. Which loss do you get, and did any weight move?",
)
def train_one_short_zero(n_hidden, eta, n_steps, rng):
    *params, losses = train(n_hidden, eta, n_steps - 1, rng)
    return *params, np.append(losses, 0.0)


@misconception(
    "train_xor",
    id="train-rate-fixed-at-one",
    idea="uses a learning rate of 1 whatever eta is",
    hint="Call it with a very small eta. How far should the weights move in one step?",
)
def train_fixed_rate(n_hidden, eta, n_steps, rng):
    return train(n_hidden, 1.0, n_steps, rng)


@misconception(
    "train_xor",
    id="train-always-two-hidden",
    idea="trains two hidden units, as in the picture, whatever n_hidden is",
    hint="Call it with n_hidden = 5 and print the shape of W1.",
)
def train_two_hidden(n_hidden, eta, n_steps, rng):
    return train(2, eta, n_steps, rng)


@misconception(
    "train_xor",
    id="train-one-loss-too-many",
    idea="adds the loss after the last update, which makes n_steps + 1 of them",
    hint="How many losses are asked for n_steps = 1, and how many do you return?",
)
def train_extra_loss(n_hidden, eta, n_steps, rng):
    *params, losses = train(n_hidden, eta, n_steps, rng)
    return *params, np.append(losses, cross_entropy(params))


@misconception(
    "train_xor",
    id="train-last-loss-only",
    idea="returns the last loss in place of all of them",
    hint="What shape should losses have for n_steps = 4?",
)
def train_last_loss(n_hidden, eta, n_steps, rng):
    *params, losses = train(n_hidden, eta, n_steps, rng)
    return *params, float(losses[-1])


@misconception(
    "train_xor",
    id="train-small-start",
    idea="scales the drawn weights down",
    hint=("Compare your weights after one step of a very small eta with the numbers that the generator gives."),
)
def train_small_start(n_hidden, eta, n_steps, rng):
    W1, b1, w2, b2 = start(n_hidden, rng)
    return train(n_hidden, eta, n_steps, rng, params=(0.1 * W1, b1, 0.1 * w2, b2))


@misconception(
    "minterm_layer",
    id="minterm-rows-reversed",
    idea="lists the units from the row of all ones down to the row of all zeros",
    hint="Feed your layer the row 00. Which unit answers, and which one should?",
)
def minterm_rows_reversed(n):
    W, b = minterms(n)
    return W[::-1].copy(), b[::-1].copy()


@misconception(
    "mlp_forward",
    id="forward-relu-hidden",
    idea="lets positive scores through the hidden layer as they are, like ReLU",
    hint="Which values may a threshold unit send? Print the hidden layer of your network for one row.",
)
def forward_relu_hidden(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(np.maximum(X @ W1.T + b1, 0.0) @ w2 + b2).astype(np.int64)


# ---- more of each


@misconception(
    "step",
    id="step-relu",
    idea="lets positive scores through as they are, like ReLU",
    hint="What should step(7.5) give? Which values may a threshold unit send?",
)
def step_relu(z):
    return np.maximum(reals(z), 0.0)


@misconception(
    "step",
    id="step-ramp",
    idea="climbs from 0 to 1 between the scores 0 and 1, where a step jumps",
    hint="What should step(0.25) give? And step(0)?",
)
def step_ramp(z):
    return np.clip(reals(z), 0.0, 1.0)


@misconception(
    "step",
    id="step-whole-scores",
    idea="rounds the scores to whole numbers before it compares them with 0",
    hint="What does step(-0.4) give? Is -0.4 >= 0?",
)
def step_whole(z):
    return np.where(np.rint(reals(z)) >= 0, 1.0, 0.0)


@misconception(
    "step",
    id="step-cut-scores",
    idea="cuts the decimals of the scores off before it compares them with 0",
    hint="What does step(-0.9) give? Is -0.9 >= 0?",
)
def step_cut(z):
    return np.where(np.trunc(reals(z)) >= 0, 1.0, 0.0)


@misconception(
    "xor_constraints",
    id="constraints-no-bias-in-between",
    idea="leaves the bias out of the inequalities of rows 01 and 10",
    hint="Write the score of the unit for x1 = 0, x2 = 1. How many terms does it have?",
)
def constraints_no_bias_in_between(w0, w1, w2):
    return np.array([w0 < 0, w2 >= 0, w1 >= 0, w1 + w2 + w0 < 0])


@misconception(
    "xor_constraints",
    id="constraints-no-bias",
    idea="leaves the bias out of every inequality but the first",
    hint="Write the score of the unit for x1 = 0, x2 = 1. How many terms does it have?",
)
def constraints_no_bias(w0, w1, w2):
    return np.array([w0 < 0, w2 >= 0, w1 >= 0, w1 + w2 < 0])


@misconception(
    "xor_constraints",
    id="constraints-threshold-for-bias",
    idea="takes w0 for a threshold, which is subtracted, where it is a bias",
    hint="The unit fires where w1 x1 + w2 x2 + w0 >= 0. With which sign stands w0 in your inequalities?",
)
def constraints_threshold(w0, w1, w2):
    return np.array([w0 < 0, w2 - w0 >= 0, w1 - w0 >= 0, w1 + w2 - w0 < 0])


@misconception(
    "xor_constraints",
    id="constraints-all-negative",
    idea="asks for a negative score on every row",
    hint="On which of the four rows should XOR be on? Which sign must the score have there?",
)
def constraints_all_negative(w0, w1, w2):
    return np.array([w0 < 0, w2 + w0 < 0, w1 + w0 < 0, w1 + w2 + w0 < 0])


@misconception(
    "xor_constraints",
    id="constraints-scores",
    idea="returns the four scores and not whether the inequalities hold",
    hint="Which values can the answer to “does it hold?” have? Which ones does your function return?",
)
def constraints_scores(w0, w1, w2):
    return np.array([w0, w2 + w0, w1 + w0, w1 + w2 + w0], dtype=float)


@misconception(
    "xor_constraints",
    id="constraints-bias-last",
    idea="takes the arguments for w1, w2, w0",
    hint="In which order does the signature name the three numbers?",
)
def constraints_bias_last(w0, w1, w2):
    w1, w2, w0 = w0, w1, w2
    return np.array([w0 < 0, w2 + w0 >= 0, w1 + w0 >= 0, w1 + w2 + w0 < 0])


@misconception(
    "xor_constraints",
    id="constraints-whole-weights",
    idea="cuts the weights to whole numbers",
    hint="Try w0 = -0.5. Is it negative? What has your code made of it?",
)
def constraints_whole_weights(w0, w1, w2):
    w0, w1, w2 = int(w0), int(w1), int(w2)
    return np.array([w0 < 0, w2 + w0 >= 0, w1 + w0 >= 0, w1 + w2 + w0 < 0])


@misconception(
    "xor_features",
    id="features-with-ones",
    idea="adds a column of ones for the bias",
    hint="How many columns are asked? Print yours for one row.",
)
def features_with_ones(X):
    X = matrix(X, 2)
    return np.column_stack([X, X[:, 0] * X[:, 1], np.ones(len(X))])


@misconception(
    "xor_features",
    id="features-product-alone",
    idea="returns the new feature without the two old ones",
    hint="How many columns are asked, and which are the first two?",
)
def features_product_alone(X):
    X = matrix(X, 2)
    return X[:, :1] * X[:, 1:]


@misconception(
    "xor_features",
    id="features-squared",
    idea="squares the inputs themselves: u², v² and uv",
    hint="Give your function the row (2, 3). Which two numbers should come back unchanged?",
)
def features_squared(X):
    X = matrix(X, 2)
    return np.column_stack([X**2, X[:, 0] * X[:, 1]])


@misconception(
    "xor_features",
    id="features-cut-to-integers",
    idea="stores the features as integers, which cuts their decimals off",
    hint="Give your function the row (0.5, 1.5). What is the product, and what do you return?",
)
def features_cut(X):
    X = matrix(X, 2)
    return np.column_stack([X, X[:, 0] * X[:, 1]]).astype(int)


@misconception(
    "xor_features",
    id="features-binary-only",
    idea="refuses inputs other than 0 and 1, although the map takes any real numbers",
    hint="Is u v defined for u = 0.5? What does the docstring say about the inputs?",
)
def features_binary_only(X):
    X = matrix(X, 2)
    if not np.isin(X, (0, 1)).all():
        raise ValueError("0 and 1 only")
    return np.column_stack([X, X[:, 0] * X[:, 1]])


@misconception(
    "xor_features",
    id="features-product-over-v",
    idea="multiplies u into the column of v, which spoils v",
    hint="Give your function the row (2, 3). Which three numbers should come back?",
)
def features_spoilt(X):
    X = matrix(X, 2)
    product = X[:, 0] * X[:, 1]
    return np.column_stack([X[:, 0], product, product])


@misconception(
    "minterm_layer",
    id="minterm-one-input-refused",
    idea="refuses n = 1, although one input has a truth table too",
    hint="Write the truth table of one input. How many rows has it, and which unit fires on which?",
)
def minterm_two_inputs_at_least(n):
    if n < 2:
        raise ValueError("n >= 2")
    return minterms(n)


@misconception(
    "boolean_mlp",
    id="boolean-one-input-refused",
    idea="refuses tables of one input",
    hint="Which function of one input has the table [1, 0]? Is it a Boolean function?",
)
def boolean_two_inputs_at_least(table):
    values, n = boolean_table(table)
    if n < 2:
        raise ValueError("n >= 2")
    return *minterms(n), values, -0.5


@misconception(
    "boolean_mlp",
    id="boolean-three-inputs-at-most",
    idea="refuses tables of more than three inputs",
    hint="Up to which number of inputs does the construction work? Is anything special about 3?",
)
def boolean_three_at_most(table):
    values, n = boolean_table(table)
    if n > 3:
        raise ValueError("n <= 3")
    return *minterms(n), values, -0.5


@misconception(
    "boolean_mlp",
    id="boolean-constants-refused",
    idea="refuses tables that are 0 or 1 on every row",
    hint="Is the table [1, 1, 1, 1] that of a Boolean function? What does the construction give for it?",
)
def boolean_constants_refused(table):
    values, n = boolean_table(table)
    if np.ptp(values) == 0:
        raise ValueError("constant")
    return *minterms(n), values, -0.5


@misconception(
    "dnf_mlp",
    id="dnf-weights-of-all-rows",
    idea="keeps an output weight for every row, although only the true rows have hidden units",
    hint="Print the shapes of W1, b1 and w2 for AND. Which of the three is too long?",
)
def dnf_all_weights(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    return W[true], b[true], values, -0.5


@misconception(
    "dnf_mlp",
    id="dnf-always-true-refused",
    idea="refuses the table that is 1 on every row",
    hint="Is the table [1, 1, 1, 1] that of a Boolean function? What does the construction give for it?",
)
def dnf_always_true_refused(table):
    values, n = boolean_table(table)
    W, b = minterms(n)
    true = values == 1
    if true.all():
        raise ValueError("constant")
    return W[true], b[true], np.ones(int(true.sum())), -0.5


@misconception(
    "mlp_forward",
    id="forward-output-against-half",
    idea="compares the score of the output unit with one half",
    hint="The bias is in the score already. With what does a threshold unit compare it?",
)
def forward_half(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return (fire(X @ W1.T + b1) @ w2 + b2 >= 0.5).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-minus-one-output",
    idea="gives -1 where the output unit is off",
    hint="Which values may the network's output have?",
)
def forward_minus_one(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return np.where(fire(X @ W1.T + b1) @ w2 + b2 >= 0, 1, -1)


@misconception(
    "mlp_forward",
    id="forward-steps-the-input",
    idea="thresholds the inputs too, before the hidden layer sees them",
    hint="Give the network an input of 0.3 and one of 0.9. Does your hidden layer see a difference?",
)
def forward_steps_input(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(fire(X) @ W1.T + b1) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-whole-inputs",
    idea="cuts the inputs to whole numbers",
    hint="Give the network an input of 0.3 and one of 0.9. Does your hidden layer see a difference?",
)
def forward_whole_inputs(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(np.trunc(X) @ W1.T + b1) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-output-weights-unused",
    idea="adds the hidden outputs up without their weights w2",
    hint="Turn the sign of one output weight. Should the answers change? Do yours?",
)
def forward_unweighted(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(X @ W1.T + b1).sum(axis=1) + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-sizes-of-output-weights",
    idea="drops the signs of the output weights",
    hint="Turn the sign of one output weight. Should the answers change? Do yours?",
)
def forward_positive(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(X @ W1.T + b1) @ np.abs(w2) + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-square-weights-not-turned",
    idea="multiplies X by W1 itself where W1 is square, and by its transpose only where the shapes demand it",
    hint="Take two inputs and two hidden units, with a W1 that is not symmetric. Which row of W1 belongs to unit 0?",
)
def forward_square(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    W = W1 if W1.shape[0] == W1.shape[1] else W1.T
    return fire(fire(X @ W + b1) @ w2 + b2).astype(np.int64)


@misconception(
    "mlp_forward",
    id="forward-last-weight-is-bias",
    idea="adds the last output weight once more, as if it were a bias",
    hint="With all hidden units off, which score does the output unit see?",
)
def forward_last_weight(X, W1, b1, w2, b2):
    X, W1, b1, w2 = checked(X, W1, b1, w2)
    return fire(fire(X @ W1.T + b1) @ w2 + b2 + (w2[-1] if w2.size else 0.0)).astype(np.int64)


@misconception(
    "parity_deep",
    id="parity-output-alone",
    idea="returns the parities without the numbers of units and layers",
    hint="How many results are asked, and which are they?",
)
def parity_output_alone(X):
    return parity_input(X)[0].sum(axis=1) % 2


@misconception(
    "parity_deep",
    id="parity-two-inputs-refused",
    idea="refuses two inputs, for which one block is enough",
    hint="Is 2 a power of two? How many blocks does the parity of two inputs take?",
)
def parity_two_refused(X):
    X, n, depth = parity_input(X)
    if n == 2:
        raise ValueError("n > 2")
    return X.sum(axis=1) % 2, 3 * (n - 1), 2 * depth


@misconception(
    "parity_deep",
    id="parity-eight-inputs-at-most",
    idea="refuses more than eight inputs",
    hint="Up to which number of inputs can a tree be built? Is 16 a power of two?",
)
def parity_eight_at_most(X):
    X, n, depth = parity_input(X)
    if n > 8:
        raise ValueError("n <= 8")
    return X.sum(axis=1) % 2, 3 * (n - 1), 2 * depth


@misconception(
    "units_shallow",
    id="shallow-xor-for-power",
    idea="writes ^ for a power, which in Python is the exclusive or of the digits",
    hint="Print 2 ^ 3 and 2 ** 3.",
)
def shallow_xor(n):
    return (2 ^ (n - 1)) + 1


@misconception(
    "units_shallow",
    id="shallow-xor-of-the-sum",
    idea="writes ^ for a power: Python takes the exclusive or, and adds first",
    hint="Print 2 ^ 3 and 2 ** 3. And which is worked out first in 2 ^ 2 + 1?",
)
def shallow_xor_sum(n):
    return 2 ^ (n - 1) + 1


@misconception(
    "units_shallow",
    id="shallow-n-units",
    idea="counts n hidden units, which are enough for some network but not those of the construction",
    hint="How many hidden units does `dnf_mlp` build for the parity of three inputs?",
)
def shallow_n_units(n):
    return n + 1


@misconception(
    "units_shallow",
    id="shallow-n-squared",
    idea="counts n squared hidden units",
    hint="How many hidden units does `dnf_mlp` build for the parity of three inputs, and of five?",
)
def shallow_n_squared(n):
    return n**2 + 1


@misconception(
    "units_deep",
    id="deep-first-level-only",
    idea="counts the blocks of the first level and none behind it",
    hint="Four inputs make two signals after the first level. Which units join those?",
)
def deep_first_level(n):
    return 3 * (n // 2)


@misconception(
    "units_deep",
    id="deep-one-block-a-level",
    idea="counts one block for each level of the tree",
    hint="How many blocks stand side by side on the first level for eight inputs?",
)
def deep_block_a_level(n):
    return 3 * int(np.log2(n))


@misconception(
    "units_deep",
    id="deep-counts-layers",
    idea="counts layers where units are asked",
    hint="How many units has the network for two inputs? What does your formula give?",
)
def deep_layers(n):
    return 2 * int(np.log2(n))


@misconception(
    "units_deep",
    id="deep-next-power-of-two",
    idea="rounds the number of inputs up to a power of two first",
    hint="How many pairs have to be joined until one signal is left of three?",
)
def deep_rounded_up(n):
    return 3 * (2 ** int(np.ceil(np.log2(n))) - 1)


@misconception(
    "units_deep",
    id="deep-power-of-three",
    idea="raises 3 to the power n - 1 where it should be multiplied",
    hint="How many units are added by one more input? What does your formula add from n = 4 to n = 5?",
)
def deep_power(n):
    return 3 ** (n - 1)


def boxed(x, y, x0, x1, y0, y1):
    return ((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)).astype(np.int64)


@misconception(
    "box_classifier",
    id="box-columns-exchanged",
    idea="takes the first column for y and the second for x",
    hint="Take a box that is wide and low. Is the point (x, y) in the middle of its right edge inside yours?",
)
def box_columns(X, x0, x1, y0, y1):
    y, x = matrix(X, 2).T
    return boxed(x, y, x0, x1, y0, y1)


@misconception(
    "box_classifier",
    id="box-looks-at-x-only",
    idea="tests x against its two limits and y against none",
    hint="Move a point of the box far up. Does your answer change?",
)
def box_x_only(X, x0, x1, y0, y1):
    x, _ = matrix(X, 2).T
    return boxed(x, x, x0, x1, x0, x1)


@misconception(
    "box_classifier",
    id="box-limits-of-x-for-y",
    idea="holds y against the limits of x",
    hint="Take a box that is wide and low. Up to which y does yours reach?",
)
def box_x_limits(X, x0, x1, y0, y1):
    x, y = matrix(X, 2).T
    return boxed(x, y, x0, x1, x0, x1)


@misconception(
    "box_classifier",
    id="box-lower-limit-of-x-for-y",
    idea="holds y against x0 in one of its two inequalities",
    hint="Write the four inequalities below each other. Which letters stand in each?",
)
def box_lower_limit(X, x0, x1, y0, y1):
    x, y = matrix(X, 2).T
    return boxed(x, y, x0, x1, x0, y1)


@misconception(
    "box_classifier",
    id="box-open-above",
    idea="forgets the upper limit of y",
    hint="Move a point of the box far up. Does your answer change?",
)
def box_open_above(X, x0, x1, y0, y1):
    x, y = matrix(X, 2).T
    return boxed(x, y, x0, x1, y0, np.inf)


@misconception(
    "box_classifier",
    id="box-minus-one-outside",
    idea="gives -1 outside the box",
    hint="Which two answers may a threshold unit give?",
)
def box_minus_one(X, x0, x1, y0, y1):
    return 2 * boxed(*matrix(X, 2).T, x0, x1, y0, y1) - 1


@misconception(
    "box_classifier",
    id="box-four-answers",
    idea="returns what each of the four half-planes says and does not join them",
    hint="How many answers are asked for one point? Which unit joins the four?",
)
def box_four_answers(X, x0, x1, y0, y1):
    return (sides(X, x0, x1, y0, y1) >= 0).T.astype(np.int64)


@misconception(
    "box_classifier",
    id="box-counts-half-planes",
    idea="returns how many half-planes hold the point, without the output unit's threshold",
    hint="Which two answers may a threshold unit give? Which bias has the unit that joins the four?",
)
def box_counts(X, x0, x1, y0, y1):
    return (sides(X, x0, x1, y0, y1) >= 0).sum(axis=0)


@misconception(
    "box_classifier",
    id="box-sizes-of-coordinates",
    idea="drops the signs of the coordinates",
    hint="Is the point (-2, 1) in the box [1, 3] x [0, 2]?",
)
def box_absolute(X, x0, x1, y0, y1):
    return boxed(*np.abs(matrix(X, 2)).T, x0, x1, y0, y1)


@misconception(
    "box_classifier",
    id="box-whole-coordinates",
    idea="rounds the points to whole numbers",
    hint="Is the point (1.4, 0) in the box [0, 1] x [0, 1]?",
)
def box_rounded(X, x0, x1, y0, y1):
    return boxed(*np.rint(matrix(X, 2)).T, x0, x1, y0, y1)


@misconception(
    "box_classifier",
    id="box-whole-limits",
    idea="cuts the limits to whole numbers",
    hint="Is the point (1.2, 0) in the box [1.5, 2] x [0, 1]?",
)
def box_whole_limits(X, x0, x1, y0, y1):
    return boxed(*matrix(X, 2).T, *(int(limit) for limit in (x0, x1, y0, y1)))


@misconception(
    "train_xor",
    id="train-hidden-weights-start-at-zero",
    idea="starts W1 at zero",
    hint="Which arrays are drawn, and which start at zero? How do the hidden units differ in your network?",
)
def train_zero_hidden(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps, rng, params=start_with(np.zeros((n_hidden, 2)), rng.normal(size=n_hidden)))


@misconception(
    "train_xor",
    id="train-one-step-too-many",
    idea="takes one update too many, with one loss more",
    hint="Call it with n_steps = 1 and a tiny eta. How often do the weights move, and how many losses are there?",
)
def train_one_more(n_hidden, eta, n_steps, rng):
    return train(n_hidden, eta, n_steps + 1, rng)


@misconception(
    "units_shallow",
    id="shallow-one-taken-off-later",
    idea="raises 2 to the power n and takes 1 off afterwards, which the output unit makes good again",
    hint="Print 2 ** 4 - 1 and 2 ** (4 - 1). Which of the two is the number of rows with odd parity?",
)
def shallow_parentheses(n):
    return 2**n - 1 + 1
