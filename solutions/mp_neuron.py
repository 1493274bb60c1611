"""McCulloch-Pitts neuron logic: the reference solution."""

from __future__ import annotations

import functools
import itertools
import operator
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

### BEGIN SOLUTION
_GATES: dict[str, tuple[int, tuple[bool, ...]]] = {
    "AND": (2, (False, False)),
    "OR": (1, (False, False)),
    "NOT": (0, (True,)),
    "NOR": (0, (True, True)),
    "X_AND_NOT_Y": (1, (False, True)),
}


def _binary(values: ArrayLike, name: str) -> NDArray[np.int64]:
    """Return an int64 copy of 0/1 values, or say what they are instead."""
    found = np.asarray(values)
    if found.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold numbers, not {found.dtype}.")
    if not ((found == 0) | (found == 1)).all():
        raise ValueError(f"{name} must hold only 0 and 1.")
    return found.astype(np.int64)


def _mask(inhibitory: ArrayLike | None, n: int) -> NDArray[np.bool_]:
    """Return the mask of inhibitory inputs, all False where none is given."""
    if inhibitory is None:
        return np.zeros(n, dtype=bool)
    mask = _binary(inhibitory, "inhibitory")
    if mask.shape != (n,):
        raise ValueError(f"inhibitory has shape {mask.shape}; there are {n} inputs.")
    return mask.astype(bool)


### END SOLUTION


def truth_table(n: int) -> NDArray[np.int64]:
    """List every input of n binary variables, in binary order.

    Shape: (2**n, n). Row k holds the digits of k in base 2, first column most significant.

    Raises:
        ValueError: n < 1.

    Source: lecture notes S0, "Boolean i/p"; handout, task truth_table.
    """
    ### BEGIN SOLUTION
    n = operator.index(n)
    if n < 1:
        raise ValueError(f"n is {n}; a truth table needs at least one input.")
    rows = np.arange(2**n, dtype=np.int64)
    places = np.arange(n - 1, -1, -1, dtype=np.int64)
    return (rows[:, None] >> places) & 1
    ### END SOLUTION


def mp_neuron(x: ArrayLike, theta: int, inhibitory: ArrayLike | None = None) -> int | NDArray[np.int64]:
    """Fire (1) iff no inhibitory input is on and at least theta excitatory inputs are on.

    Shapes: x (n,) gives an int, x (N, n) gives (N,). `inhibitory` is an (n,) mask of truth
    values, True where an input inhibits; None means that every input is excitatory.

    Raises:
        ValueError: x is neither 1-D nor 2-D or holds anything but 0 and 1, or the mask
            has another length than n.
        TypeError: x does not hold numbers.

    Source: lecture notes S0, 6/11/25 and "MP neuron"; handout, task mp_neuron.
    """
    ### BEGIN SOLUTION
    inputs = _binary(x, "x")
    if inputs.ndim not in (1, 2):
        raise ValueError(f"x has {inputs.ndim} dimensions; give (n,) or (N, n).")
    mask = _mask(inhibitory, inputs.shape[-1])
    count = inputs[..., ~mask].sum(axis=-1)
    vetoed = inputs[..., mask].any(axis=-1)
    fires = ((count >= theta) & ~vetoed).astype(np.int64)
    return int(fires) if inputs.ndim == 1 else fires
    ### END SOLUTION


def gate(name: str) -> tuple[int, NDArray[np.bool_]]:
    """Return (theta, inhibitory) of the unit that computes a gate.

    `inhibitory` is (1,) for NOT and (2,) for AND, OR, NOR and X_AND_NOT_Y.

    Raises:
        ValueError: any other name, XOR, XNOR and NAND included: one unit cannot.

    Source: lecture notes S0, "xy'" and "NOR"; handout, task gate.
    """
    ### BEGIN SOLUTION
    if name not in _GATES:
        raise ValueError(f"{name!r} is not one of {', '.join(_GATES)}.")
    theta, inhibitory = _GATES[name]
    return theta, np.array(inhibitory, dtype=bool)
    ### END SOLUTION


def literal_clause(N: int, L: int, kind: Literal["or", "and"]) -> tuple[NDArray[np.float64], int]:
    """Return (w, threshold) such that `w @ x >= threshold` is a clause of N literals.

    The first L literals are positive, the other N - L negated; "or" joins them with OR,
    "and" with AND. Shape of w: (N,), entries +1 and -1.

    Raises:
        ValueError: another kind, or not (0 <= L <= N and N >= 1).

    Source: lecture notes S0, 9/1/25; handout, task literal_clause.
    """
    ### BEGIN SOLUTION
    if kind not in ("or", "and"):
        raise ValueError(f"kind is {kind!r}; it is 'or' or 'and'.")
    if N < 1 or not 0 <= L <= N:
        raise ValueError(f"N = {N}, L = {L}; 0 <= L <= N and N >= 1 are asked.")
    w = np.where(np.arange(N) < L, 1.0, -1.0)
    return w, int(L - N + 1 if kind == "or" else L)
    ### END SOLUTION


def xor_network(X: ArrayLike) -> NDArray[np.int64]:
    """Compute x XOR y with three MP units: (x and not y) or (not x and y).

    Shapes: (N, 2) gives (N,).

    Raises:
        ValueError: X is not (N, 2) or holds anything but 0 and 1.

    Source: lecture notes S0, "xy'" and "no. of neurons for XOR"; handout, task xor_network.
    """
    ### BEGIN SOLUTION
    inputs = _binary(X, "X")
    if inputs.ndim != 2 or inputs.shape[1] != 2:
        raise ValueError(f"X has shape {inputs.shape}; (N, 2) is asked.")
    only_one = gate("X_AND_NOT_Y")
    hidden = np.column_stack([mp_neuron(inputs, *only_one), mp_neuron(inputs[:, ::-1], *only_one)])
    return np.asarray(mp_neuron(hidden, *gate("OR")))
    ### END SOLUTION


def is_representable(table: ArrayLike) -> bool:
    """Say whether one MP unit can compute a Boolean function; inputs may be left unused.

    Shape: (2**n,) with n = 1, 2 or 3, outputs 0/1 in the order of `truth_table(n)`.

    Raises:
        ValueError: the size is not 2, 4 or 8.

    Source: lecture notes S0, "MP neuron"; handout, task is_representable.
    """
    ### BEGIN SOLUTION
    outputs = _binary(table, "table")
    if outputs.shape not in ((2,), (4,), (8,)):
        raise ValueError(f"table has shape {outputs.shape}; (2,), (4,) or (8,) is asked.")
    return tuple(outputs.tolist()) in _tables_of_one_unit(outputs.size.bit_length() - 1)
    ### END SOLUTION


### BEGIN SOLUTION
@functools.cache
def _tables_of_one_unit(n: int) -> frozenset[tuple[int, ...]]:
    """Return the truth tables of all units: each input excites, inhibits or is left unused."""
    rows = truth_table(n)
    found = set()
    for roles in itertools.product((1, -1, 0), repeat=n):
        wired, inhibitory = rows * np.abs(roles), np.array(roles) < 0
        for theta in range(n + 2):
            found.add(tuple(np.asarray(mp_neuron(wired, theta, inhibitory)).tolist()))
    return frozenset(found)


### END SOLUTION
