"""Linear algebra only: einsum, one matrix with the bias folded in, an infinite veto weight."""

import math

import numpy as np


def as_bits(values):
    a = np.array(values)
    if a.dtype.kind in "USOcV":
        raise TypeError(f"cannot read {a.dtype} as bits")
    a = a.astype(np.float64)
    if np.any(a * (1 - a) != 0):
        raise ValueError("bits are 0 or 1")
    return a


def truth_table(n):
    if n < 1:
        raise ValueError(n)
    return np.indices((2,) * n).reshape(n, -1).T.astype(np.int64)


def mp_neuron(x, theta, inhibitory=None):
    a = as_bits(x)
    if not 1 <= a.ndim <= 2:
        raise ValueError("x is (n,) or (N, n)")
    batch = np.atleast_2d(a)
    mask = np.zeros(batch.shape[1]) if inhibitory is None else np.array(inhibitory, float)
    if mask.ndim != 1 or mask.size != batch.shape[1]:
        raise ValueError("mask does not fit")
    veto = 1e9
    weights = np.concatenate([[-float(theta)], np.where(mask > 0, -veto, 1.0)])
    folded = np.hstack([np.ones((len(batch), 1)), batch])
    fires = np.heaviside(np.einsum("ij,j->i", folded, weights), 1.0)
    return fires if a.ndim == 2 else fires[0]


def gate(name):
    thetas = {"AND": 2, "OR": 1, "NOT": 0, "NOR": 0, "X_AND_NOT_Y": 1}
    masks = {"AND": "00", "OR": "00", "NOT": "1", "NOR": "11", "X_AND_NOT_Y": "01"}
    try:
        return thetas[name], np.array([int(c) for c in masks[name]])
    except KeyError:
        raise ValueError(f"unknown gate {name}") from None


def literal_clause(N, L, kind):
    offsets = {"or": L - N + 1, "and": L}
    if kind not in offsets:
        raise ValueError(kind)
    if not (N >= 1 and N >= L >= 0):
        raise ValueError((N, L))
    return np.r_[np.ones(L), -np.ones(N - L)], offsets[kind]


def xor_network(X):
    a = as_bits(X)
    if a.ndim != 2 or a.shape[1] != 2:
        raise ValueError("X is (N, 2)")
    hidden = (a @ np.array([[1.0, -1e9], [-1e9, 1.0]]).T >= 1.0).astype(float)
    return hidden.sum(axis=1) >= 1.0


def is_representable(table):
    f = as_bits(table)
    n = round(math.log2(f.size)) if f.ndim == 1 and f.size else 0
    if f.ndim != 1 or n not in (1, 2, 3) or 2**n != f.size:
        raise ValueError("2, 4 or 8 outputs")
    grid = np.indices((3,) * n).reshape(n, -1)
    rows = truth_table(n)
    count = rows @ (grid == 0)
    vetoed = rows @ (grid == 1) > 0
    theta = np.arange(n + 2)[:, None, None]
    units = (count[None] >= theta) & ~vetoed[None]
    return (units == f[None, :, None]).all(axis=1).any()
