"""How much a benchmark measures: nearly nothing (for its own test), ten minutes' worth, or everything."""

from __future__ import annotations

from typing import Final

import msgspec


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of students, repetitions and sizes. No slugs are all assignments; no cores are all cores."""

    name: str
    slugs: tuple[str, ...] = ()
    students: int
    loops: bool = True
    times: int
    pytest_most: int
    thirty_students: int
    twelve_students: int
    rival_submissions: int
    curve_students: tuple[int, ...]
    curve_checks: tuple[int, ...]
    checks_students: int = 20
    curve_entries: tuple[int, ...]
    entries_students: int = 10
    curve_cores: tuple[int, ...]
    cores_students: int = 100


PLANS: Final = {
    plan.name: plan
    for plan in (
        Plan(
            name="smallest", slugs=("mp_neuron",), students=2, loops=False, times=1, pytest_most=1,
            thirty_students=2, twelve_students=2, rival_submissions=0,
            curve_students=(2,), curve_checks=(), curve_entries=(), curve_cores=(),
        ),
        Plan(
            name="small", students=100, times=3, pytest_most=7,
            thirty_students=1000, twelve_students=3000, rival_submissions=3,
            curve_students=(100, 300, 1000), curve_checks=(10, 30, 100, 300),
            curve_entries=(1_000, 10_000, 100_000, 1_000_000), curve_cores=(1, 2),
        ),
        Plan(
            name="full", students=1000, times=3, pytest_most=21,
            thirty_students=7000, twelve_students=7000, rival_submissions=10,
            curve_students=(100, 300, 1000, 3000, 10_000), curve_checks=(10, 30, 100, 300, 1000), checks_students=100,
            curve_entries=(1_000, 10_000, 100_000, 1_000_000), entries_students=40,
            curve_cores=(1, 2), cores_students=1000,
        ),
    )
}  # fmt: skip
