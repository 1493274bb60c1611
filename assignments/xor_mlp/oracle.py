"""The same networks in PyTorch: torch.heaviside, and training by automatic differentiation."""

import itertools

import numpy as np

from autograder.authoring import oracle

LOOPS = 200
RUN_STEPS = 4


def tensor(torch, device, values):
    return torch.tensor(np.asarray(values), dtype=torch.float64, device=device)


def fire(torch, z):
    return torch.heaviside(z, torch.ones((), dtype=z.dtype, device=z.device))


def forward(torch, X, W1, b1, w2, b2):
    linear = torch.nn.functional.linear
    hidden = fire(torch, linear(X, W1, b1))
    return fire(torch, linear(hidden, w2[None], b2[None]))[:, 0]


def table_rows(torch, device, n):
    return tensor(torch, device, list(itertools.product((0, 1), repeat=n)))


def truth_table(torch, device, net, n):
    """Return the outputs of a network of ours on all rows, computed by torch."""
    W1, b1, w2, b2 = (tensor(torch, device, part) for part in net)
    return forward(torch, table_rows(torch, device, n), W1, b1, w2, b2.reshape(())).cpu().numpy()


def random_tables(rng, cases):
    for _ in range(min(cases, LOOPS)):
        yield rng.integers(0, 2, 2 ** int(rng.integers(1, 7)))


@oracle("step")
def step(torch, device, rng, reference, cases):
    """Compare with torch.heaviside, ties included."""
    z = rng.normal(size=cases)
    z[:: max(1, cases // 10)] = 0.0
    yield reference.step(z), fire(torch, tensor(torch, device, z)).cpu().numpy(), cases


@oracle("xor_constraints")
def xor_constraints(torch, device, rng, reference, cases):
    """Compare with what a linear layer and a threshold do on the four rows."""
    wanted = tensor(torch, device, [0, 1, 1, 0])
    for w0, w1, w2 in rng.integers(-3, 4, (min(cases, LOOPS), 3)) / 2:
        weights, bias = tensor(torch, device, [[w1, w2]]), tensor(torch, device, [w0])
        out = fire(torch, torch.nn.functional.linear(table_rows(torch, device, 2), weights, bias))[:, 0]
        yield reference.xor_constraints(w0, w1, w2), (out == wanted).double().cpu().numpy(), 1


@oracle("xor_features")
def xor_features(torch, device, rng, reference, cases):
    """Compare with the product along each row."""
    X = rng.normal(size=(cases, 2)) * 3
    t = tensor(torch, device, X)
    yield (
        reference.xor_features(X),
        torch.cat([t, t.prod(dim=1, keepdim=True)], dim=1).cpu().numpy(),
        cases,
    )


@oracle("minterm_layer")
def minterm_layer(torch, device, rng, reference, cases):
    """Require the identity matrix when torch runs the layer on the truth table."""
    for n in range(1, 9):
        W, b = (tensor(torch, device, part) for part in reference.minterm_layer(n))
        fires = fire(torch, torch.nn.functional.linear(table_rows(torch, device, n), W, b))
        yield fires.cpu().numpy(), np.eye(2**n), 4**n


@oracle("boolean_mlp")
def boolean_mlp(torch, device, rng, reference, cases):
    """Run the network in torch and require the table that was asked for."""
    for table in random_tables(rng, cases):
        n = len(table).bit_length() - 1
        yield truth_table(torch, device, reference.boolean_mlp(table), n), table, 1


@oracle("dnf_mlp")
def dnf_mlp(torch, device, rng, reference, cases):
    """Run the network in torch and require the table that was asked for."""
    for table in random_tables(rng, cases):
        n = len(table).bit_length() - 1
        yield truth_table(torch, device, reference.dnf_mlp(table), n), table, 1


@oracle("mlp_forward")
def mlp_forward(torch, device, rng, reference, cases):
    """Compare random networks on batches of points; small integers give scores of exactly zero."""
    nets = min(cases, 20)
    rows = max(1, cases // nets)
    for k in range(nets):
        d, h = (int(v) for v in rng.integers(1, 8, 2))
        shapes = ((rows, d), (h, d), (h,), (h,), ())
        net = [rng.integers(-2, 3, s) / 1.0 if k % 2 else rng.normal(size=s) for s in shapes]
        out = forward(torch, *(tensor(torch, device, part) for part in net))
        yield reference.mlp_forward(*net), out.cpu().numpy(), rows


@oracle("xor_unit")
def xor_unit(torch, device, rng, reference, cases):
    """Run the network in torch and require torch's own exclusive or."""
    bits = table_rows(torch, device, 2).bool()
    wanted = torch.logical_xor(bits[:, 0], bits[:, 1]).double().cpu().numpy()
    yield truth_table(torch, device, reference.xor_unit(), 2), wanted, 4


@oracle("parity_deep")
def parity_deep(torch, device, rng, reference, cases):
    """Compare with the remainder of a sum."""
    sizes = (2, 4, 8, 16, 32)
    rows = max(1, cases // len(sizes))
    for n in sizes:
        X = rng.integers(0, 2, (rows, n))
        wanted = torch.remainder(torch.tensor(X, device=device).sum(dim=1), 2)
        yield reference.parity_deep(X)[0], wanted.cpu().numpy(), rows


@oracle("box_classifier")
def box_classifier(torch, device, rng, reference, cases):
    """Compare with torch.clamp, which leaves exactly the points of the box where they are."""
    boxes = min(cases, 20)
    rows = max(1, cases // boxes)
    for _ in range(boxes):
        x0, y0 = rng.integers(-6, 3, 2) / 2
        x1, y1 = x0 + rng.integers(1, 7) / 2, y0 + rng.integers(1, 7) / 2
        X = rng.integers(-12, 13, (rows, 2)) / 2
        t = tensor(torch, device, X)
        clamped = torch.stack([t[:, 0].clamp(x0, x1), t[:, 1].clamp(y0, y1)], dim=1)
        inside = (clamped == t).all(dim=1).double()
        yield reference.box_classifier(X, x0, x1, y0, y1), inside.cpu().numpy(), rows


@oracle("train_xor")
def train_xor(torch, device, rng, reference, cases):
    """Compare weights and losses with gradient descent on torch's own binary cross-entropy."""
    for _ in range(max(1, min(cases, LOOPS) // RUN_STEPS)):
        n_hidden, eta, seed = (
            int(rng.integers(1, 6)),
            rng.uniform(0.1, 3.0),
            int(rng.integers(2**31)),
        )
        got = reference.train_xor(n_hidden, eta, RUN_STEPS, np.random.default_rng(seed))
        want = trained(torch, device, n_hidden, eta, np.random.default_rng(seed))
        for mine, right in zip(got, want, strict=True):
            yield mine, right, 1


def trained(torch, device, n_hidden, eta, rng):
    X, y = table_rows(torch, device, 2), tensor(torch, device, [0, 1, 1, 0])
    W1, w2 = (tensor(torch, device, rng.normal(size=shape)) for shape in ((n_hidden, 2), n_hidden))
    params = [W1, torch.zeros_like(w2), w2, torch.zeros_like(w2[0])]
    losses = []
    for _ in range(RUN_STEPS):
        W1, b1, w2, b2 = params = [p.detach().requires_grad_() for p in params]
        z = torch.sigmoid(torch.nn.functional.linear(X, W1, b1)) @ w2 + b2
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)
        loss.backward()
        losses.append(loss.item())
        params = [p.detach() - eta * p.grad for p in params]
    return *(p.cpu().numpy() for p in params), np.array(losses)
