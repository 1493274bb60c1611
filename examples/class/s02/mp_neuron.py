"""Plain Python: loops, lists and integers; NumPy only at the border."""

import numpy as np


def check_bit(value):
    if isinstance(value, (str, bytes, complex, np.complexfloating)) or value is None:
        raise TypeError("inputs are numbers")
    if value != 0 and value != 1:
        raise ValueError("inputs are 0 or 1")
    return 1 if value == 1 else 0


def check_row(row):
    bits = []
    for value in row:
        if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0:
            raise ValueError("too deep")
        bits.append(check_bit(value))
    return bits


def truth_table(n):
    if n < 1:
        raise ValueError("n must be positive")
    table = [[]]
    for _ in range(n):
        table = [row + [bit] for row in table for bit in (0, 1)]
    return np.array(table)


def one_neuron(bits, theta, mask):
    on = 0
    for bit, inhibits in zip(bits, mask):
        if bit and inhibits:
            return 0
        if bit:
            on += 1
    return 1 if on >= theta else 0


def is_nested(x):
    if isinstance(x, np.ndarray):
        return x.ndim > 1
    return len(x) > 0 and (isinstance(x[0], (list, tuple)) or getattr(x[0], "ndim", 0) > 0)


def mp_neuron(x, theta, inhibitory=None):
    if x is None or isinstance(x, str):
        raise TypeError("x is a sequence of numbers")
    if np.ndim(x) == 0:
        raise ValueError("x is a sequence")
    nested = is_nested(x)
    rows = [check_row(row) for row in x] if nested else [check_row(x)]
    answers = []
    for bits in rows:
        mask = [False] * len(bits) if inhibitory is None else list(inhibitory)
        if len(mask) != len(bits):
            raise ValueError("one mask entry for each input")
        answers.append(one_neuron(bits, theta, mask))
    return np.array(answers) if nested else answers[0]


def gate(name):
    if name == "AND":
        return 2, np.array([False, False])
    if name == "OR":
        return 1, np.array([False, False])
    if name == "NOT":
        return -1, np.array([True])
    if name == "NOR":
        return -3, np.array([True, True])
    if name == "X_AND_NOT_Y":
        return 1, np.array([False, True])
    raise ValueError("no single unit computes " + str(name))


def literal_clause(N, L, kind):
    if N < 1 or L < 0 or L > N:
        raise ValueError("0 <= L <= N")
    weights = []
    for i in range(N):
        weights.append(1 if i < L else -1)
    lowest = sum(weight for weight in weights if weight < 0)
    highest = sum(weight for weight in weights if weight > 0)
    if kind == "or":
        return np.array(weights), lowest + 1
    elif kind == "and":
        return np.array(weights), highest
    raise ValueError("kind")


def xor_network(X):
    if np.ndim(X) != 2:
        raise ValueError("X is (N, 2)")
    out = []
    for row in X:
        a, b = check_row(row)
        left = one_neuron([a, b], 1, [False, True])
        right = one_neuron([a, b], 1, [True, False])
        out.append(one_neuron([left, right], 1, [False, False]))
    return np.array(out)


def is_representable(table):
    if np.ndim(table) != 1:
        raise ValueError("table is flat")
    wanted = check_row(table)
    sizes = {2: 1, 4: 2, 8: 3}
    if len(wanted) not in sizes:
        raise ValueError("2, 4 or 8 outputs")
    n = sizes[len(wanted)]
    rows = truth_table(n).tolist()
    for code in range(3**n):
        roles, rest = [], code
        for _ in range(n):
            roles.append(rest % 3)
            rest //= 3
        kept = [i for i in range(n) if roles[i] != 2]
        mask = [roles[i] == 1 for i in kept]
        for theta in range(n + 2):
            got = [one_neuron([row[i] for i in kept], theta, mask) for row in rows]
            if got == wanted:
                return True
    return False
