"""McCulloch-Pitts neuron logic.

Each task says where it is not written yet. Try your code with: autograder check mp_neuron
"""

from __future__ import annotations

import functools
import itertools
import operator
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray


def truth_table(n: int) -> NDArray[np.int64]:
    """List every input of n binary variables, in binary order.

    Shape: (2**n, n). Row k holds the digits of k in base 2, first column most significant.

    Raises:
        ValueError: n < 1.

    Source: lecture notes S0, "Boolean i/p"; handout, task truth_table.
    """
    raise NotImplementedError("Task truth_table is not written yet.")


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
    raise NotImplementedError("Task mp_neuron is not written yet.")


def gate(name: str) -> tuple[int, NDArray[np.bool_]]:
    """Return (theta, inhibitory) of the unit that computes a gate.

    `inhibitory` is (1,) for NOT and (2,) for AND, OR, NOR and X_AND_NOT_Y.

    Raises:
        ValueError: any other name, XOR, XNOR and NAND included: one unit cannot.

    Source: lecture notes S0, "xy'" and "NOR"; handout, task gate.
    """
    raise NotImplementedError("Task gate is not written yet.")


def literal_clause(N: int, L: int, kind: Literal["or", "and"]) -> tuple[NDArray[np.float64], int]:
    """Return (w, threshold) such that `w @ x >= threshold` is a clause of N literals.

    The first L literals are positive, the other N - L negated; "or" joins them with OR,
    "and" with AND. Shape of w: (N,), entries +1 and -1.

    Raises:
        ValueError: another kind, or not (0 <= L <= N and N >= 1).

    Source: lecture notes S0, 9/1/25; handout, task literal_clause.
    """
    raise NotImplementedError("Task literal_clause is not written yet.")


def xor_network(X: ArrayLike) -> NDArray[np.int64]:
    """Compute x XOR y with three MP units: (x and not y) or (not x and y).

    Shapes: (N, 2) gives (N,).

    Raises:
        ValueError: X is not (N, 2) or holds anything but 0 and 1.

    Source: lecture notes S0, "xy'" and "no. of neurons for XOR"; handout, task xor_network.
    """
    raise NotImplementedError("Task xor_network is not written yet.")


def is_representable(table: ArrayLike) -> bool:
    """Say whether one MP unit can compute a Boolean function; inputs may be left unused.

    Shape: (2**n,) with n = 1, 2 or 3, outputs 0/1 in the order of `truth_table(n)`.

    Raises:
        ValueError: the size is not 2, 4 or 8.

    Source: lecture notes S0, "MP neuron"; handout, task is_representable.
    """
    raise NotImplementedError("Task is_representable is not written yet.")
