"""Wrong variants of gradient descent's functions that students really write."""

from __future__ import annotations

import numpy as np

from autograder.authoring import misconception


def _f(values):
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError("not numeric")
    return array.astype(np.float64)


def _batches(n, size, rng):
    if size < 1:
        raise ValueError("batch_size")
    order = np.arange(n) if rng is None else rng.permutation(n)
    return [order[k : k + size] for k in range(0, n, size)]


# losses


@misconception(
    "squared_loss",
    id="absolute-difference",
    idea="takes the size of the error and does not square it",
    hint=("What loss do errors of 0.5 and of 3 get? Is the second six or thirty-six times the first?"),
)
def squared_loss_absolute(pred, target):
    return np.abs(_f(pred) - _f(target))


@misconception(
    "squared_loss",
    id="halved-square",
    idea="puts a factor 1/2 in front, as some books do",
    hint="What is the loss of predicting 1 where 3 is right, by hand from the lecture's formula?",
)
def squared_loss_halved(pred, target):
    return (_f(pred) - _f(target)) ** 2 / 2


@misconception(
    "squared_loss",
    id="no-promotion",
    idea="subtracts in the arguments' own type, where small unsigned integers wrap around",
    hint="What does np.array([3], dtype=np.uint8) - np.array([5], dtype=np.uint8) give?",
)
def squared_loss_unpromoted(pred, target):
    if np.asarray(pred).dtype.kind not in "biuf" or np.asarray(target).dtype.kind not in "biuf":
        raise TypeError("not numeric")
    return ((np.asarray(pred) - np.asarray(target)) ** 2).astype(float)


@misconception(
    "squared_loss",
    id="already-averaged",
    idea="returns the mean, which is the next function's work",
    hint="How many numbers should come back for five predictions? Which function averages them?",
)
def squared_loss_mean(pred, target):
    return np.mean((_f(pred) - _f(target)) ** 2)


@misconception(
    "zero_one_loss",
    id="counts-agreement",
    idea="gives 1 where prediction and target agree: an accuracy, not a loss",
    hint=("A loss grows with how wrong a prediction is. What does a perfect prediction get from yours?"),
)
def zero_one_agreement(pred, target):
    return np.asarray(_f(pred) == _f(target), dtype=float)


@misconception(
    "zero_one_loss",
    id="one-sided",
    idea="gives 1 only where the prediction is larger",
    hint=("Try a label that is one too small and a label that is one too large. Which of them is wrong?"),
)
def zero_one_one_sided(pred, target):
    return np.asarray(_f(pred) > _f(target), dtype=float)


@misconception(
    "zero_one_loss",
    id="distance-of-labels",
    idea="subtracts the labels, so confusing class 0 with class 3 costs 3",
    hint="What does your function give for class 0 predicted where class 3 is right?",
)
def zero_one_distance(pred, target):
    return np.abs(_f(pred) - _f(target))


@misconception(
    "nll_density",
    id="log-base-two",
    idea="measures in bits (log2) where nats are asked",
    hint="What should the loss of the density 1/e be? Which logarithm gives that?",
)
def nll_bits(q):
    q = _f(q)
    if np.any(q <= 0):
        raise ValueError("q")
    return -np.log2(q)


@misconception(
    "nll_density",
    id="sign-of-log",
    idea="forgets the minus sign",
    hint="Does your loss rise or fall when the data become less likely?",
)
def nll_sign(q):
    q = _f(q)
    if np.any(q <= 0):
        raise ValueError("q")
    return np.log(q)


@misconception(
    "nll_density",
    id="clips-density",
    idea="clips the density to a small positive number, which hides impossible values",
    hint="What does your function say about a density of 0, and about one of -2?",
)
def nll_clipped(q):
    return -np.log(np.maximum(_f(q), 1e-12))


@misconception(
    "nll_density",
    id="zero-density-allowed",
    idea="refuses only negative densities, so a density of 0 slips through",
    hint="Does your test look at every density, and on which side of it is 0? What does np.log(0.0) give?",
)
def nll_zero_allowed(q):
    q = _f(q)
    if np.any(q < 0):
        raise ValueError("q")
    with np.errstate(divide="ignore"):
        return -np.log(q)


@misconception(
    "nll_density",
    id="density-is-a-probability",
    idea="refuses densities above 1, as if they were probabilities",
    hint="How high is the density of a uniform distribution on [0, 1/2]?",
)
def nll_probability(q):
    q = _f(q)
    if np.any(q <= 0) or np.any(q > 1):
        raise ValueError("q")
    return -np.log(q)


@misconception(
    "empirical_risk",
    id="no-one-over-n",
    idea="adds the losses and does not divide by N",
    hint="Hand in every sample twice. Should the risk change?",
)
def risk_sum(losses):
    values = _f(losses)
    if values.size == 0:
        raise ValueError("empty")
    return float(values.sum())


@misconception(
    "empirical_risk",
    id="one-over-n-minus-one",
    idea="divides by N - 1, as a sample variance does",
    hint="What is the average of one single loss?",
)
def risk_unbiased(losses):
    values = _f(losses)
    if values.size == 0:
        raise ValueError("empty")
    return float(values.sum() / max(values.size - 1, 1))


@misconception(
    "empirical_risk",
    id="empty-risk-is-zero",
    idea="says that the risk of no samples is 0",
    hint="What does 0/0 mean? Should a model that was never tested look perfect?",
)
def risk_empty_zero(losses):
    values = _f(losses)
    return float(values.mean()) if values.size else 0.0


# slopes


def _differences(f, x, h, ahead, behind, span):
    x = _f(x)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += ahead * h
        down[i] -= behind * h
        grad[i] = (f(up) - f(down)) / (span * h)
    return grad


def _known(method):
    if method not in ("central", "forward"):
        raise ValueError(method)


@misconception(
    "numerical_gradient",
    id="forward-for-central",
    idea="takes the forward difference whatever the method says",
    hint="At which two points does your central method evaluate f? Are they equally far from x?",
)
def gradient_always_forward(f, x, h=1e-5, method="central"):
    _known(method)
    return _differences(f, x, h, 1, 0, 1)


@misconception(
    "numerical_gradient",
    id="central-for-forward",
    idea="takes the central difference whatever the method says",
    hint="Which method did the caller ask for, and where does your function look at it?",
)
def gradient_always_central(f, x, h=1e-5, method="central"):
    _known(method)
    return _differences(f, x, h, 1, 1, 2)


@misconception(
    "numerical_gradient",
    id="central-over-h",
    idea="divides the central difference by h, so it is twice too large",
    hint="How far apart are the two points that you compare? Try f(w) = w, whose slope is 1.",
)
def gradient_central_over_h(f, x, h=1e-5, method="central"):
    _known(method)
    if method == "forward":
        return _differences(f, x, h, 1, 0, 1)
    return _differences(f, x, h, 1, 1, 1)


@misconception(
    "numerical_gradient",
    id="moves-all-coordinates",
    idea="moves all coordinates at once and gets the sum of the partial derivatives",
    hint=("For f(w) = 3 w[0] + 5 w[1] the gradient has two different entries. How does yours tell them apart?"),
)
def gradient_moves_all(f, x, h=1e-5, method="central"):
    _known(method)
    x = _f(x)
    down = x - h if method == "central" else x
    span = 2 * h if method == "central" else h
    return np.full(x.shape, (f(x + h) - f(down)) / span)


@misconception(
    "numerical_gradient",
    id="never-steps-back",
    idea="leaves each coordinate displaced when it goes on to the next",
    hint=("Print the points at which you evaluate f for the second coordinate. Is the first back in its place?"),
)
def gradient_never_back(f, x, h=1e-5, method="central"):
    _known(method)
    x = _f(x)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        low = x.copy()
        if method == "central":
            low[i] -= h
        x[i] += h
        grad[i] = (f(x) - f(low)) / (2 * h if method == "central" else h)
    return grad


@misconception(
    "numerical_gradient",
    id="integer-truncation",
    idea="adds h to a copy that still holds integers, where it is cut off",
    hint="What is x after x = np.array([1, 2]); x[0] += int(1e-5)? Which dtype has your copy?",
)
def gradient_integer(f, x, h=1e-5, method="central"):
    _known(method)
    _f(x)
    x = np.array(x)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] = up[i] + h
        if method == "central":
            down[i] = down[i] - h
        grad[i] = (f(up.astype(float)) - f(down.astype(float))) / h
        grad[i] = grad[i] / 2 if method == "central" else grad[i]
    return grad


@misconception(
    "numerical_gradient",
    id="unknown-method-is-central",
    idea="treats every unknown method as central",
    hint='What does your function do with method="backward"? What should the caller learn?',
)
def gradient_any_method(f, x, h=1e-5, method="central"):
    if method == "forward":
        return _differences(f, x, h, 1, 0, 1)
    return _differences(f, x, h, 1, 1, 2)


@misconception(
    "poly_features",
    id="no-constant-column",
    idea="starts at the first power and has no column of ones",
    hint="Which polynomial can your features not represent? Try the constant 7.",
)
def poly_no_constant(x, degree):
    x = _f(x)
    if x.ndim != 1:
        raise ValueError("x")
    return x[:, None] ** np.arange(1, degree + 1)


@misconception(
    "poly_features",
    id="highest-power-first",
    idea="puts the highest power first, as np.vander does by default",
    hint="Which column of yours holds the ones? What does np.vander's second keyword do?",
)
def poly_descending(x, degree):
    x = _f(x)
    if x.ndim != 1:
        raise ValueError("x")
    return np.vander(x, degree + 1)


@misconception(
    "poly_features",
    id="degree-is-column-count",
    idea="makes `degree` columns, so the highest power is missing",
    hint="How many coefficients does a parabola have? How many columns do you make for degree 2?",
)
def poly_short(x, degree):
    x = _f(x)
    if x.ndim != 1:
        raise ValueError("x")
    return x[:, None] ** np.arange(degree)


@misconception(
    "poly_features",
    id="integer-powers",
    idea="raises integers to integer powers, which overflow",
    hint="What does np.array([10]) ** 20 give? And np.array([10.0]) ** 20?",
)
def poly_integers(x, degree):
    _f(x)
    x = np.asarray(x)
    if x.ndim != 1:
        raise ValueError("x")
    return (x[:, None] ** np.arange(degree + 1)).astype(float)


def _rows(Phi, t):
    Phi, t = _f(Phi), _f(t).ravel()
    if Phi.ndim != 2 or len(Phi) != len(t):
        raise ValueError("shapes")
    return Phi, t


@misconception(
    "least_squares",
    id="penalty-without-n",
    idea="adds lam to the diagonal where the mean over N asks for N lam",
    hint=("Set the gradient of (1/N)|Phi w - t|^2 + lam |w|^2 to zero and multiply by N. What stands beside lam?"),
)
def least_squares_no_n(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    return np.linalg.pinv(Phi.T @ Phi + lam * np.eye(Phi.shape[1]), rcond=1e-12) @ Phi.T @ t


@misconception(
    "least_squares",
    id="penalty-ignored",
    idea="fits without the penalty whatever lam is",
    hint="How long should w be for lam = 1e6?",
)
def least_squares_no_penalty(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    return np.linalg.lstsq(Phi, t, rcond=None)[0]


@misconception(
    "least_squares",
    id="first-column-not-penalised",
    idea="spares the first column, as if it were always a bias",
    hint="Over which entries of w does |w|^2 sum in the stated problem?",
)
def least_squares_free_bias(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    penalty = len(t) * lam * np.eye(Phi.shape[1])
    penalty[0, 0] = 0.0
    return np.linalg.pinv(Phi.T @ Phi + penalty, rcond=1e-12) @ Phi.T @ t


@misconception(
    "least_squares",
    id="inverts-singular-gram",
    idea="inverts Phi^T Phi, which need not be invertible",
    hint=("What is the rank of Phi.T @ Phi when two columns are equal, or when there are fewer rows than columns?"),
)
def least_squares_inverse(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    gram = Phi.T @ Phi + len(t) * lam * np.eye(Phi.shape[1])
    if np.linalg.matrix_rank(gram) < len(gram):
        raise np.linalg.LinAlgError("Singular matrix")
    return np.linalg.inv(gram) @ Phi.T @ t


@misconception(
    "least_squares",
    id="half-penalty",
    idea="minimises with (lam/2) |w|^2 where the lecture has lam |w|^2",
    hint=("What is the derivative of lam w^2? Does a factor 2 cancel on both sides of your equation?"),
)
def least_squares_half(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    gram = Phi.T @ Phi + len(t) * lam / 2 * np.eye(Phi.shape[1])
    return np.linalg.pinv(gram, rcond=1e-12) @ Phi.T @ t


def _taylor(f0, grad, u, hess, sign, share):
    grad, u = _f(grad), _f(u)
    if grad.shape != u.shape:
        raise ValueError("shapes")
    total = float(f0) + sign * (grad @ u)
    return float(total if hess is None else total + share * (u @ _f(hess) @ u))


@misconception(
    "taylor_estimate",
    id="no-half",
    idea="leaves out the 1/2 of the second-order term",
    hint="Expand f(w) = w^2 around 1 with u = 2. Does your estimate give 9?",
)
def taylor_no_half(f0, grad, u, hess=None):
    return _taylor(f0, grad, u, hess, 1.0, 1.0)


@misconception(
    "taylor_estimate",
    id="minus-gradient",
    idea="subtracts the slope, mixing up the expansion with a descent step",
    hint="If the slope is positive and u is positive, should the estimate be above or below f0?",
)
def taylor_minus(f0, grad, u, hess=None):
    return _taylor(f0, grad, u, hess, -1.0, 0.5)


@misconception(
    "taylor_estimate",
    id="hessian-ignored",
    idea="never uses the Hessian",
    hint="Call your function with and without hess. Which of the two is exact for a parabola?",
)
def taylor_linear(f0, grad, u, hess=None):
    return _taylor(f0, grad, u, None, 1.0, 0.5)


@misconception(
    "taylor_estimate",
    id="diagonal-hessian",
    idea="uses only the Hessian's diagonal and loses the mixed terms",
    hint="Expand f(w) = w[0] w[1] around (0, 0). Which entries of its Hessian are not zero?",
)
def taylor_diagonal(f0, grad, u, hess=None):
    diagonal = None if hess is None else np.diag(np.diag(_f(hess)))
    return _taylor(f0, grad, u, diagonal, 1.0, 0.5)


# searching and walking


def _search(f, w0, step_size, n_probes, rng, unit=True, ties=False, anchored=False, draw=None):
    w = start = _f(w0)
    best = float(f(w))
    for _ in range(n_probes):
        u = draw(rng, w.shape) if draw else rng.normal(size=w.shape)
        u = u / np.linalg.norm(u) if unit else u
        probe = (start if anchored else w) + step_size * u
        value = float(f(probe))
        if value < best or (ties and value == best):
            w, best = probe, value
    return w, best


@misconception(
    "random_search",
    id="direction-not-normalised",
    idea="steps along the raw draw, whose length varies",
    hint="Print the distance between w and each probe. Is it step_size?",
)
def search_not_normalised(f, w0, step_size, n_probes, rng):
    return _search(f, w0, step_size, n_probes, rng, unit=False)


@misconception(
    "random_search",
    id="accepts-ties",
    idea="keeps a probe that is just as good",
    hint="Run your search on a constant function. Does w leave its start?",
)
def search_ties(f, w0, step_size, n_probes, rng):
    return _search(f, w0, step_size, n_probes, rng, ties=True)


@misconception(
    "random_search",
    id="probes-around-start",
    idea="probes around the start and never around the best point so far",
    hint="How far from w0 can your search get with a hundred probes?",
)
def search_anchored(f, w0, step_size, n_probes, rng):
    return _search(f, w0, step_size, n_probes, rng, anchored=True)


@misconception(
    "random_search",
    id="uniform-direction",
    idea="draws from a cube, so diagonal directions come up more often",
    hint="Which of rng's distributions is the same in all directions?",
)
def search_uniform(f, w0, step_size, n_probes, rng):
    return _search(f, w0, step_size, n_probes, rng, draw=lambda g, shape: g.uniform(-1, 1, size=shape))


@misconception(
    "random_search",
    id="keeps-every-probe",
    idea="moves to every probe, better or not, and reports the best value on the way",
    hint="Is f at the w that you return equal to the best that you return?",
)
def search_drifts(f, w0, step_size, n_probes, rng):
    w = _f(w0)
    best = float(f(w))
    for _ in range(n_probes):
        u = rng.normal(size=w.shape)
        w = w + step_size * u / np.linalg.norm(u)
        best = min(best, float(f(w)))
    return w, best


@misconception(
    "get_batches",
    id="last-batch-dropped",
    idea="drops the last batch when it is short",
    hint="Concatenate your batches for N = 7 and batch_size = 3. How many indices are there?",
)
def batches_dropped(N, batch_size, rng=None):
    return [b for b in _batches(N, batch_size, rng) if len(b) == batch_size]


@misconception(
    "get_batches",
    id="shuffles-the-batches",
    idea="shuffles the order of the batches, and each keeps the same neighbours for ever",
    hint="Can the indices 0 and N - 1 ever be in the same batch?",
)
def batches_shuffled_whole(N, batch_size, rng=None):
    parts = _batches(N, batch_size, None)
    return parts if rng is None else [parts[k] for k in rng.permutation(len(parts))]


@misconception(
    "get_batches",
    id="never-shuffles",
    idea="ignores the rng",
    hint="Call your function twice with a generator. Do you get the same batches?",
)
def batches_in_order(N, batch_size, rng=None):
    return _batches(N, batch_size, None)


@misconception(
    "get_batches",
    id="draws-with-replacement",
    idea="draws each batch independently, so some samples repeat and some are missing",
    hint="Sort all the indices of one epoch. Is it 0, 1, ..., N - 1?",
)
def batches_replaced(N, batch_size, rng=None):
    parts = _batches(N, batch_size, None)
    return parts if rng is None else [rng.integers(0, N, len(part)) for part in parts]


@misconception(
    "get_batches",
    id="batch-size-is-count",
    idea="reads batch_size as the number of batches",
    hint="How many indices are in the first batch for N = 10 and batch_size = 4?",
)
def batches_count(N, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size")
    order = np.arange(N) if rng is None else rng.permutation(N)
    return list(np.array_split(order, batch_size))


@misconception(
    "get_batches",
    id="batch-size-unchecked",
    idea="quietly takes 1 for a batch size below 1",
    hint="What does your function answer for batch_size = 0? Would the caller notice the mistake?",
)
def batches_unchecked(N, batch_size, rng=None):
    return _batches(N, max(batch_size, 1), rng)


def _descend(grad, w0, X, y, eta, epochs):
    """Follow the batches of each epoch; `epochs` is a list of lists of (X index, y index)."""
    w, X, y = _f(w0), _f(X), _f(y)
    if w.ndim != 1 or len(X) != len(y):
        raise ValueError("shapes")
    path = [w]
    for batches in epochs:
        for left, right in batches:
            w = w - eta * np.asarray(grad(w, X[left], y[right]))
            path.append(w)
    return np.stack(path)


def _paired(n, size, rng, n_epochs):
    return ([(b, b) for b in _batches(n, size, rng)] for _ in range(n_epochs))


@misconception(
    "minibatch_gd",
    id="shuffled-apart",
    idea="shuffles X and y separately, so inputs meet other samples' targets",
    hint="Pass y = X[:, 0] and print both inside grad. Do they still belong together?",
)
def gd_shuffled_apart(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    n = len(X)

    def epoch():
        return list(zip(_batches(n, batch_size, rng), _batches(n, batch_size, rng), strict=True))

    return _descend(grad, w0, X, y, eta, (epoch() for _ in range(n_epochs)))


@misconception(
    "minibatch_gd",
    id="one-shuffle-for-all-epochs",
    idea="shuffles once before the first epoch and repeats that order",
    hint="Compare the first batch of epoch 1 with the first batch of epoch 2. Who shuffles again?",
)
def gd_one_shuffle(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    parts = [(b, b) for b in _batches(len(X), batch_size, rng)]
    return _descend(grad, w0, X, y, eta, [parts] * n_epochs)


@misconception(
    "minibatch_gd",
    id="gradient-of-all-data",
    idea="loops over batches and passes the whole data to grad each time",
    hint="How many rows does grad see in your loop when batch_size is 2?",
)
def gd_all_data(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    epochs = ([(slice(None), slice(None)) for _ in _batches(len(X), batch_size, rng)] for _ in range(n_epochs))
    return _descend(grad, w0, X, y, eta, epochs)


@misconception(
    "minibatch_gd",
    id="uphill",
    idea="adds the gradient and climbs",
    hint="Print the loss along your trajectory. Which way does it go for a small eta?",
)
def gd_uphill(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _descend(grad, w0, X, y, -eta, _paired(len(X), batch_size, rng, n_epochs))


@misconception(
    "minibatch_gd",
    id="one-row-per-epoch",
    idea="records w once per epoch and not after every update",
    hint=("How many updates does one epoch of 7 samples make with batch_size 3? How many rows do you add?"),
)
def gd_per_epoch(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    path = _descend(grad, w0, X, y, eta, _paired(len(X), batch_size, rng, n_epochs))
    return path[:: max(1, -(-len(X) // batch_size))]


@misconception(
    "minibatch_gd",
    id="same-array-recorded",
    idea=("changes w in place and appends the same array again and again, so all rows are the last one"),
    hint="What is in a list after a = np.zeros(2); rows = [a]; a += 1; rows.append(a)?",
)
def gd_aliased(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    path = _descend(grad, w0, X, y, eta, _paired(len(X), batch_size, rng, n_epochs))
    return np.repeat(path[-1:], len(path), axis=0)


@misconception(
    "minibatch_gd",
    id="start-not-recorded",
    idea="begins the trajectory after the first update",
    hint="Which point is row 0 of your trajectory? How many rows are there after T updates?",
)
def gd_no_start(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _descend(grad, w0, X, y, eta, _paired(len(X), batch_size, rng, n_epochs))[1:]


@misconception(
    "minibatch_gd",
    id="tail-of-epoch-lost",
    idea="loops over N // batch_size batches, so the short last one is never seen",
    hint="Count how often each sample reaches grad in one epoch of 7 samples with batch_size 3.",
)
def gd_tail_lost(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    n = len(X)
    epochs = ([(b, b) for b in _batches(n, batch_size, rng)[: n // batch_size]] for _ in range(n_epochs))
    return _descend(grad, w0, X, y, eta, epochs)


# gradients of losses


def _residual(w, X, y):
    X, w, y = _f(X), _f(w), _f(y).ravel()
    if X.ndim != 2 or w.shape != X.shape[1:] or len(y) != len(X):
        raise ValueError("shapes")
    return X, X @ w - y


@misconception(
    "mse_grad",
    id="mse-without-n",
    idea="sums over the samples and does not divide by N",
    hint="Hand in every sample twice. Should the gradient of a mean change?",
)
def mse_sum(w, X, y):
    X, r = _residual(w, X, y)
    return 2 * X.T @ r


@misconception(
    "mse_grad",
    id="mse-without-two",
    idea="loses the 2 that comes down from the square",
    hint="Compare with a central difference of the loss. By which factor do you differ?",
)
def mse_no_two(w, X, y):
    X, r = _residual(w, X, y)
    return X.T @ r / len(X)


@misconception(
    "mse_grad",
    id="residual-sign",
    idea="takes y - Xw for the residual, so the gradient points downhill",
    hint=("If every prediction is too large, should a positive feature's gradient be positive or negative?"),
)
def mse_sign(w, X, y):
    X, r = _residual(w, X, y)
    return -2 / len(X) * X.T @ r


@misconception(
    "mse_grad",
    id="mse-over-d",
    idea="divides by the number of features and not by the number of samples",
    hint="Which axis of X counts the samples? Try an X that is not square.",
)
def mse_over_d(w, X, y):
    X, r = _residual(w, X, y)
    return 2 / X.shape[1] * X.T @ r


def _hinge(
    W,
    X,
    y,
    lam,
    *,
    own=False,
    at_zero=False,
    grad_n=True,
    pull=True,
    gap=1.0,
    lam_loss=1.0,
    lam_grad=2.0,
    worst=False,
):
    W, X, y = _f(W), _f(X), _f(y).ravel().astype(int)
    if W.ndim != 2 or X.ndim != 2 or X.shape[1] != W.shape[0] or len(y) != len(X):
        raise ValueError("shapes")
    if np.any(y < 0) or np.any(y >= W.shape[1]):
        raise ValueError("label")
    rows, N = np.arange(len(y)), len(y)
    scores = X @ W
    margins = scores - scores[rows, y][:, None] + gap
    if not own:
        margins[rows, y] = 0.0
    active = np.asarray(margins >= 0 if at_zero else margins > 0, dtype=float)
    active[rows, y] = 0.0
    if worst:
        top = np.zeros_like(active)
        top[rows, margins.argmax(axis=1)] = 1.0
        active, margins = active * top, margins * top
    loss = np.maximum(margins, 0).sum() / N + lam_loss * lam * np.sum(W**2)
    if pull:
        active[rows, y] = -active.sum(axis=1)
    return float(loss), X.T @ active / (N if grad_n else 1) + lam_grad * lam * W


@misconception(
    "hinge_loss",
    id="counts-right-class",
    idea="includes the right class in the sum, which adds 1 to every sample's loss",
    hint="For j = y_i, what is s_j - s_{y_i} + 1? Which j does the sum leave out?",
)
def hinge_own_class(W, X, y, lam):
    return _hinge(W, X, y, lam, own=True)


@misconception(
    "hinge_loss",
    id="active-at-zero",
    idea="counts a margin of exactly 0 as active",
    hint="At a margin of exactly 0 the loss is 0. Which slope does the contract choose there?",
)
def hinge_at_zero(W, X, y, lam):
    return _hinge(W, X, y, lam, at_zero=True)


@misconception(
    "hinge_loss",
    id="gradient-without-n",
    idea="averages the loss over N but not its gradient",
    hint="Compare dW with a central difference of your own loss for one sample and for two.",
)
def hinge_gradient_sum(W, X, y, lam):
    return _hinge(W, X, y, lam, grad_n=False)


@misconception(
    "hinge_loss",
    id="right-class-not-pulled",
    idea="pushes the wrong classes down but never pulls the right class up",
    hint="Every term contains -s_{y_i}. Which column of dW does its derivative belong to?",
)
def hinge_no_pull(W, X, y, lam):
    return _hinge(W, X, y, lam, pull=False)


@misconception(
    "hinge_loss",
    id="lambda-missing-in-loss",
    idea="adds sum(W^2) without lam, as on the lecture's slide",
    hint="Set lam = 0. Does your loss still depend on the size of W?",
)
def hinge_no_lambda(W, X, y, lam):
    loss, dW = _hinge(W, X, y, lam, lam_loss=0.0)
    return loss + float(np.sum(_f(W) ** 2)), dW


@misconception(
    "hinge_loss",
    id="penalty-gradient-twice",
    idea="adds 2 lam W twice, as the lecture's gradient does",
    hint=("How often does the penalty appear in the loss? Compare dW with a central difference of your loss."),
)
def hinge_penalty_twice(W, X, y, lam):
    return _hinge(W, X, y, lam, lam_grad=4.0)


@misconception(
    "hinge_loss",
    id="penalty-gradient-halved",
    idea="uses lam W, the gradient of (lam/2) sum(W^2)",
    hint="What is the derivative of lam w^2 with respect to w?",
)
def hinge_penalty_half(W, X, y, lam):
    return _hinge(W, X, y, lam, lam_grad=1.0)


@misconception(
    "hinge_loss",
    id="no-margin",
    idea="leaves out the 1, so being barely right costs nothing",
    hint="What should the loss be at W = 0, where all scores are equal? What is yours?",
)
def hinge_no_margin(W, X, y, lam):
    return _hinge(W, X, y, lam, gap=0.0)


@misconception(
    "hinge_loss",
    id="worst-class-only",
    idea="takes the largest violation where the sum over all classes is asked",
    hint="What is the loss at W = 0 with K classes? How does yours grow with K?",
)
def hinge_worst(W, X, y, lam):
    return _hinge(W, X, y, lam, worst=True)


@misconception(
    "hinge_loss",
    id="divides-by-classes",
    idea="also divides by the number of classes, as torch's MultiMarginLoss does",
    hint="Compute the loss at W = 0 for three classes by hand. Which factor is there too much?",
)
def hinge_over_k(W, X, y, lam):
    data_loss, data_grad = _hinge(W, X, y, 0.0)
    W = _f(W)
    K = W.shape[1]
    return data_loss / K + float(lam * np.sum(W**2)), data_grad / K + 2 * lam * W


# steps


def _same(*arrays):
    arrays = [_f(a) for a in arrays]
    if len({a.shape for a in arrays}) > 1:
        raise ValueError("shapes")
    return arrays


@misconception(
    "momentum_step",
    id="momentum-forgets",
    idea="moves with the velocity but returns the old one, so nothing is ever remembered",
    hint="Take two steps with g = 1 and then g = 0. Is w still moving?",
)
def momentum_forgets(w, v, g, eta, beta):
    w, v, g = _same(w, v, g)
    return w - eta * (beta * v + g), v


@misconception(
    "momentum_step",
    id="averaged-momentum",
    idea="weighs the gradient with 1 - beta, an average and not a sum",
    hint="Under a constant gradient of 1, which velocity does yours approach? And torch's SGD?",
)
def momentum_average(w, v, g, eta, beta):
    w, v, g = _same(w, v, g)
    v = beta * v + (1 - beta) * g
    return w - eta * v, v


@misconception(
    "momentum_step",
    id="rate-inside-velocity",
    idea="puts eta into the velocity, which then remembers old learning rates",
    hint="Compare the v that you return with beta v + g. Where does eta enter?",
)
def momentum_rate_inside(w, v, g, eta, beta):
    w, v, g = _same(w, v, g)
    v = beta * v + eta * g
    return w - v, v


@misconception(
    "momentum_step",
    id="moves-before-velocity",
    idea="moves with the old velocity and updates it afterwards",
    hint="Start with v = 0. Does your first step move w at all?",
)
def momentum_late(w, v, g, eta, beta):
    w, v, g = _same(w, v, g)
    return w - eta * v, beta * v + g


@misconception(
    "momentum_step",
    id="nesterov",
    idea="looks ahead (Nesterov), which is another method",
    hint="How far does w move when v = 0: by eta g, or by more?",
)
def momentum_nesterov(w, v, g, eta, beta):
    w, v, g = _same(w, v, g)
    v = beta * v + g
    return w - eta * (g + beta * v), v


def _adam(w, m, v, g, t, eta, b1, b2, eps, kind):
    w, m, v, g = _same(w, m, v, g)
    if t < 1:
        raise ValueError("t")
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (np.abs(g) if kind == "unsquared" else g**2)
    c1, c2 = 1 - b1**t, 1 - b2**t
    if kind == "uncorrected":
        c1 = c2 = 1.0
    if kind == "late":
        c1, c2 = 1 - b1 ** (t + 1), 1 - b2 ** (t + 1)
    if kind == "first only":
        c2 = 1.0
    root = np.sqrt(v / c2 + eps) if kind == "inside" else np.sqrt(v / c2) + eps
    if kind == "no root":
        root = v / c2 + eps
    after = w - eta * (m / c1) / root
    if kind == "stored":
        return after, m / c1, v / c2
    return after, m, v


@misconception(
    "adam_step",
    id="no-bias-correction",
    idea="leaves out the bias correction, so the first steps are too long",
    hint=("From m = v = 0, how long is your first step with the default b1 and b2: eta, or about three times that?"),
)
def adam_uncorrected(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "uncorrected")


@misconception(
    "adam_step",
    id="eps-inside-root",
    idea="adds eps under the root, which matters for tiny gradients",
    hint="Take a gradient of 1e-8. What are sqrt(1e-16) + 1e-8 and sqrt(1e-16 + 1e-8)?",
)
def adam_inside(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "inside")


@misconception(
    "adam_step",
    id="step-count-off-by-one",
    idea="corrects with t + 1, as if the first step were number 0",
    hint="For t = 1 and m = 0, what is m divided by 1 - b1**t? Is it g?",
)
def adam_late(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "late")


@misconception(
    "adam_step",
    id="corrected-moments-stored",
    idea="returns the corrected moments, which the next step corrects again",
    hint=("Which m does the next call start from: the running mean, or the one divided by 1 - b1**t?"),
)
def adam_stored(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "stored")


@misconception(
    "adam_step",
    id="second-moment-uncorrected",
    idea="corrects the first moment only",
    hint=("Both averages start at 0. Which of them is pulled towards 0 longer, with b1 = 0.9 and b2 = 0.999?"),
)
def adam_first_only(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "first only")


@misconception(
    "adam_step",
    id="second-moment-not-squared",
    idea="averages the gradient's size where its square is asked",
    hint=("What does the first step do when every gradient is 100 times larger? Should its length change?"),
)
def adam_unsquared(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "unsquared")


@misconception(
    "adam_step",
    id="no-root",
    idea="divides by the second moment without taking its root",
    hint="Which unit has w if g is measured in 1/metre? And your step?",
)
def adam_no_root(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "no root")


@misconception(
    "clip_by_norm",
    id="clips-each-entry",
    idea="limits every entry by itself, which changes the direction",
    hint="Is your clipped [3, 4] still parallel to [3, 4]? How long is it?",
)
def clip_entries(g, max_norm):
    return np.clip(_f(g), -max_norm, max_norm)


@misconception(
    "clip_by_norm",
    id="always-rescales",
    idea="also stretches gradients that are short enough",
    hint="What comes back for a gradient of length 0.1 with max_norm 1?",
)
def clip_always(g, max_norm):
    g = _f(g)
    norm = np.linalg.norm(g)
    return g * (max_norm / norm) if norm > 0 else g


@misconception(
    "clip_by_norm",
    id="norm-of-each-row",
    idea="clips row by row where one norm over all entries is asked",
    hint=("Which single number does np.linalg.norm(g) give for a matrix? How many norms do you compute?"),
)
def clip_rows(g, max_norm):
    g = _f(g)
    norm = np.sqrt(np.sum(g**2, axis=-1, keepdims=True))
    return g * np.minimum(1.0, max_norm / np.where(norm > 0, norm, 1.0))


@misconception(
    "clip_by_norm",
    id="unit-length",
    idea="scales a long gradient to length 1 and not to max_norm",
    hint="How long is your result for a gradient of length 10 with max_norm 5?",
)
def clip_unit(g, max_norm):
    g = _f(g)
    norm = np.linalg.norm(g)
    return g / norm if norm > max_norm else g


@misconception(
    "step_decay",
    id="continuous-decay",
    idea="divides with /, so the rate falls in every epoch",
    hint="Which rates do epochs 0 to 9 get when the rate drops every 10 epochs?",
)
def decay_continuous(eta0, epoch, every, factor):
    return float(eta0 * factor ** (epoch / every))


@misconception(
    "step_decay",
    id="drops-only-once",
    idea="multiplies by factor once, however many drops are due",
    hint="What is the rate after 30 epochs with a drop every 10?",
)
def decay_once(eta0, epoch, every, factor):
    return float(eta0 * factor if epoch >= every else eta0)


@misconception(
    "step_decay",
    id="drops-one-epoch-late",
    idea="waits one epoch too long for each drop",
    hint="Which rate has the epoch whose number equals `every`?",
)
def decay_late(eta0, epoch, every, factor):
    return float(eta0 * factor ** (max(epoch - 1, 0) // every))


@misconception(
    "step_decay",
    id="linear-in-drops",
    idea="multiplies by factor times the number of drops, a product where a power is asked",
    hint="What is the rate in epoch 0, before any drop?",
)
def decay_linear(eta0, epoch, every, factor):
    return float(eta0 * factor * (epoch // every))


@misconception(
    "minibatch_gd",
    id="only-inputs-shuffled",
    idea="shuffles the rows of X and leaves y in its order",
    hint="Pass y = X[:, 0] and print both inside grad. Do they still belong together?",
)
def gd_only_inputs_shuffled(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    n = len(X)

    def epoch():
        return list(zip(_batches(n, batch_size, rng), _batches(n, batch_size, None), strict=True))

    return _descend(grad, w0, X, y, eta, (epoch() for _ in range(n_epochs)))


@misconception(
    "minibatch_gd",
    id="rate-over-batch-size",
    idea="divides the learning rate by the size of the batch, although grad averages already",
    hint="Let grad return 1, whatever it is given. How far should one step go, for a batch of 1 and for one of 10?",
)
def gd_rate_over_batch_size(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    def smaller(w, left, right):
        return np.asarray(grad(w, left, right)) / len(left)

    return _descend(smaller, w0, X, y, eta, _paired(len(X), batch_size, rng, n_epochs))


@misconception(
    "adam_step",
    id="betas-exchanged",
    idea="uses b1 for the squares and b2 for the gradients",
    hint="Which of the two means should forget faster? Which of b1 and b2 is smaller?",
)
def adam_betas_exchanged(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam(w, m, v, g, t, eta, b2, b1, eps, "")


@misconception(
    "least_squares",
    id="penalty-over-n",
    idea="divides lam by N where the mean over N makes it N lam",
    hint="Multiply (1/N)|Phi w - t|^2 + lam |w|^2 by N. What stands before |w|^2 then?",
)
def least_squares_over_n(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    if lam < 0:
        raise ValueError("lam")
    n, d = Phi.shape
    rows = np.vstack([Phi, np.sqrt(lam / n) * np.eye(d)])
    return np.linalg.lstsq(rows, np.concatenate([t, np.zeros(d)]), rcond=None)[0]


# from strangers' hand-ins


@misconception(
    "squared_loss",
    id="difference-of-squares",
    idea="squares prediction and target apart and subtracts the squares",
    hint="What does yours give for a prediction of 2 and a target of 5? Can a squared error be negative?",
)
def squared_loss_of_squares(pred, target):
    return _f(pred) ** 2 - _f(target) ** 2


@misconception(
    "squared_loss",
    id="squares-added-up",
    idea="adds the squared errors up to one number",
    hint="How many numbers should come back for five predictions? Which function adds or averages them?",
)
def squared_loss_sum(pred, target):
    return np.sum((_f(pred) - _f(target)) ** 2)


@misconception(
    "squared_loss",
    id="sign-of-the-error-kept",
    idea="gives the square the sign of the error",
    hint="Which loss should predictions get that are 2 too high, and 2 too low?",
)
def squared_loss_signed(pred, target):
    error = _f(pred) - _f(target)
    return error * np.abs(error)


@misconception(
    "squared_loss",
    id="straight-beyond-one",
    idea="goes on in a straight line where the error is larger than 1, as Huber's loss does",
    hint="What is the loss of an error of 10 by the lecture's formula, and what is yours?",
)
def squared_loss_huber(pred, target):
    size = np.abs(_f(pred) - _f(target))
    return np.where(size <= 1, size**2, 2 * size - 1)


@misconception(
    "zero_one_loss",
    id="error-rate",
    idea="returns the share of wrong predictions, which is the next function's work",
    hint="How many numbers should come back for five predictions? Which function averages them?",
)
def zero_one_rate(pred, target):
    return np.mean(_f(pred) != _f(target))


@misconception(
    "zero_one_loss",
    id="one-verdict-for-all",
    idea="returns one number: whether any prediction is wrong",
    hint="How many numbers should come back for five predictions?",
)
def zero_one_any(pred, target):
    return float(np.any(_f(pred) != _f(target)))


@misconception(
    "zero_one_loss",
    id="sign-of-the-difference",
    idea="returns the sign of the difference, so it is -1 where the prediction is too low",
    hint="Which loss should predicting class 0 get where class 3 is right? Can a loss be negative?",
)
def zero_one_sign(pred, target):
    return np.sign(_f(pred) - _f(target))


@misconception(
    "zero_one_loss",
    id="sign-of-the-product",
    idea="asks whether the product is positive, which is for labels -1 and +1",
    hint="Try prediction 0 and target 0, then 2 and 3. What does your product say?",
)
def zero_one_product(pred, target):
    return np.where(_f(pred) * _f(target) <= 0, 1.0, 0.0)


@misconception(
    "zero_one_loss",
    id="rounded-to-labels",
    idea="rounds both to whole numbers before it compares them",
    hint="Do 0.6 and 1.0 differ? What does the docstring say about labels?",
)
def zero_one_rounded(pred, target):
    return np.where(np.rint(_f(pred)) != np.rint(_f(target)), 1.0, 0.0)


def _densities(q):
    q = _f(q)
    if np.any(q <= 0):
        raise ValueError("density")
    return q


@misconception(
    "nll_density",
    id="densities-added-up",
    idea="adds the losses up to one number",
    hint="How many numbers should come back for five densities? Which function adds or averages them?",
)
def nll_sum(q):
    return -np.log(_densities(q)).sum()


@misconception(
    "nll_density",
    id="densities-averaged",
    idea="returns the mean, which is the next function's work",
    hint="How many numbers should come back for five densities? Which function averages them?",
)
def nll_mean(q):
    return -np.log(_densities(q)).mean()


@misconception(
    "empirical_risk",
    id="divides-by-the-rows",
    idea="divides by len(losses), which counts rows where there is more than one axis",
    hint="What is len of an array of shape (2, 3)? How many losses are in it?",
)
def risk_rows(losses):
    losses = _f(losses)
    if losses.size == 0:
        raise ValueError("empty")
    return float(losses.sum() / (len(losses) if losses.ndim else 1))


@misconception(
    "numerical_gradient",
    id="left-where-it-was-moved",
    idea="never puts an entry back after its differences are taken",
    hint="Print the points at which you evaluate f for the second coordinate. Is the first back in its place?",
)
def gradient_left(f, x, h=1e-5, method="central"):
    _known(method)
    x = _f(x)
    grad, start = np.zeros_like(x), f(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        up = f(x)
        if method == "central":
            x[i] = old - h
            grad[i] = (up - f(x)) / (2 * h)
        else:
            grad[i] = (up - start) / h
    return grad


@misconception(
    "numerical_gradient",
    id="step-scaled-quotient-not",
    idea="makes the step larger for large entries and divides by the plain h all the same",
    hint="Print the distance between the two points for x = 10. By what do you divide?",
)
def gradient_scaled(f, x, h=1e-5, method="central"):
    _known(method)
    x = _f(x)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = h * max(1.0, abs(x[i]))
        low, span = (x - e, 2 * h) if method == "central" else (x, h)
        grad[i] = (f(x + e) - f(low)) / span
    return grad


@misconception(
    "numerical_gradient",
    id="step-written-in",
    idea="moves by 1e-5 whatever h is, and divides by h",
    hint="Print the distance between the two points for h = 0.1. By what do you divide?",
)
def gradient_own_step(f, x, h=1e-5, method="central"):
    _known(method)
    x = _f(x)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = 1e-5
        low, span = (x - e, 2 * h) if method == "central" else (x, h)
        grad[i] = (f(x + e) - f(low)) / span
    return grad


def _powers(x, degree):
    return _f(x).ravel()[:, None] ** np.arange(degree + 1)


@misconception(
    "poly_features",
    id="powers-of-centred-x",
    idea="takes the mean of x away before the powers",
    hint="What should the row of x = 2 be, whatever the other inputs are?",
)
def poly_centred(x, degree):
    x = _f(x)
    return _powers(x - x.mean() if x.size else x, degree)


@misconception(
    "poly_features",
    id="powers-of-standardised-x",
    idea="standardises x before the powers",
    hint="What should the row of x = 2 be, whatever the other inputs are?",
)
def poly_standardised(x, degree):
    x = _f(x)
    with np.errstate(all="ignore"):
        return _powers((x - x.mean()) / x.std() if x.size else x, degree)


@misconception(
    "poly_features",
    id="powers-up-to-three",
    idea="stops at the cube, however large the degree is",
    hint="How many columns should there be for degree 5?",
)
def poly_cubes(x, degree):
    return _powers(x, min(degree, 3))


@misconception(
    "least_squares",
    id="jitter-for-safety",
    idea="adds 1e-6 to the diagonal and solves the normal equations",
    hint="Compare your residual with that of np.linalg.lstsq. What of it comes from the small number?",
)
def least_squares_jitter(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    if lam < 0:
        raise ValueError("lam")
    n, d = Phi.shape
    return np.linalg.solve(Phi.T @ Phi + (n * lam + (0 if lam else 1e-6)) * np.eye(d), Phi.T @ t)


@misconception(
    "least_squares",
    id="penalty-times-features",
    idea="multiplies lam by the number of features where the mean over N asks for N lam",
    hint="Multiply (1/N)|Phi w - t|^2 + lam |w|^2 by N. What stands before |w|^2 then?",
)
def least_squares_features(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    if lam < 0:
        raise ValueError("lam")
    d = Phi.shape[1]
    rows = np.vstack([Phi, np.sqrt(d * lam) * np.eye(d)])
    return np.linalg.lstsq(rows, np.concatenate([t, np.zeros(d)]), rcond=None)[0]


@misconception(
    "least_squares",
    id="targets-centred",
    idea="takes the mean of the targets away first",
    hint="Give it a column of ones and the targets 3, 5, 7. Which weight should come back?",
)
def least_squares_centred(Phi, t, lam=0.0):
    Phi, t = _rows(Phi, t)
    if lam < 0:
        raise ValueError("lam")
    n, d = Phi.shape
    rows = np.vstack([Phi, np.sqrt(n * lam) * np.eye(d)])
    return np.linalg.lstsq(rows, np.concatenate([t - t.mean(), np.zeros(d)]), rcond=None)[0]


@misconception(
    "taylor_estimate",
    id="upper-triangle",
    idea="adds up only the part of the Hessian on and above the diagonal",
    hint="Write out u^T H u for two coordinates. How many terms has it, and how many have you?",
)
def taylor_upper(f0, grad, u, hess=None):
    return _taylor(f0, grad, u, None if hess is None else np.triu(_f(hess)), 1.0, 0.5)


@misconception(
    "taylor_estimate",
    id="lower-triangle",
    idea="adds up only the part of the Hessian on and below the diagonal",
    hint="Write out u^T H u for two coordinates. How many terms has it, and how many have you?",
)
def taylor_lower(f0, grad, u, hess=None):
    return _taylor(f0, grad, u, None if hess is None else np.tril(_f(hess)), 1.0, 0.5)


@misconception(
    "taylor_estimate",
    id="unit-direction",
    idea="makes u a unit vector in the first-order term",
    hint="By how much does a straight line rise when the step is twice as long? Try u and 2 u.",
)
def taylor_unit(f0, grad, u, hess=None):
    linear = _taylor(0.0, grad, u, None, 1.0, 0.5) / np.linalg.norm(_f(u))
    return float(f0 + linear + _taylor(0.0, grad, u, hess, 0.0, 0.5))


@misconception(
    "taylor_estimate",
    id="product-of-lengths",
    idea="multiplies the lengths of gradient and step, as if they had the same direction",
    hint="What is the first-order change for a step at right angles to the gradient?",
)
def taylor_lengths(f0, grad, u, hess=None):
    linear = np.linalg.norm(_f(grad)) * np.linalg.norm(_f(u))
    return float(f0 + linear + _taylor(0.0, grad, u, hess, 0.0, 0.5))


@misconception(
    "taylor_estimate",
    id="curvature-along-the-gradient",
    idea="puts the gradient into the second-order term, where the step belongs",
    hint="How does the second-order term change when u is doubled? And yours?",
)
def taylor_gradient_curvature(f0, grad, u, hess=None):
    g = _f(grad)
    return float(_taylor(f0, grad, u, None, 1.0, 0.5) + (0.0 if hess is None else 0.5 * g @ _f(hess) @ g))


@misconception(
    "taylor_estimate",
    id="products-not-added",
    idea="multiplies gradient and step entry by entry and never adds up",
    hint="How many numbers should come back? What does g * u give, and what g @ u?",
)
def taylor_entrywise(f0, grad, u, hess=None):
    return float(f0) + _f(grad) * _f(u) + _taylor(0.0, grad, u, hess, 0.0, 0.5)


def _probe(f, w0, n_probes, rng, step, first=None, accepted=lambda k: False, size=None, length=np.linalg.norm):
    """Search with `step(k)` after k successes; `accepted(k)` says whether to stop there."""
    w = _f(w0)
    best, kept = float(f(w)) if first is None else first, 0
    for _ in range(n_probes):
        u = rng.normal(size=w.shape)
        probe = w + step(kept) * u / length(u)
        value = float(f(probe))
        if value < best:
            w, best, kept = probe, value, kept + 1
            if accepted(kept):
                break
    return w, best


@misconception(
    "random_search",
    id="first-probe-always-kept",
    idea="starts with a best of infinity, so the first probe is kept, better or not",
    hint="What is best before the first probe? Run it on a bowl from its lowest point.",
)
def search_from_infinity(f, w0, step_size, n_probes, rng):
    return _probe(f, w0, n_probes, rng, lambda kept: step_size, first=np.inf)


@misconception(
    "random_search",
    id="step-shrinks-with-success",
    idea="shortens the step after each success",
    hint="Print the distance between w and each probe. Is it step_size every time?",
)
def search_shrinks(f, w0, step_size, n_probes, rng):
    return _probe(f, w0, n_probes, rng, lambda kept: step_size * 0.9**kept)


@misconception(
    "random_search",
    id="stops-at-the-first-success",
    idea="stops as soon as one probe is better",
    hint="How many times does your code evaluate f for n_probes = 100?",
)
def search_stops(f, w0, step_size, n_probes, rng):
    return _probe(f, w0, n_probes, rng, lambda kept: step_size, accepted=lambda kept: True)


@misconception(
    "random_search",
    id="generator-of-its-own",
    idea="draws from a generator of its own, seeded anew for every probe, so all probes go the same way",
    hint="Print the direction of two probes. Which generator does the caller want you to use?",
)
def search_own_generator(f, w0, step_size, n_probes, rng):
    class Own:
        def normal(self, size):
            return np.random.default_rng(0).normal(size=size)

    return _probe(f, w0, n_probes, Own(), lambda kept: step_size)


@misconception(
    "random_search",
    id="rows-normalised",
    idea="scales each row of the direction to length 1, where all of it should have length 1",
    hint="Print np.linalg.norm(probe - w) for a w of shape (2, 3). Is it step_size?",
)
def search_rows(f, w0, step_size, n_probes, rng):
    return _probe(
        f, w0, n_probes, rng, lambda kept: step_size, length=lambda u: np.linalg.norm(u, axis=-1, keepdims=True)
    )


@misconception(
    "random_search",
    id="spectral-length",
    idea="takes np.linalg.norm(u, 2), which is another norm for matrices",
    hint="Print np.linalg.norm(u) and np.linalg.norm(u, 2) for a matrix. Which adds up all the squares?",
)
def search_spectral(f, w0, step_size, n_probes, rng):
    return _probe(f, w0, n_probes, rng, lambda kept: step_size, length=lambda u: np.linalg.norm(u, 2))


@misconception(
    "random_search",
    id="buffer-shared",
    idea="keeps the very array that the next probe is written into",
    hint="Is f at the w that you return equal to the best that you return? Print `w is buffer`.",
)
def search_buffer(f, w0, step_size, n_probes, rng):
    w = _f(w0)
    buffer = np.empty_like(w)
    for _ in range(n_probes):
        u = rng.normal(size=w.shape)
        np.multiply(step_size, u / np.linalg.norm(u), out=buffer)
        buffer += w
        if f(buffer) < f(w):
            w = buffer
    return np.array(w), float(f(w))


@misconception(
    "get_batches",
    id="shuffled-without-rng",
    idea="shuffles also where no generator is given",
    hint="Which order does the docstring promise without an rng?",
)
def batches_always_shuffled(N, batch_size, rng=None):
    return _batches(N, batch_size, np.random.default_rng(0) if rng is None else rng)


@misconception(
    "get_batches",
    id="refuses-large-batches",
    idea="refuses a batch size above N",
    hint="What should come back for N = 3 and batch_size = 10? Which sizes does the docstring refuse?",
)
def batches_refuses_large(N, batch_size, rng=None):
    if batch_size > N:
        raise ValueError("batch_size")
    return _batches(N, batch_size, rng)


@misconception(
    "get_batches",
    id="refuses-batches-of-one",
    idea="refuses a batch size of 1",
    hint="Which batch size does stochastic descent have? Which sizes does the docstring refuse?",
)
def batches_refuses_one(N, batch_size, rng=None):
    if batch_size == 1:
        raise ValueError("batch_size")
    return _batches(N, batch_size, rng)


@misconception(
    "get_batches",
    id="indices-as-floats",
    idea="returns indices that are floats, which index nothing",
    hint="What does np.arange(5)[np.array([1.0, 2.0])] say?",
)
def batches_floats(N, batch_size, rng=None):
    return [batch.astype(float) for batch in _batches(N, batch_size, rng)]


@misconception(
    "get_batches",
    id="last-batch-repeats-itself",
    idea="fills the last batch up by repeating its own indices",
    hint="How often does each index come up in an epoch? Put all batches together and sort them.",
)
def batches_resized(N, batch_size, rng=None):
    return [np.resize(batch, batch_size) for batch in _batches(N, batch_size, rng)]


@misconception(
    "get_batches",
    id="last-batch-filled-from-the-front",
    idea="fills the last batch up with the first indices",
    hint="How often does each index come up in an epoch? Put all batches together and sort them.",
)
def batches_wrapped(N, batch_size, rng=None):
    batches = _batches(N, batch_size, rng)
    if batches:
        order = np.concatenate(batches)
        batches[-1] = np.r_[batches[-1], order[: batch_size - len(batches[-1])]]
    return batches


@misconception(
    "get_batches",
    id="every-kth-index",
    idea="deals the indices out like cards, where neighbours belong together",
    hint="Which indices are in the first batch for N = 6, batch_size = 2 and no rng?",
)
def batches_dealt(N, batch_size, rng=None):
    batches = _batches(N, batch_size, rng)
    order = np.concatenate(batches) if batches else np.arange(0)
    return [order[k :: len(batches)] for k in range(len(batches))]


def _walk(grad, w0, X, y, eta, n_epochs, batches, update):
    """Follow `batches(epoch)`; `update(w, X, y, batch, epoch, size)` returns the next point."""
    w, X, y = _f(w0), _f(X), _f(y)
    if w.ndim != 1 or len(X) != len(y):
        raise ValueError("shapes")
    path = [w]
    for epoch in range(n_epochs):
        for batch in batches(len(X), epoch):
            w = update(w, X, y, batch, epoch)
            path.append(w)
    return np.stack(path)


@misconception(
    "minibatch_gd",
    id="targets-in-their-own-order",
    idea="takes the targets in ascending order of their indices, beside shuffled inputs",
    hint="Pass y = X[:, 0] and print both inside grad. Do they still belong together?",
)
def gd_targets_sorted(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[np.sort(b)])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="targets-from-the-front",
    idea="takes the first targets for every batch",
    hint="Pass y = X[:, 0] and print both inside grad. Do they still belong together in the second batch?",
)
def gd_targets_first(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[: len(b)])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="targets-as-a-column",
    idea="hands grad the targets as a column",
    hint="Print the shape of what grad is given. What does (N,) minus (N, 1) give?",
)
def gd_targets_column(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[b].reshape(-1, 1))),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="short-batch-counts-less",
    idea="shortens the step for a short batch",
    hint="How long is the last step for N = 5 and batch_size = 4? Who averages over the batch, grad or you?",
)
def gd_short_less(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[b])) * len(b) / batch_size,
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="shuffles-without-rng",
    idea="shuffles also where rng is None",
    hint="Which order does get_batches promise without an rng?",
)
def gd_shuffles_anyway(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    def batches(n, epoch):
        return _batches(n, batch_size, np.random.default_rng(0) if rng is None else rng)

    return _walk(
        grad, w0, X, y, eta, n_epochs, batches, lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[b]))
    )


@misconception(
    "minibatch_gd",
    id="first-epoch-shuffled",
    idea="shuffles in the first epoch and goes through the rows in order from then on",
    hint="Print the indices of each batch for two epochs. Is the second shuffled, too?",
)
def gd_first_shuffled(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, None if epoch else rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[b])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="rate-decays-by-epoch",
    idea="lowers eta by a tenth after every epoch",
    hint="How long are the steps of the first and the second epoch for a gradient that never changes?",
)
def gd_decays(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * 0.9**epoch * np.asarray(grad(w, X[b], y[b])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="rate-decays-slowly",
    idea="lowers eta by a twentieth after every epoch",
    hint="How long are the steps of the first and the second epoch for a gradient that never changes?",
)
def gd_decays_slowly(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * 0.95**epoch * np.asarray(grad(w, X[b], y[b])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="gradient-clipped",
    idea="shortens gradients that are longer than 1",
    hint="How long is a step for eta = 0.1 and a gradient of length 10?",
)
def gd_clipped(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    def update(w, X, y, b, epoch):
        g = np.asarray(grad(w, X[b], y[b]))
        return w - eta * g / max(1.0, np.linalg.norm(g))

    return _walk(grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng), update)


@misconception(
    "minibatch_gd",
    id="gradient-entries-clipped",
    idea="cuts every entry of the gradient off at -1 and 1",
    hint="How long is a step for eta = 0.1 and a gradient of (10, 0)?",
)
def gd_entries_clipped(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.clip(np.asarray(grad(w, X[b], y[b])), -1, 1),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="one-sample-of-each-batch",
    idea="hands grad only the first sample of each batch",
    hint="Print the shape of what grad is given for batch_size = 4.",
)
def gd_one_of_each(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b[:1]], y[b[:1]])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="inputs-centred",
    idea="takes the mean of the inputs away before it hands them to grad",
    hint="Print what grad is given. Are these rows of X?",
)
def gd_centred(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, (X - X.mean(axis=0))[b], y[b])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="last-sample-never-seen",
    idea="makes batches of N - 1 indices, so one sample is never used",
    hint="Put the indices of all batches of an epoch together. Is each of 0 ... N - 1 among them?",
)
def gd_last_sample(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n - 1, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(w, X[b], y[b])),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="starts-from-zero",
    idea="starts from zeros whatever w0 is",
    hint="What is the first row of your trajectory for w0 = [1.0, 2.0]?",
)
def gd_from_zero(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _descend(grad, np.zeros_like(_f(w0)), X, y, eta, _paired(len(X), batch_size, rng, n_epochs))


@misconception(
    "minibatch_gd",
    id="arguments-of-grad-in-another-order",
    idea="calls grad(X, y, w) where it takes w first",
    hint="Write down how the docstring calls grad. What comes first?",
)
def gd_other_order(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    return _walk(
        grad, w0, X, y, eta, n_epochs, lambda n, epoch: _batches(n, batch_size, rng),
        lambda w, X, y, b, epoch: w - eta * np.asarray(grad(X[b], y[b], w)),
    )  # fmt: skip


@misconception(
    "minibatch_gd",
    id="gradient-at-the-epochs-start",
    idea="takes all gradients of an epoch at the point where the epoch began",
    hint="Print the w that grad is given in the second batch. Is it the newest row of your trajectory?",
)
def gd_epoch_start(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    w, X, y = _f(w0), _f(X), _f(y)
    if w.ndim != 1 or len(X) != len(y):
        raise ValueError("shapes")
    path = [w]
    for _ in range(n_epochs):
        start = w
        for b in _batches(len(X), batch_size, rng):
            w = w - eta * np.asarray(grad(start, X[b], y[b]))
            path.append(w)
    return np.stack(path)


@misconception(
    "mse_grad",
    id="sign-of-the-residual",
    idea="takes the sign of the residual: the gradient of the absolute error",
    hint="Double all residuals. Should the gradient of a square double, or stay?",
)
def mse_signs(w, X, y):
    X, residual = _residual(w, X, y)
    return 2 / len(X) * X.T @ np.sign(residual)


@misconception(
    "mse_grad",
    id="size-of-the-residual",
    idea="takes the size of the residual and loses its sign",
    hint="In which direction should w move when the prediction is too low, and when it is too high?",
)
def mse_sizes(w, X, y):
    X, residual = _residual(w, X, y)
    return 2 / len(X) * X.T @ np.abs(residual)


def _margins(W, X, y):
    """Return weights, inputs, labels, their rows, and the margin terms with those of the labels at 0."""
    W, X, y = _f(W), _f(X), _f(y).ravel().astype(int)
    if W.ndim != 2 or X.ndim != 2 or X.shape[1] != W.shape[0] or len(y) != len(X):
        raise ValueError("shapes")
    if np.any(y < 0) or np.any(y >= W.shape[1]):
        raise ValueError("label")
    rows, scores = np.arange(len(y)), X @ W
    terms = np.maximum(0.0, scores - scores[rows, y][:, None] + 1.0)
    terms[rows, y] = 0.0
    return W, X, y, rows, terms


@misconception(
    "hinge_loss",
    id="squared-hinge",
    idea="squares the margin terms",
    hint="What does a class with a margin term of 3 add to the loss?",
)
def hinge_squared(W, X, y, lam):
    W, X, y, rows, terms = _margins(W, X, y)
    slope = 2 * terms
    slope[rows, y] = -slope.sum(axis=1)
    return float((terms**2).sum() / len(X) + lam * np.sum(W**2)), X.T @ slope / len(X) + 2 * lam * W


@misconception(
    "hinge_loss",
    id="worst-classes-only",
    idea="counts only the class, or the classes, with the largest margin term",
    hint="What is the loss at W = 0 with K classes, and its gradient? Which classes does the sum run over?",
)
def hinge_worst_classes(W, X, y, lam):
    W, X, y, rows, terms = _margins(W, X, y)
    terms = terms * (terms == terms.max(axis=1, keepdims=True))
    slope = (terms > 0).astype(float)
    slope[rows, y] = -slope.sum(axis=1)
    return float(terms.sum() / len(X) + lam * np.sum(W**2)), X.T @ slope / len(X) + 2 * lam * W


@misconception(
    "hinge_loss",
    id="only-misclassified",
    idea="lets a class act on the gradient only where its score is above that of the right class",
    hint="Is a margin of 0.5 enough for the hinge? Where does your loss count a class and your gradient does not?",
)
def hinge_only_misclassified(W, X, y, lam):
    W, X, y, rows, terms = _margins(W, X, y)
    slope = (terms > 1).astype(float)
    slope[rows, y] = -slope.sum(axis=1)
    return float(terms.sum() / len(X) + lam * np.sum(W**2)), X.T @ slope / len(X) + 2 * lam * W


@misconception(
    "momentum_step",
    id="beta-on-the-gradient",
    idea="multiplies the gradient by beta and keeps all of the old velocity",
    hint="What is v after a hundred steps without any gradient? What should friction do to it?",
)
def momentum_beta_on_gradient(w, v, g, eta, beta):
    w, v, g = _same(w, v, g)
    v = v + beta * g
    return w - eta * v, v


def _adam_of(w, m, v, g, t, eta, b1, b2, eps, first, second):
    """Take a step with other moments: `first(m, g)` and `second(v, g, m)` return the new ones."""
    w, m, v, g = _same(w, m, v, g)
    if t < 1:
        raise ValueError("t")
    m = first(m, g)
    v = second(v, g, m)
    return w - eta * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@misconception(
    "adam_step",
    id="largest-square-kept",
    idea="never lets v fall, as AMSGrad does",
    hint="What becomes of v after many steps without any gradient?",
)
def adam_largest(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: b1 * m + (1 - b1) * g, lambda v, g, m: np.maximum(v, b2 * v + (1 - b2) * g**2),
    )  # fmt: skip


@misconception(
    "adam_step",
    id="larger-of-the-two-terms",
    idea="takes the larger of b2 v and (1 - b2) g^2 where their sum is asked",
    hint="What is v after two steps with the gradients 1 and 1, by hand?",
)
def adam_larger_term(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: b1 * m + (1 - b1) * g, lambda v, g, m: np.maximum(b2 * v, (1 - b2) * g**2),
    )  # fmt: skip


@misconception(
    "adam_step",
    id="one-scale-for-all",
    idea="adds up the squares of all entries, so every entry has the same v",
    hint="Which shape has v? Which entries of v should change when only one entry of g does?",
)
def adam_one_scale(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: b1 * m + (1 - b1) * g, lambda v, g, m: b2 * v + (1 - b2) * np.sum(g**2),
    )  # fmt: skip


@misconception(
    "adam_step",
    id="square-about-the-mean",
    idea="squares the gradient's distance from m, as AdaBelief does",
    hint="What is v after many steps with the same gradient? What should the root of v be like?",
)
def adam_belief(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: b1 * m + (1 - b1) * g, lambda v, g, m: b2 * v + (1 - b2) * (g - m) ** 2,
    )  # fmt: skip


@misconception(
    "adam_step",
    id="betas-on-the-new-values",
    idea="gives the new gradient the weight b and the old mean 1 - b",
    hint="With b1 = 0.9, which should weigh more in m: what was before, or the newest gradient?",
)
def adam_turned(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: (1 - b1) * m + b1 * g, lambda v, g, m: (1 - b2) * v + b2 * g**2,
    )  # fmt: skip


@misconception(
    "adam_step",
    id="beta-on-the-new-gradient",
    idea="gives the newest gradient the weight b1 in m and the old mean 1 - b1",
    hint="With b1 = 0.9, which should weigh more in m: what was before, or the newest gradient?",
)
def adam_first_turned(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: (1 - b1) * m + b1 * g, lambda v, g, m: b2 * v + (1 - b2) * g**2,
    )  # fmt: skip


@misconception(
    "adam_step",
    id="betas-exchanged-in-the-averages",
    idea="uses b2 for m and b1 for v, and corrects both with the right ones",
    hint="Which of the two means should forget faster? Which of b1 and b2 is smaller?",
)
def adam_averages_exchanged(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    return _adam_of(
        w, m, v, g, t, eta, b1, b2, eps,
        lambda m, g: b2 * m + (1 - b2) * g, lambda v, g, m: b1 * v + (1 - b1) * g**2,
    )  # fmt: skip


@misconception(
    "adam_step",
    id="first-step-refused",
    idea="refuses t = 1, the first step",
    hint="Which t does the first step have? What is 1 - b1^1?",
)
def adam_refuses_first(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    if t <= 1:
        raise ValueError("t")
    return _adam(w, m, v, g, t, eta, b1, b2, eps, "")


@misconception(
    "clip_by_norm",
    id="spectral-norm",
    idea="takes np.linalg.norm(g, 2), which is another norm for matrices",
    hint="Print np.linalg.norm(g) and np.linalg.norm(g, 2) for a matrix. Which adds up all the squares?",
)
def clip_spectral(g, max_norm):
    g = _f(g)
    norm = np.linalg.norm(g, 2)
    return g * (max_norm / norm) if norm > max_norm else g


@misconception(
    "clip_by_norm",
    id="small-number-below",
    idea="adds 1e-6 to the norm, as torch does, so the result is a little too short",
    hint="How long is your result exactly? Can the norm be 0 where you divide by it?",
)
def clip_torch(g, max_norm):
    g = _f(g)
    norm = np.linalg.norm(g)
    return g * (max_norm / (norm + 1e-6)) if norm > max_norm else g


@misconception(
    "clip_by_norm",
    id="large-gradients-dropped",
    idea="returns zeros for a gradient that is too long",
    hint="How long should the result be for a gradient of length 10 with max_norm 5, and in which direction?",
)
def clip_drops(g, max_norm):
    g = _f(g)
    return g if np.linalg.norm(g) <= max_norm else np.zeros_like(g)


@misconception(
    "clip_by_norm",
    id="small-gradients-dropped",
    idea="returns zeros for a gradient that is short enough",
    hint="What should come back for a gradient of length 0.1 with max_norm 1?",
)
def clip_drops_small(g, max_norm):
    g = _f(g)
    norm = np.linalg.norm(g)
    return g * (max_norm / norm) if norm > max_norm else np.zeros_like(g)


@misconception(
    "clip_by_norm",
    id="length-one-is-the-limit",
    idea="asks whether the norm exceeds 1 and not max_norm",
    hint="What should come back for a gradient of length 3 with max_norm 5?",
)
def clip_limit_one(g, max_norm):
    g = _f(g)
    norm = np.linalg.norm(g)
    return g if norm <= 1 else g * (max_norm / norm)


@misconception(
    "clip_by_norm",
    id="longest-row-decides",
    idea="measures the longest row and not all entries together",
    hint="Which single number does np.linalg.norm(g) give for a matrix? And yours?",
)
def clip_longest_row(g, max_norm):
    g = _f(g)
    norm = max(np.linalg.norm(row) for row in g)
    return g * (max_norm / norm) if norm > max_norm else g


@misconception(
    "step_decay",
    id="remainder-for-quotient",
    idea="counts the epochs since the last drop, epoch % every, and not the drops",
    hint="What are 25 // 10 and 25 % 10? Which of them is the number of drops?",
)
def decay_remainder(eta0, epoch, every, factor):
    return float(eta0 * factor ** (epoch % every))


@misconception(
    "step_decay",
    id="factor-is-what-goes",
    idea="takes factor for the part that is taken away",
    hint="What is the rate after one drop with eta0 = 1 and factor = 0.1?",
)
def decay_taken_away(eta0, epoch, every, factor):
    return float(eta0 * (1 - factor) ** (epoch // every))


@misconception(
    "step_decay",
    id="rate-in-the-bracket",
    idea="raises eta0 to the power as well",
    hint="What is the rate before the first drop, where the exponent is 0?",
)
def decay_bracket(eta0, epoch, every, factor):
    return float((eta0 * factor) ** (epoch // every))


@misconception(
    "step_decay",
    id="drops-rounded-to-the-nearest",
    idea="rounds the number of drops to the nearest whole number",
    hint="When every is 10, in which epoch does your rate drop first?",
)
def decay_nearest(eta0, epoch, every, factor):
    return float(eta0 * factor ** round(epoch / every))


@misconception(
    "step_decay",
    id="exponential-of-the-factor",
    idea="multiplies by e to the minus factor at each drop",
    hint="What is the rate after one drop with eta0 = 1 and factor = 0.5?",
)
def decay_exponential(eta0, epoch, every, factor):
    return float(eta0 * np.exp(-factor * (epoch // every)))
