"""Wrong perceptrons that students really write."""

import numpy as np

from autograder.authoring import misconception


def _floats(values):
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError("real numbers, please")
    return array.astype(float)


def _samples(X, y):
    X, y = _floats(X), _floats(y)
    if X.ndim != 2 or y.shape not in ((len(X),), (len(X), 1)):
        raise ValueError("X and y don't fit together")
    y = y.reshape(-1)
    if not np.all(np.abs(y) == 1):
        raise ValueError("labels are -1 and +1")
    return X, y


def _weights(w, X):
    w = _floats(w)
    if w.shape != X.shape[1:]:
        raise ValueError("w doesn't fit")
    return w


def _pair(w, x, y=1):
    w, x = _floats(w), _floats(x)
    if w.ndim != 1 or w.shape != x.shape:
        raise ValueError("w and x don't fit together")
    if y not in (-1, 1):
        raise ValueError("labels are -1 and +1")
    return w, x


def _points(X):
    X = _matrix(X)
    if X.shape[1] != 2:
        raise ValueError("X is not (N, 2)")
    return X


def _matrix(X):
    X = _floats(X)
    if X.ndim != 2:
        raise ValueError("X is not 2-D")
    return X


def _training_set(X, y, w0):
    X, y = _samples(X, y)
    if not len(X):
        raise ValueError("no rows")
    return X, y, np.zeros(X.shape[1]) if w0 is None else _weights(w0, X)


def _sweeps(X, y, w, max_epochs, is_mistake=lambda s: s <= 0, direction=lambda y, x: y * x):
    history = []
    for _ in range(max_epochs):
        changes = 0
        for x, label in zip(X, y, strict=True):
            if is_mistake(label * (w @ x)):
                w = w + direction(label, x)
                changes += 1
        history.append(changes)
        if changes == 0:
            break
    return w, history, history[-1] == 0


def _signed_scores(X, y, w):
    X, y = _samples(X, y)
    w = _weights(w, X)
    if not np.any(w):
        raise ValueError("w is zero")
    return X, y * (X @ w), w


def _gap(X, y, w):
    X, scores, w = _signed_scores(X, y, w)
    gap = scores.min() / np.linalg.norm(w)
    if gap <= 0:
        raise ValueError("not separated")
    return X, gap


def _margin(X, y, w):
    _, scores, w = _signed_scores(X, y, w)
    return float(scores.min() / np.linalg.norm(w))


@misconception(
    "add_bias",
    id="bias-first",
    idea="puts the column of ones first",
    hint=(
        "In S2 the bias is input 0. Where does the handout put it? Compare column -1 of your result with np.ones(N)."
    ),
)
def add_bias_first(X):
    X = _matrix(X)
    return np.column_stack([np.ones(len(X)), X])


@misconception(
    "add_bias",
    id="bias-of-zeros",
    idea="appends a column of zeros",
    hint="What does a weight contribute to w·x when its input is 0? Could such a weight act as b?",
)
def add_bias_zeros(X):
    X = _matrix(X)
    return np.column_stack([X, np.zeros(len(X))])


@misconception(
    "add_bias",
    id="bias-as-a-row",
    idea="appends a row of ones: one more sample, not one more input",
    hint=("Print the shape of your result for a (4, 2) table. Which of the two numbers counts samples?"),
)
def add_bias_row(X):
    X = _matrix(X)
    return np.vstack([X, np.ones((1, X.shape[1]))])


@misconception(
    "add_bias",
    id="bias-for-a-single-row",
    idea="takes a 1-D array for one sample, where it should be refused",
    hint=("Is a 1-D array of 5 numbers one sample with 5 inputs or 5 samples with one? What does the docstring ask?"),
)
def add_bias_single(X):
    X = np.atleast_2d(_floats(X))
    if X.ndim != 2:
        raise ValueError("X is not 2-D")
    return np.column_stack([X, np.ones(len(X))])


@misconception(
    "two_gaussians",
    id="labels-swapped",
    idea="labels the cloud around the origin -1",
    hint="Print the mean of the rows you label +1. Near which point should it be?",
)
def two_gaussians_swapped(n, mean_gap, rng):
    X = np.ones((2 * n, 3))
    X[0::2, :2] = rng.normal(0, 1, (n, 2))
    X[1::2, :2] = rng.normal(mean_gap, 1, (n, 2))
    return X, np.tile([-1.0, 1.0], n)


@misconception(
    "two_gaussians",
    id="clouds-stacked",
    idea="puts one cloud below the other where the rows should alternate",
    hint="To which cloud should row 1 belong? Print the first four rows.",
)
def two_gaussians_stacked(n, mean_gap, rng):
    X = np.ones((2 * n, 3))
    X[:n, :2] = rng.normal(0, 1, (n, 2))
    X[n:, :2] = rng.normal(mean_gap, 1, (n, 2))
    return X, np.repeat([1.0, -1.0], n)


@misconception(
    "two_gaussians",
    id="far-cloud-first",
    idea="draws the far cloud before the near one",
    hint=("The same generator gives other numbers in another order. Which of the two clouds should be drawn first?"),
)
def two_gaussians_far_first(n, mean_gap, rng):
    X = np.ones((2 * n, 3))
    X[1::2, :2] = rng.normal(mean_gap, 1, (n, 2))
    X[0::2, :2] = rng.normal(0, 1, (n, 2))
    return X, np.tile([1.0, -1.0], n)


@misconception(
    "two_gaussians",
    id="gap-on-one-axis",
    idea="shifts the second cloud along the first axis only",
    hint=("Draw 1000 points and print the mean of the odd rows, column by column. What should both be?"),
)
def two_gaussians_one_axis(n, mean_gap, rng):
    X = np.ones((2 * n, 3))
    X[0::2, :2] = rng.normal(0, 1, (n, 2))
    X[1::2, :2] = rng.normal([mean_gap, 0], 1, (n, 2))
    return X, np.tile([1.0, -1.0], n)


@misconception(
    "two_gaussians",
    id="gap-as-spread",
    idea="uses the gap as the standard deviation of the second cloud",
    hint=("What do the first two arguments of rng.normal stand for? Print the standard deviation of the odd rows."),
)
def two_gaussians_spread(n, mean_gap, rng):
    X = np.ones((2 * n, 3))
    X[0::2, :2] = rng.normal(0, 1, (n, 2))
    X[1::2, :2] = mean_gap * rng.normal(0, 1, (n, 2))
    return X, np.tile([1.0, -1.0], n)


@misconception(
    "two_gaussians",
    id="labels-as-a-column",
    idea="returns the labels as a (2n, 1) column, as the notes' code does",
    hint="Print y.shape. What is the shape of y * (X @ w) when y is a column?",
)
def two_gaussians_column(n, mean_gap, rng):
    X = np.ones((2 * n, 3))
    X[0::2, :2] = rng.normal(0, 1, (n, 2))
    X[1::2, :2] = rng.normal(mean_gap, 1, (n, 2))
    return X, np.tile([1.0, -1.0], n)[:, None]


@misconception(
    "predict",
    id="zero-is-minus-one",
    idea="predicts -1 for a score of exactly 0",
    hint="Try predict([[1.0]], [0.0]). Which side of the definition of σ has the equality sign?",
)
def predict_strict(X, w):
    X = _matrix(X)
    return np.where(X @ _weights(w, X) > 0, 1, -1)


@misconception(
    "predict",
    id="zero-is-no-label",
    idea="takes np.sign, which gives a third answer for a score of 0",
    hint="What does np.sign(0.0) return, and which labels are there?",
)
def predict_sign(X, w):
    X = _matrix(X)
    return np.sign(X @ _weights(w, X)).astype(int)


@misconception(
    "predict",
    id="zero-one-predictions",
    idea="predicts 0 and 1, the labels of the McCulloch-Pitts neuron",
    hint="Compare np.unique(predict(X, w)) with np.unique(y).",
)
def predict_bits(X, w):
    X = _matrix(X)
    return (X @ _weights(w, X) >= 0).astype(int)


@misconception(
    "predict",
    id="predict-unpromoted",
    idea="computes in the type that comes in, so that small integers overflow and float32 rounds",
    hint="What is np.int8([100]) @ np.int8([2])? In which type should the scores be computed?",
)
def predict_unpromoted(X, w):
    X, w = np.asarray(X), np.asarray(w)
    if {X.dtype.kind, w.dtype.kind} - set("biuf"):
        raise TypeError("real numbers, please")
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("lengths don't match")
    return np.where(X @ w >= 0, 1, -1)


@misconception(
    "predict",
    id="sign-unpromoted",
    idea="takes np.sign of scores in the type that comes in: 0 is a third answer, and small integers overflow",
    hint="What does np.sign(0.0) return, and what is np.int8([100]) @ np.int8([2])?",
)
def predict_sign_unpromoted(X, w):
    X, w = np.asarray(X), np.asarray(w)
    if {X.dtype.kind, w.dtype.kind} - set("biuf"):
        raise TypeError("real numbers, please")
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("lengths don't match")
    return np.sign(X @ w)


@misconception(
    "predict",
    id="predict-accepts-a-row",
    idea="takes a single row for X and answers with one number",
    hint="What does predict(X[0], w) return? Is that one of the shapes the docstring allows?",
)
def predict_row(X, w):
    X, w = _floats(X), _floats(w)
    if w.shape != X.shape[-1:]:
        raise ValueError("w doesn't fit")
    return np.where(X @ w >= 0, 1, -1)


@misconception(
    "perceptron_step",
    id="step-strict",
    idea="updates only where y (w·x) < 0, so that nothing is ever learned from zero weights",
    hint="What is the score of any x when w is zero? Does your step change w then?",
)
def step_strict(w, x, y):
    w, x = _pair(w, x, y)
    return (w + y * x, True) if y * (w @ x) < 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-only-if-predicted-wrong",
    idea="updates where the prediction differs from the label, so a score of 0 is right for y = +1",
    hint=("Take w = 0 and y = +1. What does predict say, and what is y (w·x)? Which of the two does the rule use?"),
)
def step_by_prediction(w, x, y):
    w, x = _pair(w, x, y)
    return (w + y * x, True) if (1 if w @ x >= 0 else -1) != y else (w, False)


@misconception(
    "perceptron_step",
    id="step-moves-away",
    idea="subtracts y x, which makes the mistake worse",
    hint="Compute y (w·x) before and after your update. Should it go up or down?",
)
def step_away(w, x, y):
    w, x = _pair(w, x, y)
    return (w - y * x, True) if y * (w @ x) <= 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-forgets-label",
    idea="adds x whatever its label",
    hint="Try one misclassified sample with y = -1. Does w·x go towards the right sign?",
)
def step_no_label(w, x, y):
    w, x = _pair(w, x, y)
    return (w + x, True) if y * (w @ x) <= 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-keeps-bias",
    idea="never updates the last weight, the bias",
    hint=("The bias is the weight of an input that is always 1. Is there a reason to treat that input differently?"),
)
def step_no_bias(w, x, y):
    w, x = _pair(w, x, y)
    move = y * x
    move[-1] = 0.0
    return (w + move, True) if y * (w @ x) <= 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-by-the-error",
    idea="adds (y - prediction) x, twice the step of the rule",
    hint="With labels -1 and +1, which values can y - prediction take?",
)
def step_delta(w, x, y):
    w, x = _pair(w, x, y)
    if y * (w @ x) > 0:
        return w, False
    return w + (y - (-y)) * x, True


@misconception(
    "perceptron_step",
    id="step-wants-a-margin",
    idea="updates correct samples too when their score is below 1, as a hinge loss would",
    hint=("Take a sample with y (w·x) = 0.5. On which side of the boundary is it, and what does the rule say?"),
)
def step_hinge(w, x, y):
    w, x = _pair(w, x, y)
    return (w + y * x, True) if y * (w @ x) < 1 else (w, False)


@misconception(
    "perceptron_step",
    id="step-unpromoted",
    idea="computes in the type that comes in, so that integer weights stay integers",
    hint="What is the dtype of your new weights for w = [1, 2] and x = [3, 4]?",
)
def step_unpromoted(w, x, y):
    w, x = np.asarray(w), np.asarray(x)
    if {w.dtype.kind, x.dtype.kind} - set("biuf"):
        raise TypeError("real numbers, please")
    _pair(w, x, y)
    return (w + y * x, True) if y * (w @ x) <= 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-broadcasts",
    idea=("sums elementwise products without comparing lengths, so NumPy stretches what is too short"),
    hint="Call it with x of length 1. How many weights come back, and should there be any?",
)
def step_broadcasts(w, x, y):
    w, x = _floats(w), _floats(x)
    _pair([0.0], [0.0], y)
    return (w + y * x, True) if y * (w * x).sum() <= 0 else (w, False)


@misconception(
    "perceptron_train",
    id="train-strict",
    idea="counts a mistake only where y (w·x) < 0, so training from zero weights ends at once",
    hint=("What are the four scores when w is still zero? How many changes does your first epoch count?"),
)
def train_strict(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X, y, w, max_epochs, is_mistake=lambda s: s < 0)


@misconception(
    "perceptron_train",
    id="train-by-prediction",
    idea=("counts a mistake where the prediction differs from the label, so a score of 0 is right for y = +1"),
    hint=("From zero weights, is a first row with y = +1 a mistake by your rule? And by y (w·x) <= 0?"),
)
def train_by_prediction(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history = []
    for _ in range(max_epochs):
        changes = 0
        for x, label in zip(X, y, strict=True):
            if (1 if w @ x >= 0 else -1) != label:
                w = w + label * x
                changes += 1
        history.append(changes)
        if changes == 0:
            break
    return w, history, history[-1] == 0


@misconception(
    "perceptron_train",
    id="train-moves-away",
    idea="subtracts y x at a mistake",
    hint=("Run one epoch on OR and print y (w·x) of a row before and after it was added. Which way should it go?"),
)
def train_away(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X, y, w, max_epochs, direction=lambda y, x: -y * x)


@misconception(
    "perceptron_train",
    id="train-keeps-bias",
    idea="never updates the weight of the last column, the bias",
    hint="Which boundaries pass through the origin? Is the one you need for AND among them?",
)
def train_no_bias(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    free = np.append(np.ones(X.shape[1] - 1), 0.0)
    return _sweeps(X, y, w, max_epochs, direction=lambda y, x: y * x * free)


@misconception(
    "perceptron_train",
    id="one-count-for-all",
    idea="counts the changes over all epochs and never starts again from 0",
    hint="Where in your code does the counter become 0? Print it at the start of every epoch.",
)
def train_total(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    w, history, converged = _sweeps(X, y, w, max_epochs)
    return w, np.cumsum(history).tolist(), converged


@misconception(
    "perceptron_train",
    id="final-epoch-not-recorded",
    idea="stops before the epoch without a change is written to the history",
    hint=("How do you know that nothing changes any more? Should that epoch's count be in the history?"),
)
def train_no_zero(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    w, history, converged = _sweeps(X, y, w, max_epochs)
    return w, history[:-1] if converged else history, converged


@misconception(
    "perceptron_train",
    id="batch-update",
    idea="collects a whole epoch's mistakes with the old weights and adds them all at the end",
    hint=("After row 0 was a mistake, which weights judge row 1: those before or those after the update?"),
)
def train_batch(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history = []
    for _ in range(max_epochs):
        wrong = y * (X @ w) <= 0
        w = w + y[wrong] @ X[wrong]
        history.append(int(wrong.sum()))
        if not wrong.any():
            break
    return w, history, history[-1] == 0


@misconception(
    "perceptron_train",
    id="restarts-at-mistake",
    idea="starts again from row 0 after each update, so that an epoch holds one change at most",
    hint="How many rows does an epoch of yours look at, and how many are there?",
)
def train_restart(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history = []
    for _ in range(max_epochs):
        wrong = np.flatnonzero(y * (X @ w) <= 0)[:1]
        w = w + y[wrong] @ X[wrong]
        history.append(len(wrong))
        if not len(wrong):
            break
    return w, history, history[-1] == 0


@misconception(
    "perceptron_train",
    id="counts-errors-afterwards",
    idea="records how many rows are wrong after the sweep, not how many changes the sweep made",
    hint=("In the first epoch of OR w changes three times. What does your history say, and when was it counted?"),
)
def train_errors_after(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history = []
    for _ in range(max_epochs):
        w, _, _ = _sweeps(X, y, w, 1)
        history.append(int((y * (X @ w) <= 0).sum()))
        if history[-1] == 0:
            break
    return w, history, history[-1] == 0


@misconception(
    "perceptron_train",
    id="always-converged",
    idea="calls it converged when the epochs have run out",
    hint="Train on XOR for 7 epochs. Was there one without a change?",
)
def train_always(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    w, history, _ = _sweeps(X, y, w, max_epochs)
    return w, history, True


@misconception(
    "perceptron_train",
    id="converged-if-epochs-left",
    idea="takes convergence for having epochs left, and misses it in the last permitted one",
    hint=("Count the epochs that OR needs, and call it with max_epochs of exactly that. Did it converge?"),
)
def train_epochs_left(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    w, history, _ = _sweeps(X, y, w, max_epochs)
    return w, history, len(history) < max_epochs


@misconception(
    "perceptron_train",
    id="start-ignored",
    idea="starts from zero weights although others are handed in",
    hint=(
        "Where in your function is w0 used? Train once, then hand the learned weights in: how "
        "many epochs should it take?"
    ),
)
def train_ignores_start(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X, y, np.zeros_like(w), max_epochs)


@misconception(
    "perceptron_train",
    id="zero-one-labels-accepted",
    idea="takes labels 0 and 1, with which half the samples can never teach anything",
    hint="What is w + y x when y = 0? Should your function go on with such labels?",
)
def train_any_label(X, y, max_epochs=1000, w0=None):
    X, y = _floats(X), _floats(y)
    if X.ndim != 2 or y.shape not in ((len(X),), (len(X), 1)) or not len(X):
        raise ValueError("X and y don't fit together")
    w = np.zeros(X.shape[1]) if w0 is None else _weights(w0, X)
    return _sweeps(X, y.reshape(-1), w, max_epochs)


@misconception(
    "perceptron_train",
    id="lengths-unchecked",
    idea=("zips rows and labels without comparing their numbers, so that what is left over is ignored"),
    hint="Call it with 4 rows and 3 labels. What becomes of the last row?",
)
def train_zip(X, y, max_epochs=1000, w0=None):
    X = _matrix(X)
    y = _floats(y).reshape(-1)
    if not len(X) or not np.all(np.abs(y) == 1):
        raise ValueError("no rows, or labels that are not -1 or +1")
    n = min(len(X), len(y))
    w = np.zeros(X.shape[1]) if w0 is None else _weights(w0, X)
    return _sweeps(X[:n], y[:n], w, max_epochs)


@misconception(
    "perceptron_train",
    id="train-unpromoted",
    idea="computes in the type of the data, so that small integers overflow and float32 rounds",
    hint=("Print w.dtype after training on an integer table. What is np.int8([100]) + np.int8([100])?"),
)
def train_unpromoted(X, y, max_epochs=1000, w0=None):
    _training_set(X, y, w0)
    X, y = np.asarray(X), np.asarray(y).reshape(-1)
    w = np.zeros(X.shape[1], dtype=X.dtype) if w0 is None else np.asarray(w0)
    return _sweeps(X, y, w, max_epochs)


@misconception(
    "perceptron_train",
    id="gives-up-early",
    idea="gives up after 100 epochs where the default is 1000",
    hint="Print len(history) for data that cannot be separated, with no max_epochs given.",
)
def train_short(X, y, max_epochs=100, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X, y, w, max_epochs)


@misconception(
    "margin",
    id="margin-not-normalised",
    idea="leaves out the division by the length of w",
    hint="Do w and 10 w describe different boundaries? Does your margin?",
)
def margin_raw(X, y, w):
    return float(_signed_scores(X, y, w)[1].min())


@misconception(
    "margin",
    id="margin-over-squared-length",
    idea="divides by w·w, the square of the length",
    hint="What should become of the margin when w is doubled? Try it.",
)
def margin_squared(X, y, w):
    _, scores, w = _signed_scores(X, y, w)
    return float(scores.min() / (w @ w))


@misconception(
    "margin",
    id="margin-without-bias",
    idea="leaves the bias out of the length of w",
    hint="What is the length of (2, 2, -1), and which number do you divide by?",
)
def margin_no_bias(X, y, w):
    _, scores, w = _signed_scores(X, y, w)
    with np.errstate(all="ignore"):
        return float(scores.min() / np.linalg.norm(w[:-1]))


@misconception(
    "margin",
    id="margin-unsigned",
    idea="takes the distance without its sign, so a misclassified sample looks like a correct one",
    hint="Give one sample a wrong label on purpose. Should the margin stay as it was?",
)
def margin_abs(X, y, w):
    _, scores, w = _signed_scores(X, y, w)
    return float(np.abs(scores).min() / np.linalg.norm(w))


@misconception(
    "margin",
    id="margin-ignores-labels",
    idea="takes the smallest score without multiplying by the labels",
    hint="What is the sign of w·x for a correctly classified sample with label -1?",
)
def margin_no_labels(X, y, w):
    X, _, w = _signed_scores(X, y, w)
    return float((X @ w).min() / np.linalg.norm(w))


@misconception(
    "margin",
    id="margin-broadcast",
    idea=("multiplies a column of labels with a row of scores, which pairs every label with every score"),
    hint="Print (y * (X @ w)).shape for y of shape (4, 1). How many products should there be?",
)
def margin_broadcast(X, y, w):
    X, _, w = _signed_scores(X, y, w)
    return float((_floats(y) * (X @ w)).min() / np.linalg.norm(w))


@misconception(
    "margin",
    id="margin-of-zero-weights",
    idea="gives zero weights a margin of 0",
    hint="Where is the boundary of w = 0? What do you divide by?",
)
def margin_of_nothing(X, y, w):
    return 0.0 if not np.any(_floats(w)) else _margin(X, y, w)


@misconception(
    "mistake_bound",
    id="bound-not-squared",
    idea="leaves the ratio unsquared",
    hint=("In the proof, which side of the inequality carries the root of m? What follows for m itself?"),
)
def bound_unsquared(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float(np.linalg.norm(X, axis=1).max() / gap)


@misconception(
    "mistake_bound",
    id="bound-upside-down",
    idea="divides the margin by the length",
    hint="Should data with a wide margin need more updates or fewer?",
)
def bound_inverted(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float((gap / np.linalg.norm(X, axis=1).max()) ** 2)


@misconception(
    "mistake_bound",
    id="bound-of-mean-length",
    idea="takes the mean length of the rows, where one long row can cost more than that",
    hint="The proof needs ‖x‖ <= R for every sample. Which R makes sure of that?",
)
def bound_mean(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float((np.linalg.norm(X, axis=1).mean() / gap) ** 2)


@misconception(
    "mistake_bound",
    id="bound-of-whole-matrix",
    idea="takes the norm of the whole matrix for the length of its longest row",
    hint=("What does np.linalg.norm(X) return without an axis? Try it on two rows whose lengths you know."),
)
def bound_frobenius(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float((np.linalg.norm(X) / gap) ** 2)


@misconception(
    "mistake_bound",
    id="bound-without-length-of-w",
    idea="uses the smallest y (w·x) for the margin, without dividing by the length of w",
    hint="Does your bound change when w_star is doubled? Should it?",
)
def bound_raw_margin(X, y, w_star):
    X, _ = _gap(X, y, w_star)
    gap = _signed_scores(X, y, w_star)[1].min()
    return float((np.linalg.norm(X, axis=1).max() / gap) ** 2)


@misconception(
    "mistake_bound",
    id="bound-without-separation",
    idea=("gives a bound for weights that do not separate the data: the square hides the sign of the margin"),
    hint="What is the square of a negative ratio? What does the theorem assume of w_star?",
)
def bound_any(X, y, w_star):
    X, scores, w = _signed_scores(X, y, w_star)
    gap = scores.min() / np.linalg.norm(w)
    return float((np.linalg.norm(X, axis=1).max() / gap) ** 2) if gap else float("inf")


@misconception(
    "mistake_bound",
    id="bound-at-zero-margin",
    idea="refuses a negative margin only, and gives infinity for a margin of 0",
    hint="May a row lie exactly on the boundary of w_star? What does the theorem promise then?",
)
def bound_infinite(X, y, w_star):
    X, scores, w = _signed_scores(X, y, w_star)
    gap = scores.min() / np.linalg.norm(w)
    if gap < 0:
        raise ValueError("not separated")
    return float((np.linalg.norm(X, axis=1).max() / gap) ** 2) if gap else float("inf")


@misconception(
    "bayes_posterior",
    id="posterior-of-minus-one",
    idea="returns the probability of label -1: the sign of the exponent is turned",
    hint="Which label has the cloud around the origin? What is your value there?",
)
def posterior_flipped(X):
    return 1 / (1 + np.exp(9 - 3 * _points(X).sum(axis=1)))


@misconception(
    "bayes_posterior",
    id="posterior-halved",
    idea="loses a factor of 2 when the squares of the two densities are expanded",
    hint="Expand ‖x - (3, 3)‖² - ‖x‖², then halve it. What stands before x1?",
)
def posterior_half(X):
    return 1 / (1 + np.exp(-(9 - 3 * _points(X).sum(axis=1)) / 2))


@misconception(
    "bayes_posterior",
    id="posterior-as-label",
    idea="decides for the more probable label instead of giving its probability",
    hint="How sure can one be of a point at (1.4, 1.5)? Does your result say so?",
)
def posterior_hard(X):
    return (9 - 3 * _points(X).sum(axis=1) >= 0).astype(float)


@misconception(
    "bayes_posterior",
    id="posterior-of-wide-rows",
    idea="uses the first two columns of whatever comes in, the bias column of two_gaussians included",
    hint="What does your function say to rows with three entries? Which shape does its docstring ask for?",
)
def posterior_wide(X):
    X = _matrix(X)
    return 1 / (1 + np.exp(3 * X[:, 0] + 3 * X[:, 1] - 9))


# from strangers' hand-ins


@misconception(
    "add_bias",
    id="bias-not-repeated",
    idea="adds no column where the last one happens to hold ones already",
    hint="How many columns does the docstring promise for X of shape (4, 3), whatever is in it?",
)
def add_bias_not_repeated(X):
    X = _matrix(X)
    return X if X.shape[1] and (X[:, -1] == 1).all() else np.column_stack([X, np.ones(len(X))])


@misconception(
    "add_bias",
    id="last-column-overwritten",
    idea="writes the ones over the last column where a further one is asked",
    hint="How many columns should there be for X of shape (4, 3)? What became of the third input?",
)
def add_bias_overwrites(X):
    X = _matrix(X)
    X[:, -1] = 1.0
    return X


@misconception(
    "add_bias",
    id="ones-on-both-sides",
    idea="puts a column of ones before the inputs and one behind",
    hint="How many columns should there be for X of shape (4, 3), and where do the ones stand?",
)
def add_bias_both_sides(X):
    return np.pad(_matrix(X), ((0, 0), (1, 1)), constant_values=1.0)


@misconception(
    "two_gaussians",
    id="n-points-in-all",
    idea="draws n points in all, half of them in each cloud",
    hint="How many rows does the docstring promise for n = 5?",
)
def two_gaussians_n_in_all(n, mean_gap, rng):
    n = max(1, n // 2)
    X = np.ones((2 * n, 3))
    X[0::2, :2] = rng.normal(0, 1, (n, 2))
    X[1::2, :2] = rng.normal(mean_gap, 1, (n, 2))
    return X, np.tile([1.0, -1.0], n)


@misconception(
    "predict",
    id="scores-for-labels",
    idea="returns the scores themselves and leaves the decision to the caller",
    hint="Which two values may a prediction have? Print np.unique(predict(X, w)).",
)
def predict_scores(X, w):
    X = _matrix(X)
    return X @ _weights(w, X)


@misconception(
    "predict",
    id="soft-labels",
    idea="returns the tanh of the score, a number between -1 and 1",
    hint="Which two values may a prediction have? Print np.unique(predict(X, w)).",
)
def predict_soft(X, w):
    X = _matrix(X)
    return np.tanh(X @ _weights(w, X))


@misconception(
    "predict",
    id="threshold-one-half",
    idea="asks for a score of at least one half, as one does of a probability",
    hint="At which score does the rule change sides? What do you predict for a score of 0.3?",
)
def predict_half(X, w):
    X = _matrix(X)
    return np.where(X @ _weights(w, X) >= 0.5, 1, -1)


@misconception(
    "predict",
    id="threshold-minus-one-half",
    idea="says +1 down to a score of -1/2",
    hint="At which score does the rule change sides? What do you predict for a score of -0.3?",
)
def predict_minus_half(X, w):
    X = _matrix(X)
    return np.where(X @ _weights(w, X) >= -0.5, 1, -1)


@misconception(
    "predict",
    id="prediction-without-bias",
    idea="leaves the last column and its weight, the bias, out of the score",
    hint="Set all weights but the last to 0. Does your prediction depend on the last?",
)
def predict_without_bias(X, w):
    X = _matrix(X)
    return np.where(X[:, :-1] @ _weights(w, X)[:-1] >= 0, 1, -1)


@misconception(
    "predict",
    id="last-column-taken-for-ones",
    idea="adds the last weight as it is, whatever stands in the last column",
    hint="What is the score of the row (1, 5) under the weights (0, 2)? Who says that the last column holds ones?",
)
def predict_takes_ones(X, w):
    X = _matrix(X)
    w = _weights(w, X)
    return np.where(X[:, :-1] @ w[:-1] + w[-1] >= 0, 1, -1)


@misconception(
    "predict",
    id="bias-counted-twice",
    idea="adds the last weight to a score that contains it already",
    hint="Which column does the last weight meet in X @ w? Add up the score of one row by hand.",
)
def predict_bias_twice(X, w):
    X = _matrix(X)
    w = _weights(w, X)
    return np.where(X @ w + w[-1] >= 0, 1, -1)


@misconception(
    "predict",
    id="scores-centred",
    idea="takes the mean of all scores away before it decides",
    hint="Predict one row alone, and the same row among others. May the answers differ?",
)
def predict_centred(X, w):
    X = _matrix(X)
    scores = X @ _weights(w, X)
    return np.where(scores >= scores.mean(), 1, -1) if len(scores) else scores.astype(int)


@misconception(
    "perceptron_step",
    id="step-for-positive-rows-only",
    idea="learns from rows of label +1 only",
    hint="Give it a misclassified row of label -1. What does the rule do there?",
)
def step_positive_only(w, x, y):
    w, x = _pair(w, x, y)
    return (w + y * x, True) if y == 1 and w @ x <= 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-judged-without-bias",
    idea="leaves the last weight out when it asks whether the row is misclassified",
    hint="Which score decides about a mistake: the one predict uses, or another? Compare the two for a large bias.",
)
def step_judged_without_bias(w, x, y):
    w, x = _pair(w, x, y)
    return (w + y * x, True) if y * (w[:-1] @ x[:-1]) <= 0 else (w, False)


@misconception(
    "perceptron_step",
    id="step-not-from-zero",
    idea="takes weights that are all zero for nothing to correct, so it never starts",
    hint="What does y (w @ x) <= 0 say about w = 0? Where would learning begin otherwise?",
)
def step_not_from_zero(w, x, y):
    w, x = _pair(w, x, y)
    return (w + y * x, True) if y * (w @ x) <= 0 and np.any(w) else (w, False)


def _epochs(
    X, y, w, max_epochs, ends=lambda history, w: history[-1] == 0, after=lambda w: w, order=lambda n, k: range(n)
):
    """Sweep; `ends(history, w)` says when to stop, `after(w)` what becomes of w after an epoch."""
    history = []
    for epoch in range(max_epochs):
        changes = 0
        for i in order(len(X), epoch):
            if y[i] * (w @ X[i]) <= 0:
                w = w + y[i] * X[i]
                changes += 1
        w = after(w)
        history.append(changes)
        if ends(history, w):
            return w, history, True
    return w, history, False


@misconception(
    "perceptron_train",
    id="counter-never-reset",
    idea="never sets the counter of changes back to 0, so it also never sees an epoch without a change",
    hint="Where in your code does the counter become 0? Print it at the start of every epoch.",
)
def train_counter_never_reset(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history, changes = [], 0
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) <= 0:
                w = w + label * x
                changes += 1
        history.append(changes)
        if changes == 0:
            return w, history, True
    return w, history, False


@misconception(
    "perceptron_train",
    id="stops-at-one-change",
    idea="stops as soon as an epoch has one change or none",
    hint="Is the last w right on all rows after an epoch with one change? What does the docstring stop at?",
)
def train_stops_at_one(X, y, max_epochs=1000, w0=None):
    return _epochs(*_training_set(X, y, w0), max_epochs, ends=lambda history, w: history[-1] <= 1)


@misconception(
    "perceptron_train",
    id="stops-when-all-are-right",
    idea="looks at all rows after each epoch and stops without the epoch that shows no change",
    hint="What is the last entry of the history in the handout's examples? What is it in yours?",
)
def train_stops_when_right(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _epochs(X, y, w, max_epochs, ends=lambda history, w: bool((y * (X @ w) > 0).all()))


@misconception(
    "perceptron_train",
    id="stops-when-the-count-stands-still",
    idea="stops when two epochs have the same number of changes",
    hint="XOR has four changes in every epoch. Has it converged? What does the docstring stop at?",
)
def train_stops_at_standstill(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)

    def ends(history, w):
        return history[-1] == 0 or (len(history) > 1 and history[-1] == history[-2])

    w, history, _ = _epochs(X, y, w, max_epochs, ends=ends)
    return w, history, history[-1] == 0


@misconception(
    "perceptron_train",
    id="tenth-of-a-step",
    idea="uses a learning rate of 0.1 where the rule adds y x itself",
    hint="What is w after the first mistake, from w = 0? Compare it with that row.",
)
def train_tenth(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X, y, w, max_epochs, direction=lambda y, x: 0.1 * y * x)


@misconception(
    "perceptron_train",
    id="target-minus-output",
    idea="adds (y - prediction) x for labels -1 and +1, twice the step, and nothing on the boundary of +1",
    hint="Which values can y - prediction take? And what does it do for w = 0 and a row of label +1?",
)
def train_target_minus_output(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history = []
    for _ in range(max_epochs):
        changes = 0
        for x, label in zip(X, y, strict=True):
            if label * (w @ x) <= 0:
                w = w + (label - (1 if w @ x >= 0 else -1)) * x
                changes += 1
        history.append(changes)
        if changes == 0:
            return w, history, True
    return w, history, False


@misconception(
    "perceptron_train",
    id="rows-normalised",
    idea="scales every row to length 1 first, so the weights are sums of other rows",
    hint="What is w after the first mistake, from w = 0? Compare it with that row.",
)
def train_normalised(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X / np.linalg.norm(X, axis=1, keepdims=True), y, w, max_epochs)


@misconception(
    "perceptron_train",
    id="weights-normalised",
    idea="scales w to length 1 after every epoch",
    hint="The docstring's w is w0 plus rows times their labels. Are the entries of yours whole numbers for AND?",
)
def train_unit_weights(X, y, max_epochs=1000, w0=None):
    return _epochs(*_training_set(X, y, w0), max_epochs, after=lambda w: w / max(np.linalg.norm(w), 1e-12))


@misconception(
    "perceptron_train",
    id="asks-for-a-margin",
    idea="changes w for every row whose signed score is below 1",
    hint="At which score does the perceptron leave a row alone? Which other method asks for 1?",
)
def train_margin(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _sweeps(X, y, w, max_epochs, is_mistake=lambda score: score < 1)


@misconception(
    "perceptron_train",
    id="bias-column-added-inside",
    idea="appends a column of ones to rows that have theirs already",
    hint="How many weights should come back for X with three columns?",
)
def train_adds_bias(X, y, max_epochs=1000, w0=None):
    X, y = _samples(X, y)
    return _epochs(*_training_set(np.column_stack([X, np.ones(len(X))]), y, w0), max_epochs)


@misconception(
    "perceptron_train",
    id="raises-without-convergence",
    idea="raises an exception where the epochs run out",
    hint="What should come back for XOR? Which of the three results says that nothing was found?",
)
def train_raises(X, y, max_epochs=1000, w0=None):
    found = _epochs(*_training_set(X, y, w0), max_epochs)
    if not found[2]:
        raise RuntimeError("not converged")
    return found


@misconception(
    "perceptron_train",
    id="stays-until-right",
    idea="repeats the step at a row until that row is right",
    hint="How many changes may one row cause in an epoch? Follow the first epoch of AND by hand.",
)
def train_stays(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    history = []
    for _ in range(max_epochs):
        changes = 0
        for x, label in zip(X, y, strict=True):
            while label * (w @ x) <= 0 and np.any(x):
                w = w + label * x
                changes += 1
        history.append(changes)
        if changes == 0:
            return w, history, True
    return w, history, False


@misconception(
    "perceptron_train",
    id="to-and-fro",
    idea="runs backwards through the rows in every second epoch",
    hint="In which order does the docstring sweep? Print the row numbers of two epochs.",
)
def train_to_and_fro(X, y, max_epochs=1000, w0=None):
    return _epochs(*_training_set(X, y, w0), max_epochs, order=lambda n, k: range(n)[:: -1 if k % 2 else 1])


@misconception(
    "perceptron_train",
    id="positive-rows-first",
    idea="sweeps over the rows of label +1 first",
    hint="In which order does the docstring sweep? Print the row numbers of one epoch.",
)
def train_positive_first(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    order = np.argsort(-y, kind="stable")
    return _epochs(X[order], y[order], w, max_epochs)


@misconception(
    "perceptron_train",
    id="start-cut-to-whole-numbers",
    idea="turns w0 into whole numbers",
    hint="Start at w0 = [0.5, 0.5, 0.5] with rows that are right there. What comes back?",
)
def train_whole_start(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    return _epochs(X, y, np.trunc(w), max_epochs)


@misconception(
    "perceptron_train",
    id="epochs-limit-the-changes",
    idea="stops after max_epochs changes and not after max_epochs epochs",
    hint="How many changes may one epoch have? Which of the two does max_epochs limit?",
)
def train_limits_changes(X, y, max_epochs=1000, w0=None):
    X, y, w = _training_set(X, y, w0)
    w, history, _ = _epochs(X, y, w, max_epochs, ends=lambda history, w: history[-1] == 0 or sum(history) >= max_epochs)
    return w, history, history[-1] == 0


@misconception(
    "margin",
    id="margin-of-cosines",
    idea="divides by the length of each row as well, so it is a cosine",
    hint="Double one row. Should its distance from the boundary double, or stay?",
)
def margin_cosine(X, y, w):
    X, scores, w = _signed_scores(X, y, w)
    return float((scores / np.linalg.norm(X, axis=1)).min() / np.linalg.norm(w))


@misconception(
    "margin",
    id="margin-over-the-radius",
    idea="divides by the length of the longest row as well",
    hint="Double all rows. Should the margin double, or stay?",
)
def margin_over_radius(X, y, w):
    X, scores, w = _signed_scores(X, y, w)
    return float(scores.min() / (np.linalg.norm(w) * np.linalg.norm(X, axis=1).max()))


@misconception(
    "margin",
    id="margin-of-the-right-ones",
    idea="looks only at the rows that are classified rightly",
    hint="Give one sample a wrong label on purpose. Should the margin stay as it was?",
)
def margin_of_right(X, y, w):
    _, scores, w = _signed_scores(X, y, w)
    kept = scores[scores > 0] if (scores > 0).any() else scores
    return float(kept.min() / np.linalg.norm(w))


@misconception(
    "margin",
    id="margin-of-positive-rows",
    idea="looks only at the rows of label +1",
    hint="Move a row of label -1 towards the boundary. Does your margin notice?",
)
def margin_of_positive(X, y, w):
    _, scores, w = _signed_scores(X, y, w)
    labels = _samples(X, y)[1]
    kept = scores[labels > 0] if (labels > 0).any() else scores
    return float(kept.min() / np.linalg.norm(w))


@misconception(
    "margin",
    id="margin-as-an-index",
    idea="returns which row has the smallest margin and not how large that is",
    hint="What do np.min and np.argmin of [0.5, 0.2, 0.9] give?",
)
def margin_index(X, y, w):
    return int(_signed_scores(X, y, w)[1].argmin())


@misconception(
    "margin",
    id="margin-never-negative",
    idea="cuts the margin off at 0",
    hint="Give one sample a wrong label on purpose. What does the docstring promise then?",
)
def margin_never_negative(X, y, w):
    return max(0.0, _margin(X, y, w))


@misconception(
    "mistake_bound",
    id="radius-without-bias",
    idea="leaves the bias column out of the length of the rows",
    hint="How long is the row (3, 4, 1)? Which inputs does w_star multiply?",
)
def bound_radius_without_bias(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float((np.linalg.norm(X[:, :-1], axis=1).max() / gap) ** 2)


@misconception(
    "mistake_bound",
    id="radius-of-the-matrix",
    idea="takes the spectral norm of X, np.linalg.norm(X, 2), for the length of the longest row",
    hint="Print np.linalg.norm(X, 2) and np.linalg.norm(X, axis=1) for X = np.eye(2) stacked on itself.",
)
def bound_spectral(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float((np.linalg.norm(X, 2) / gap) ** 2)


@misconception(
    "mistake_bound",
    id="ratio-row-by-row",
    idea="divides each row's length by its own margin and takes the largest, where extremes may come from two rows",
    hint="Which row has the largest norm, and which the smallest margin? Must it be the same one?",
)
def bound_row_by_row(X, y, w_star):
    _gap(X, y, w_star)
    X, scores, w = _signed_scores(X, y, w_star)
    return float(((X**2).sum(axis=1) / scores**2).max() * (w @ w))


@misconception(
    "mistake_bound",
    id="radius-about-the-mean",
    idea="measures the radius from the mean of the rows and not from the origin",
    hint="From which point are the lengths of the rows measured in the proof? Move all rows by the same vector.",
)
def bound_about_mean(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    return float((np.linalg.norm(X - X.mean(axis=0), axis=1).max() / gap) ** 2)


@misconception(
    "mistake_bound",
    id="unit-length-asked-for",
    idea="refuses a w_star whose length is not 1",
    hint="Does the margin change when w_star is doubled? For which arguments does the docstring ask for an error?",
)
def bound_wants_unit(X, y, w_star):
    X, gap = _gap(X, y, w_star)
    if abs(np.linalg.norm(_floats(w_star)) - 1) > 1e-6:
        raise ValueError("w_star must be a unit vector")
    return float((np.linalg.norm(X, axis=1).max() / gap) ** 2)


def _posterior(z):
    return np.exp(-np.logaddexp(0, -z))


@misconception(
    "bayes_posterior",
    id="posterior-divided-by-three",
    idea="divides the exponent by 3: the boundary stays where it is and the slope does not",
    hint="Work out the log of the ratio of the two densities at (0, 0). Is it 9 or 3?",
)
def posterior_divided(X):
    return _posterior(3 - _points(X).sum(axis=1))


@misconception(
    "bayes_posterior",
    id="first-coordinate-twice",
    idea="uses the first coordinate twice and the second never",
    hint="Compare your values at (0, 3) and (3, 0). Should they differ?",
)
def posterior_first_twice(X):
    return _posterior(9 - 6 * _points(X)[:, 0])


@misconception(
    "bayes_posterior",
    id="both-probabilities",
    idea="returns a column for each label",
    hint="Which shape does the docstring promise? Whose probability is asked?",
)
def posterior_both(X):
    p = _posterior(9 - 3 * _points(X).sum(axis=1))
    return np.column_stack([p, 1 - p])


@misconception(
    "bayes_posterior",
    id="tanh-for-sigmoid",
    idea="applies tanh to half the exponent, which runs from -1 to 1",
    hint="Between which numbers does a probability lie? What is yours on the line x1 + x2 = 3?",
)
def posterior_tanh(X):
    return np.tanh((9 - 3 * _points(X).sum(axis=1)) / 2)


@misconception(
    "bayes_posterior",
    id="product-of-two-posteriors",
    idea="multiplies a posterior for each coordinate, which counts the prior and the normalisation twice",
    hint="Which may be multiplied for independent coordinates: densities or posteriors? Try the point (1.5, 1.5).",
)
def posterior_product(X):
    return _posterior(4.5 - 3 * _points(X)).prod(axis=1)


@misconception(
    "bayes_posterior",
    id="wants-the-bias-column",
    idea="asks for three columns, as two_gaussians makes them",
    hint="Which shape does the docstring name for X here?",
)
def posterior_wants_bias(X):
    X = _matrix(X)
    if X.shape[1] != 3:
        raise ValueError("X is not (N, 3)")
    return _posterior(9 - 3 * X[:, :2].sum(axis=1))


@misconception(
    "margin",
    id="margin-refuses-what-is-wrong",
    idea="refuses weights that misclassify a row, although the margin is negative then",
    hint="What does the docstring say about the sign of the margin? For which weights does it ask for an error?",
)
def margin_refuses(X, y, w):
    found = _margin(X, y, w)
    if found < 0:
        raise ValueError("not separated")
    return found
