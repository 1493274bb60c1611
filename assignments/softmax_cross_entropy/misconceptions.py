"""Wrong variants of softmax and the cross-entropy gradient that students really write."""

import numpy as np

from autograder.authoring import misconception


def _softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _log_softmax(z):
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _real(values, *ndims):
    found = np.asarray(values)
    if found.dtype.kind not in "biuf":
        raise TypeError("real numbers are needed")
    if found.ndim not in ndims:
        raise ValueError("wrong number of dimensions")
    return found.astype(float)


def _labels(y, n, k):
    labels = _real(y, 1, 2)
    if labels.ndim == 2 and labels.shape[1] != 1:
        raise ValueError("labels do not match")
    if n is not None and len(labels) != n:
        raise ValueError("labels do not match")
    if (labels % 1 != 0).any() or (labels < 0).any() or (labels >= k).any():
        raise ValueError("label out of range")
    return labels.reshape(-1).astype(int)


def _logits_and_labels(z, y):
    logits = _real(z, 2)
    return logits, _labels(y, *logits.shape)


def _cross_entropy(z, y):
    return float(-_log_softmax(z)[np.arange(len(y)), y].mean())


def _grad(z, y):
    p = _softmax(z)
    p[np.arange(len(y)), y] -= 1
    return p / len(y)


def _layer(W, b, n_in):
    weights, bias = _real(W, 2), _real(b, 1)
    if weights.shape != (len(bias), n_in):
        raise ValueError("a layer does not fit its input")
    return weights, bias


def _regression(W, b, X, y):
    inputs = _real(X, 2)
    weights, bias = _layer(W, b, inputs.shape[1])
    z = inputs @ weights.T + bias
    labels = _labels(y, *z.shape)
    g = _grad(z, labels)
    return weights, bias, _cross_entropy(z, labels), g.T @ inputs, g.sum(axis=0)


def _network(W1, b1, W2, b2, X, y):
    inputs = _real(X, 2)
    first, bias1 = _layer(W1, b1, inputs.shape[1])
    second, bias2 = _layer(W2, b2, len(first))
    h = inputs @ first.T + bias1
    a = np.maximum(h, 0)
    z = a @ second.T + bias2
    return inputs, h, a, second, bias2, z, _labels(y, *z.shape)


def _backward(inputs, a, g, dh):
    return dh.T @ inputs, dh.sum(axis=0), g.T @ a, g.sum(axis=0)


def _binary(z, y):
    logits = _real(z, 1)
    return logits, _labels(y, len(logits), 2)


# softmax


@misconception(
    "softmax",
    id="no-max-shift",
    idea="exponentiates the raw logits, so large ones overflow",
    hint="What does np.exp(1000.0) give? Which number may you subtract from every logit of a row "
    "without changing any ratio?",
)
def softmax_no_max_shift(z):
    e = np.exp(_real(z, 1, 2))
    return e / e.sum(axis=-1, keepdims=True)


@misconception(
    "softmax",
    id="one-max-for-the-batch",
    idea="subtracts the largest logit of the whole batch, so a row far below it underflows to 0/0",
    hint="Try two rows, one around 0 and one around -2000. What is left of the second after your shift?",
)
def softmax_one_max_for_the_batch(z):
    logits = _real(z, 1, 2)
    e = np.exp(logits - logits.max())
    return e / e.sum(axis=-1, keepdims=True)


@misconception(
    "softmax",
    id="softmax-over-samples",
    idea="normalises down the columns: over the samples instead of over the classes",
    hint="Print p.sum(axis=0) and p.sum(axis=1) for a batch of 2 rows and 3 classes. Which of them should be all ones?",
)
def softmax_over_samples(z):
    logits = _real(z, 1, 2)
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@misconception(
    "softmax",
    id="softmax-over-everything",
    idea="divides by the sum of the whole batch, so only the batch sums to 1",
    hint="What does each single row of your result sum to when there are two rows?",
)
def softmax_over_everything(z):
    logits = _real(z, 1, 2)
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum()


@misconception(
    "softmax",
    id="shift-by-largest-size",
    idea="subtracts the largest absolute value, so very negative logits all underflow",
    hint="Try z = [-2000, -2001]. What does your function subtract, and what is left to exponentiate?",
)
def softmax_shift_by_largest_size(z):
    logits = _real(z, 1, 2)
    e = np.exp(logits - np.abs(logits).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@misconception(
    "softmax",
    id="keeps-float32",
    idea="computes in the dtype of the input, so float32 logits give float32 probabilities",
    hint="Print softmax(np.float32([1, 2, 3])).dtype. Which dtype does the handout ask for?",
)
def softmax_keeps_float32(z):
    _real(z, 1, 2)
    return _softmax(np.asarray(z))


@misconception(
    "softmax",
    id="takes-anything",
    idea="converts whatever comes to float and never asks about its shape or type",
    hint="What does np.asarray(None, dtype=float) give? And what is a batch with three axes to mean here?",
)
def softmax_takes_anything(z):
    return _softmax(np.asarray(z, dtype=float))


# logsumexp


@misconception(
    "logsumexp",
    id="naive-logsumexp",
    idea="takes the log of the sum of raw exponentials, which overflow",
    hint="The true value for [1000, 1000] is 1000 + log 2. What does your formula give, and at which step?",
)
def logsumexp_naive(z):
    return np.log(np.exp(_real(z, 1, 2)).sum(axis=-1))


@misconception(
    "logsumexp",
    id="shift-not-undone",
    idea="subtracts the maximum and never adds it back",
    hint="For a single logit the sum has one term. What is log(exp(z)) then, and what do you return?",
)
def logsumexp_shift_not_undone(z):
    logits = _real(z, 1, 2)
    return np.log(np.exp(logits - logits.max(axis=-1, keepdims=True)).sum(axis=-1))


@misconception(
    "logsumexp",
    id="keeps-the-axis",
    idea="keeps the summed axis, so a batch gives (N, 1) and a vector gives (1,)",
    hint="Print the shape of your result for a (3, 4) batch. Which axis has been summed away?",
)
def logsumexp_keeps_the_axis(z):
    logits = _real(z, 1, 2)
    top = logits.max(axis=-1, keepdims=True)
    return top + np.log(np.exp(logits - top).sum(axis=-1, keepdims=True))


@misconception(
    "logsumexp",
    id="hard-maximum",
    idea="returns the maximum itself: takes the soft maximum for the hard one",
    hint="What is log(e^0 + e^0)? And what is the larger of 0 and 0?",
)
def logsumexp_hard_maximum(z):
    return _real(z, 1, 2).max(axis=-1)


@misconception(
    "logsumexp",
    id="one-max-in-logsumexp",
    idea="shifts every row by the largest logit of the whole batch",
    hint="Try two rows, one around 0 and one around -2000. Of what do you take the log in the second?",
)
def logsumexp_one_max(z):
    logits = _real(z, 1, 2)
    return logits.max() + np.log(np.exp(logits - logits.max()).sum(axis=-1))


@misconception(
    "logsumexp",
    id="logsumexp-takes-anything",
    idea="converts whatever comes to float and never asks about its shape or type",
    hint="What does np.asarray(None, dtype=float) give? And what is a batch with three axes to mean here?",
)
def logsumexp_takes_anything(z):
    logits = np.asarray(z, dtype=float)
    top = logits.max(axis=-1, keepdims=True)
    return (top + np.log(np.exp(logits - top).sum(axis=-1, keepdims=True)))[..., 0]


# log_softmax


@misconception(
    "log_softmax",
    id="log-of-softmax",
    idea="takes the log of a probability that has already underflowed to 0",
    hint="Print softmax([1000.0, 0.0]) and then its log. Which digits were lost before the log was taken?",
)
def log_softmax_of_softmax(z):
    return np.log(_softmax(_real(z, 1, 2)))


@misconception(
    "log_softmax",
    id="log-of-softmax-eps",
    idea="adds 1e-12 before the log, which replaces -inf by a number just as wrong",
    hint="What is log(1e-12)? Can your function ever return anything below that?",
)
def log_softmax_eps(z):
    return np.log(_softmax(_real(z, 1, 2)) + 1e-12)


@misconception(
    "log_softmax",
    id="log-of-softmax-larger-eps",
    idea="adds 1e-9 before the log, so no result can be below -20.72",
    hint="What is log(1e-9)? Can your function ever return anything below that?",
)
def log_softmax_larger_eps(z):
    return np.log(_softmax(_real(z, 1, 2)) + 1e-9)


@misconception(
    "log_softmax",
    id="raw-exponentials-in-log-softmax",
    idea="subtracts log(sum(exp(z))) computed without a shift",
    hint="What does np.log(np.exp(1000.0)) give, and what should it give?",
)
def log_softmax_raw(z):
    logits = _real(z, 1, 2)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


@misconception(
    "log_softmax",
    id="negative-log-probabilities",
    idea="returns -log p, the loss of each class, where log p is asked",
    hint="Can the logarithm of a probability be positive?",
)
def log_softmax_negative(z):
    return -_log_softmax(_real(z, 1, 2))


@misconception(
    "log_softmax",
    id="log-softmax-keeps-float32",
    idea="computes in the dtype of the input, so float32 logits give float32 results",
    hint="Print log_softmax(np.float32([1, 2, 3])).dtype. Which dtype does the handout ask for?",
)
def log_softmax_keeps_float32(z):
    _real(z, 1, 2)
    return _log_softmax(np.asarray(z))


# one_hot


@misconception(
    "one_hot",
    id="classes-from-one",
    idea="counts the classes from 1, so class 0 lands in the last column",
    hint="In which column does your function put the 1 for label 0?",
)
def one_hot_classes_from_one(y, K):
    return np.eye(K)[_labels(y, None, K) - 1]


@misconception(
    "one_hot",
    id="width-from-labels",
    idea="makes as many columns as the largest label needs and ignores K",
    hint="A mini-batch may lack the last class. What is the shape of one_hot([0, 1], 5)?",
)
def one_hot_width_from_labels(y, K):
    labels = _labels(y, None, K)
    return np.eye(labels.max() + 1)[labels]


@misconception(
    "one_hot",
    id="samples-in-columns",
    idea="puts one sample in each column: (K, N) instead of (N, K)",
    hint="Rows are samples in this course. What is the shape of one_hot([0, 1], 5)?",
)
def one_hot_samples_in_columns(y, K):
    return np.eye(K)[:, _labels(y, None, K)]


@misconception(
    "one_hot",
    id="negative-label-wraps",
    idea="lets NumPy index with a negative label, which silently picks a class from the end",
    hint="What does np.eye(3)[-1] give? Is -1 a class?",
)
def one_hot_negative_wraps(y, K):
    labels = _real(y, 1, 2)
    if labels.ndim == 2 and labels.shape[1] != 1:
        raise ValueError("labels do not match")
    if (labels % 1 != 0).any() or (labels >= K).any():
        raise ValueError("label out of range")
    return np.eye(K)[labels.reshape(-1).astype(int)]


@misconception(
    "one_hot",
    id="fraction-truncated",
    idea="casts labels to int, so 0.5 silently becomes class 0",
    hint="What does np.asarray([0.5]).astype(int) give? How would you notice what it threw away?",
)
def one_hot_fraction_truncated(y, K):
    return np.eye(K)[_labels(np.trunc(_real(y, 1, 2)), None, K)]


@misconception(
    "one_hot",
    id="column-labels-not-flattened",
    idea="indexes with (N, 1) labels as they come, so the result grows a third axis",
    hint="Print np.eye(3)[np.array([[0], [2]])].shape.",
)
def one_hot_not_flattened(y, K):
    _labels(y, None, K)
    return np.eye(K)[np.asarray(y, dtype=float).astype(int)]


# cross_entropy


@misconception(
    "cross_entropy",
    id="sum-over-samples",
    idea="adds the losses of the samples where their mean is asked",
    hint="Give every sample twice. Should the loss change?",
)
def cross_entropy_sum(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-_log_softmax(logits)[np.arange(len(labels)), labels].sum())


@misconception(
    "cross_entropy",
    id="mean-over-entries",
    idea="divides by N * K: takes the mean over the entries of the one-hot product, zeros included",
    hint="With two equal logits the loss of one sample is log 2. By which factor do you miss it?",
)
def cross_entropy_mean_over_entries(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-(_log_softmax(logits) * np.eye(logits.shape[1])[labels]).mean())


@misconception(
    "cross_entropy",
    id="column-indexing",
    idea="picks whole columns with [:, y], every sample paired with every label",
    hint="Print log_p[:, y].shape for 3 samples. How many numbers should be picked?",
)
def cross_entropy_column_indexing(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-_log_softmax(logits)[:, labels].mean())


@misconception(
    "cross_entropy",
    id="log-of-underflowed-p",
    idea="takes the log of softmax(z), which gives inf as soon as p underflows",
    hint="Print softmax([1000.0, 0.0]) and then its log. What is the true loss of label 1 there?",
)
def cross_entropy_log_of_softmax(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-np.log(_softmax(logits)[np.arange(len(labels)), labels]).mean())


@misconception(
    "cross_entropy",
    id="probability-plus-eps",
    idea="adds 1e-12 to the probability, so no loss can exceed 27.63",
    hint="At z = [40, 0] and label 1 the true loss is 40. What is the largest loss your formula can give?",
)
def cross_entropy_eps(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-np.log(_softmax(logits)[np.arange(len(labels)), labels] + 1e-12).mean())


@misconception(
    "cross_entropy",
    id="probability-plus-larger-eps",
    idea="adds 1e-9 to the probability, so no loss can exceed 20.72",
    hint="At z = [40, 0] and label 1 the true loss is 40. What is the largest loss your formula can give?",
)
def cross_entropy_larger_eps(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-np.log(_softmax(logits)[np.arange(len(labels)), labels] + 1e-9).mean())


@misconception(
    "cross_entropy",
    id="missing-minus",
    idea="forgets the minus sign, so a better prediction has a larger loss and the loss is negative",
    hint="What sign does the log of a probability have? Which sign should a loss have?",
)
def cross_entropy_missing_minus(z, y):
    logits, labels = _logits_and_labels(z, y)
    return -_cross_entropy(logits, labels)


@misconception(
    "cross_entropy",
    id="softmax-twice",
    idea="feeds probabilities where logits are wanted, so softmax is applied twice",
    hint="What is softmax(softmax([10.0, 0.0]))? How many softmax steps lie between z and the loss?",
)
def cross_entropy_softmax_twice(z, y):
    logits, labels = _logits_and_labels(z, y)
    return _cross_entropy(_softmax(logits), labels)


@misconception(
    "cross_entropy",
    id="binary-terms-for-every-class",
    idea="adds a (1 - y) log(1 - p) term for each wrong class, as if classes were separate yes/no questions",
    hint="In the sum over classes of y_j log p_j, how many terms are left when y is one-hot?",
)
def cross_entropy_binary_terms(z, y):
    logits, labels = _logits_and_labels(z, y)
    t, p = np.eye(logits.shape[1])[labels], _softmax(logits)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.where(t == 1, np.log(p), np.log(1 - p)).sum(axis=1).mean())


@misconception(
    "cross_entropy",
    id="labels-not-checked",
    idea="indexes with whatever labels come: -1 means the last class, one label serves every row",
    hint="What does np.array([5, 6, 7])[-1] give? And what should a label of -1 give?",
)
def cross_entropy_labels_not_checked(z, y):
    logits = np.asarray(z, dtype=float)
    labels = np.asarray(y, dtype=float).reshape(-1).astype(int)
    return float(-_log_softmax(logits)[np.arange(len(logits)), labels].mean())


@misconception(
    "cross_entropy",
    id="column-labels-broadcast",
    idea="leaves (N, 1) labels as they are, so indexing pairs every row with every label",
    hint="Print np.arange(3)[np.array([[0], [1], [2]])].shape, then z[np.arange(3), y].shape for that y.",
)
def cross_entropy_column_labels(z, y):
    logits, _ = _logits_and_labels(z, y)
    return float(-_log_softmax(logits)[np.arange(len(logits)), np.asarray(y, dtype=float).astype(int)].mean())


# cross_entropy_grad


@misconception(
    "cross_entropy_grad",
    id="gradient-without-mean",
    idea="returns p - y for each sample and forgets that the loss is a mean",
    hint="Give every sample twice. The loss stays the same. What happens to the gradient of each row?",
)
def grad_without_mean(z, y):
    logits, labels = _logits_and_labels(z, y)
    return _grad(logits, labels) * len(labels)


@misconception(
    "cross_entropy_grad",
    id="missing-minus-one",
    idea="returns the probabilities alone: the one-hot label is never subtracted",
    hint="Raising every logit of a row by the same amount leaves the loss alone. What must the "
    "row of the "
    "gradient sum to?",
)
def grad_missing_minus_one(z, y):
    logits, labels = _logits_and_labels(z, y)
    return _softmax(logits) / len(labels)


@misconception(
    "cross_entropy_grad",
    id="gradient-column-indexing",
    idea="subtracts 1 from whole columns with p[:, y] -= 1",
    hint="Count the entries that p[:, y] -= 1 changes for 3 samples. How many should change?",
)
def grad_column_indexing(z, y):
    logits, labels = _logits_and_labels(z, y)
    p = _softmax(logits)
    p[:, labels] -= 1
    return p / len(labels)


@misconception(
    "cross_entropy_grad",
    id="gradient-sign",
    idea="returns y - p: the direction of descent instead of the gradient",
    hint="Raising the logit of the true class lowers the loss. Which sign has that entry of the gradient?",
)
def grad_sign(z, y):
    logits, labels = _logits_and_labels(z, y)
    return -_grad(logits, labels)


@misconception(
    "cross_entropy_grad",
    id="extra-softmax-slope",
    idea="multiplies p - y by p(1 - p) once more, although p - y is already the slope in z",
    hint="Compare one entry with (loss(z + h) - loss(z - h)) / 2h. Which step of the chain did you take twice?",
)
def grad_extra_slope(z, y):
    logits, labels = _logits_and_labels(z, y)
    p = _softmax(logits)
    return _grad(logits, labels) * p * (1 - p)


@misconception(
    "cross_entropy_grad",
    id="gradient-of-the-probabilities",
    idea="stops at the derivative in p, -y/p, and never goes on to z",
    hint="With respect to what is -y/p a derivative? Which matrix takes you from there to z?",
)
def grad_of_probabilities(z, y):
    logits, labels = _logits_and_labels(z, y)
    t = np.eye(logits.shape[1])[labels]
    return -t / _softmax(logits) / len(labels)


@misconception(
    "cross_entropy_grad",
    id="raw-exponentials-in-gradient",
    idea="computes its own probabilities from raw exponentials, which overflow",
    hint="What does your gradient give for z = [[1000.0, 0.0]]? Which function of yours is safe there?",
)
def grad_raw_exponentials(z, y):
    logits, labels = _logits_and_labels(z, y)
    e = np.exp(logits)
    return (e / e.sum(axis=1, keepdims=True) - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    "cross_entropy_grad",
    id="gradient-labels-not-checked",
    idea="indexes with whatever labels come: -1 means the last class, one label serves every row",
    hint="Where does p[np.arange(3), -1] -= 1 write? What should a label of -1 give?",
)
def grad_labels_not_checked(z, y):
    p = _softmax(np.asarray(z, dtype=float))
    p[np.arange(len(p)), np.asarray(y, dtype=float).reshape(-1).astype(int)] -= 1
    return p / len(p)


# softmax_jacobian


@misconception(
    "softmax_jacobian",
    id="diagonal-jacobian",
    idea="keeps only p(1 - p) on the diagonal, as if softmax acted on each entry alone",
    hint="Raise one logit. Do the other probabilities stay where they are?",
)
def jacobian_diagonal(z):
    p = _softmax(_real(z, 1))
    return np.diag(p * (1 - p))


@misconception(
    "softmax_jacobian",
    id="jacobian-without-diagonal",
    idea="has -p_i p_j everywhere and forgets the extra p_i on the diagonal",
    hint="Raise z_i. Should p_i fall?",
)
def jacobian_without_diagonal(z):
    p = _softmax(_real(z, 1))
    return -np.outer(p, p)


@misconception(
    "softmax_jacobian",
    id="jacobian-plus-outer",
    idea="adds the outer product where it should be subtracted",
    hint="The probabilities always sum to 1. What must every column of the Jacobian sum to?",
)
def jacobian_plus_outer(z):
    p = _softmax(_real(z, 1))
    return np.diag(p) + np.outer(p, p)


@misconception(
    "softmax_jacobian",
    id="jacobian-takes-a-batch",
    idea="flattens a batch into one long vector of logits",
    hint="What shape has your result for logits of shape (2, 3)? Do logits of two samples share one softmax?",
)
def jacobian_takes_a_batch(z):
    p = _softmax(_real(z, 1, 2).reshape(-1))
    return np.diag(p) - np.outer(p, p)


@misconception(
    "softmax_jacobian",
    id="raw-exponentials-in-jacobian",
    idea="computes its own probabilities from raw exponentials, which overflow",
    hint="Add 1000 to every logit. Should the Jacobian change? Does yours?",
)
def jacobian_raw_exponentials(z):
    e = np.exp(_real(z, 1))
    p = e / e.sum()
    return np.diag(p) - np.outer(p, p)


# softmax_regression


@misconception(
    "softmax_regression",
    id="half-lambda",
    idea="uses the other convention of the penalty, (lam/2) sum W^2 with gradient lam W",
    hint="Set X to zeros and compare the loss with lam times the sum of the squared weights.",
)
def regression_half_lambda(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    return loss + lam / 2 * (weights**2).sum(), dW + lam * weights, db


@misconception(
    "softmax_regression",
    id="penalty-slope-without-2",
    idea="adds lam W to the gradient although the loss has lam sum W^2",
    hint="What is the derivative of w^2?",
)
def regression_slope_without_2(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    return loss + lam * (weights**2).sum(), dW + lam * weights, db


@misconception(
    "softmax_regression",
    id="bias-penalised",
    idea="shrinks the bias as well, in the loss and in db",
    hint="Set W to zeros, keep a large b, and change lam. Should anything change?",
)
def regression_bias_penalised(W, b, X, y, lam):
    weights, bias, loss, dW, db = _regression(W, b, X, y)
    penalty = lam * ((weights**2).sum() + (bias**2).sum())
    return loss + penalty, dW + 2 * lam * weights, db + 2 * lam * bias


@misconception(
    "softmax_regression",
    id="penalty-only-in-gradient",
    idea="returns the data loss alone: the penalty is in dW and not in the loss",
    hint="Check dW against finite differences of the loss you return. Which term has no partner?",
)
def regression_penalty_only_in_gradient(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    return loss, dW + 2 * lam * weights, db


@misconception(
    "softmax_regression",
    id="penalty-only-in-loss",
    idea="adds the penalty to the loss and forgets its gradient",
    hint="Check dW against finite differences of the loss you return. Which term has no partner?",
)
def regression_penalty_only_in_loss(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    return loss + lam * (weights**2).sum(), dW, db


@misconception(
    "softmax_regression",
    id="penalty-is-averaged",
    idea="divides the penalty by N together with the data term",
    hint="Give every sample twice. Should the pull on the weights become half as strong?",
)
def regression_penalty_averaged(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    n = len(np.asarray(X))
    return loss + lam * (weights**2).sum() / n, dW + 2 * lam * weights / n, db


@misconception(
    "softmax_regression",
    id="averaged-twice",
    idea="takes the mean over the samples of a gradient that already carries 1/N",
    hint="Give every sample twice. What happens to your db?",
)
def regression_averaged_twice(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    n = len(np.asarray(X))
    return loss + lam * (weights**2).sum(), dW / n + 2 * lam * weights, db / n


@misconception(
    "softmax_regression",
    id="bias-broadcast",
    idea="lets NumPy stretch a bias of one entry over every class instead of refusing it",
    hint="What does np.ones((4, 3)) + np.ones(1) give? Is one bias enough for three classes?",
)
def regression_bias_broadcast(W, b, X, y, lam):
    weights, inputs = _real(W, 2), _real(X, 2)
    z = inputs @ weights.T + _real(b, 1)
    labels = _labels(y, *z.shape)
    g = _grad(z, labels)
    loss = _cross_entropy(z, labels) + lam * (weights**2).sum()
    return loss, g.T @ inputs + 2 * lam * weights, g.sum(axis=0)


# two_layer


@misconception(
    "two_layer",
    id="mask-on-the-gradient",
    idea="applies ReLU to the gradient: keeps its positive entries instead of those where the unit was on",
    hint="Which quantity decides whether ReLU lets a change through: what comes in from below, or "
    "what comes "
    "back from above?",
)
def two_layer_mask_on_gradient(W1, b1, W2, b2, X, y):
    inputs, _, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    return _backward(inputs, a, g, np.maximum(g @ second, 0))


@misconception(
    "two_layer",
    id="no-relu-mask",
    idea="passes the gradient through ReLU untouched, also where the unit was off",
    hint="A unit with h = -5 outputs 0. If its weights change a little, does the loss change?",
)
def two_layer_no_mask(W1, b1, W2, b2, X, y):
    inputs, _, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    return _backward(inputs, a, g, g @ second)


@misconception(
    "two_layer",
    id="kink-counts-as-on",
    idea="lets the gradient pass where the unit's input is exactly 0",
    hint="The handout fixes the slope of ReLU at 0. Which of > and >= agrees with it?",
)
def two_layer_kink_on(W1, b1, W2, b2, X, y):
    inputs, h, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    return _backward(inputs, a, g, (g @ second) * (h >= 0))


@misconception(
    "two_layer",
    id="input-of-relu-in-dW2",
    idea="multiplies by the hidden layer before its ReLU when forming dW2",
    hint="Which numbers does W2 multiply in the forward pass: h or max(0, h)?",
)
def two_layer_preactivation(W1, b1, W2, b2, X, y):
    inputs, h, _, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    return _backward(inputs, h, g, (g @ second) * (h > 0))


@misconception(
    "two_layer",
    id="hidden-layer-linear",
    idea="leaves ReLU out of the forward pass",
    hint="Write down the forward pass with one hidden unit at h = -2. What reaches the output layer?",
)
def two_layer_linear(W1, b1, W2, b2, X, y):
    inputs, h, _, second, bias2, _, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(h @ second.T + bias2, labels)
    return _backward(inputs, h, g, g @ second)


@misconception(
    "two_layer",
    id="sums-over-samples",
    idea="adds the gradients of the samples where the loss is their mean",
    hint="Give every sample twice. Should the gradients change?",
)
def two_layer_sums(W1, b1, W2, b2, X, y):
    inputs, h, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels) * len(labels)
    return _backward(inputs, a, g, (g @ second) * (h > 0))


@misconception(
    "two_layer",
    id="hidden-bias-averaged",
    idea="takes the mean over the samples for db1, although the 1/N is already in the gradient",
    hint="Compare db1 with finite differences for N = 1 and N = 4. Where does the factor come from?",
)
def two_layer_bias_averaged(W1, b1, W2, b2, X, y):
    inputs, h, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    dW1, db1, dW2, db2 = _backward(inputs, a, g, (g @ second) * (h > 0))
    return dW1, db1 / len(labels), dW2, db2


@misconception(
    "two_layer",
    id="layer-biases-broadcast",
    idea="lets NumPy stretch a bias of one entry over a whole layer instead of refusing it",
    hint="What does np.ones((4, 3)) + np.ones(1) give? Is one bias enough for a layer of three units?",
)
def two_layer_bias_broadcast(W1, b1, W2, b2, X, y):
    inputs, first, second = _real(X, 2), _real(W1, 2), _real(W2, 2)
    h = inputs @ first.T + _real(b1, 1)
    a = np.maximum(h, 0)
    z = a @ second.T + _real(b2, 1)
    g = _grad(z, _labels(y, *z.shape))
    return _backward(inputs, a, g, (g @ second) * (h > 0))


# bce_with_logits


@misconception(
    "bce_with_logits",
    id="log-of-sigmoid",
    idea="takes the log of a sigmoid that has already rounded to 0 or 1",
    hint="What is 1 - sigmoid(40.0) in floating point, and what is its log?",
)
def bce_log_of_sigmoid(z, y):
    logits, labels = _binary(z, y)
    s = 1 / (1 + np.exp(-logits))
    return float(-np.where(labels == 1, np.log(s), np.log(1 - s)).mean())


@misconception(
    "bce_with_logits",
    id="printed-without-minus",
    idea="copies the formula from the slides, which print it without its minus sign",
    hint="What sign has log of a probability? Should a good prediction have the larger loss?",
)
def bce_without_minus(z, y):
    logits, labels = _binary(z, y)
    return float((labels * logits - np.logaddexp(0, logits)).mean())


@misconception(
    "bce_with_logits",
    id="bce-sum",
    idea="adds the losses of the samples where their mean is asked",
    hint="Give every sample twice. Should the loss change?",
)
def bce_sum(z, y):
    logits, labels = _binary(z, y)
    return float((np.logaddexp(0, logits) - labels * logits).sum())


@misconception(
    "bce_with_logits",
    id="signed-label-formula",
    idea="uses log(1 + exp(-yz)), which is for labels -1 and +1, on labels 0 and 1",
    hint="What does log(1 + exp(-y z)) give for y = 0, whatever z is?",
)
def bce_signed_formula(z, y):
    logits, labels = _binary(z, y)
    return float(np.logaddexp(0, -labels * logits).mean())


@misconception(
    "bce_with_logits",
    id="bce-broadcast",
    idea="subtracts (N, 1) labels from (N,) logits, which makes an N by N table",
    hint="Print (np.zeros(3) - np.zeros((3, 1))).shape.",
)
def bce_broadcast(z, y):
    logits, _ = _binary(z, y)
    labels = np.asarray(y, dtype=float)
    return float((np.logaddexp(0, logits) - labels * logits).mean())


@misconception(
    "bce_with_logits",
    id="any-label-goes",
    idea="accepts labels other than 0 and 1, such as -1",
    hint="What is the loss of your function for z = 50 and y = -1? Can that be right?",
)
def bce_any_label(z, y):
    logits, labels = _real(z, 1), _real(y, 1, 2)
    if labels.size != len(logits):
        raise ValueError("labels do not match")
    labels = labels.reshape(-1)
    return float((np.logaddexp(0, logits) - labels * logits).mean())


@misconception(
    "bce_with_logits",
    id="exponential-overflows",
    idea="uses log(1 + exp(z)) as it stands, which overflows for large logits",
    hint="The true value of log(1 + exp(1000)) is 1000. What does np.log1p(np.exp(1000.0)) give?",
)
def bce_exponential_overflows(z, y):
    logits, labels = _binary(z, y)
    return float((np.log1p(np.exp(logits)) - labels * logits).mean())


# answers of another kind


@misconception(
    "softmax",
    id="softmin",
    idea="takes exp(-z), so the smallest logit gets the largest probability",
    hint="Raise one logit by 1. Should its probability rise or fall?",
)
def softmax_softmin(z):
    return _softmax(-_real(z, 1, 2))


@misconception(
    "softmax",
    id="sigmoid-of-each",
    idea="applies a sigmoid to each logit by itself, so the classes do not compete",
    hint="Add up a row of what you return. What should it be, and what happens to it when one logit grows?",
)
def softmax_sigmoid_of_each(z):
    return np.exp(-np.logaddexp(0, -_real(z, 1, 2)))


@misconception(
    "softmax",
    id="hard-choice",
    idea="gives all of the probability to the largest logit",
    hint="Which two probabilities belong to the logits 0 and 0.1? Is either of them 0?",
)
def softmax_hard_choice(z):
    logits = _real(z, 1, 2)
    return (logits == logits.max(axis=-1, keepdims=True)).astype(float)


@misconception(
    "one_hot",
    id="label-in-place-of-one",
    idea="writes the label itself into its column, where a 1 is asked",
    hint="Print the row of class 0 and that of class 2. Which number should stand in each?",
)
def one_hot_label_itself(y, K):
    labels = _labels(y, None, K)
    return np.eye(K)[labels] * labels[:, None]


@misconception(
    "one_hot",
    id="minus-one-elsewhere",
    idea="puts -1 in the other columns, as for a classifier with signs",
    hint="Add up one row. What is the sum of probabilities that are certain of one class?",
)
def one_hot_minus_one(y, K):
    return 2.0 * np.eye(K)[_labels(y, None, K)] - 1.0


@misconception(
    "cross_entropy",
    id="likeliest-class",
    idea="takes the largest probability of each row, whatever the label says",
    hint="Change one label and nothing else. Should the loss change?",
)
def cross_entropy_likeliest_class(z, y):
    logits, _ = _logits_and_labels(z, y)
    return float(-_log_softmax(logits).max(axis=1).mean())


@misconception(
    "cross_entropy",
    id="one-minus-probability",
    idea="averages 1 - p, the probability of being wrong, and takes no logarithm",
    hint="How large is your loss at most? And -log p, for a probability close to 0?",
)
def cross_entropy_one_minus_probability(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(1 - _softmax(logits)[np.arange(len(labels)), labels].mean())


@misconception(
    "cross_entropy",
    id="log-of-the-mean",
    idea="averages the probabilities first and takes the logarithm of their mean",
    hint="For p = 1 and p = 0.01, compare the mean of -log p with -log of the mean. Which is asked?",
)
def cross_entropy_log_of_the_mean(z, y):
    logits, labels = _logits_and_labels(z, y)
    with np.errstate(divide="ignore"):
        return float(-np.log(_softmax(logits)[np.arange(len(labels)), labels].mean()))


@misconception(
    "two_layer",
    id="value-for-slope",
    idea="multiplies by the hidden layer's values on the way back, where the slope of ReLU belongs",
    hint="A unit with h = 5 and one with h = 0.1: how large is the slope of ReLU at each?",
)
def two_layer_value_for_slope(W1, b1, W2, b2, X, y):
    inputs, _, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    return _backward(inputs, a, g, (g @ second) * a)


@misconception(
    "bce_with_logits",
    id="only-the-ones",
    idea="keeps the term of label 1 and leaves out that of label 0",
    hint="Give only labels 0 and logits of 5. Should that cost nothing?",
)
def bce_only_the_ones(z, y):
    logits, labels = _binary(z, y)
    return float((labels * np.logaddexp(0, -logits)).mean())


# from strangers' hand-ins


@misconception(
    "softmax",
    id="over-samples-throughout",
    idea="takes maximum and sum down the columns: over the samples instead of over the classes",
    hint="Print p.sum(axis=0) and p.sum(axis=1) for a batch of 2 rows and 3 classes. Which of them should be all ones?",
)
def softmax_over_samples_throughout(z):
    logits = _real(z, 1, 2)
    e = np.exp(logits - logits.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@misconception(
    "softmax",
    id="one-output-is-a-sigmoid",
    idea="treats a single class as a yes/no question and returns its sigmoid",
    hint="Which numbers does one probability alone have to add up to? What does the formula say for one logit?",
)
def softmax_one_output(z):
    logits = _real(z, 1, 2)
    return 1 / (1 + np.exp(-logits)) if logits.shape[-1] == 1 else _softmax(logits)


@misconception(
    "one_hot",
    id="one-column-for-two",
    idea="makes a single column of two classes: the label itself",
    hint="How many columns does the docstring ask for when K is 2? What is in them for label 0?",
)
def one_hot_one_column_for_two(y, K):
    labels = _labels(y, None, K)
    return labels[:, None].astype(float) if K <= 2 else np.eye(K)[labels]


@misconception(
    "cross_entropy",
    id="logits-taken-for-probabilities",
    idea="takes the logarithm of the logits, as if they had gone through softmax already",
    hint="What are z's rows here, and what do they add up to? What is np.log of a negative score?",
)
def cross_entropy_of_probabilities(z, y):
    logits, labels = _logits_and_labels(z, y)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.log(logits[np.arange(len(labels)), labels]).mean())


@misconception(
    "cross_entropy",
    id="probability-clipped",
    idea="keeps the probability between 1e-15 and 1 - 1e-15 before the log, so no loss exceeds 34.5",
    hint="What is the loss of the logits [100, 0] for label 1, by hand? What does yours give for [1000, 0]?",
)
def cross_entropy_clipped(z, y):
    logits, labels = _logits_and_labels(z, y)
    p = np.clip(_softmax(logits), 1e-15, 1 - 1e-15)
    return float(-np.log(p[np.arange(len(labels)), labels]).mean())


@misconception(
    "cross_entropy",
    id="classes-weigh-the-same",
    idea="averages within each class first and then over the classes, so rare classes count for more",
    hint="Take three samples with the labels 0, 0 and 1. With which weight does each loss enter your result?",
)
def cross_entropy_balanced(z, y):
    logits, labels = _logits_and_labels(z, y)
    losses = -_log_softmax(logits)[np.arange(len(labels)), labels]
    return float(np.mean([losses[labels == k].mean() for k in np.unique(labels)]))


@misconception(
    "cross_entropy",
    id="label-smoothing",
    idea="smooths the labels: a tenth of the target is spread over all classes",
    hint="Which number does the target have in the column of the class, and which in the others? Add up your weights.",
)
def cross_entropy_smoothed(z, y):
    logits, labels = _logits_and_labels(z, y)
    log_p = _log_softmax(logits)
    return float(-(0.9 * log_p[np.arange(len(labels)), labels] + 0.1 * log_p.mean(axis=1)).mean())


@misconception(
    "cross_entropy",
    id="class-zero-left-out",
    idea="leaves samples of class 0 out, as if it stood for padding",
    hint="What is your loss for a batch in which every label is 0?",
)
def cross_entropy_without_class_zero(z, y):
    logits, labels = _logits_and_labels(z, y)
    losses = -_log_softmax(logits)[np.arange(len(labels)), labels]
    return float(losses[labels != 0].mean()) if (labels != 0).any() else 0.0


@misconception(
    "cross_entropy",
    id="column-taken-for-one-hot",
    idea="takes labels with two axes for one-hot rows, also when they are a column of class numbers",
    hint="What does np.argmax(y, axis=1) give for a column of labels, whatever they are?",
)
def cross_entropy_column_one_hot(z, y):
    found = _real(y, 1, 2)
    return _cross_entropy(*_logits_and_labels(z, found.argmax(axis=1) if found.ndim == 2 else found))


@misconception(
    "cross_entropy_grad",
    id="only-the-labels-entry",
    idea="has a gradient in the label's column only, and zeros in all others",
    hint="Does the loss change when the logit of another class grows? What should each row of the gradient add up to?",
)
def grad_only_label(z, y):
    logits, labels = _logits_and_labels(z, y)
    rows, p = np.arange(len(labels)), _softmax(logits)
    g = np.zeros_like(p)
    g[rows, labels] = p[rows, labels] - 1
    return g / len(labels)


@misconception(
    "cross_entropy_grad",
    id="only-mistakes-corrected",
    idea="has no gradient for samples whose largest logit is already that of the label, as a perceptron",
    hint="Is the loss of a rightly classified sample zero? Compare your row with (loss(z + h) - loss(z)) / h.",
)
def grad_only_mistakes(z, y):
    logits, labels = _logits_and_labels(z, y)
    return np.where((logits.argmax(axis=1) == labels)[:, None], 0.0, _grad(logits, labels))


@misconception(
    "cross_entropy_grad",
    id="label-entry-overwritten",
    idea="writes -1 into the label's column in place of subtracting 1 from what is there",
    hint="What stands in the label's column before the 1 is taken away? Does your line keep it?",
)
def grad_overwritten(z, y):
    logits, labels = _logits_and_labels(z, y)
    p = _softmax(logits)
    p[np.arange(len(labels)), labels] = -1.0
    return p / len(labels)


@misconception(
    "cross_entropy_grad",
    id="divided-by-classes-present",
    idea="divides by the number of different labels where the number of samples is asked",
    hint="Take four samples of the same class. By how much do you divide, and by how much does a mean?",
)
def grad_over_classes(z, y):
    logits, labels = _logits_and_labels(z, y)
    return _grad(logits, labels) * len(labels) / len(set(labels.tolist()))


@misconception(
    "cross_entropy_grad",
    id="mean-within-the-class",
    idea="divides each row by the number of samples of its own class",
    hint="Take three samples with the labels 0, 0 and 1. By what is each row divided in yours, and in a mean?",
)
def grad_within_class(z, y):
    logits, labels = _logits_and_labels(z, y)
    return _grad(logits, labels) * len(labels) / np.bincount(labels)[labels][:, None]


@misconception(
    "cross_entropy_grad",
    id="predicted-class-subtracted",
    idea="subtracts 1 at the largest logit instead of at the label",
    hint="Where does the label enter your gradient? Change y and look whether anything changes.",
)
def grad_predicted(z, y):
    logits, labels = _logits_and_labels(z, y)
    return _grad(logits, logits.argmax(axis=1)) if len(labels) else logits


@misconception(
    "cross_entropy_grad",
    id="normalised-over-samples",
    idea="computes the probabilities over the samples and not over the classes",
    hint="Which axis do your probabilities sum to 1 along? Print both sums for 2 rows and 3 classes.",
)
def grad_over_samples(z, y):
    logits, labels = _logits_and_labels(z, y)
    return (_softmax(logits.T).T - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    "softmax_jacobian",
    id="one-class-is-a-sigmoid",
    idea="gives a single class the slope of a sigmoid",
    hint="Which probability does a single class have, whatever its logit is? How fast does that change?",
)
def jacobian_one_class(z):
    p = _softmax(_real(z, 1))
    if len(p) == 1:
        s = 1 / (1 + np.exp(-np.asarray(z, float)))
        return (s * (1 - s)).reshape(1, 1)
    return np.diag(p) - np.outer(p, p)


@misconception(
    "softmax_regression",
    id="l1-penalty",
    idea="penalises the sizes of the weights where their squares are asked",
    hint="What does the penalty give for a weight of 3 and lam 1? And what is its slope there?",
)
def regression_l1(W, b, X, y, lam):
    weights, _, loss, dW, db = _regression(W, b, X, y)
    return loss + lam * np.abs(weights).sum(), dW + lam * np.sign(weights), db


@misconception(
    "softmax_regression",
    id="features-centred",
    idea="takes the mean of the features away before anything else",
    hint="Where does the formula of the logits say anything about the other samples? Try a single row.",
)
def regression_centred(W, b, X, y, lam):
    inputs = _real(X, 2)
    weights, _, loss, dW, db = _regression(W, b, inputs - inputs.mean(axis=0), y)
    return loss + lam * (weights**2).sum(), dW + 2 * lam * weights, db


@misconception(
    "softmax_regression",
    id="error-of-the-prediction",
    idea="takes the predicted class for the probabilities: the error of a perceptron",
    hint="What is your gradient when every sample is classified rightly? Is the loss zero there?",
)
def regression_of_prediction(W, b, X, y, lam):
    weights, bias, loss, _, _ = _regression(W, b, X, y)
    inputs = _real(X, 2)
    one_hot = np.eye(len(bias))
    found = (inputs @ weights.T + bias).argmax(axis=1)
    g = (one_hot[found] - one_hot[_labels(y, len(inputs), len(bias))]) / len(inputs)
    return loss + lam * (weights**2).sum(), g.T @ inputs + 2 * lam * weights, g.sum(axis=0)


def _two_layer(W1, b1, W2, b2, X, y, forward=None, slope=None, back=None, logits=None):
    """Return the gradients where one of the steps is another: each is given what it needs and gives arrays."""
    inputs, h, a, second, bias2, z, labels = _network(W1, b1, W2, b2, X, y)
    if forward is not None:
        a = forward(h)
        z = a @ second.T + bias2
    g = _grad(z if logits is None else logits(z), labels)
    dh = g @ second if back is None else back(g, second, a)
    return _backward(inputs, a, g, dh * (1.0 * (h > 0) if slope is None else slope(h, a)))


@misconception(
    "two_layer",
    id="relu-on-the-scores",
    idea="applies ReLU to the scores as well, before the softmax",
    hint="Can a score be negative? What would a ReLU there do to a class that should be unlikely?",
)
def two_layer_relu_on_scores(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, logits=lambda z: np.maximum(z, 0))


@misconception(
    "two_layer",
    id="mask-without-bias",
    idea="asks X @ W1.T > 0 on the way back and forgets the bias",
    hint="Which number decided on the way forward whether a unit was on? Print both for a unit with a large bias.",
)
def two_layer_mask_without_bias(W1, b1, W2, b2, X, y):
    bias = _real(b1, 1)
    return _two_layer(W1, b1, W2, b2, X, y, slope=lambda h, a: 1.0 * (h - bias > 0))


@misconception(
    "two_layer",
    id="mask-of-the-first-sample",
    idea="uses the first sample's mask for all samples",
    hint="Which units are on for the second sample? Print the shape of your mask.",
)
def two_layer_mask_of_first(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, slope=lambda h, a: 1.0 * (h[:1] > 0))


@misconception(
    "two_layer",
    id="mask-if-any-sample",
    idea="lets the gradient through a unit for all samples if it was on for one of them",
    hint="How many entries has the mask: one for each unit, or one for each unit and sample?",
)
def two_layer_mask_if_any(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, slope=lambda h, a: 1.0 * (h > 0).any(axis=0))


@misconception(
    "two_layer",
    id="leaky-slope-backward",
    idea="uses the slope of a leaky ReLU on the way back: 0.01 where the unit was off",
    hint="By how much does a = max(0, h) change when a negative h changes a little?",
)
def two_layer_leaky_backward(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, slope=lambda h, a: np.where(h > 0, 1.0, 0.01))


@misconception(
    "two_layer",
    id="leaky-throughout",
    idea="uses a leaky ReLU on the way forward and back",
    hint="What should a hidden unit give out for h = -5, and what does yours?",
)
def two_layer_leaky(W1, b1, W2, b2, X, y):
    return _two_layer(
        W1,
        b1,
        W2,
        b2,
        X,
        y,
        forward=lambda h: np.where(h > 0, h, 0.01 * h),
        slope=lambda h, a: np.where(h > 0, 1.0, 0.01),
    )


@misconception(
    "two_layer",
    id="leaky-forward",
    idea="uses a leaky ReLU on the way forward and the mask of a plain one back",
    hint="What should a hidden unit give out for h = -5, and what does yours?",
)
def two_layer_leaky_forward(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, forward=lambda h: np.where(h > 0, h, 0.01 * h))


@misconception(
    "two_layer",
    id="sigmoid-slope",
    idea="multiplies by a (1 - a), the slope of a sigmoid, where ReLU's belongs",
    hint="Which function does the hidden layer apply here? Draw it: what is its slope at 3, and at -3?",
)
def two_layer_sigmoid_slope(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, slope=lambda h, a: a * (1 - a))


@misconception(
    "two_layer",
    id="tanh-hidden",
    idea="has tanh units in the hidden layer, forward and back",
    hint="Which function does the docstring name for the hidden layer? What does it give for h = 5?",
)
def two_layer_tanh(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, forward=np.tanh, slope=lambda h, a: 1 - a**2)


@misconception(
    "two_layer",
    id="sigmoid-hidden",
    idea="has sigmoid units in the hidden layer, forward and back",
    hint="Which function does the docstring name for the hidden layer? What does it give for h = 5?",
)
def two_layer_sigmoid(W1, b1, W2, b2, X, y):
    return _two_layer(
        W1, b1, W2, b2, X, y, forward=lambda h: np.exp(-np.logaddexp(0, -h)), slope=lambda h, a: a * (1 - a)
    )


@misconception(
    "two_layer",
    id="mask-before-the-weights",
    idea="cuts the gradient at the scores off at 0, and passes through the hidden layer whatever comes",
    hint="On which array did ReLU act on the way forward? Which shape has it, and which has your mask?",
)
def two_layer_mask_before(W1, b1, W2, b2, X, y):
    return _two_layer(
        W1, b1, W2, b2, X, y, back=lambda g, second, a: np.maximum(g, 0) @ second, slope=lambda h, a: np.ones_like(h)
    )


@misconception(
    "two_layer",
    id="stepped-before-passing-back",
    idea="takes a step in the second layer's weights before the gradient goes back through them",
    hint="At which weights was the loss worked out? At which are all its derivatives taken?",
)
def two_layer_stepped(W1, b1, W2, b2, X, y):
    return _two_layer(W1, b1, W2, b2, X, y, back=lambda g, second, a: g @ (second - g.T @ a))


@misconception(
    "two_layer",
    id="other-way-round-where-square",
    idea="passes the gradient back through the transposed weights, which goes unnoticed where they are square",
    hint="Write the shapes beside each factor with K = 3 and H = 5. Which product fits, and what if K is H?",
)
def two_layer_turned(W1, b1, W2, b2, X, y):
    def back(g, second, a):
        return g @ (second.T if second.shape[0] == second.shape[1] else second)

    return _two_layer(W1, b1, W2, b2, X, y, back=back)


@misconception(
    "two_layer",
    id="last-sample-only",
    idea="keeps only the last sample's share of each gradient: every round of the loop overwrites the one before",
    hint="What do your gradients hold after the first sample, and what after the second? Which line adds them up?",
)
def two_layer_last_sample(W1, b1, W2, b2, X, y):
    inputs, h, a, second, _, z, labels = _network(W1, b1, W2, b2, X, y)
    g = _grad(z, labels)
    dh = (g @ second) * (h > 0)
    return _backward(inputs[-1:], a[-1:], g[-1:], dh[-1:])


@misconception(
    "two_layer",
    id="step-taken",
    idea="returns the parameters after a step where their gradients are asked",
    hint="What is your result where the gradient is zero? What should it be?",
)
def two_layer_step(W1, b1, W2, b2, X, y):
    found = _two_layer(W1, b1, W2, b2, X, y)
    return tuple(_real(p, 1, 2) - d for p, d in zip((W1, b1, W2, b2), found, strict=True))


@misconception(
    "bce_with_logits",
    id="probabilities-expected",
    idea="takes z for probabilities and never applies the sigmoid",
    hint="What are z's values here: between 0 and 1, or anything? What does your formula give for z = 3?",
)
def bce_of_probabilities(z, y):
    logits, labels = _binary(z, y)
    with np.errstate(all="ignore"):
        return float(-(labels * np.log(logits) + (1 - labels) * np.log(1 - logits)).mean())


@misconception(
    "bce_with_logits",
    id="positives-weighted",
    idea="weighs the positive samples by the ratio of negatives to positives",
    hint="Take labels 1, 0, 0, 0. With which weight does the first loss enter your result, and with which a mean?",
)
def bce_weighted(z, y):
    logits, labels = _binary(z, y)
    weight = np.where(labels == 1, (labels == 0).sum() / max((labels == 1).sum(), 1), 1.0)
    return float((weight * (np.logaddexp(0, logits) - labels * logits)).mean())


@misconception(
    "bce_with_logits",
    id="both-classes-weigh-the-same",
    idea="averages within each class first and then over the two",
    hint="Take labels 1, 0, 0. With which weight does each of the losses enter your result, and with which a mean?",
)
def bce_balanced(z, y):
    logits, labels = _binary(z, y)
    losses = np.logaddexp(0, logits) - labels * logits
    return float(np.mean([losses[labels == c].mean() for c in np.unique(labels)]))


@misconception(
    "bce_with_logits",
    id="gap-doubled",
    idea="makes two logits of one, -z and z, so that their difference is twice as large",
    hint="Which two logits have the softmax probability sigmoid(z)? What is their difference?",
)
def bce_gap_doubled(z, y):
    logits, labels = _binary(z, y)
    return float((np.logaddexp(0, 2 * logits) - labels * 2 * logits).mean())


@misconception(
    "bce_with_logits",
    id="sigmoid-before",
    idea="applies a sigmoid and hands its result on as if it were the logit",
    hint="How often does a sigmoid stand in the formula, and how often in yours? Try z = 0: is the loss log 2?",
)
def bce_sigmoid_before(z, y):
    logits, labels = _binary(z, y)
    p = np.exp(-np.logaddexp(0, -logits))
    return float((np.logaddexp(0, p) - labels * p).mean())


@misconception(
    "bce_with_logits",
    id="hinge-for-logistic",
    idea="uses the hinge loss: zero as soon as the margin is 1",
    hint="Is the loss of a confident right answer 0 or just small? Work out z = 2, y = 1 by hand.",
)
def bce_hinge(z, y):
    logits, labels = _binary(z, y)
    return float(np.maximum(0, 1 - (2 * labels - 1) * logits).mean())


@misconception(
    "bce_with_logits",
    id="clamped-at-hundred",
    idea="cuts every loss off at 100, as torch's binary_cross_entropy does with probabilities",
    hint="What is the loss of z = 1000 with y = 0, by hand? What is yours?",
)
def bce_clamped(z, y):
    logits, labels = _binary(z, y)
    return float(np.minimum(np.logaddexp(0, logits) - labels * logits, 100.0).mean())


@misconception(
    "logsumexp",
    id="sum-starts-at-one",
    idea="starts adding logarithms from 0, which is log 1: one term too many",
    hint="What is logsumexp of the single logit 0? And of [-1000]? Which number's logarithm do you start from?",
)
def logsumexp_starts_at_one(z):
    logits = _real(z, 1, 2)
    return np.logaddexp.reduce(np.concatenate([np.zeros((*logits.shape[:-1], 1)), logits], axis=-1), axis=-1)


@misconception(
    "logsumexp",
    id="last-logit-left-out",
    idea="stops one logit too early",
    hint="Change the last logit of [0, 0, 0] to 5. Does your result change?",
)
def logsumexp_last_left_out(z):
    logits = _real(z, 1, 2)
    return np.logaddexp.reduce(logits[..., :-1] if logits.shape[-1] > 1 else logits, axis=-1)


@misconception(
    "logsumexp",
    id="base-two-throughout",
    idea="uses powers of 2 and the logarithm to base 2",
    hint="What is logsumexp([0, 0]) by hand: log 2 to which base?",
)
def logsumexp_base_two(z):
    return np.logaddexp2.reduce(_real(z, 1, 2), axis=-1)


@misconception(
    "bce_with_logits",
    id="one-minus-sigmoid-rounds",
    idea="takes the log of 1 - sigmoid(z), whose digits are lost for large logits",
    hint="What is 1 - 1 / (1 + np.exp(-40.0)), and how large should it be? What is its logarithm?",
)
def bce_one_minus_sigmoid(z, y):
    logits, labels = _binary(z, y)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-logits))
        return float(-(labels * np.log(p) + (1 - labels) * np.log(1 - p)).mean())


@misconception(
    "cross_entropy",
    id="labels-from-one",
    idea="counts the classes from 1, so label 0 picks the last class",
    hint="Which column belongs to label 0? What does p[-1] pick?",
)
def cross_entropy_labels_from_one(z, y):
    logits, labels = _logits_and_labels(z, y)
    return float(-_log_softmax(logits)[np.arange(len(labels)), labels - 1].mean())
