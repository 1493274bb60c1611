"""The mathematics of backpropagation in PyTorch: forward formulas only, differentiated by autograd."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from autograder.authoring import oracle

NETWORKS = ((7, (4, 3, 2)), (5, (2, 3)), (6, (3, 5, 1)), (1, (5, 4, 2)), (8, (3, 6, 5, 4, 2)))


def leaf(torch, device, values):
    """Return a float64 tensor whose gradient is wanted."""
    return torch.tensor(values, dtype=torch.float64, device=device, requires_grad=True)


def columns(torch, device, rng, cases, low, high):
    """Draw one column of points per (low, high) pair, as arrays and as leaves."""
    points = rng.uniform(low, high, (cases, len(low)))
    return points, [leaf(torch, device, points[:, i]) for i in range(len(low))]


def numbers(*tensors):
    """Stack tensors into a NumPy array with one row for each case."""
    return np.stack([t.detach().cpu().numpy() for t in tensors], axis=1)


def looped(cases):
    """Return how many cases to run where the student's function takes one at a time."""
    return min(cases, 200)


@oracle("sigmoid_graph")
def sigmoid_graph(torch, device, rng, reference, cases):
    """Compare every node and gradient for vectors of length 5."""
    count = looped(cases)
    theta, x = rng.normal(size=(count, 5)), rng.normal(size=(count, 5))
    t, v = leaf(torch, device, theta), leaf(torch, device, x)
    y = t * v
    z = [y.sum(dim=1)]
    z += [-z[0]]
    z += [z[1].exp()]
    z += [z[2] + 1]
    z += [1 / z[3]]
    for node in (y, *z):
        node.retain_grad()
    z[4].sum().backward()
    want = {"y": y, "grad_y": y.grad, "grad_theta": t.grad, "grad_x": v.grad}
    want |= {f"z{k}": z[k] for k in range(5)} | {f"grad_z{k}": z[k].grad for k in range(5)}
    got = [reference.sigmoid_graph(*case) for case in zip(theta, x, strict=True)]
    for name, value in want.items():
        yield np.array([nodes[name] for nodes in got]), value.detach().cpu().numpy(), count


def gate(torch, device, rng, make, formula, cases):
    """Compare a gate's value and its two gradients under an upstream gradient."""
    count = looped(cases)
    points, (x, y) = columns(torch, device, rng, count, (-3, -3), (3, 3))
    upstream = rng.normal(size=count)
    value = formula(x, y)
    value.backward(torch.tensor(upstream, device=device))
    got = []
    for (a, b), dz in zip(points, upstream, strict=True):
        node = make()
        got.append((node.forward(a, b), *node.backward(dz)))
    yield np.array(got), numbers(value, x.grad, y.grad), count


@oracle("AddGate")
def add_gate(torch, device, rng, reference, cases):
    """Compare the add gate."""
    yield from gate(torch, device, rng, reference.AddGate, lambda x, y: x + y, cases)


@oracle("MultiplyGate")
def multiply_gate(torch, device, rng, reference, cases):
    """Compare the multiply gate."""
    yield from gate(torch, device, rng, reference.MultiplyGate, lambda x, y: x * y, cases)


def scalar(torch, device, rng, formula, flat, cases, low, high):
    """Compare a value and its partial derivatives; `flat` gives them in one tuple."""
    count = looped(cases)
    points, inputs = columns(torch, device, rng, count, low, high)
    value = formula(*inputs)
    value.sum().backward()
    got = np.array([flat(*map(float, point)) for point in points])
    yield got, numbers(value, *[t.grad for t in inputs])[:, : got.shape[1]], count


@oracle("grad_exp_sin_sq")
def grad_exp_sin_sq(torch, device, rng, reference, cases):
    """Compare value and slope on [-3, 3]."""
    yield from scalar(
        torch,
        device,
        rng,
        lambda x: (x**2).sin().exp(),
        reference.grad_exp_sin_sq,
        cases,
        (-3,),
        (3,),
    )


@oracle("product_sum")
def product_sum(torch, device, rng, reference, cases):
    """Compare value and gradient."""

    def flat(*point):
        value, gradient = reference.product_sum(*point)
        return value, *gradient

    yield from scalar(torch, device, rng, lambda x, y, z: (x + y) * z, flat, cases, (-3,) * 3, (3,) * 3)


@oracle("squared_residual")
def squared_residual(torch, device, rng, reference, cases):
    """Compare loss and gradient; the target's own gradient is not asked for."""

    def flat(*point):
        value, gradient = reference.squared_residual(*point)
        return value, *gradient

    yield from scalar(
        torch,
        device,
        rng,
        lambda x, y, z, t: (x * y + z - t) ** 2,
        flat,
        cases,
        (-3,) * 4,
        (3,) * 4,
    )


@oracle("autodiff_trace")
def autodiff_trace(torch, device, rng, reference, cases):
    """Compare every value and every bar."""
    count = looped(cases)
    points, (x1, x2) = columns(torch, device, rng, count, (0.1, -5), (4, 5))
    v1, v2, v3 = x1.log(), x1 * x2, x2.sin()
    v4 = v1 + v2
    v5 = v4 - v3
    nodes = {"v1": v1, "v2": v2, "v3": v3, "v4": v4, "v5": v5}
    for node in nodes.values():
        node.retain_grad()
    v5.sum().backward()
    want = nodes | {"y": v5} | {f"{name}_bar": node.grad for name, node in nodes.items()}
    want |= {"x1_bar": x1.grad, "x2_bar": x2.grad}
    got = [reference.autodiff_trace(*map(float, point)) for point in points]
    for name, value in want.items():
        yield np.array([trace[name] for trace in got]), value.detach().cpu().numpy(), count


@oracle("shared_dag")
def shared_dag(torch, device, rng, reference, cases):
    """Compare the output and its three gradients."""

    def formula(x0, w1, w2):
        x1 = w1 * x0
        return w1 * x1 * (w2 * (x0 + x1))

    yield from scalar(torch, device, rng, formula, reference.shared_dag, cases, (-2,) * 3, (2,) * 3)


def activations(torch):
    """Return PyTorch's own four functions."""
    softplus = torch.nn.functional.softplus
    # beyond its threshold PyTorch's softplus is z itself, off by 2e-9 at the default of 20
    return {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "softplus": lambda z: softplus(z, threshold=60),
    }


@oracle("activation")
def activation(torch, device, rng, reference, cases):
    """Compare the four functions, far out as well."""
    z = rng.normal(size=cases) * 10
    for name, function in activations(torch).items():
        want = function(torch.tensor(z, device=device))
        yield reference.activation(name, z), want.cpu().numpy(), cases


@oracle("activation_grad")
def activation_grad(torch, device, rng, reference, cases):
    """Compare the four slopes, at 0 as well."""
    z = rng.normal(size=cases) * 10
    z[: cases // 10] = 0.0
    for name, function in activations(torch).items():
        t = leaf(torch, device, z)
        function(t).sum().backward()
        yield reference.activation_grad(name, z), t.grad.cpu().numpy(), cases


def draw(rng, count, n, sizes):
    """Return (params, X, Y) of `count` random networks of one shape, the network first in every shape."""
    params = [(rng.normal(size=(count, k, j)), rng.normal(size=(count, k))) for j, k in pairwise(sizes)]
    X = rng.normal(size=(count, n, sizes[0]))
    return params, X, rng.integers(0, 2, (count, n, sizes[-1])) * 1.0


def cases_of(rng, cases):
    """Draw networks of all shapes; about `cases` in all, and not many more than 200."""
    count = -(-looped(cases) // len(NETWORKS))
    for shape in NETWORKS:
        yield draw(rng, count, *shape)


def case(params, index):
    """Return the parameters of one of the networks."""
    return [(W[index], b[index]) for W, b in params]


def torch_forward(torch, device, params, X):
    """Return the leaves and the list of activations."""
    leaves = [(leaf(torch, device, W), leaf(torch, device, b)) for W, b in params]
    a = [torch.tensor(X, device=device)]
    for W, b in leaves:
        a.append(torch.sigmoid(a[-1] @ W.mT + b[:, None]))
    return leaves, a


def torch_loss(torch, device, output, Y):
    """Return the sum over the networks of the mean over the rows of the summed binary cross-entropy."""
    # BCELoss means over all entries, so the sum is taken and divided by N
    labels = torch.tensor(Y, device=device)
    return torch.nn.functional.binary_cross_entropy(output, labels, reduction="sum") / Y.shape[1]


def layers_agree(got, leaves, of):
    """Yield what to compare: for each layer its two arrays, of all networks; the first counts the cases."""
    flat = [tensor for pair in leaves for tensor in pair]
    mine = [[array for pair in network for array in pair] for network in got]
    for index, (arrays, tensor) in enumerate(zip(zip(*mine, strict=True), flat, strict=True)):
        yield np.stack(arrays), of(tensor).detach().cpu().numpy(), 0 if index else len(got)


@oracle("mlp_forward")
def mlp_forward(torch, device, rng, reference, cases):
    """Compare every layer's activations."""
    for params, X, _ in cases_of(rng, cases):
        _, a = torch_forward(torch, device, params, X)
        got = [reference.mlp_forward(case(params, index), x) for index, x in enumerate(X)]
        for level, (mine, want) in enumerate(zip(zip(*got, strict=True), a, strict=True)):
            yield np.stack(mine), want.detach().cpu().numpy(), 0 if level else len(X)


@oracle("mlp_backward")
def mlp_backward(torch, device, rng, reference, cases):
    """Compare the gradients of the mean cross-entropy."""
    for params, X, Y in cases_of(rng, cases):
        leaves, a = torch_forward(torch, device, params, X)
        torch_loss(torch, device, a[-1], Y).backward()
        levels = [level.detach().cpu().numpy() for level in a]
        got = [reference.mlp_backward(case(params, i), [level[i] for level in levels], y) for i, y in enumerate(Y)]
        yield from layers_agree(got, leaves, lambda tensor: tensor.grad)


@oracle("mlp_train_step")
def mlp_train_step(torch, device, rng, reference, cases):
    """Compare one step with that of torch.optim.SGD."""
    for params, X, Y in cases_of(rng, cases):
        eta = float(rng.uniform(0.05, 3))
        leaves, a = torch_forward(torch, device, params, X)
        torch_loss(torch, device, a[-1], Y).backward()
        torch.optim.SGD([tensor for pair in leaves for tensor in pair], lr=eta).step()
        got = [reference.mlp_train_step(case(params, i), X[i], Y[i], eta) for i in range(len(X))]
        yield from layers_agree(got, leaves, lambda tensor: tensor)


@oracle("regularized_gradients")
def regularized_gradients(torch, device, rng, reference, cases):
    """Compare with the gradient of the whole objective, penalty included."""
    for params, X, Y in cases_of(rng, cases):
        lam = float(rng.uniform(0, 2))
        arrays = [np.concatenate([b[:, :, None], W], axis=2) for W, b in params]
        thetas = [leaf(torch, device, array) for array in arrays]
        a = torch.tensor(X, device=device)
        for theta in thetas:
            a = torch.sigmoid(torch.nn.functional.pad(a, (1, 0), value=1.0) @ theta.mT)
        penalty = sum((theta[:, :, 1:] ** 2).sum() for theta in thetas)
        (torch_loss(torch, device, a, Y) + lam / 2 * penalty).backward()
        got = [reference.regularized_gradients([t[i] for t in arrays], X[i], Y[i], lam) for i in range(len(X))]
        for layer, (mine, theta) in enumerate(zip(zip(*got, strict=True), thetas, strict=True)):
            yield np.stack(mine), theta.grad.cpu().numpy(), 0 if layer else len(X)


# a central quotient with h = 1e-5 is itself off by h**2 f'''/6 and by rounding over h
@oracle("numerical_jacobian", rtol=1e-6, atol=1e-8)
def numerical_jacobian(torch, device, rng, reference, cases):
    """Compare with torch.func.jacrev of the same smooth map."""
    A, x = rng.normal(size=(looped(cases), 3, 4)), rng.normal(size=(looped(cases), 4))
    jacobians = torch.func.vmap(torch.func.jacrev(lambda p, m: torch.sin(m @ p)))
    want = jacobians(torch.tensor(x, device=device), torch.tensor(A, device=device))
    got = [reference.numerical_jacobian(lambda p, m=m: np.sin(m @ p), start) for m, start in zip(A, x, strict=True)]
    yield np.array(got), want.cpu().numpy(), len(x)


@oracle("jacobian_chain")
def jacobian_chain(torch, device, rng, reference, cases):
    """Compare the product of torch's Jacobians with torch's Jacobian of the composition."""
    count, sizes = looped(cases), (2, 4, 3, 5)
    shapes = [(count, k, j) for j, k in pairwise(sizes)]
    maps = [torch.tensor(rng.normal(size=shape), device=device) for shape in shapes]
    start = torch.tensor(rng.normal(size=(count, 2)), device=device)

    def link(p, m):
        return torch.tanh(m @ p)

    def whole(p, *ms):
        for m in ms:
            p = link(p, m)
        return p

    parts, p = [], start
    for m in maps:
        parts.append(torch.func.vmap(torch.func.jacrev(link))(p, m).cpu().numpy())
        p = torch.func.vmap(link)(p, m)
    want = torch.func.vmap(torch.func.jacrev(whole))(start, *maps).cpu().numpy()
    got = [reference.jacobian_chain(list(case)) for case in zip(*parts, strict=True)]
    yield np.array(got), want, count


@oracle("relu_jacobian_diag")
def relu_jacobian_diag(torch, device, rng, reference, cases):
    """Compare with the row sums of torch's gradient, in which only the diagonal can count."""
    h = rng.normal(size=cases)
    h[: cases // 10] = 0.0
    t = leaf(torch, device, h)
    torch.relu(t).sum().backward()
    yield reference.relu_jacobian_diag(h), t.grad.cpu().numpy(), cases


@oracle("jacobian_entries")
def jacobian_entries(torch, device, rng, reference, cases):
    """Compare with the number of entries of Jacobians that torch really builds."""
    for n, batch in ((1, 1), (3, 1), (4, 3), (2, 7), (5, 4)):
        full = torch.func.jacrev(torch.relu)(torch.ones((batch, n), device=device))
        yield np.array(reference.jacobian_entries(n, batch)), np.array(full.numel()), 1
