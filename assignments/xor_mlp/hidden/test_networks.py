"""Hidden checks of networks that compute Boolean functions."""

import itertools

import numpy as np
import pytest

from autograder import expect

NOT_TABLES = (["a", "b", "c", "d"], [None, 1, 0, 1], np.array([1j, 0, 1, 0]))


def rows(n):
    """Return the truth table's inputs in binary order, first column most significant."""
    return np.array(list(itertools.product((0, 1), repeat=n)))


def network(got, n, units):
    """Return W1, b1, w2, b2 of a network with that many inputs and hidden units."""
    rule = "A network is W1 (hidden units, inputs), b1 (hidden units,), w2 (hidden units,) and the number b2."
    ask = "How many hidden units does the task ask for?"
    W1, b1, w2, b2 = expect.sequence(got, 4, rule=rule)
    W1 = expect.array(W1, (units, n), "any", rule=rule, ask=ask)
    b1 = expect.array(b1, (units,), "any", rule=rule, ask=ask)
    w2 = expect.array(w2, (units,), "any", rule=rule, ask=ask)
    single = isinstance(b2, np.ndarray) and b2.size == 1
    b2 = expect.real(b2.reshape(()) if single else b2, rule=rule)
    return W1.astype(float), b1.astype(float), w2.astype(float), b2


def run(net, X):
    """Run X through threshold units that fire at scores >= 0."""
    W1, b1, w2, b2 = net
    return ((X @ W1.T + b1 >= 0) @ w2 + b2 >= 0).astype(int)


def computes(got, table, units):
    """Require a network of that many hidden units whose truth table is `table`."""
    n = len(table).bit_length() - 1
    expect.holds(
        np.array_equal(run(network(got, n, units), rows(n)), table),
        rule="Run on the truth table, the network should give the table it was built for.",
        ask=("Build a network for a table with a single 1, and look which hidden unit fires on which row."),
        subject=got,
    )


def computes_all(function, tables, count):
    """Require networks for all `tables`, with `count(table)` hidden units each."""
    for table, got in zip(tables, function.map([(t,) for t in tables]), strict=True):
        computes(got, np.asarray(table).astype(int), count(table))


def refuses_other_tables(function):
    """Require errors for wrong sizes, for two dimensions and for what is not numeric."""
    for table in (
        [1, 0, 1],
        [1, 0] * 3,
        [0, 1, 1] * 4,
        [1] + [0] * 8,
        [[1, 0, 0, 1], [0, 1, 0, 1]],
        [[0], [1], [1], [0]],
    ):
        expect.raises(
            ValueError,
            function,
            np.array(table),
            rule="A table is 1-D and has 2**n entries; anything else is a ValueError.",
            ask="For which sizes is there an n with 2**n entries?",
        )
    for table in NOT_TABLES:
        expect.raises(
            TypeError,
            function,
            table,
            rule="Text, None and complex numbers are a TypeError.",
            ask="Which dtype does np.asarray give for them?",
        )


def random_tables(rng, n, count):
    """Return tables of n inputs that hold both 0 and 1."""
    tables = rng.integers(0, 2, (count, 2**n))
    tables[:, 0] = 1 - tables[:, -1]
    return list(tables)


@pytest.mark.check(
    task="minterm_layer",
    points=3,
    catches=("minterm-bias-n", "minterm-bias-zeros", "minterm-bias-slack", "minterm-zero-weights"),
)
def test_minterm_fires_alone(student):
    """Unit k fires on row k of the truth table and on no other row, for any number of inputs."""
    sizes = (1, 3, 4, 5, 6)

    for n, got in zip(sizes, student.minterm_layer.map([(n,) for n in sizes]), strict=True):
        W, b = expect.sequence(got, 2, rule="minterm_layer returns W and b.")
        W = expect.array(W, (2**n, n), "any", rule="W has one row for each row of the truth table.")
        b = expect.array(b, (2**n,), "any", rule="There is one bias for each unit.")
        expect.holds(
            np.array_equal(rows(n) @ W.astype(float).T + b >= 0, np.eye(2**n, dtype=bool)),
            rule="Unit k fires on row k alone.",
            ask=("What is the highest score, and what the second highest, that a unit with weights +1 and -1 can see?"),
            subject=b,
        )


@pytest.mark.check(task="minterm_layer", points=3, catches=("minterm-least-significant", "minterm-zero-weights"))
def test_minterm_weights(student):
    """The weights are +1 and -1, in the order of the truth table's rows and columns."""
    sizes = (1, 2, 3, 9)

    for n, got in zip(sizes, student.minterm_layer.map([(n,) for n in sizes]), strict=True):
        W, _ = expect.sequence(got, 2, rule="minterm_layer returns W and b.")
        expect.exact(
            W,
            2 * rows(n) - 1,
            rule=("A weight is +1 where the row has 1 and -1 where it has 0; the first column is most significant."),
            ask="Which row of the truth table of three inputs is row 1, and which is row 4?",
        )


@pytest.mark.check(
    task="boolean_mlp",
    points=4,
    catches=("boolean-output-bias", "boolean-inverted", "boolean-reversed"),
)
def test_boolean_functions_of_three(student, rng):
    """Eight hidden units compute whichever function of three inputs is asked for."""
    tables = [*random_tables(rng, 3, 18), np.eye(8, dtype=int)[1], 1 - np.eye(8, dtype=int)[3]]

    computes_all(student.boolean_mlp, tables, lambda table: 8)


@pytest.mark.check(task="boolean_mlp", points=3, catches=("boolean-always-on", "boolean-true-rows"))
def test_boolean_functions_of_other_sizes(student, rng):
    """One, two, four and five inputs work as well, constant functions and lists of numbers too."""
    tables = [
        [0, 1],
        (1, 0),
        [0.0, 0.0, 1.0, 0.0],
        np.float32([1, 1, 0, 1]),
        *random_tables(rng, 4, 4),
    ]
    tables += [
        *random_tables(rng, 5, 3),
        np.zeros(8),
        np.ones(8),
        np.zeros(2, int),
        np.ones(16, int),
    ]

    computes_all(student.boolean_mlp, tables, len)


@pytest.mark.check(task="boolean_mlp", points=1, catches=("boolean-any-size",))
def test_boolean_refuses_other_tables(student):
    """A table whose size is not a power of two is refused, and so is one that is not numeric."""
    refuses_other_tables(student.boolean_mlp)


@pytest.mark.check(task="dnf_mlp", points=3, catches=("dnf-false-rows", "dnf-and", "dnf-keeps-all-rows"))
def test_dnf_functions_of_three(student, rng):
    """Any function of three inputs takes as many hidden units as it has true rows."""
    tables = [*random_tables(rng, 3, 18), np.eye(8, dtype=int)[1], 1 - np.eye(8, dtype=int)[3]]

    computes_all(student.dnf_mlp, tables, lambda table: int(np.sum(table)))


@pytest.mark.check(task="dnf_mlp", points=2, catches=("dnf-keeps-all-rows", "dnf-majority"))
def test_dnf_of_parity(student):
    """The parity of N inputs takes 2**(N-1) hidden units."""
    tables = [rows(n).sum(axis=1) % 2 for n in (1, 2, 4, 5, 6)]

    computes_all(student.dnf_mlp, tables, lambda table: len(table) // 2)


@pytest.mark.check(task="dnf_mlp", points=2, catches=("dnf-drops-first", "dnf-and"))
def test_dnf_of_other_sizes(student, rng):
    """A single true row, true rows only or none, and one to five inputs work as well."""
    tables = [
        [0, 1],
        (1, 0),
        [1.0, 0.0, 0.0, 0.0],
        [0, 0, 1, 1],
        np.float32([0, 0, 0, 1]),
        np.ones(8),
        np.ones(2, int),
    ]
    tables += [*random_tables(rng, 4, 4), *random_tables(rng, 5, 3), np.eye(16, dtype=int)[11]]

    computes_all(student.dnf_mlp, tables, lambda table: int(np.sum(table)))
    # Without a true row there is no hidden unit. Which shape nothing has does not matter, only what b2 makes of it.
    *_, w2, b2 = expect.sequence(student.dnf_mlp([0, 0, 0, 0]), 4)
    w2 = expect.array(w2, (0,), "any", rule="There is one hidden unit for each true row, and here is none.")
    b2 = expect.real(b2.reshape(()) if isinstance(b2, np.ndarray) and b2.size == 1 else b2)
    expect.holds(b2 < 0, rule="A sum over no rows is never true.", ask="What is your b2 when no hidden unit fires?")


@pytest.mark.check(task="dnf_mlp", points=1, catches=("dnf-any-size",))
def test_dnf_refuses_other_tables(student):
    """A table whose size is not a power of two is refused, and so is one that is not numeric."""
    refuses_other_tables(student.dnf_mlp)


FORWARD_RULE = "The output is 1 where w2 . step(W1 x + b1) + b2 >= 0."


@pytest.mark.check(
    task="mlp_forward",
    points=3,
    catches=(
        "forward-linear-hidden",
        "forward-no-output-bias",
        "forward-no-hidden-bias",
        "forward-no-output-step",
        "forward-signs",
    ),
)
def test_forward_of_random_networks(student, reference, rng):
    """Networks of any shape are run with threshold units in both layers."""
    cases = []
    shapes = [(7, 3, 5), (4, 5, 2), (9, 2, 6), (11, 4, 3), (6, 1, 4), (1, 3, 2)]
    for n, d, h in [*shapes, (8, 3, 3), (4, 4, 4), (5, 2, 5), (12, 5, 4), (9, 3, 1)]:
        W1, b1 = rng.normal(size=(h, d)), rng.normal(size=h)
        X, w2 = rng.normal(size=(n, d)) * 2, rng.normal(size=h) * 1.5
        cases.append((X, W1, b1, w2, float(rng.normal())))

    wanted = reference.mlp_forward.map(cases)
    for want, got in zip(wanted, student.mlp_forward.map(cases), strict=True):
        expect.exact(
            got,
            want,
            rule=FORWARD_RULE,
            ask="What does the output unit see: the hidden scores, or who fired?",
        )


@pytest.mark.check(task="mlp_forward", points=2, catches=("forward-strict-output", "forward-strict-hidden"))
def test_forward_with_scores_of_zero(student, reference, rng):
    """A score of exactly zero fires, in the hidden layer and at the output."""
    signs = np.array([-2.0, -1.0, 1.0, 2.0])
    cases = []
    for n, d, h in [(9, 2, 3), (8, 3, 2), (5, 1, 4), (7, 4, 1)] * 3:
        X, b1 = rng.integers(-2, 3, (n, d)), rng.integers(-2, 3, h)
        W1, w2 = rng.choice(signs, (h, d)), rng.choice(signs, h)
        cases.append((X.astype(float), W1, b1.astype(float), w2, float(rng.integers(-2, 3))))
    tiny = 2.0**-50  # the same signs, far below any tolerance
    cases += [(X * tiny, W1, b1 * tiny, w2 * tiny, b2 * tiny) for X, W1, b1, w2, b2 in cases[:4]]

    wanted = reference.mlp_forward.map(cases)
    for want, got in zip(wanted, student.mlp_forward.map(cases), strict=True):
        expect.exact(got, want, rule=FORWARD_RULE, ask="What does each layer do with a score of exactly 0?")


@pytest.mark.check(task="mlp_forward", points=1, catches=("forward-not-promoted",))
def test_forward_of_lists_and_integers(student, reference, rng):
    """Lists, integers of any width and float32 are taken as float64."""
    small = np.array([[100, 100], [90, -60], [-100, -100]], dtype=np.int8)
    singles = [rng.normal(size=s).astype(np.float32) for s in ((6, 3), (2, 3), (2,), (2,))]
    weights = [[1, 1], [-1, 2], [2, 1]]
    cases = [
        (
            small,
            np.array([[1, 1], [2, -1]], dtype=np.int8),
            np.int8([-50, -20]),
            np.int8([2, -3]),
            0,
        ),
        ([[0, 1], [1, 1], [2, -1]], weights, [-1, 0, -2], [1, -2, 3], -1),
        ([[0.5, -1.5]], [[3, 1]], [0], [-2], 2),
        (*singles, 0.25),
    ]

    wanted = reference.mlp_forward.map(cases)
    for want, got in zip(wanted, student.mlp_forward.map(cases), strict=True):
        expect.exact(
            got,
            want,
            rule=FORWARD_RULE,
            ask="Give the same numbers as int8, as float32 and as floats. Do the hidden scores differ?",
        )


@pytest.mark.check(
    task="mlp_forward",
    points=1,
    catches=(
        "forward-stretches-biases",
        "forward-any-shape",
    ),
)
def test_forward_refuses_misfits(student, rng):
    """Shapes that do not fit together are refused, and so is what is not numeric."""
    W1, b1, w2 = rng.normal(size=(3, 4)), rng.normal(size=3), rng.normal(size=3)
    X = rng.normal(size=(5, 4))
    misfits = [
        (X[0], W1, b1, w2),
        (X[None], W1, b1, w2),
        (X[:, :3], W1, b1, w2),
        (X[:, :1], W1, b1, w2),
        (X, W1[:, :1], b1, w2),
        (X, W1, b1[:2], w2),
        (X, W1, b1[:1], w2),
        (X, W1, b1[:, None], w2),
        (X, W1, 0.5, w2),
        (X, W1, b1, w2[:2]),
        (X, W1, b1, w2[:1]),
        (X, W1, b1, w2[:, None]),
        (X, W1, b1, w2[None]),
        (X, W1.T, b1, w2),
        (X, W1[:2], b1, w2),
        (X, W1[0], b1[:1], w2[:1]),
    ]
    for case in misfits:
        expect.raises(
            ValueError,
            student.mlp_forward,
            *case,
            0.5,
            rule=("X (N, D), W1 (H, D), b1 (H,) and w2 (H,) must fit together; else it is a ValueError."),
            ask="What does your function return for a single row of shape (D,), and for a b1 of length 1?",
        )
    for value in ([["a", "b"]], [[None, 1.0]], np.array([[1j, 2.0]])):
        expect.raises(
            TypeError,
            student.mlp_forward,
            value,
            W1[:, :2],
            b1,
            w2,
            0.5,
            rule="Text, None and complex numbers are a TypeError.",
            ask="Which dtype does np.asarray give for them?",
        )
    for net in ((W1 + 1j, b1, w2, 0.5), (W1, ["a", "b", "c"], w2, 0.5), (W1, b1, w2 * 1j, 0.5), (W1, b1, w2, None)):
        expect.raises(
            TypeError,
            student.mlp_forward,
            X,
            *net,
            rule="Weights and biases that are not real numbers are a TypeError.",
        )


@pytest.mark.check(task="xor_unit", points=2.5, catches=("unit-four-hidden", "unit-output-vector"))
def test_xor_unit_has_three_units(student):
    """There are exactly two hidden units and one output unit."""
    W1, b1, w2, b2 = network(student.xor_unit(), 2, 2)

    expect.holds(
        np.unique(run((W1, b1, w2, b2), rows(2))).size == 2,
        rule="The output unit is on for some rows and off for others.",
        ask="What is the output unit's score on each of the four rows?",
    )


@pytest.mark.check(task="xor_unit", points=2, catches=("unit-is-or", "unit-tie-on-eleven", "unit-is-xnor"))
def test_xor_unit_in_a_chain(student):
    """Fed with its own output and a third input, the network gives the parity of three inputs."""
    got = student.xor_unit()
    net = network(got, 2, 2)

    first = run(net, rows(3)[:, :2])
    second = run(net, np.column_stack([first, rows(3)[:, 2]]))

    expect.holds(
        np.array_equal(first, rows(3)[:, 0] ^ rows(3)[:, 1]) and np.array_equal(second, rows(3).sum(axis=1) % 2),
        rule=("With units that fire at scores >= 0, the network gives 1 for exactly one input on, else 0."),
        ask="Which score does the output unit see on row 11, and does a unit fire at 0?",
        subject=got,
    )
