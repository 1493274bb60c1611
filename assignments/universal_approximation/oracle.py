"""The same networks in PyTorch: built-in sigmoid, ReLU, search and roots, float64."""

from __future__ import annotations

import numpy as np

from autograder.authoring import oracle, sweep

LOOPS = 200


def _tensor(torch, device, value):
    return torch.tensor(value, dtype=torch.float64, device=device)


@oracle("sigmoid")
def sigmoid(torch, device, rng, reference, cases):
    """Both tails and the middle."""
    z = rng.normal(size=cases) * 10.0 ** rng.integers(-3, 4, cases)
    yield reference.sigmoid(z), torch.sigmoid(_tensor(torch, device, z)).cpu().numpy(), cases


@sweep("sigmoid")
def sigmoid_everywhere(torch, device, reference, x):
    """From the smallest float32 to the largest, of both signs."""
    return reference.sigmoid(x), torch.sigmoid(_tensor(torch, device, x)).cpu().numpy()


@oracle("step_position")
def step_position(torch, device, rng, reference, cases):
    """At the step the sigmoid is one half."""
    count = min(cases, LOOPS)
    w = rng.uniform(0.5, 50.0, count) * rng.choice([-1.0, 1.0], count)
    b = rng.normal(size=count) * 5
    s = np.array([reference.step_position(*pair) for pair in zip(w, b, strict=True)])
    t = _tensor(torch, device, w) * _tensor(torch, device, s) + _tensor(torch, device, b)
    yield torch.sigmoid(t).cpu().numpy(), np.full(count, 0.5), count


@oracle("tower_1d")
def tower_1d(torch, device, rng, reference, cases):
    """Random towers, gentle and steep, many points each."""
    count = min(cases, LOOPS)
    for _ in range(count):
        x = rng.uniform(-3, 3, max(1, cases // count))
        s1, width, h, w = rng.uniform((-2, 0.1, -4, 0.5), (1, 2, 4, 60))
        t = _tensor(torch, device, x)
        want = h * (torch.sigmoid(w * (t - s1)) - torch.sigmoid(w * (t - s1 - width)))
        yield reference.tower_1d(x, s1, s1 + width, h, w), want.cpu().numpy(), x.size


@oracle("fit_towers")
def fit_towers(torch, device, rng, reference, cases):
    """Away from the edges the network is f at the middle of the cell that torch's search finds."""
    count = min(cases, LOOPS)
    for _ in range(count):
        K, lo, width = int(rng.integers(1, 30)), rng.normal(), rng.uniform(0.3, 4.0)
        phase = rng.uniform(0, 6)
        W, b, v = (
            _tensor(torch, device, part)
            for part in reference.fit_towers(
                lambda x, phase=phase: np.sin(3 * x + phase), K, lo, lo + width, 4000.0 * K / width
            )
        )
        place = _tensor(torch, device, rng.uniform(0.02, 0.98, K))
        x = lo + (torch.arange(K, dtype=torch.float64, device=device) + place) * width / K
        edges = torch.linspace(lo, lo + width, K + 1, dtype=torch.float64, device=device)
        cell = (torch.searchsorted(edges, x) - 1).to(torch.float64)
        want = torch.sin(3 * (lo + (cell + 0.5) * width / K) + phase)
        got = torch.sigmoid(x[:, None] * W + b) @ v
        yield got.cpu().numpy(), want.cpu().numpy(), K


@oracle("shallow_network")
def shallow_network(torch, device, rng, reference, cases):
    """`torch.nn.functional.linear` twice."""
    linear = torch.nn.functional.linear
    W, b, v, c = rng.normal(size=7) * 4, rng.normal(size=7), rng.normal(size=7), rng.normal()
    x = rng.normal(size=cases) * 3
    Wt, bt, vt, xt = (_tensor(torch, device, part) for part in (W[:, None], b, v[None], x[:, None]))
    want = linear(torch.sigmoid(linear(xt, Wt, bt)), vt)[:, 0] + c
    yield reference.shallow_network(x, W, b, v, c), want.cpu().numpy(), cases


@oracle("towers_needed")
def towers_needed(torch, device, rng, reference, cases):
    """Ceiling and lower limit by torch."""
    count = min(cases, LOOPS)
    args = rng.uniform((0.1, 0.01, -3, -1), (9, 3, -1, 3), (count, 4))
    L, eps, lo, hi = _tensor(torch, device, args.T)
    want = torch.ceil(L * (hi - lo) / (2 * eps)).clamp(min=1)
    got = np.array([reference.towers_needed(*row) for row in args])
    yield got, want.cpu().numpy(), count


@oracle("pulse_relu")
def pulse_relu(torch, device, rng, reference, cases):
    """A trapezoid as the smaller of two clamped lines: no sum of four terms."""
    count = min(cases, LOOPS)
    for _ in range(count):
        x = rng.uniform(-2, 9, max(1, cases // count))
        a, b, c, d = np.cumsum(rng.uniform(0.1, 2.0, 4))
        h = rng.uniform(0.5, 4) * rng.choice([-1, 1])
        t = _tensor(torch, device, x)
        rise, fall = torch.relu((t - a) / (b - a)), torch.relu((d - t) / (d - c))
        want = h * torch.minimum(rise, fall).clamp(max=1.0)
        yield reference.pulse_relu(x, a, b, c, d, h), want.cpu().numpy(), x.size


@oracle("tower_2d")
def tower_2d(torch, device, rng, reference, cases):
    """Random rectangles, gentle enough for values between 0 and 1."""
    count = min(cases, LOOPS)
    for _ in range(count):
        x, y = rng.uniform(-2, 2, (2, max(1, cases // count)))
        x0, y0, dx, dy, h, w = rng.uniform((-1, -1, 0.3, 0.3, 1, 2), (0, 0, 1.5, 1.5, 12, 40))
        tx, ty = _tensor(torch, device, x), _tensor(torch, device, y)
        across = torch.sigmoid(w * (tx - x0)) - torch.sigmoid(w * (tx - x0 - dx))
        along = torch.sigmoid(w * (ty - y0)) - torch.sigmoid(w * (ty - y0 - dy))
        want = torch.sigmoid(h * across + h * along - 1.5 * h).cpu().numpy()
        yield reference.tower_2d(x, y, x0, x0 + dx, y0, y0 + dy, h, w), want, x.size


@oracle("relu_interpolant")
def relu_interpolant(torch, device, rng, reference, cases):
    """Between two grid points the network is torch's `lerp` of f at both."""
    count = min(cases, LOOPS)
    for _ in range(count):
        K, lo, width = int(rng.integers(1, 30)), rng.normal(), rng.uniform(0.3, 4.0)
        knots, coef, offset = reference.relu_interpolant(np.cos, K, lo, lo + width)
        share = _tensor(torch, device, rng.uniform(0, 1, K))
        values = torch.cos(lo + torch.arange(K + 1, dtype=torch.float64, device=device) * width / K)
        want = torch.lerp(values[:-1], values[1:], share)
        x = lo + (torch.arange(K, dtype=torch.float64, device=device) + share) * width / K
        hidden = torch.relu(x[:, None] - _tensor(torch, device, knots))
        yield (offset + hidden @ _tensor(torch, device, coef)).cpu().numpy(), want.cpu().numpy(), K


@oracle("sup_error")
def sup_error(torch, device, rng, reference, cases):
    """The infinity norm of the difference."""
    count = min(cases, LOOPS)
    for _ in range(count):
        lo, width, k, n = rng.normal(), rng.uniform(0.3, 4), rng.normal(), int(rng.integers(2, 90))
        x = torch.linspace(lo, lo + width, n, dtype=torch.float64, device=device)
        want = torch.linalg.vector_norm(torch.sin(x) - k * x, float("inf")).cpu().numpy()
        got = reference.sup_error(np.sin, lambda x, k=k: k * x, lo, lo + width, n)
        yield got, want, 1
