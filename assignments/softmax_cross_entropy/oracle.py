"""The same formulas in PyTorch: forward only, gradients by autograd."""

import numpy as np

from autograder.authoring import oracle

LOOP = 200  # cases that the reference takes one by one


def _batch(rng, cases):
    """Return logits of very different sizes and labels, N = `cases`."""
    k = 5
    z = rng.normal(size=(cases, k)) * rng.choice([0.5, 4.0, 40.0], size=(cases, 1))
    return z, rng.integers(0, k, cases)


def _tensors(torch, device, *arrays):
    """Return float64 leaves that ask for a gradient."""
    return [torch.tensor(a, dtype=torch.float64, device=device, requires_grad=True) for a in arrays]


def _labels(torch, device, y):
    return torch.tensor(y, dtype=torch.int64, device=device)


def _numpy(tensor):
    return tensor.detach().cpu().numpy()


@oracle("softmax")
def softmax(torch, device, rng, reference, cases):
    """Compare rows of probabilities."""
    z, _ = _batch(rng, cases)
    (t,) = _tensors(torch, device, z)
    yield reference.softmax(z), _numpy(torch.softmax(t, -1)), cases


@oracle("logsumexp")
def logsumexp(torch, device, rng, reference, cases):
    """Compare one number per row."""
    z, _ = _batch(rng, cases)
    (t,) = _tensors(torch, device, z)
    yield reference.logsumexp(z), _numpy(torch.logsumexp(t, -1)), cases


@oracle("log_softmax")
def log_softmax(torch, device, rng, reference, cases):
    """Compare rows of log-probabilities."""
    z, _ = _batch(rng, cases)
    (t,) = _tensors(torch, device, z)
    yield reference.log_softmax(z), _numpy(torch.log_softmax(t, -1)), cases


@oracle("one_hot")
def one_hot(torch, device, rng, reference, cases):
    """Compare rows of zeros and ones."""
    y = rng.integers(0, 7, cases)
    want = torch.nn.functional.one_hot(_labels(torch, device, y), 7)
    yield reference.one_hot(y, 7), _numpy(want), cases


@oracle("cross_entropy")
def cross_entropy(torch, device, rng, reference, cases):
    """Compare the loss of each sample alone, then their mean."""
    z, y = _batch(rng, cases)
    (t,), labels = _tensors(torch, device, z), _labels(torch, device, y)
    alone = min(cases, LOOP)
    got = [reference.cross_entropy(z[i : i + 1], y[i : i + 1]) for i in range(alone)]
    each = torch.nn.functional.cross_entropy(t, labels, reduction="none")
    yield np.array(got), _numpy(each[:alone]), alone
    yield reference.cross_entropy(z, y), _numpy(torch.nn.functional.cross_entropy(t, labels)), cases


@oracle("cross_entropy_grad")
def cross_entropy_grad(torch, device, rng, reference, cases):
    """Compare N times the gradient, so that the tolerance does not shrink with N."""
    z, y = _batch(rng, cases)
    (t,), labels = _tensors(torch, device, z), _labels(torch, device, y)
    torch.nn.functional.cross_entropy(t, labels, reduction="sum").backward()
    yield cases * reference.cross_entropy_grad(z, y), _numpy(t.grad), cases


@oracle("softmax_jacobian")
def softmax_jacobian(torch, device, rng, reference, cases):
    """Compare the Jacobian of each row, one backward pass per class for all of them."""
    count, k = min(cases, LOOP), 6
    z = rng.normal(size=(count, k)) * 3
    (t,) = _tensors(torch, device, z)
    p = torch.softmax(t, -1)
    rows = [torch.autograd.grad(p[:, i].sum(), t, retain_graph=True)[0] for i in range(k)]
    got = np.stack([reference.softmax_jacobian(row) for row in z])
    yield got, _numpy(torch.stack(rows, 1)), count


def _mean_losses(torch, logits, labels):
    """Return the mean cross-entropy of each problem: logits (C, N, K), labels (C, N), result (C,)."""
    loss = torch.nn.functional.cross_entropy
    return loss(logits.flatten(0, 1), labels.flatten(), reduction="none").reshape(labels.shape).mean(1)


@oracle("softmax_regression")
def softmax_regression(torch, device, rng, reference, cases):
    """Compare loss and gradients for small random problems of one size."""
    count, (n, d, k) = min(cases, LOOP), rng.integers(1, 9, 3)
    W, b, X = (rng.normal(size=(count, *shape)) for shape in ((k, d), (k,), (n, d)))
    y, lam = rng.integers(0, k, (count, n)), rng.uniform(0, 1, count)
    weights, bias, inputs, strength = _tensors(torch, device, W, b, X, lam)
    logits = inputs @ weights.mT + bias[:, None]
    losses = _mean_losses(torch, logits, _labels(torch, device, y)) + strength * (weights**2).sum((1, 2))
    losses.sum().backward()
    got = [reference.softmax_regression(*case) for case in zip(W, b, X, y, lam.tolist(), strict=True)]
    for mine, right in zip(zip(*got, strict=True), (losses, weights.grad, bias.grad), strict=True):
        yield np.array(mine), _numpy(right), count if right is losses else 0


@oracle("two_layer")
def two_layer(torch, device, rng, reference, cases):
    """Compare the four gradients for small random networks of one size."""
    count, (n, d, h, k) = min(cases, LOOP), rng.integers(1, 9, 4)
    arrays = [rng.normal(size=(count, *shape)) for shape in ((h, d), (h,), (k, h), (k,), (n, d))]
    y = rng.integers(0, k, (count, n))
    W1, b1, W2, b2, inputs = leaves = _tensors(torch, device, *arrays)
    logits = torch.relu(inputs @ W1.mT + b1[:, None]) @ W2.mT + b2[:, None]
    _mean_losses(torch, logits, _labels(torch, device, y)).sum().backward()
    got = [reference.two_layer(*case) for case in zip(*arrays, y, strict=True)]
    for mine, leaf in zip(zip(*got, strict=True), leaves[:4], strict=True):
        yield np.array(mine), _numpy(leaf.grad), count if leaf is W1 else 0


@oracle("bce_with_logits")
def bce_with_logits(torch, device, rng, reference, cases):
    """Compare the loss of each sample alone, then their mean."""
    z = rng.normal(size=cases) * rng.choice([0.5, 4.0, 400.0], size=cases)
    y = rng.integers(0, 2, cases)
    (t,) = _tensors(torch, device, z)
    labels = torch.tensor(y, dtype=torch.float64, device=device)
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    alone = min(cases, LOOP)
    got = [reference.bce_with_logits(z[i : i + 1], y[i : i + 1]) for i in range(alone)]
    yield np.array(got), _numpy(loss(t, labels, reduction="none")[:alone]), alone
    yield reference.bce_with_logits(z, y), _numpy(loss(t, labels)), cases
