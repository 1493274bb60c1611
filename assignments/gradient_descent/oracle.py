"""The same mathematics in PyTorch: forward formulas, autograd, and torch's optimisers."""

from __future__ import annotations

import numpy as np

from autograder.authoring import oracle

LOOP = 200  # the cases made by a Python loop


def _t(torch, device, values, grad=False):
    return torch.tensor(np.asarray(values), dtype=torch.float64, device=device, requires_grad=grad)


def _n(tensor):
    return tensor.detach().cpu().numpy()


@oracle("squared_loss")
def squared_loss(torch, device, rng, reference, cases):
    """Compare with mse_loss, not reduced."""
    p, t = rng.normal(size=(2, cases)) * 3
    want = torch.nn.functional.mse_loss(_t(torch, device, p), _t(torch, device, t), reduction="none")
    yield reference.squared_loss(p, t), _n(want), cases


@oracle("zero_one_loss")
def zero_one_loss(torch, device, rng, reference, cases):
    """Compare with torch.ne."""
    p, t = rng.integers(-2, 3, (2, cases))
    want = torch.ne(_t(torch, device, p), _t(torch, device, t)).double()
    yield reference.zero_one_loss(p, t), _n(want), cases


@oracle("nll_density")
def nll_density(torch, device, rng, reference, cases):
    """Compare with the log-density of a normal distribution that torch works out itself."""
    scale = rng.uniform(0.1, 2.0, cases)
    z = scale * rng.normal(size=cases)
    density = np.exp(-((z / scale) ** 2) / 2) / (scale * np.sqrt(2 * np.pi))
    normal = torch.distributions.Normal(0.0, _t(torch, device, scale))
    yield reference.nll_density(density), _n(-normal.log_prob(_t(torch, device, z))), cases


@oracle("empirical_risk")
def empirical_risk(torch, device, rng, reference, cases):
    """Compare with torch.mean."""
    losses = rng.exponential(size=(min(cases, LOOP), 13))
    got = np.array([reference.empirical_risk(row) for row in losses])
    yield got, _n(_t(torch, device, losses).mean(dim=1)), len(losses)


def _smooth(library, w, a):
    """Sum of sin(a_i w_i) and exp(-w_i^2), and a product of neighbours, for each row of w."""
    return library.sin(a * w).sum(-1) + library.exp(-(w**2)).sum(-1) + (w[..., 1:] * w[..., :-1]).sum(-1)


# A central difference with h = 1e-5 has an error of h^2 f'''/6 and rounding of 1e-16/h.
@oracle("numerical_gradient", rtol=1e-6, atol=1e-8)
def numerical_gradient(torch, device, rng, reference, cases):
    """Compare the default with autograd."""
    x, a = rng.normal(size=(2, min(cases, LOOP), 4))
    w = _t(torch, device, x, grad=True)
    _smooth(torch, w, _t(torch, device, a)).sum().backward()
    got = [
        reference.numerical_gradient(lambda point, scale=scale: float(_smooth(np, point, scale)), start)
        for start, scale in zip(x, a, strict=True)
    ]
    yield np.array(got), _n(w.grad), len(x)


@oracle("poly_features")
def poly_features(torch, device, rng, reference, cases):
    """Compare with torch.vander."""
    x = rng.normal(size=cases) * 1.5
    want = torch.vander(_t(torch, device, x), 8, increasing=True)
    yield reference.poly_features(x, 7), _n(want), cases


@oracle("least_squares", atol=1e-9)  # cond(Phi) reaches 1e3, squared by the normal equations
def least_squares(torch, device, rng, reference, cases):
    """Compare with a batched solve of the normal equations, and with pinv where w is not unique."""
    count = min(cases, LOOP)
    Phi, t = rng.normal(size=(count, 9, 4)), rng.normal(size=(count, 9))
    lam = rng.uniform(0.01, 2.0, count)
    A, b, s = (_t(torch, device, v) for v in (Phi, t, lam))
    eye = torch.eye(4, dtype=torch.float64, device=device)
    gram = A.mT @ A / 9 + s[:, None, None] * eye
    want = torch.linalg.solve(gram, (A.mT @ b[..., None]) / 9)[..., 0]
    got = [reference.least_squares(*case) for case in zip(Phi, t, lam, strict=True)]
    yield np.array(got), _n(want), count

    wide = rng.normal(size=(count, 3, 6))
    short = (torch.linalg.pinv(_t(torch, device, wide)) @ b[:, :3, None])[..., 0]
    got = [reference.least_squares(*case) for case in zip(wide, t[:, :3], strict=True)]
    yield np.array(got), _n(short), count


@oracle("taylor_estimate")
def taylor_estimate(torch, device, rng, reference, cases):
    """A cubic has an exact expansion: the estimate plus its third-order term is f(w + u)."""
    count = min(cases, LOOP)
    (w, u, c), M = rng.normal(size=(3, count, 3)), rng.normal(size=(count, 3, 3))
    point, step, cubic, square = (_t(torch, device, values) for values in (w, u, c, M))

    def f(p, c, m):
        return (c * p**3).sum() + p @ m @ p

    each = torch.func.vmap
    value = _n(each(f)(point, cubic, square))
    gradient = _n(each(torch.func.grad(f))(point, cubic, square))
    hessian = _n(each(torch.func.jacrev(torch.func.grad(f)))(point, cubic, square))
    cases_of_ours = zip(value.tolist(), gradient, u, hessian, strict=True)
    got = [reference.taylor_estimate(*case) for case in cases_of_ours]
    want = each(f)(point + step, cubic, square) - (cubic * step**3).sum(1)
    yield np.array(got), _n(want), count


@oracle("random_search")
def random_search(torch, device, rng, reference, cases):
    """Replay the draws with torch's norm and a bowl."""
    count = min(cases, LOOP)
    got, want = [], []
    for _ in range(count):
        seed, w0 = int(rng.integers(1 << 30)), rng.normal(size=3) * 2
        w, best = reference.random_search(lambda p: float(np.sum(p**2)), w0, 0.4, 6, np.random.default_rng(seed))
        place = _t(torch, device, w0)
        for draw in np.random.default_rng(seed).normal(size=(6, 3)):
            direction = torch.nn.functional.normalize(_t(torch, device, draw), dim=0)
            probe = place + 0.4 * direction
            place = probe if (probe**2).sum() < (place**2).sum() else place
        got.append([*w, best])
        want.append([*_n(place), float((place**2).sum())])
    yield np.array(got), np.array(want), count


@oracle("get_batches")
def get_batches(torch, device, rng, reference, cases):
    """Compare with torch.split of the same order."""
    count = min(cases, LOOP)
    for _ in range(count):
        n, size = (int(v) for v in rng.integers(1, 30, 2))
        seed = int(rng.integers(1 << 30))
        order = torch.tensor(np.random.default_rng(seed).permutation(n), device=device)
        parts = torch.split(order, size)
        got = reference.get_batches(n, size, np.random.default_rng(seed))
        yield [len(b) for b in got], [len(b) for b in parts], 0
        yield np.concatenate(got), _n(torch.cat(parts)), 1


@oracle("minibatch_gd")
def minibatch_gd(torch, device, rng, reference, cases):
    """Run torch's SGD on the same batches with autograd's gradients, many problems at once."""
    count, size, epochs = min(cases, LOOP), int(rng.integers(1, 9)), 3
    X, y, w0 = rng.normal(size=(count, 7, 3)), rng.normal(size=(count, 7)), rng.normal(size=(count, 3))
    seeds = [int(seed) for seed in rng.integers(1 << 30, size=count)]
    A, b, w = _t(torch, device, X), _t(torch, device, y), _t(torch, device, w0, grad=True)
    optimiser, shuffles = torch.optim.SGD([w], lr=0.05), [np.random.default_rng(s) for s in seeds]
    rows, path = torch.arange(count, device=device)[:, None], [w0]
    for _ in range(epochs):
        orders = np.array([shuffle.permutation(7) for shuffle in shuffles])
        for batch in torch.tensor(orders, device=device).split(size, dim=1):
            optimiser.zero_grad()
            errors = (A[rows, batch] * w[:, None]).sum(2) - b[rows, batch]
            errors.square().mean(1).sum().backward()
            optimiser.step()
            path.append(_n(w).copy())
    for k, seed in enumerate(seeds):
        got = reference.minibatch_gd(
            lambda w, xb, yb: 2 / len(yb) * xb.T @ (xb @ w - yb),
            w0[k], X[k], y[k], 0.05, epochs, size, np.random.default_rng(seed),
        )  # fmt: skip
        yield got, np.array([place[k] for place in path]), 1


@oracle("mse_grad")
def mse_grad(torch, device, rng, reference, cases):
    """Differentiate mse_loss."""
    count = min(cases, LOOP)
    w, X, y = (
        rng.normal(size=(count, 3)),
        rng.normal(size=(count, 7, 3)),
        rng.normal(size=(count, 7)),
    )
    weights = _t(torch, device, w, grad=True)
    pred = (_t(torch, device, X) @ weights[..., None])[..., 0]
    ((pred - _t(torch, device, y)) ** 2).mean(dim=1).sum().backward()
    got = [reference.mse_grad(*case) for case in zip(w, X, y, strict=True)]
    yield np.array(got), _n(weights.grad), count


@oracle("hinge_loss")
def hinge_loss(torch, device, rng, reference, cases):
    """Compare with multi_margin_loss, which divides by K, times K, plus the penalty."""
    count = min(cases, LOOP)
    d, k, n = (int(v) for v in rng.integers(2, 7, 3))
    W, X = rng.normal(size=(count, d, k)), rng.normal(size=(count, n, d))
    y, lam = rng.integers(0, k, (count, n)), rng.uniform(0, 2, count)
    weights, labels = _t(torch, device, W, grad=True), torch.tensor(y, device=device)
    scores = _t(torch, device, X) @ weights
    each = torch.nn.functional.multi_margin_loss(scores.flatten(0, 1), labels.flatten(), reduction="none")
    penalty = _t(torch, device, lam) * (weights**2).sum((1, 2))
    loss = k * each.reshape(count, n).mean(1) + penalty
    loss.sum().backward()
    got = [reference.hinge_loss(*case) for case in zip(W, X, y, lam.tolist(), strict=True)]
    yield [value for value, _ in got], _n(loss), count
    yield [gradient for _, gradient in got], _n(weights.grad), 0


def _gradients(torch, device, rng, steps, size):
    scale = 10.0 ** rng.uniform(-3, 1, size)
    g = rng.normal(size=(steps, size)) * scale
    return g, [_t(torch, device, row) for row in g]


@oracle("momentum_step")
def momentum_step(torch, device, rng, reference, cases):
    """Run torch's SGD with momentum for 50 steps."""
    w0, v = rng.normal(size=cases), np.zeros(cases)
    g, tensors = _gradients(torch, device, rng, 50, cases)
    w, weights = w0, _t(torch, device, w0, grad=True)
    optimiser = torch.optim.SGD([weights], lr=0.037, momentum=0.83)
    for row, tensor in zip(g, tensors, strict=True):
        w, v = reference.momentum_step(w, v, row, 0.037, 0.83)
        weights.grad = tensor
        optimiser.step()
    yield w, _n(weights), cases


@oracle("adam_step")
def adam_step(torch, device, rng, reference, cases):
    """Run torch's Adam for 50 steps, with its defaults and with settings of our own."""
    for settings in ((1e-3, 0.9, 0.999, 1e-8), (0.02, 0.7, 0.95, 1e-3)):
        w0, m, v = rng.normal(size=cases), np.zeros(cases), np.zeros(cases)
        g, tensors = _gradients(torch, device, rng, 50, cases)
        w, weights = w0, _t(torch, device, w0, grad=True)
        eta, b1, b2, eps = settings
        optimiser = torch.optim.Adam([weights], lr=eta, betas=(b1, b2), eps=eps)
        for t, (row, tensor) in enumerate(zip(g, tensors, strict=True), start=1):
            w, m, v = reference.adam_step(w, m, v, row, t, *settings)
            weights.grad = tensor
            optimiser.step()
        yield w, _n(weights), cases


@oracle("clip_by_norm")
def clip_by_norm(torch, device, rng, reference, cases):
    """Compare with torch's vector norm (clip_grad_norm_ itself adds 1e-6 to it)."""
    count = min(cases, LOOP)
    g, limit = rng.normal(size=(count, 3, 4)), rng.uniform(1.0, 6.0, count)
    tensor = _t(torch, device, g)
    norm = torch.linalg.vector_norm(tensor, dim=(1, 2))
    factor = torch.clamp(_t(torch, device, limit) / norm, max=1.0)
    got = [reference.clip_by_norm(*case) for case in zip(g, limit, strict=True)]
    yield np.array(got), _n(tensor * factor[:, None, None]), count


@oracle("step_decay")
def step_decay(torch, device, rng, reference, cases):
    """Compare with torch's StepLR over thirty epochs."""
    count = min(cases, 20)
    for _ in range(count):
        eta0, every, factor = (
            float(rng.uniform(0.1, 1)),
            int(rng.integers(1, 9)),
            rng.uniform(0.3, 1),
        )
        optimiser = torch.optim.SGD([torch.zeros(1, device=device, requires_grad=True)], lr=eta0)
        schedule = torch.optim.lr_scheduler.StepLR(optimiser, every, float(factor))
        rates = []
        for _ in range(30):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            schedule.step()
        got = [reference.step_decay(eta0, epoch, every, factor) for epoch in range(30)]
        yield np.array(got), np.array(rates), 30
