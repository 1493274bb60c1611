"""Hidden checks of clauses, the XOR network and the reach of one unit."""

import functools
import itertools

import numpy as np
import pytest

from autograder import expect

SIZES = [(N, L) for N in (1, 2, 3, 5) for L in range(N + 1)]


@pytest.mark.check(
    task="literal_clause",
    points=2.5,
    catches=("negated-first", "counts-l-negated", "negated-weight-zero"),
)
def test_weights_of_literals(student):
    """Plain literals weigh +1 and come first, negated ones weigh -1"""
    cases = [(N, L, kind) for N, L in SIZES for kind in ("or", "and")]

    for (N, L, _), found in zip(cases, student.literal_clause.map(cases), strict=True):
        w, _ = expect.sequence(found, 2, rule="A clause is (w, threshold).")
        expect.exact(
            w,
            [1] * L + [-1] * (N - L),
            rule="w has N entries: +1 for the L plain literals, then -1 for the negated ones.",
            ask="Print w for N = 5 and L = 2, and for L = 0 and L = N.",
        )


@pytest.mark.check(
    task="literal_clause",
    points=2.5,
    catches=("or-threshold-is-lowest-score", "or-threshold-one", "or-and-swapped", "counts-l-negated"),
)
def test_or_fires_with_one_true_literal(student):
    """An OR fires iff at least one literal is true"""
    _expect_clauses(student, "or", any, "An OR is silent only where every literal is false.")


@pytest.mark.check(
    task="literal_clause",
    points=2.5,
    catches=("and-threshold-all", "and-threshold-off-by-one", "or-and-swapped", "counts-l-negated"),
)
def test_and_fires_with_all_literals_true(student):
    """An AND fires iff every literal is true"""
    _expect_clauses(student, "and", all, "An AND fires only where every literal is true.")


@pytest.mark.check(
    task="literal_clause",
    points=1.5,
    catches=("or-threshold-is-lowest-score", "or-threshold-one", "and-threshold-all", "and-threshold-off-by-one"),
)
def test_thresholds_are_whole_numbers(student):
    """Large clauses have whole thresholds one above the lowest score and at the highest"""
    sizes = ((40, 13), (41, 41), (37, 0))
    clauses = student.literal_clause.map([(N, L, kind) for N, L in sizes for kind in ("or", "and")])
    for (N, L), found, other in zip(sizes, clauses[::2], clauses[1::2], strict=True):
        _, lowest = expect.sequence(found, 2)
        _, highest = expect.sequence(other, 2)
        ask = "How many literals of each sort are there, and what does each add to the score?"
        expect.integer(lowest, L - N + 1, rule="One true literal lifts the score one above the lowest.", ask=ask)
        expect.integer(highest, L, rule="All literals true is the highest score.", ask=ask)


@pytest.mark.check(task="literal_clause", points=1.5, catches=("and-for-every-other-kind",))
def test_only_or_and_and(student):
    """A kind other than or and and is refused"""
    for kind in ("xor", "nor", "nand", "o", "", "OR", "And"):
        expect.raises(
            ValueError,
            student.literal_clause,
            4,
            2,
            kind,
            rule="Any kind but 'or' and 'and' is a ValueError.",
            ask="What does your last branch catch?",
        )


@pytest.mark.check(task="literal_clause", points=1.5, catches=("counts-not-checked",))
def test_literals_must_exist(student):
    """More plain literals than there are, fewer than none, and empty clauses are refused"""
    for kind in ("or", "and"):
        for N, L in ((3, 4), (3, -1), (1, 2), (0, 0), (5, 9)):
            expect.raises(
                ValueError,
                student.literal_clause,
                N,
                L,
                kind,
                rule="Unless 0 <= L <= N and N >= 1 it is a ValueError.",
                ask="What do you return for N = 0, and for L one above N?",
            )
    expect.raises(TypeError, student.literal_clause, "3", 2, "or", rule="What is no number is a TypeError.")


@pytest.mark.check(
    task="xor_network",
    points=4,
    catches=(
        "output-is-and",
        "computes-or",
        "computes-xnor",
        "same-hidden-unit-twice",
        "knows-only-the-table",
        "xor-as-column",
    ),
)
def test_rows_in_any_order(student, rng):
    """The network answers each row of a batch, in any order and number"""
    batches = [rng.integers(0, 2, (n, 2)) for n in (5, 11, 3, 8)]
    batches += [np.array([[1, 1], [1, 0], [0, 0], [0, 1]]), np.array([[0, 1]]), np.array([[1, 0]])]

    answers = student.xor_network.map([(X,) for X in batches])
    for X, answer in zip(batches, answers, strict=True):
        expect.exact(
            answer,
            X[:, 0] ^ X[:, 1],
            rule="Each row gives 1 iff exactly one of its two inputs is on; the answer has shape (N,).",
            ask="Follow one row through the two hidden units and the output unit.",
        )


@pytest.mark.check(task="xor_network", points=2, catches=("knows-only-the-table", "xor-as-column"))
def test_network_takes_lists_and_floats(student):
    """Lists, floats and float32 are batches as good as integer arrays"""
    X = [[1, 0], [1, 1], [0, 1], [0, 0], [1, 0]]

    batches = (X, np.array(X, dtype=np.float32), np.array(X, dtype=float))
    for answer in student.xor_network.map([(batch,) for batch in batches]):
        expect.exact(
            answer,
            [1, 0, 1, 0, 1],
            rule="Lists, ints and float32 mean the same as a float64 array.",
            ask="Where does your function turn X into an array?",
        )


@pytest.mark.check(
    task="xor_network",
    points=1,
    catches=(
        "third-input-ignored",
        "one-pair-accepted",
    ),
)
def test_network_wants_a_batch(student):
    """A single pair is no batch, three inputs are no pair, and text is no input"""
    for X in ([0, 1], np.array([1.0, 1.0]), [[1, 0, 1], [0, 1, 1]], [[1], [0]], np.ones((2, 2, 2), dtype=int)):
        expect.raises(
            ValueError,
            student.xor_network,
            X,
            rule="X has two dimensions, (N, 2).",
            ask="What is the shape of [0, 1]? And what becomes of a third column?",
        )
    for X in ([[1, 0], [2, 1]], [[0, 1], [0, 0.5]], [[-1, 0]]):
        expect.raises(
            ValueError,
            student.xor_network,
            X,
            rule="A value other than 0 and 1 is a ValueError, for three units as for one.",
            ask="Which of your units sees the inputs first, and what does it say to a 2?",
        )
    for X in ([["0", "1"], ["1", "1"]], np.array([[1j, 0]])):
        expect.raises(TypeError, student.xor_network, X, rule="Input that is not real numbers is a TypeError.")


@pytest.mark.check(
    task="is_representable",
    points=1,
    catches=("no-inhibition", "thresholds-from-one", "constants-excluded"),
)
def test_every_function_of_one_input(student):
    """All four functions of one input are one unit, however the table is given"""
    tables = [[0, 0], (0, 1), np.array([1.0, 0.0]), np.array([1, 1], dtype=np.float32), np.array([1, 0])]

    for answer in student.is_representable.map([(table,) for table in tables]):
        expect.boolean(
            answer,
            True,
            rule="Both constants, x and NOT x are one unit each.",
            ask="Which wiring and threshold gives each of the four?",
        )
    _expect_no_unit(student, [0, 1, 1, 0])


@pytest.mark.check(
    task="is_representable",
    points=4,
    catches=("no-unused-inputs", "no-inhibition", "thresholds-from-one", "constants-excluded"),
)
def test_functions_of_three_inputs_within_reach(student):
    """Every function of three inputs that some unit computes is found"""
    answers = student.is_representable.map([(list(table),) for table in sorted(_units_of_three())])

    for answer in answers:
        expect.boolean(
            answer,
            True,
            rule="Some choice of excitatory, inhibitory and unused inputs and of theta computes this function.",
            ask="How many of the 256 functions do you find? Which roles and thresholds does your search leave out?",
        )
    _expect_no_unit(student, [0, 1, 1, 0, 1, 0, 0, 1])


@pytest.mark.check(
    task="is_representable",
    points=4,
    catches=("veto-searched-as-weight", "linear-separability", "all-but-xor"),
)
def test_functions_of_three_inputs_out_of_reach(student, rng):
    """No function of three inputs that no unit computes is claimed"""
    near, far = _beyond_one_unit()
    chosen = [*rng.permutation(near)[:8], *rng.permutation(far)[:2], *_WEIGHTED]

    for answer in student.is_representable.map([(table,) for table in chosen]):
        expect.boolean(
            answer,
            False,
            rule="No single unit with this veto computes this function.",
            ask="Which unit did your search find? Does it treat an inhibitory input as a veto?",
        )
    expect.boolean(student.is_representable([0] * 7 + [1]), True, rule="AND of three inputs is one unit.")


@pytest.mark.check(task="is_representable", points=1.5, catches=("any-size",))
def test_table_sizes(student):
    """A table that is not of one, two or three inputs is refused"""
    for size in (1, 3, 5, 6, 7, 16):
        expect.raises(
            ValueError,
            student.is_representable,
            np.arange(size) % 2,
            rule="The size of a table is 2, 4 or 8; another one is a ValueError.",
            ask="How many rows has a truth table of n variables?",
        )
    for table in ([[0, 0, 0, 1]], np.zeros((1, 8), dtype=int)):
        expect.raises(
            ValueError,
            student.is_representable,
            table,
            rule="A table has one dimension; a row of a matrix is a ValueError.",
            ask="What is the shape of [[0, 1]]?",
        )


@pytest.mark.check(task="is_representable", points=0.5, catches=("text-table",))
def test_table_of_text(student):
    """A table of text or complex numbers is refused"""
    for table in (["0", "1", "1", "1"], np.array([0j, 1 + 0j]), [None, 1]):
        expect.raises(
            TypeError,
            student.is_representable,
            table,
            rule="A table that does not hold real numbers is a TypeError.",
            ask="What is the dtype of the table before you convert it?",
        )


# x AND (y OR z), majority with one input negated, x OR (y AND z): weights can, a veto cannot.
_WEIGHTED = (
    [0, 0, 0, 0, 0, 1, 1, 1],
    [1, 1, 1, 0, 1, 0, 0, 0],
    [0, 0, 0, 1, 1, 1, 1, 1],
    [0, 0, 1, 0, 1, 0, 1, 1],
)


def _expect_clauses(student, kind, join, rule):
    found = student.literal_clause.map([(N, L, kind) for N, L in SIZES])
    for (N, L), clause in zip(SIZES, found, strict=True):
        w, threshold = expect.sequence(clause, 2, rule="A clause is (w, threshold).")
        weights = expect.array(w, (N,), "any", rule="w has N entries.").astype(float)
        x = np.array(list(itertools.product((0, 1), repeat=N)))
        fires = x @ weights >= expect.real(threshold)
        literals = np.where(np.arange(N) < L, x, 1 - x)
        want = [join(row) for row in literals.tolist()]
        expect.holds(
            fires.tolist() == want,
            rule=rule,
            ask="For which number of true literals does your clause start to fire?",
            subject=clause,
        )


def _expect_no_unit(student, parity):
    expect.boolean(
        student.is_representable(parity),
        False,
        rule="No unit says whether an odd number of two or three inputs is on.",
        ask="What does your function answer for XOR?",
    )


@functools.cache
def _units_of_three():
    x = np.array(list(itertools.product((0, 1), repeat=3)))
    found = set()
    for roles in map(np.array, itertools.product((1, -1, 0), repeat=3)):
        count, veto = x @ (roles > 0), (x @ (roles < 0)) > 0
        for theta in range(5):
            found.add(tuple(((count >= theta) & ~veto).astype(int).tolist()))
    return found


@functools.cache
def _beyond_one_unit():
    """Return the functions of three inputs that no unit computes: one row from some that a unit does, and the rest."""
    within = _units_of_three()
    near = {flipped for table in within for flipped in _neighbours(table)} - within
    return sorted(near), sorted(set(itertools.product((0, 1), repeat=8)) - within - near)


def _neighbours(table):
    for k in range(len(table)):
        yield (*table[:k], 1 - table[k], *table[k + 1 :])
