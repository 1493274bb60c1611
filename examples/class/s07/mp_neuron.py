"""NumPy scalars and 0-d arrays, lists and tuples, small and float dtypes: all the contract allows."""

import numpy as np


def bits(values, *ndims):
    found = np.asarray(values)
    if found.dtype.kind not in "biuf":
        raise TypeError("numbers only")
    if found.ndim not in ndims:
        raise ValueError("wrong number of dimensions")
    if ((found != 0) & (found != 1)).any():
        raise ValueError("0 or 1 only")
    return found == 1


def truth_table(n):
    if n < 1:
        raise ValueError("n < 1")
    return np.array([[float(c) for c in np.binary_repr(k, n)] for k in range(2**n)], np.float32)


def mp_neuron(x, theta, inhibitory=None):
    on = bits(x, 1, 2)
    n = on.shape[-1]
    excites = np.ones(n, bool) if inhibitory is None else np.logical_not(inhibitory)
    if excites.shape != (n,):
        raise ValueError("mask")
    quiet = np.logical_not(np.logical_and(on, ~excites).any(-1))
    enough = np.count_nonzero(np.logical_and(on, excites), axis=-1) >= theta
    answer = np.logical_and(quiet, enough)
    return np.asarray(answer, np.float64) if on.ndim == 1 else answer


def gate(name):
    found = {
        "AND": [np.int64(2), [0.0, 0.0]],
        "OR": [np.array(1), (0, 0)],
        "NOT": [np.int8(-2), [1]],
        "NOR": [np.int32(0), (True, True)],
        "X_AND_NOT_Y": [np.array(1, np.uint8), np.array([0.0, 1.0])],
    }
    if name in found:
        return found[name]
    raise ValueError(name)


def literal_clause(N, L, kind):
    if kind not in {"or", "and"} or N < 1 or L < 0 or L > N:
        raise ValueError("no such clause")
    w = np.sign(L - np.arange(N) - 0.5).astype(np.float32)
    score_if_all_false = w[w < 0].sum()
    score_if_all_true = w[w > 0].sum()
    threshold = score_if_all_false + 1 if kind == "or" else score_if_all_true
    return [w, np.array(threshold, dtype=np.int64)]


def xor_network(X):
    on = bits(X, 2)
    theta, mask = gate("X_AND_NOT_Y")
    first = mp_neuron(on, theta, mask)
    second = mp_neuron(on, theta, mask[::-1])
    return np.asarray(mp_neuron(np.stack([first, second], 1), 1), np.uint8)


def monotone_symmetric(counts, outputs):
    return all(
        outputs[i] <= outputs[j] if counts[i] <= counts[j] else True
        for i in range(len(counts))
        for j in range(len(counts))
    )


def is_representable(table):
    f = bits(table, 1)
    if f.size not in (2, 4, 8):
        raise ValueError("size")
    n = f.size.bit_length() - 1
    rows = np.array([[k >> i & 1 for i in range(n)] for k in range(f.size)], bool)
    for code in np.ndindex(*(3,) * n):
        veto = rows[:, np.array(code) == 1].any(1)
        count = rows[:, np.array(code) == 2].sum(1)
        if not f[veto].any() and monotone_symmetric(count[~veto], f[~veto]):
            return np.bool_(True)
    return np.bool_(False)
