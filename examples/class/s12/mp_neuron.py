"""Objects: a neuron, a gate library and a network as small classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations, product
from typing import Any

import numpy as np


class Role(Enum):
    EXCITES = "+"
    INHIBITS = "-"
    UNUSED = "0"


class NotBits(ValueError):
    """A value that is neither 0 nor 1."""


@dataclass(frozen=True)
class Unit:
    theta: int
    roles: tuple[Role, ...]

    @classmethod
    def of_mask(cls, theta: int, mask: Iterable[Any]) -> Unit:
        return cls(theta, tuple(Role.INHIBITS if m else Role.EXCITES for m in mask))

    def indices(self, role: Role) -> list[int]:
        return [i for i, r in enumerate(self.roles) if r is role]

    def __call__(self, row: tuple[int, ...]) -> int:
        if any(row[i] for i in self.indices(Role.INHIBITS)):
            return 0
        return int(sum(row[i] for i in self.indices(Role.EXCITES)) >= self.theta)

    def table(self) -> tuple[int, ...]:
        return tuple(map(self, product((0, 1), repeat=len(self.roles))))

    @property
    def mask(self) -> np.ndarray:
        return np.array([r is Role.INHIBITS for r in self.roles])


@dataclass
class Bits:
    raw: Any
    values: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        array = np.asarray(self.raw)
        if not (np.issubdtype(array.dtype, np.number) or array.dtype == bool):
            raise TypeError("not numeric")
        if np.issubdtype(array.dtype, np.complexfloating):
            raise TypeError("complex")
        if not set(array.ravel().tolist()) <= {0, 1}:
            raise NotBits("only 0 and 1")
        self.values = array.astype(np.int64)

    def rows(self) -> Iterator[tuple[int, ...]]:
        return (tuple(r) for r in np.atleast_2d(self.values).tolist())


LIBRARY = {
    "AND": Unit(2, (Role.EXCITES,) * 2),
    "OR": Unit(1, (Role.EXCITES,) * 2),
    "NOT": Unit(0, (Role.INHIBITS,)),
    "NOR": Unit(-1, (Role.INHIBITS,) * 2),
    "X_AND_NOT_Y": Unit(1, (Role.EXCITES, Role.INHIBITS)),
}


class Network:
    def __init__(self) -> None:
        unit = LIBRARY["X_AND_NOT_Y"]
        self.hidden = (unit, Unit(unit.theta, unit.roles[::-1]))
        self.out = LIBRARY["OR"]

    def __call__(self, row: tuple[int, ...]) -> int:
        return self.out(tuple(unit(row) for unit in self.hidden))


def truth_table(n: int) -> np.ndarray:
    if n < 1:
        raise ValueError("n")
    on_sets = [set(c) for k in range(n + 1) for c in combinations(range(n), k)]
    rows = sorted(tuple(int(i in on) for i in range(n)) for on in on_sets)
    return np.array(rows, dtype=np.int32)


def mp_neuron(x: Any, theta: int, inhibitory: Any = None) -> Any:
    bits = Bits(x)
    if bits.values.ndim not in (1, 2):
        raise ValueError("ndim")
    n = bits.values.shape[-1]
    mask = np.full(n, False) if inhibitory is None else np.asarray(inhibitory)
    if mask.shape != (n,):
        raise ValueError("mask")
    unit = Unit.of_mask(theta, mask)
    out = [unit(row) for row in bits.rows()]
    return out[0] if bits.values.ndim == 1 else np.array(out, dtype=bool)


def gate(name: str) -> tuple[int, np.ndarray]:
    unit = LIBRARY.get(name)
    if unit is None:
        raise ValueError(f"{name}: not one unit")
    return unit.theta, unit.mask


@dataclass(frozen=True)
class Clause:
    positive: int
    negated: int

    def __post_init__(self) -> None:
        if min(self.positive, self.negated) < 0 or self.positive + self.negated == 0:
            raise ValueError("no such clause")

    @property
    def weights(self) -> np.ndarray:
        return np.array([1] * self.positive + [-1] * self.negated, dtype=float)


def literal_clause(N: int, L: int, kind: str) -> tuple[np.ndarray, int]:
    clause = Clause(L, N - L)
    match kind:
        case "or":
            return clause.weights, 1 - clause.negated
        case "and":
            return clause.weights, clause.positive
    raise ValueError(kind)


def xor_network(X: Any) -> np.ndarray:
    bits = Bits(X)
    if bits.values.ndim != 2 or bits.values.shape[1] != 2:
        raise ValueError("(N, 2)")
    network = Network()
    return np.fromiter(map(network, bits.rows()), dtype=np.int64)


def is_representable(table: Any) -> bool:
    wanted = tuple(Bits(table).values.tolist())
    n = {2: 1, 4: 2, 8: 3}.get(len(wanted))
    if n is None:
        raise ValueError("size")
    units = (Unit(t, r) for r in product(Role, repeat=n) for t in range(n + 2))
    return any(unit.table() == wanted for unit in units)
