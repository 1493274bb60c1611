"""Hidden checks of random search, mini-batches and the descent loop."""

import numpy as np
import pytest

from autograder import expect


def _generator(seed):
    return np.random.default_rng(seed)


def _not_numbers(*shape):
    objects = np.full(shape, None, dtype=object)
    objects.flat[0] = 1.5
    return np.full(shape, "1.5").tolist(), objects.tolist(), np.full(shape, 0.5 + 0.25j)


def _refuses_text(function, shape, arguments):
    for bad in _not_numbers(*shape):
        expect.raises(
            TypeError,
            function,
            *arguments(bad),
            rule="What is not a real number is a TypeError: text, None, objects, complex numbers.",
            ask="What is np.asarray(values).dtype.kind for text, for None and for complex numbers?",
        )


def _landscape(start, step, seed, heights):
    """Return f with these heights at the start and at each probe in turn, and where the search ends.

    So the search gains, fails or ties at each probe as the heights say. Everywhere else f is far lower: whoever
    looks where no draw leads is lured away.
    """
    generator, point = _generator(seed), np.asarray(start, dtype=np.float64)
    points, best = [point], heights[0]
    for height in heights[1:]:
        u = generator.normal(size=point.shape)
        points.append(point + step * u / np.linalg.norm(u))
        if height < best:
            point, best = points[-1], height

    def f(w):
        if not isinstance(w, np.ndarray) or w.shape != point.shape:
            raise expect.CheckFailed(
                f"passed f {expect.describe(w)}, where an array of w0's shape is asked.",
                rule="f takes an array of the shape of w0.",
                ask="Print what you pass to f, and its shape.",
            )
        distances = [np.max(np.abs(w - p)) for p in points]
        nearest = int(np.argmin(distances))
        return heights[nearest] if distances[nearest] < 1e-9 else -100.0

    return f, point, best


def _ends_where_the_draws_lead(student, rng, kinds, rule, ask):
    """Search from each (start, step, heights), and require the point and the height at the end."""
    cases, ends = [], []
    for start, step, heights in kinds:
        seed = int(rng.integers(1 << 30))
        f, *end = _landscape(start, step, seed, heights)
        cases.append((f, start, step, len(heights) - 1, _generator(seed)))
        ends.append(end)

    for (point, height), got in zip(ends, student.random_search.map(cases), strict=True):
        w, best = expect.sequence(got, 2, rule="The result is the pair (w, best).")
        expect.close(w, point, rule=rule, ask=ask)
        expect.number(best, height, rule="best is f at the returned w, the lowest value that was found.")


@pytest.mark.check(
    task="random_search",
    points=2.5,
    catches=(
        "direction-not-normalised",
        "probes-around-start",
        "uniform-direction",
        "keeps-every-probe",
    ),
)
def test_random_search_follows_the_draws(student, rng):
    """Probe by probe the search ends where the drawn directions lead it."""
    kinds = (
        (rng.normal(size=(2, 3)) * 3, 0.7, (3.0, 1.0, 1.75, 0.25, 0.5)),
        (rng.normal(size=4), 1.3, (-2.0, -1.5, -2.25, -2.25 - 1e-9)),
        (rng.normal(size=1), 0.3, (1.0, 0.0)),
    )

    _ends_where_the_draws_lead(
        student,
        rng,
        kinds,
        "Each probe is step_size away from the best point so far, in the drawn direction.",
        "Do the numbers come from the given rng? From where does a probe start after a success, and after a failure?",
    )


@pytest.mark.check(
    task="random_search",
    points=2.5,
    catches=(
        "direction-not-normalised",
        "accepts-ties",
        "probes-around-start",
        "uniform-direction",
        "keeps-every-probe",
    ),
)
def test_random_search_on_plateaus(student, rng):
    """Equal values are not better, no probes change nothing, and an integer start is promoted."""
    kinds = (
        ([1, -2, 4], 0.6, (0.5, 0.5, -1.0, -1.0)),
        (np.float32([0.7, -1.1]), 0.9, (2.0, 2.5, 1.5)),
        (rng.normal(size=(2, 2)), 0.5, (-1.5,)),
    )

    _ends_where_the_draws_lead(
        student,
        rng,
        kinds,
        "Only a strictly lower value moves w.",
        "Compare a probe that is as good as the best so far: is it kept?",
    )
    _refuses_text(student.random_search, (2,), lambda bad: (lambda w: 1.5, bad, 0.5, 1, _generator(1)))


def _same_batches(got, order, size, rule):
    wants = [order[k : k + size] for k in range(0, len(order), size)]
    for part, want in zip(expect.sequence(got, len(wants), rule=rule), wants, strict=True):
        expect.exact(
            part,
            want,
            rule=rule,
            ask="Concatenate your batches: which indices are there, in which order?",
        )


@pytest.mark.check(
    task="get_batches",
    points=1.5,
    catches=(
        "last-batch-dropped",
        "batch-size-is-count",
    ),
)
def test_get_batches_in_order(student):
    """Without an rng the indices run from 0 to N - 1, every one of them once."""
    cases = [(1, 1), (1, 3), (2, 1), (5, 2), (5, 5), (7, 3), (12, 5), (12, 4), (12, 30)]

    for (n, size), got in zip(cases, student.get_batches.map(cases), strict=True):
        _same_batches(got, np.arange(n), size, "Batches are cut from 0, 1, ..., N - 1 in order.")


@pytest.mark.check(
    task="get_batches",
    points=2,
    catches=(
        "last-batch-dropped",
        "shuffles-the-batches",
        "never-shuffles",
        "draws-with-replacement",
        "batch-size-is-count",
    ),
)
def test_get_batches_permuted(student, rng):
    """With an rng the batches are cut from one permutation of all indices."""
    cases = [
        (int(n), int(b), int(seed))
        for n, b, seed in zip(
            rng.integers(2, 25, 8), rng.integers(1, 12, 8), rng.integers(1 << 30, size=8),
            strict=True,
        )
    ]  # fmt: skip
    results = student.get_batches.map([(n, b, _generator(seed)) for n, b, seed in cases])

    for (n, size, seed), got in zip(cases, results, strict=True):
        _same_batches(got, _generator(seed).permutation(n), size, "Batches are cut from rng.permutation(N).")


@pytest.mark.check(
    task="get_batches",
    points=1.5,
    catches=(
        "last-batch-dropped",
        "shuffles-the-batches",
        "never-shuffles",
        "draws-with-replacement",
        "batch-size-is-count",
        "batch-size-unchecked",
    ),
)
def test_get_batches_limits(student):
    """One batch may hold everything or a single sample, and a size below 1 is refused."""
    cases = [(6, 6), (6, 7), (1, 4), (4, 1)]
    for (n, size), got in zip(cases, student.get_batches.map(cases), strict=True):
        _same_batches(got, np.arange(n), size, "A batch may hold all of N.")
    _same_batches(
        student.get_batches(5, 3, rng=_generator(8)), _generator(8).permutation(5), 3,
        "Batches are cut from rng.permutation(N).",
    )  # fmt: skip
    for size in (0, -1, -3):
        expect.raises(
            ValueError,
            student.get_batches,
            5,
            size,
            rule="A batch holds at least one sample.",
            ask="What should a caller learn who asks for batches of 0?",
        )
    expect.raises(ValueError, student.get_batches, 5, 0, _generator(2))


def _curved(w, xb, yb):
    """A gradient that depends on the weights, on the pairing and on the batch's size."""
    w, xb, yb = np.asarray(w, float), np.asarray(xb, float), np.asarray(yb, float)
    return (np.tanh(xb @ w[:2] - yb) @ xb).sum() * 0.3 + 0.7 * np.sin(w) + 0.1 * len(yb)


@pytest.mark.check(
    task="minibatch_gd",
    points=3,
    catches=(
        "shuffled-apart",
        "one-shuffle-for-all-epochs",
        "gradient-of-all-data",
        "uphill",
        "one-row-per-epoch",
        "same-array-recorded",
        "start-not-recorded",
        "tail-of-epoch-lost",
    ),
)
def test_minibatch_gd_trajectories(student, reference, rng):
    """Every point of the path is right for batch, stochastic and mini-batch descent."""
    X, y = rng.normal(size=(7, 2)), rng.normal(size=7)
    cases = [
        (_curved, rng.normal(size=d), X[:n], y[:n], eta, epochs, size, seed)
        for n, d, eta, epochs, size, seed in (
            (7, 3, 0.037, 2, 4, 11), (3, 4, 0.11, 1, 1, 12), (4, 2, 0.23, 2, 9, 14),
            (5, 3, 0.37, 1, 3, None), (1, 2, 0.3, 1, 2, 15), (4, 5, 0.2, 0, 2, 16),
        )
    ]  # fmt: skip

    def with_rng(case):
        return (*case[:7], None if case[7] is None else _generator(case[7]))

    mine = student.minibatch_gd.map([with_rng(case) for case in cases])
    right = reference.minibatch_gd.map([with_rng(case) for case in cases])
    for got, want in zip(mine, right, strict=True):
        expect.close(
            got,
            np.asarray(want),
            rule="Row 0 is w0, and row t + 1 is row t minus eta times the gradient on batch t.",
            ask="How many rows belong to T updates? Which batches does the second epoch take?",
        )


@pytest.mark.check(
    task="minibatch_gd",
    points=3,
    catches=(
        "shuffled-apart",
        "one-shuffle-for-all-epochs",
        "gradient-of-all-data",
        "one-row-per-epoch",
        "same-array-recorded",
        "start-not-recorded",
        "tail-of-epoch-lost",
    ),
)
def test_minibatch_gd_calls_of_grad(student, rng):
    """grad sees the current point and each sample once per epoch, with its own target."""
    cases, told = [], []
    for n, epochs, size, seed in ((5, 2, 3, 21), (4, 1, 4, 22), (2, 1, 1, 23), (4, 2, 3, None)):
        X, y, seen = rng.normal(size=(n, 2)), rng.normal(size=n), []

        def record(w, xb, yb, seen=seen):
            for given in (w, xb, yb):
                if not isinstance(given, np.ndarray):
                    raise expect.CheckFailed(
                        f"passed grad {expect.describe(given)}, where an array is asked.",
                        rule="grad takes arrays: the point, rows of X, and their targets.",
                        ask="Print the types of the three things that you pass to grad.",
                    )
            seen.append((np.array(w, float), np.array(xb, float), np.array(yb, float)))
            return np.cos(np.asarray(w, float)) + len(np.asarray(yb))

        generator, own = (None if seed is None else _generator(seed) for _ in range(2))
        orders = [np.arange(n) if own is None else own.permutation(n) for _ in range(epochs)]
        batches = [order[k : k + size] for order in orders for k in range(0, n, size)]
        cases.append((record, rng.normal(size=3), X, y, 0.17, epochs, size, generator))
        told.append((X, y, seen, batches))

    for (X, y, seen, batches), got in zip(told, student.minibatch_gd.map(cases), strict=True):
        expect.holds(
            len(seen) == len(batches),
            rule="grad is called once for each batch of each epoch.",
            ask="How many batches does an epoch have when the last one is short?",
        )
        path = expect.array(got, (len(batches) + 1, 3), rule="There is a row for w0 and each update.")
        for k, (w, xb, yb) in enumerate(seen):
            expect.holds(
                w.shape == (3,) and np.allclose(w, path[k], rtol=1e-12, atol=1e-12),
                rule="grad is asked at the point where the path stands.",
                ask="Which row of your trajectory do you pass to grad?",
            )
            expect.holds(
                xb.shape == X[batches[k]].shape and np.array_equal(xb, X[batches[k]]),
                rule="grad gets the rows of X that the batch names.",
                ask="Does each epoch take fresh batches, and does each batch reach grad in turn?",
            )
            expect.holds(
                yb.shape == y[batches[k]].shape and np.array_equal(yb, y[batches[k]]),
                rule="grad gets the targets that belong to its rows of X.",
                ask="With which indices do you pick the targets?",
            )


@pytest.mark.check(
    task="minibatch_gd",
    points=2,
    catches=(
        "gradient-of-all-data",
        "uphill",
        "one-row-per-epoch",
        "same-array-recorded",
        "start-not-recorded",
        "tail-of-epoch-lost",
    ),
)
def test_minibatch_gd_promotes_and_refuses(student):
    """Integer data work, and a bad batch size or unequal lengths are refused."""

    def slope(w, xb, yb):
        return np.asarray(xb, float).mean(axis=0) * np.asarray(yb, float).sum() - 0.25

    got = student.minibatch_gd(slope, [1, -2], [[1, 2], [3, 5], [0, 4]], [1, 2, 3], 0.1, 1, 2, None)
    want = np.array([[1.0, -2.0]])
    for step in ([0.575, 1.025], [-0.025, 1.175]):
        want = np.vstack([want, want[-1] - step])
    expect.close(
        got,
        want,
        rule="Row 0 is w0 promoted to float64, and each update adds the row w - eta grad.",
        ask="Give the same w0 as integers and as floats. Does the trajectory differ? Which row is the first?",
    )
    single = student.minibatch_gd(
        lambda w, xb, yb: np.full(2, 0.3), np.float32([0.1, 0.7]), [[1.0]], [2.0], 1e-3, 1, 1, None
    )
    first = np.asarray(np.float32([0.1, 0.7]), float)
    expect.close(single, [first, first - 3e-4], rule="float32 is promoted to float64.")

    X, y = np.ones((5, 2)), np.ones(5)
    for size in (0, -2):
        expect.raises(
            ValueError, student.minibatch_gd, slope, [0.5, 1.0], X, y, 0.1, 1, size, None,
            rule="A batch holds at least one sample.",
        )  # fmt: skip
    for n_inputs, n_targets in ((5, 4), (4, 5)):
        expect.raises(
            ValueError, student.minibatch_gd, slope, [0.5, 1.0], X[:n_inputs], y[:n_targets],
            0.1, 1,
            2, None, rule="X and y have the same length.",
            ask="What happens to the last row when one of them is longer?",
        )  # fmt: skip
    _refuses_text(student.minibatch_gd, (2,), lambda bad: (slope, bad, X, y, 0.1, 1, 2, None))
