"""The perceptron's mathematics in PyTorch: updates, margins, the clouds' posterior."""

from autograder.authoring import oracle

N, D, EPOCHS = 7, 4, 5
LOOP = 200  # problems that the reference solves one by one


@oracle("add_bias")
def add_bias(torch, device, rng, reference, cases):
    """A constant input, by torch's own padding."""
    X = rng.normal(size=(cases, D))
    t = torch.nn.functional.pad(torch.tensor(X, device=device), (0, 1), value=1.0)
    yield reference.add_bias(X), t.cpu().numpy(), cases


@oracle("predict")
def predict(torch, device, rng, reference, cases):
    """The sign of a bias-free linear unit, on integers so that scores of 0 occur."""
    X = rng.integers(-2, 3, (cases, D)).astype(float)
    w = rng.integers(-2, 3, D).astype(float)
    unit = torch.nn.Linear(D, 1, bias=False, dtype=torch.float64, device=device)
    with torch.no_grad():
        unit.weight.copy_(torch.tensor(w, device=device)[None])
        signs = torch.where(unit(torch.tensor(X, device=device))[:, 0] < 0, -1, 1)
    yield reference.predict(X, w), signs.cpu().numpy(), cases


@oracle("perceptron_step")
def perceptron_step(torch, device, rng, reference, cases):
    """One step of SGD with rate 1 on relu(-y w·x), away from its kink."""
    count = min(cases, 200)
    W, X = rng.normal(size=(count, D)), rng.normal(size=(count, D))
    y = rng.choice([-1.0, 1.0], count)
    t = torch.tensor(W, device=device, requires_grad=True)
    scores = torch.tensor(y, device=device) * (t * torch.tensor(X, device=device)).sum(1)
    torch.relu(-scores).sum().backward()
    torch.optim.SGD([t], lr=1.0).step()
    got = [reference.perceptron_step(w, x, label)[0] for w, x, label in zip(W, X, y, strict=True)]
    yield got, t.detach().cpu().numpy(), count


@oracle("perceptron_train")
def perceptron_train(torch, device, rng, reference, cases):
    """Stochastic gradient descent on relu(-y w·x), row by row, from random weights, many problems at once."""
    count = min(cases, LOOP)
    X, y = rng.normal(size=(count, N, D)), rng.choice([-1.0, 1.0], (count, N))
    w0 = rng.normal(size=(count, D))
    t = torch.tensor(w0, device=device, requires_grad=True)
    samples, labels = torch.tensor(X, device=device), torch.tensor(y, device=device)
    optimiser = torch.optim.SGD([t], lr=1.0)
    changes = torch.zeros((count, EPOCHS), device=device)
    for epoch in range(EPOCHS):
        for row in range(N):
            optimiser.zero_grad()
            torch.relu(-labels[:, row] * (t * samples[:, row]).sum(1)).sum().backward()
            optimiser.step()
            changes[:, epoch] += (t.grad != 0).any(1)
    weights, history = t.detach().cpu().numpy(), changes.cpu().numpy().astype(int).tolist()
    for k, counts in enumerate(history):
        swept = counts.index(0) + 1 if 0 in counts else EPOCHS
        w, got, converged = reference.perceptron_train(X[k], y[k], EPOCHS, w0[k])
        yield [*w, converged, *got], [*weights[k], 0 in counts, *counts[:swept]], 1


@oracle("margin")
def margin(torch, device, rng, reference, cases):
    """The smallest y cos(x, w) ‖x‖, by torch's cosine similarity."""
    count = min(cases, 200)
    X, W = rng.normal(size=(count, N, D)), rng.normal(size=(count, D))
    y = rng.choice([-1.0, 1.0], (count, N))
    tX, tW = torch.tensor(X, device=device), torch.tensor(W, device=device)
    cosines = torch.nn.functional.cosine_similarity(tX, tW[:, None, :], dim=2)
    smallest = (torch.tensor(y, device=device) * cosines * tX.norm(dim=2)).amin(1)
    got = [reference.margin(*case) for case in zip(X, y, W, strict=True)]
    yield got, smallest.cpu().numpy(), count


@oracle("mistake_bound")
def mistake_bound(torch, device, rng, reference, cases):
    """The largest ‖x‖² / min cos² ‖x‖², labels given by w itself."""
    count = min(cases, 200)
    X, W = rng.normal(size=(count, N, D)), rng.normal(size=(count, D))
    y = torch.sign(torch.tensor(X) @ torch.tensor(W)[:, :, None])[:, :, 0].numpy()
    tX, tW = torch.tensor(X, device=device), torch.tensor(W, device=device)
    cosines = torch.nn.functional.cosine_similarity(tX, tW[:, None, :], dim=2)
    squares = tX.square().sum(2)
    bounds = squares.amax(1) / (cosines.square() * squares).amin(1)
    got = [reference.mistake_bound(*case) for case in zip(X, y, W, strict=True)]
    yield got, bounds.cpu().numpy(), count


@oracle("bayes_posterior")
def bayes_posterior(torch, device, rng, reference, cases):
    """Bayes' rule with torch's normal densities, in the log domain."""
    X = rng.normal(1.5, 2.0, (cases, 2))
    t = torch.tensor(X, device=device)
    near = torch.distributions.Normal(torch.zeros_like(t), 1.0).log_prob(t).sum(1)
    far = torch.distributions.Normal(torch.full_like(t, 3.0), 1.0).log_prob(t).sum(1)
    posterior = torch.softmax(torch.stack([near, far]), dim=0)[0]
    yield reference.bayes_posterior(X), posterior.cpu().numpy(), cases
