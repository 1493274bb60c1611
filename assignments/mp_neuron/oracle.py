"""McCulloch-Pitts logic in PyTorch: Boolean operators, sorting keys and exhaustive search."""

from __future__ import annotations

import itertools

import numpy as np

from autograder.authoring import oracle

MAX_VARIABLES = 16
LOOPS = 200
GATES = ("AND", "OR", "NOT", "NOR", "X_AND_NOT_Y")


@oracle("truth_table")
def truth_table(torch, device, rng, reference, cases):
    """The Cartesian product of n copies of {0, 1}."""
    bits = torch.tensor([0, 1], device=device)
    largest = min(MAX_VARIABLES, max(2, cases.bit_length()))
    for n in range(1, largest + 1):
        want = torch.cartesian_prod(*[bits] * n).reshape(-1, n)
        yield reference.truth_table(n), want.cpu().numpy(), 2**n


@oracle("mp_neuron")
def mp_neuron(torch, device, rng, reference, cases):
    """A threshold on the excitatory score in which a veto weighs minus infinity."""
    units = min(40, cases)
    rows = max(1, cases // units)
    for _ in range(units):
        n = int(rng.integers(1, 11))
        x, mask = rng.integers(0, 2, (rows, n)), rng.random(n) < 0.3
        theta = int(rng.integers(0, n + 2))
        on = torch.tensor(x, device=device, dtype=torch.bool)
        inhibits = torch.tensor(mask, device=device)
        score = torch.where(inhibits, -torch.inf, 1.0).expand(rows, n)
        total = torch.where(on, score, 0.0).sum(dim=1)
        yield reference.mp_neuron(x, theta, mask), (total >= theta).long().cpu().numpy(), rows


@oracle("gate")
def gate(torch, device, rng, reference, cases):
    """PyTorch's Boolean operators."""
    logic = {
        "AND": torch.logical_and,
        "OR": torch.logical_or,
        "NOT": torch.logical_not,
        "NOR": lambda x, y: torch.logical_not(torch.logical_or(x, y)),
        "X_AND_NOT_Y": lambda x, y: torch.logical_and(x, torch.logical_not(y)),
    }
    for name in GATES:
        theta, mask = reference.gate(name)
        x = rng.integers(0, 2, (max(1, cases // len(GATES)), len(mask)))
        want = logic[name](*torch.tensor(x, device=device, dtype=torch.bool).T)
        yield reference.mp_neuron(x, theta, mask), want.long().cpu().numpy(), len(x)


@oracle("literal_clause")
def literal_clause(torch, device, rng, reference, cases):
    """any() and all() over the literals, without weights."""
    clauses = min(cases, LOOPS)
    rows = max(1, cases // clauses)
    for _ in range(clauses):
        n = int(rng.integers(1, 13))
        plain = int(rng.integers(0, n + 1))
        x = rng.integers(0, 2, (rows, n))
        bits = torch.tensor(x, device=device, dtype=torch.bool)
        literals = torch.cat([bits[:, :plain], ~bits[:, plain:]], dim=1)
        for kind, want in (("or", literals.any(dim=1)), ("and", literals.all(dim=1))):
            w, threshold = reference.literal_clause(n, plain, kind)
            yield (x @ w >= threshold).astype(int), want.long().cpu().numpy(), rows


@oracle("xor_network")
def xor_network(torch, device, rng, reference, cases):
    """torch.logical_xor."""
    X = rng.integers(0, 2, (cases, 2))
    want = torch.logical_xor(*torch.tensor(X, device=device, dtype=torch.bool).T)
    yield reference.xor_network(X), want.long().cpu().numpy(), cases


@oracle("is_representable")
def is_representable(torch, device, rng, reference, cases):
    """A criterion without search over thresholds, for every function of up to three inputs.

    A function is one unit's iff for some choice of vetoing and unused inputs it is 0 under a veto, and
    elsewhere no row on which it is 0 has as large a count as a row on which it is 1.
    """
    for n in (1, 2, 3):
        x = _tensor(torch, device, itertools.product((0, 1), repeat=n))
        f = _tensor(torch, device, itertools.product((0, 1), repeat=2**n)).bool()
        possible = torch.zeros(len(f), dtype=torch.bool, device=device)
        for roles in itertools.product((1, -1, 0), repeat=n):
            role = torch.tensor(roles, device=device)
            vetoed = (x * (role < 0)).any(dim=1)
            count = (x * (role > 0)).sum(dim=1).double()
            least_on = torch.where(f, count, torch.inf).amin(dim=1)
            most_off = torch.where(f | vetoed, -torch.inf, count).amax(dim=1)
            possible |= ~(f & vetoed).any(dim=1) & (most_off < least_on)
        tables = f.long().cpu().numpy()
        got = np.array([int(reference.is_representable(table)) for table in tables])
        yield got, possible.long().cpu().numpy(), len(tables)


def _tensor(torch, device, rows):
    return torch.tensor(list(rows), device=device)
