"""Wrong McCulloch-Pitts units that students really write."""

from __future__ import annotations

import functools
import itertools
import operator

import numpy as np

from autograder.authoring import misconception, normal_form


def _bits(values, *ndims):
    found = np.asarray(values)
    if found.dtype.kind not in "biuf":
        raise TypeError("numbers are asked")
    if found.ndim not in ndims:
        raise ValueError("wrong number of dimensions")
    if not np.isin(found, (0, 1)).all():
        raise ValueError("only 0 and 1")
    return found.astype(np.int64)


def _arguments(x, inhibitory):
    bits = _bits(x, 1, 2)
    n = bits.shape[-1]
    mask = np.zeros(n, bool) if inhibitory is None else np.asarray(inhibitory).astype(bool)
    if mask.shape != (n,):
        raise ValueError("one mask entry for each input")
    return bits, mask


def _answer(fires):
    fires = np.asarray(fires).astype(np.int64)
    return int(fires) if fires.ndim == 0 else fires


def _table(n):
    return np.array(list(itertools.product((0, 1), repeat=n)))


def _at_least_one(n):
    if n < 1:
        raise ValueError("n < 1")
    return n


@normal_form("gate")
def gate_by_counts(result, name):
    """Take the thresholds that no count reaches for one, and so those that every count reaches."""
    theta, mask = result
    mask = np.asarray(mask)
    return {
        "mask of inhibitory inputs": mask,
        "threshold of the unit": np.clip(theta, 0, np.count_nonzero(mask == 0) + 1),
    }


# truth_table


@misconception(
    "truth_table",
    id="first-column-least-significant",
    idea="lets the first column change fastest",
    hint="Print row 1 for n = 3. Which column holds the units of the number 1 when you write it in base 2?",
)
def truth_table_little_endian(n):
    return _table(_at_least_one(n))[:, ::-1]


@misconception(
    "truth_table",
    id="table-transposed",
    idea="puts one variable in each row instead of one input",
    hint="Print the shape for n = 3. How many inputs are there, and how many variables has each?",
)
def truth_table_transposed(n):
    return _table(_at_least_one(n)).T


@misconception(
    "truth_table",
    id="counts-down",
    idea="lists the rows from all ones down to all zeros",
    hint="Which number in base 2 is your first row, and which is row 0 asked to be?",
)
def truth_table_descending(n):
    return _table(_at_least_one(n))[::-1]


@misconception(
    "truth_table",
    id="gray-order",
    idea="lists the rows as on a Karnaugh map, one digit changing at a time",
    hint="Read rows 2 and 3 for n = 2 as binary numbers. Are they 2 and 3?",
)
def truth_table_gray(n):
    k = np.arange(2 ** _at_least_one(n))
    return ((k ^ (k >> 1))[:, None] >> np.arange(n)[::-1]) & 1


@misconception(
    "truth_table",
    id="two-n-rows",
    idea="makes 2n rows, which is right for one and two variables only",
    hint="How many rows do you get for n = 3? What happens to the number of inputs when one more variable is added?",
)
def truth_table_two_n(n):
    return (np.arange(2 * _at_least_one(n))[:, None] >> np.arange(n)[::-1]) & 1


@misconception(
    "truth_table",
    id="counts-from-one",
    idea="counts from 1 to 2**n, so the row of all zeros comes last",
    hint="What is the first number that n binary digits can write?",
)
def truth_table_from_one(n):
    return (np.arange(1, 2 ** _at_least_one(n) + 1)[:, None] >> np.arange(n)[::-1]) & 1


@misconception(
    "truth_table",
    id="any-n-accepted",
    idea="returns a table for zero or a negative number of variables",
    hint="Call your function with n = 0 and with n = -1. What does the handout ask for there?",
)
def truth_table_unchecked(n):
    return _table(max(operator.index(n), 0))


# mp_neuron


@misconception(
    "mp_neuron",
    id="strictly-above",
    idea="asks for more than theta inputs, where theta are enough",
    hint="Give AND its two inputs on and theta = 2. Does your unit fire?",
)
def mp_neuron_strict(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) > theta) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="exactly-theta",
    idea="fires only when the count equals theta",
    hint="Which way does OR answer when both inputs are on? Count them and compare with its threshold.",
)
def mp_neuron_equal(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) == theta) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="veto-as-weight-minus-one",
    idea="subtracts inhibitory inputs from the count instead of letting one of them silence the unit",
    hint="Switch on two excitatory inputs and one inhibitory one, with theta = 1. What is left of the count, and "
    "what should the output be?",
)
def mp_neuron_minus_one(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer(bits @ np.where(mask, -1, 1) >= theta)


@misconception(
    "mp_neuron",
    id="veto-as-large-weight",
    idea="gives an inhibitory input a weight of minus the number of inputs",
    hint="Is there a threshold so low that your unit fires in spite of a veto?",
)
def mp_neuron_large_weight(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer(bits @ np.where(mask, -bits.shape[-1], 1) >= theta)


@misconception(
    "mp_neuron",
    id="veto-only-if-all-on",
    idea="is silenced only when every inhibitory input is on",
    hint="Wire two inputs as inhibitory and switch on one of them. How many does it take to silence the unit?",
)
def mp_neuron_all_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    vetoed = mask.any() & bits[..., mask].all(-1)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~vetoed)


@misconception(
    "mp_neuron",
    id="veto-needs-majority",
    idea="is silenced only when more inhibitory inputs are on than excitatory ones",
    hint="Switch on three excitatory inputs and one inhibitory one. Does a veto ask how many are against it?",
)
def mp_neuron_majority_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    count, against = bits[..., ~mask].sum(-1), bits[..., mask].sum(-1)
    return _answer((count >= theta) & (against <= count))


@misconception(
    "mp_neuron",
    id="inhibition-forgotten",
    idea="leaves inhibitory inputs out of the count and does nothing else with them",
    hint="Switch one inhibitory input on and off. Does anything change in your output?",
)
def mp_neuron_no_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer(bits[..., ~mask].sum(-1) >= theta)


@misconception(
    "mp_neuron",
    id="mask-ignored",
    idea="counts every input that is on, inhibitory ones too",
    hint="Call your unit twice on the same input, with and without a mask. Where does the mask enter?",
)
def mp_neuron_mask_ignored(x, theta, inhibitory=None):
    bits, _ = _arguments(x, inhibitory)
    return _answer(bits.sum(-1) >= theta)


@misconception(
    "mp_neuron",
    id="mask-inverted",
    idea="takes True in the mask for an excitatory input",
    hint="In xy', which of the two inputs silences the unit, and what does the mask say there?",
)
def mp_neuron_inverted(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    excites = np.ones_like(mask) if inhibitory is None else mask
    return _answer((bits[..., excites].sum(-1) >= theta) & ~bits[..., ~excites].any(-1))


@misconception(
    "mp_neuron",
    id="one-veto-for-the-batch",
    idea="lets an inhibitory input in one row silence every row of the batch",
    hint="Give two rows, one with a veto and one without. Then give each alone. Do the answers agree?",
)
def mp_neuron_batch_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any())


@misconception(
    "mp_neuron",
    id="counts-down-the-columns",
    idea="sums over the rows of the batch instead of over the inputs",
    hint="Give a batch of shape (5, 3). How many answers are asked, and how many come back?",
)
def mp_neuron_wrong_axis(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    if bits.ndim == 1:
        return _answer((bits[~mask].sum() >= theta) & ~bits[mask].any())
    return _answer((bits * ~mask).sum(0) >= theta)


@misconception(
    "mp_neuron",
    id="silence-cannot-fire",
    idea="never fires when no excitatory input is on, even with theta = 0",
    hint="NOT must answer 1 when its only input is off. How many excitatory inputs are on then?",
)
def mp_neuron_needs_input(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    count = bits[..., ~mask].sum(-1)
    return _answer((count >= max(theta, 1)) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="one-row-returns-array",
    idea="returns an array of length one for a single input vector",
    hint="Print the shape of your answer for x = [1, 0, 1]. One number is asked.",
)
def mp_neuron_keeps_batch(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    bits = np.atleast_2d(bits)
    return _answer((bits[:, ~mask].sum(1) >= theta) & ~bits[:, mask].any(1))


@misconception(
    "mp_neuron",
    id="numbers-not-checked",
    idea="takes any number as an input",
    hint="What does your unit answer for x = [2, 0], and for [0.5, 0.5]? Are these bits?",
)
def mp_neuron_any_number(x, theta, inhibitory=None):
    bits = np.asarray(x)
    if bits.dtype.kind not in "biuf":
        raise TypeError("numbers are asked")
    _, mask = _arguments(np.zeros(bits.shape), inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~(bits[..., mask] > 0).any(-1))


@misconception(
    "mp_neuron",
    id="inputs-rounded",
    idea="turns the inputs into integers before it checks them, so fractions pass",
    hint="What does int(0.7) give? Which comes first in your function, the conversion or the check?",
)
def mp_neuron_truncates(x, theta, inhibitory=None):
    bits = np.asarray(x)
    if bits.dtype.kind not in "biuf":
        raise TypeError("numbers are asked")
    bits, mask = _arguments(bits.astype(np.int64), inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="digits-in-quotes",
    idea="converts text to numbers without noticing",
    hint='Try np.asarray(["0", "1"], dtype=float). Should a list of strings be an input?',
)
def mp_neuron_text(x, theta, inhibitory=None):
    bits, mask = _arguments(np.asarray(x).astype(float), inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="mask-stretched",
    idea="repeats or cuts a mask of the wrong length until it fits",
    hint="Give three inputs and a mask with one entry. Which input does it speak about?",
)
def mp_neuron_any_mask(x, theta, inhibitory=None):
    bits = _bits(x, 1, 2)
    mask = np.resize([False] if inhibitory is None else inhibitory, bits.shape[-1]).astype(bool)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="any-dimensions",
    idea="takes a single number or a stack of batches as well",
    hint="Call your unit with x = 1 and with x of shape (2, 2, 3). What does the handout ask for there?",
)
def mp_neuron_any_ndim(x, theta, inhibitory=None):
    bits = np.atleast_1d(_bits(x, *range(9)))
    _, mask = _arguments(bits.reshape(-1, bits.shape[-1]), inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1))


# gate


def _look_up(name, **changed):
    units = {
        "AND": (2, [False, False]),
        "OR": (1, [False, False]),
        "NOT": (0, [True]),
        "NOR": (0, [True, True]),
        "X_AND_NOT_Y": (1, [False, True]),
        **changed,
    }
    if name not in units:
        raise ValueError(name)
    theta, mask = units[name]
    return theta, np.array(mask)


@misconception(
    "gate",
    id="nor-threshold-one",
    idea="gives NOR a threshold of 1, so that it never fires",
    hint="How many excitatory inputs has your NOR? Can that many ever reach its threshold?",
)
def gate_nor_one(name):
    return _look_up(name, NOR=(1, [True, True]))


@misconception(
    "gate",
    id="nor-is-or-of-excitatory",
    idea="wires the inputs of NOR as excitatory and lowers the threshold",
    hint="Run your NOR through the four rows of the truth table. Can switching an excitatory input on stop a unit?",
)
def gate_nor_excitatory(name):
    return _look_up(name, NOR=(0, [False, False]))


@misconception(
    "gate",
    id="not-without-inhibition",
    idea="wires the input of NOT as excitatory",
    hint="Write down your NOT's count for x = 0 and for x = 1. Which of the two reaches the threshold?",
)
def gate_not_excitatory(name):
    return _look_up(name, NOT=(1, [False]))


@misconception(
    "gate",
    id="not-threshold-one",
    idea="gives NOT a threshold of 1, so that it never fires",
    hint="With its only input off, how many excitatory inputs of NOT are on?",
)
def gate_not_one(name):
    return _look_up(name, NOT=(1, [True]))


@misconception(
    "gate",
    id="and-or-swapped",
    idea="exchanges the thresholds of AND and OR",
    hint="How many of two inputs must be on for AND? Compare with your threshold.",
)
def gate_and_or(name):
    return _look_up(name, AND=(1, [False, False]), OR=(2, [False, False]))


@misconception(
    "gate",
    id="wrong-input-negated",
    idea="lets x instead of y inhibit in xy'",
    hint="Which input must be off for x AND NOT y to fire? Look at that place of your mask.",
)
def gate_x_negated(name):
    return _look_up(name, X_AND_NOT_Y=(1, [True, False]))


@misconception(
    "gate",
    id="xy-threshold-zero",
    idea="lets xy' fire when neither input is on",
    hint="Run your X_AND_NOT_Y on 00. What does the truth table say there?",
)
def gate_xy_zero(name):
    return _look_up(name, X_AND_NOT_Y=(0, [False, True]))


@misconception(
    "gate",
    id="xy-threshold-two",
    idea="asks xy' for two excitatory inputs although it has one",
    hint="How many excitatory inputs has X_AND_NOT_Y? Can that many reach your threshold?",
)
def gate_xy_two(name):
    return _look_up(name, X_AND_NOT_Y=(2, [False, True]))


@misconception(
    "gate",
    id="nand-and-xor-invented",
    idea="returns a unit for NAND, XOR and XNOR, which one unit cannot compute",
    hint="Run what you return for NAND through its truth table. Is there a row that differs?",
)
def gate_impossible(name):
    return _look_up(name, NAND=(0, [True, True]), XOR=(1, [False, False]), XNOR=(2, [False, False]))


@misconception(
    "gate",
    id="unknown-gate-is-or",
    idea="treats every name it does not know as the last of its cases",
    hint="What does your function return for the name BANANA?",
)
def gate_default(name):
    if name in ("XOR", "XNOR", "NAND"):
        raise ValueError(name)
    return _look_up(name if name in ("AND", "NOT", "NOR", "X_AND_NOT_Y") else "OR")


@misconception(
    "gate",
    id="names-in-any-case",
    idea="takes a name in small letters for one of the five",
    hint="Which names does the task list, letter by letter? What does your function return for the others?",
)
def gate_any_case(name):
    return _look_up(name.strip().upper())


@misconception(
    "gate",
    id="theta-halfway",
    idea="puts the threshold halfway between two counts, like a perceptron's bias",
    hint="A unit counts inputs that are on. Can the count be one and a half, and which whole number does the same?",
)
def gate_halfway(name):
    theta, mask = _look_up(name)
    return theta - 0.5, mask


@misconception(
    "gate",
    id="not-with-two-inputs",
    idea="gives NOT a second input that it does not have",
    hint="How many inputs has NOT, and how many entries has your mask?",
)
def gate_not_two(name):
    return _look_up(name, NOT=(0, [True, False]))


@misconception(
    "gate",
    id="mask-as-positions",
    idea="lists the positions of the inhibitory inputs instead of a truth value for each input",
    hint="How long is your mask for AND? One entry for each input is asked.",
)
def gate_positions(name):
    theta, mask = _look_up(name)
    return theta, np.flatnonzero(mask)


# literal_clause


def _clause(N, L, kind, thresholds):
    if kind not in thresholds or N < 1 or not 0 <= L <= N:
        raise ValueError("no such clause")
    return np.where(np.arange(N) < L, 1.0, -1.0), thresholds[kind]


@misconception(
    "literal_clause",
    id="or-threshold-is-lowest-score",
    idea="takes the lowest score for the threshold of the OR, which then always fires",
    hint="What is the score when every literal is false? Should the OR fire there?",
)
def literal_clause_constant(N, L, kind):
    return _clause(N, L, kind, {"or": L - N, "and": L})


@misconception(
    "literal_clause",
    id="or-threshold-one",
    idea="asks for a score of 1 in the OR, as if no literal were negated",
    hint="Take N = 2, L = 1 and x = (0, 0). Which literal is true, and what is the score?",
)
def literal_clause_or_one(N, L, kind):
    return _clause(N, L, kind, {"or": 1, "and": L})


@misconception(
    "literal_clause",
    id="and-threshold-all",
    idea="asks for a score of N in the AND, as if no literal were negated",
    hint="What is the highest score that L weights of +1 and N - L weights of -1 can give?",
)
def literal_clause_and_n(N, L, kind):
    return _clause(N, L, kind, {"or": L - N + 1, "and": N})


@misconception(
    "literal_clause",
    id="and-threshold-off-by-one",
    idea="lets the AND fire when one literal is still false",
    hint="Score an input that makes all literals but one true. Does your AND fire?",
)
def literal_clause_and_loose(N, L, kind):
    return _clause(N, L, kind, {"or": L - N + 1, "and": L - 1})


@misconception(
    "literal_clause",
    id="or-and-swapped",
    idea="exchanges OR and AND",
    hint="How many literals must be true for your OR? Count on one input with a single true literal.",
)
def literal_clause_swapped(N, L, kind):
    return _clause(N, L, kind, {"or": L, "and": L - N + 1})


@misconception(
    "literal_clause",
    id="negated-first",
    idea="puts the weights of the negated literals first",
    hint="Print w for N = 3 and L = 1. Which variables are plain?",
)
def literal_clause_reversed(N, L, kind):
    w, threshold = _clause(N, L, kind, {"or": L - N + 1, "and": L})
    return w[::-1].copy(), threshold


@misconception(
    "literal_clause",
    id="counts-l-negated",
    idea="takes L for the number of negated literals",
    hint="With N = 5 and L = 2, how many entries of w are +1?",
)
def literal_clause_l_negated(N, L, kind):
    return _clause(N, N - L, kind, {"or": 1 - L, "and": N - L})


@misconception(
    "literal_clause",
    id="negated-weight-zero",
    idea="gives negated literals a weight of 0",
    hint="Switch a negated variable on. Does the score of your clause change?",
)
def literal_clause_zero(N, L, kind):
    w, threshold = _clause(N, L, kind, {"or": L - N + 1, "and": L})
    return np.maximum(w, 0.0), threshold


@misconception(
    "literal_clause",
    id="and-for-every-other-kind",
    idea="treats any kind that is not or as and",
    hint='What does your function return for the kind "xor"?',
)
def literal_clause_any_kind(N, L, kind):
    return _clause(N, L, "or" if kind == "or" else "and", {"or": L - N + 1, "and": L})


@misconception(
    "literal_clause",
    id="counts-not-checked",
    idea="accepts more plain literals than there are, fewer than none, and empty clauses",
    hint="What do you get for N = 2 and L = 3, for L = -1, and for N = 0?",
)
def literal_clause_any_count(N, L, kind):
    if kind not in ("or", "and"):
        raise ValueError(kind)
    return np.where(np.arange(max(N, 0)) < L, 1.0, -1.0), L - N + 1 if kind == "or" else L


# xor_network


def _pair(X):
    bits = _bits(X, 2)
    if bits.shape[1] != 2:
        raise ValueError("(N, 2) is asked")
    return bits[:, 0], bits[:, 1]


@misconception(
    "xor_network",
    id="output-is-and",
    idea="joins the two hidden units with AND, which are never on together",
    hint="Write the hidden pair for each of the four rows. Is there a row where both are on?",
)
def xor_network_and(X):
    x, y = _pair(X)
    return x * (1 - y) * (1 - x) * y


@misconception(
    "xor_network",
    id="computes-or",
    idea="computes OR, so that both inputs on gives 1",
    hint="What do your two hidden units and the output unit answer for the row 11, one by one, and what should they?",
)
def xor_network_or(X):
    x, y = _pair(X)
    return x | y


@misconception(
    "xor_network",
    id="computes-xnor",
    idea="answers 1 where the inputs agree",
    hint="What does your network answer for 00, and what should it?",
)
def xor_network_xnor(X):
    x, y = _pair(X)
    return 1 - (x ^ y)


@misconception(
    "xor_network",
    id="same-hidden-unit-twice",
    idea="feeds x and y in the same order to both hidden units, so only x AND NOT y is seen",
    hint="Print both hidden units for the row 01. Which of them should be on?",
)
def xor_network_one_side(X):
    x, y = _pair(X)
    return x & (1 - y)


@misconception(
    "xor_network",
    id="knows-only-the-table",
    idea="returns the four answers of the truth table whatever rows it is given",
    hint="Give your network the four rows in another order, or one of them twice.",
)
def xor_network_fixed(X):
    _pair(X)
    return np.array([0, 1, 1, 0])


@misconception(
    "xor_network",
    id="xor-as-column",
    idea="returns a column (N, 1) instead of (N,)",
    hint="Print the shape of your answer for four rows.",
)
def xor_network_column(X):
    x, y = _pair(X)
    return (x ^ y)[:, None]


@misconception(
    "xor_network",
    id="one-pair-accepted",
    idea="takes a single pair as if it were a batch",
    hint="Call your network with X = [0, 1]. How many dimensions are asked?",
)
def xor_network_flat(X):
    bits = _bits(X, 1, 2)
    return bits[..., 0] ^ bits[..., 1]


@misconception(
    "xor_network",
    id="third-input-ignored",
    idea="looks at the first two columns and lets others pass",
    hint="Call your network with rows of three inputs. What shape does the task ask for?",
)
def xor_network_wide(X):
    bits = _bits(X, 2)
    return bits[:, 0] ^ bits[:, 1]


# is_representable


@functools.cache
def _units(n, unused=True, inhibition=True, lowest=0, weight=False):
    rows = _table(n)
    roles = (1,) + ((-1,) if inhibition else ()) + ((0,) if unused else ())
    found = set()
    for role in map(np.array, itertools.product(roles, repeat=n)):
        score = rows @ role if weight else rows @ (role > 0)
        quiet = rows @ (role < 0) > 0 if not weight else np.zeros(len(rows), bool)
        low = -n if weight else lowest
        for theta in range(low, n + 2):
            found.add(tuple(((score >= theta) & ~quiet).astype(int).tolist()))
    return found


def _outputs(table, sizes=(2, 4, 8)):
    bits = _bits(table, 1)
    if bits.size not in sizes:
        raise ValueError("2, 4 or 8 outputs")
    return tuple(bits.tolist()), bits.size.bit_length() - 1


@misconception(
    "is_representable",
    id="veto-searched-as-weight",
    idea="searches over weights +1, -1 and 0, where an inhibitory input is a veto",
    hint="Does your search find a unit for NAND? Run that unit with a real veto through the four rows.",
)
def is_representable_weights(table):
    outputs, n = _outputs(table)
    return outputs in _units(n, weight=True)


@misconception(
    "is_representable",
    id="no-unused-inputs",
    idea="wires every input, so functions that ignore one are not found",
    hint="Take the function that copies x and ignores y. What would y have to be?",
)
def is_representable_all_used(table):
    outputs, n = _outputs(table)
    return outputs in _units(n, unused=False)


@misconception(
    "is_representable",
    id="no-inhibition",
    idea="tries excitatory inputs only",
    hint="Which wiring makes NOT? Is it among those you try?",
)
def is_representable_monotone(table):
    outputs, n = _outputs(table)
    return outputs in _units(n, inhibition=False)


@misconception(
    "is_representable",
    id="thresholds-from-one",
    idea="leaves out the threshold 0",
    hint="Which threshold has a unit that fires with nothing on? Is it among those you try?",
)
def is_representable_theta_one(table):
    outputs, n = _outputs(table)
    return outputs in _units(n, lowest=1)


@misconception(
    "is_representable",
    id="linear-separability",
    idea="answers for the perceptron with free weights instead of the McCulloch-Pitts unit",
    hint="What do you answer for NAND? Which wiring and threshold would compute it?",
)
def is_representable_separable(table):
    outputs, n = _outputs(table)
    return outputs in _separable(n)


@functools.cache
def _separable(n):
    rows = _table(n)
    found = set()
    for w in itertools.product(range(-3, 4), repeat=n):
        score = rows @ np.array(w)
        for theta in range(-9, 11):
            found.add(tuple((score >= theta).astype(int).tolist()))
    return found


@misconception(
    "is_representable",
    id="all-but-xor",
    idea="takes XOR and its negation for the only functions out of reach",
    hint="Count the True answers over all 16 functions of two inputs. How many does the handout give?",
)
def is_representable_parity(table):
    outputs, n = _outputs(table)
    parity = tuple((_table(n).sum(1) % 2).tolist())
    return n == 1 or outputs not in (parity, tuple(1 - b for b in parity))


@misconception(
    "is_representable",
    id="constants-excluded",
    idea="does not count the constant functions",
    hint="Which threshold does a unit need so that it never fires? So that it always fires?",
)
def is_representable_no_constants(table):
    outputs, n = _outputs(table)
    return len(set(outputs)) == 2 and outputs in _units(n)


@misconception(
    "is_representable",
    id="any-size",
    idea="answers False for a table whose size is no power of two, or is too large",
    hint="How many rows has a truth table of three variables? Can a table have six?",
)
def is_representable_any_size(table):
    bits = _bits(table, 1)
    if bits.size not in (2, 4, 8):
        return False
    return tuple(bits.tolist()) in _units(bits.size.bit_length() - 1)


@misconception(
    "is_representable",
    id="text-table",
    idea="reads a table of strings as if it were numbers",
    hint="What is the dtype of the table before you convert it? Should text be a table?",
)
def is_representable_text(table):
    outputs, n = _outputs(np.asarray(table).astype(float))
    return outputs in _units(n)


# more of each


@misconception(
    "truth_table",
    id="minus-one-for-zero",
    idea="writes -1 and +1 in place of 0 and 1",
    hint="What are the two values of a Boolean input in these notes? Print your row 0.",
)
def truth_table_bipolar(n):
    return 2 * _table(_at_least_one(n)) - 1


@misconception(
    "truth_table",
    id="one-variable-refused",
    idea="refuses n = 1, although one variable has a table too",
    hint="Write the truth table of NOT. How many variables has it?",
)
def truth_table_two_at_least(n):
    if n < 2:
        raise ValueError("n < 2")
    return _table(n)


@misconception(
    "truth_table",
    id="three-digits-always",
    idea="writes every row with three digits, as in an example of three variables",
    hint="Print the shape for n = 1 and for n = 2. How many columns are asked?",
)
def truth_table_three_digits(n):
    rows = np.arange(2 ** _at_least_one(n))
    return (rows[:, None] >> np.arange(max(n, 3))[::-1]) & 1


@misconception(
    "truth_table",
    id="lone-column-dropped",
    idea="drops axes of length one, and with them the column of a single variable",
    hint="Print the shape for n = 1. Which two numbers are asked?",
)
def truth_table_squeezed(n):
    return np.squeeze(_table(_at_least_one(n)))


@misconception(
    "truth_table",
    id="zeros-on-the-right",
    idea="fills short binary numbers up with zeros on the right, where they stand on the left",
    hint="Which number is 1, written with three binary digits? And what is 100?",
)
def truth_table_filled_right(n):
    return np.array([[int(d) for d in format(k, "b").ljust(n, "0")] for k in range(2 ** _at_least_one(n))])


@misconception(
    "truth_table",
    id="at-most-eight-variables",
    idea="keeps the number of a row in one byte",
    hint="Print the rows 255 and 256 for n = 9. Do they differ?",
)
def truth_table_byte(n):
    k = np.arange(2 ** _at_least_one(n)) % 256
    return (k[:, None] >> np.arange(n)[::-1]) & 1


def _one_by_one(x, inhibitory, answer):
    """Apply a function of (row, mask) to each row."""
    bits, mask = _arguments(x, inhibitory)
    return _answer([answer(row, mask) for row in bits] if bits.ndim == 2 else answer(bits, mask))


@misconception(
    "mp_neuron",
    id="veto-only-if-one",
    idea="is silenced only when exactly one inhibitory input is on",
    hint="Wire two inputs as inhibitory and switch both on. What should the unit do?",
)
def mp_neuron_one_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & (bits[..., mask].sum(-1) != 1))


@misconception(
    "mp_neuron",
    id="first-inhibitory-input-only",
    idea="looks at the first inhibitory input and at no other",
    hint="Wire two inputs as inhibitory and switch on the second one. What should the unit do?",
)
def mp_neuron_first_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask][..., :1].any(-1))


@misconception(
    "mp_neuron",
    id="last-inhibitory-input-only",
    idea="overwrites the veto at each inhibitory input, so that only the last one counts",
    hint="Wire two inputs as inhibitory and switch on the first one. What should the unit do?",
)
def mp_neuron_last_veto(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask][..., -1:].any(-1))


@misconception(
    "mp_neuron",
    id="veto-resets-the-count",
    idea="sets the count back to 0 at a veto and goes on counting",
    hint="Put the inhibitory input first, switch it on, and let the excitatory ones follow. Does your unit fire?",
)
def mp_neuron_reset(x, theta, inhibitory=None):
    def answer(row, mask):
        count = 0
        for on, inhibits in zip(row, mask, strict=True):
            count = 0 if on and inhibits else count + int(on)
        return count >= theta

    return _one_by_one(x, inhibitory, answer)


@misconception(
    "mp_neuron",
    id="fires-before-a-later-veto",
    idea="fires as soon as theta is reached, without looking at the inputs that follow",
    hint="Put the inhibitory input last and switch everything on. Does your loop get that far?",
)
def mp_neuron_early(x, theta, inhibitory=None):
    def answer(row, mask):
        count = 0
        for on, inhibits in zip(row, mask, strict=True):
            if on and inhibits:
                return False
            count += int(on)
            if count >= theta:
                return True
        return count >= theta

    return _one_by_one(x, inhibitory, answer)


@misconception(
    "mp_neuron",
    id="no-veto-at-threshold-zero",
    idea="fires at a threshold of 0 whatever the inhibitory inputs say",
    hint="NOT has theta = 0 and one inhibitory input. Switch it on: what should the unit do?",
)
def mp_neuron_zero_fires(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= theta) & (~bits[..., mask].any(-1) | (theta <= 0)))


@misconception(
    "mp_neuron",
    id="threshold-capped",
    idea="lowers a threshold that is out of reach to the number of excitatory inputs",
    hint="Can a unit with two excitatory inputs reach theta = 3? What should it answer, then?",
)
def mp_neuron_capped(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer((bits[..., ~mask].sum(-1) >= min(theta, (~mask).sum())) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="threshold-out-of-reach-refused",
    idea="refuses a threshold larger than the number of inputs, where the unit just never fires",
    hint="Which errors does the docstring name? Is a unit that never fires one of them?",
)
def mp_neuron_refuses_theta(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    if theta > bits.shape[-1]:
        raise ValueError("theta > n")
    return _answer((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1))


@misconception(
    "mp_neuron",
    id="mask-lost-in-a-batch",
    idea="passes the mask on for one row and forgets it for a batch",
    hint="Give one row alone and then the same row as a batch of one, with a veto on. Do the answers agree?",
)
def mp_neuron_batch_unmasked(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    if bits.ndim == 2:
        return _answer(bits.sum(-1) >= theta)
    return _answer((bits[~mask].sum() >= theta) & ~bits[mask].any())


@misconception(
    "mp_neuron",
    id="silent-is-minus-one",
    idea="answers -1 where the unit does not fire",
    hint="Which two values has the output of a McCulloch-Pitts unit?",
)
def mp_neuron_bipolar(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    return _answer(2 * ((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1)).astype(int) - 1)


@misconception(
    "mp_neuron",
    id="silent-is-minus-one-in-a-batch",
    idea="answers -1 for the rows of a batch on which the unit does not fire",
    hint="Give one row alone and then the same row as a batch of one. Do the answers agree?",
)
def mp_neuron_bipolar_batch(x, theta, inhibitory=None):
    bits, mask = _arguments(x, inhibitory)
    fires = ((bits[..., ~mask].sum(-1) >= theta) & ~bits[..., mask].any(-1)).astype(int)
    return _answer(fires if bits.ndim == 1 else 2 * fires - 1)


@misconception(
    "gate",
    id="xy-without-inhibition",
    idea="wires both inputs of xy' as excitatory",
    hint="Run your X_AND_NOT_Y on 11. Which input should silence it?",
)
def gate_xy_excitatory(name):
    return _look_up(name, X_AND_NOT_Y=(1, [False, False]))


@misconception(
    "gate",
    id="nor-with-one-veto",
    idea="lets only one of the inputs of NOR inhibit",
    hint="Run your NOR on the rows 01 and 10. Which input silences it on each of them?",
)
def gate_nor_one_veto(name):
    return _look_up(name, NOR=(0, [True, False]))


@misconception(
    "gate",
    id="nor-with-the-other-veto",
    idea="lets only the second of the inputs of NOR inhibit",
    hint="Run your NOR on the rows 01 and 10. Which input silences it on each of them?",
)
def gate_nor_other_veto(name):
    return _look_up(name, NOR=(0, [False, True]))


@misconception(
    "gate",
    id="not-with-two-vetoes",
    idea="gives NOT two inhibitory inputs",
    hint="How many inputs has NOT, and how many entries has your mask?",
)
def gate_not_two_vetoes(name):
    return _look_up(name, NOT=(0, [True, True]))


@misconception(
    "gate",
    id="nor-refused",
    idea="refuses NOR, as if it took two units",
    hint="Which threshold makes a unit fire when nothing is on? What does it take to silence it?",
)
def gate_nor_refused(name):
    if name == "NOR":
        raise ValueError(name)
    return _look_up(name)


@misconception(
    "gate",
    id="nand-invented",
    idea="returns a unit for NAND, which one unit cannot compute",
    hint="Run what you return for NAND through its truth table. Is there a row that differs?",
)
def gate_nand(name):
    return _look_up(name, NAND=(0, [True, True]))


@misconception(
    "literal_clause",
    id="plain-literal-needed",
    idea="refuses L = 0, a clause of negated literals only",
    hint="Is x1' OR x2' a clause? How many plain literals has it?",
)
def literal_clause_some_plain(N, L, kind):
    if L < 1:
        raise ValueError("L < 1")
    return _clause(N, L, kind, {"or": L - N + 1, "and": L})


@misconception(
    "literal_clause",
    id="negated-literal-needed",
    idea="refuses L = N, a clause of plain literals only",
    hint="Is x1 OR x2 a clause? How many negated literals has it?",
)
def literal_clause_some_negated(N, L, kind):
    if L >= N:
        raise ValueError("L >= N")
    return _clause(N, L, kind, {"or": L - N + 1, "and": L})


@misconception(
    "literal_clause",
    id="arguments-taken-for-each-other",
    idea="takes the first argument for the number of plain literals and the second for that of all",
    hint="Call it with N = 3 and L = 1. How long is your w?",
)
def literal_clause_arguments(N, L, kind):
    return _clause(L, N, kind, {"or": N - L + 1, "and": N})


@misconception(
    "literal_clause",
    id="negative-weights-in-unsigned-bytes",
    idea="stores the weights as unsigned bytes, where -1 becomes 255",
    hint="Print w for L = 0. What is np.array(-1).astype(np.uint8)?",
)
def literal_clause_unsigned(N, L, kind):
    w, threshold = _clause(N, L, kind, {"or": L - N + 1, "and": L})
    return w.astype(np.int8).view(np.uint8), threshold


@misconception(
    "xor_network",
    id="xor-of-minus-one-and-one",
    idea="answers -1 where the inputs agree",
    hint="Which two values has the output of a McCulloch-Pitts unit?",
)
def xor_network_bipolar(X):
    x, y = _pair(X)
    return 2 * (x ^ y) - 1


@misconception(
    "xor_network",
    id="hidden-units-subtracted",
    idea="subtracts one hidden unit from the other in place of joining them",
    hint="Write the hidden pair for each of the four rows. What should the output unit make of (0, 1)?",
)
def xor_network_difference(X):
    x, y = _pair(X)
    return x - y


@misconception(
    "xor_network",
    id="second-unit-is-nor",
    idea="takes NOR for the second hidden unit, where x' and y is asked",
    hint="Print both hidden units for the rows 00 and 01. Which of them should be on?",
)
def xor_network_nor(X):
    x, y = _pair(X)
    return (x & (1 - y)) | (1 - (x | y))


@misconception(
    "xor_network",
    id="sees-only-y-and-not-x",
    idea="is on for y and not x only",
    hint="Print both hidden units for the row 10. Which of them should be on?",
)
def xor_network_other_side(X):
    x, y = _pair(X)
    return y & (1 - x)


@functools.cache
def _found(n, unit, thresholds=None, few=None):
    """Return the tables of all units, made by `unit(on, vetoes, theta)`: counts of inputs that are on, by role."""
    rows = _table(n)
    found = set()
    for role in map(np.array, itertools.product((1, -1, 0), repeat=n)):
        if few is not None and (role < 0).sum() > few:
            continue
        on, vetoes, many = rows @ (role > 0), rows @ (role < 0), int((role < 0).sum())
        excitatory = int((role > 0).sum())
        for theta in range(n + 2) if thresholds is None else thresholds(n, excitatory):
            found.add(tuple(np.asarray(unit(on, vetoes, many, theta)).astype(int).tolist()))
    return found


def _fires(on, vetoes, many, theta):
    return (on >= theta) & (vetoes == 0)


def _fires_unless_all(on, vetoes, many, theta):
    return (on >= theta) & ~((vetoes == many) & (many > 0))


def _fires_by_difference(on, vetoes, many, theta):
    return on - vetoes >= theta


def _and_only(n, excitatory):
    return (excitatory,)


def _or_only(n, excitatory):
    return (1,)


def _or_and_and(n, excitatory):
    return (0, 1, n)


def _or_and_own_and(n, excitatory):
    return (0, 1, excitatory)


@misconception(
    "is_representable",
    id="one-inhibitory-input-at-most",
    idea="tries one inhibitory input at most",
    hint="How many inhibitory inputs has NOR? Is it among the units you try?",
)
def is_representable_one_veto(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires, None, 1)


@misconception(
    "is_representable",
    id="thresholds-of-or-and-and",
    idea="tries the thresholds 0, 1 and n only",
    hint="Which threshold has the unit that fires when two of three inputs are on? Do you try it?",
)
def is_representable_few_thresholds(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires, _or_and_and)


@misconception(
    "is_representable",
    id="no-majority",
    idea="tries the thresholds 0, 1 and the number of excitatory inputs, and none in between",
    hint="Which threshold has the unit that fires when two of three inputs are on? Do you try it?",
)
def is_representable_no_majority(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires, _or_and_own_and)


@misconception(
    "is_representable",
    id="all-excitatory-needed",
    idea="tries only the threshold at which all excitatory inputs must be on",
    hint="Which threshold has OR? Is it among those you try?",
)
def is_representable_and_only(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires, _and_only)


@misconception(
    "is_representable",
    id="one-excitatory-enough",
    idea="tries the threshold 1 only",
    hint="Which threshold has AND, and which NOR? Are they among those you try?",
)
def is_representable_or_only(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires, _or_only)


@misconception(
    "is_representable",
    id="veto-needs-all",
    idea="lets the inhibitory inputs silence a unit only when all of them are on",
    hint="Does your search find a unit for NAND? Run that unit with a real veto through the four rows.",
)
def is_representable_all_veto(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires_unless_all)


@misconception(
    "is_representable",
    id="veto-subtracts-one",
    idea="subtracts the inhibitory inputs from the count, at thresholds from 0",
    hint="Which unit does your search find for x OR NOT y? Run it with a real veto through the four rows.",
)
def is_representable_difference(table):
    outputs, n = _outputs(table)
    return outputs in _found(n, _fires_by_difference)


@misconception(
    "is_representable",
    id="complement-counts-too",
    idea="also says yes when a unit computes the opposite of the table",
    hint="One unit computes AND. Does one unit compute NAND? Which further unit would have to turn it round?",
)
def is_representable_complement(table):
    outputs, n = _outputs(table)
    return outputs in _units(n) or tuple(1 - bit for bit in outputs) in _units(n)


@misconception(
    "is_representable",
    id="tables-of-one-input-refused",
    idea="refuses tables of one input",
    hint="Which function has the table [1, 0]? How many inputs does it take?",
)
def is_representable_two_inputs(table):
    outputs, n = _outputs(table, (4, 8))
    return outputs in _units(n)


@misconception(
    "is_representable",
    id="never-firing-excluded",
    idea="does not count the function that is 0 everywhere",
    hint="Which threshold does a unit need so that it never fires?",
)
def is_representable_some_one(table):
    outputs, n = _outputs(table)
    return any(outputs) and outputs in _units(n)


@misconception(
    "is_representable",
    id="always-firing-excluded",
    idea="does not count the function that is 1 everywhere",
    hint="Which threshold does a unit need so that it always fires?",
)
def is_representable_some_zero(table):
    outputs, n = _outputs(table)
    return not all(outputs) and outputs in _units(n)


@misconception(
    "is_representable",
    id="number-of-ones-decides",
    idea="sorts the table, as if only the number of its ones mattered",
    hint="XOR and the copy of x have two ones each. Can one unit compute both?",
)
def is_representable_sorted(table):
    outputs, n = _outputs(table)
    return tuple(sorted(outputs)) in _units(n)


@misconception(
    "is_representable",
    id="only-two-inputs-are-hard",
    idea="says yes to every function of one or three inputs",
    hint="How many of the 256 functions of three inputs can one unit compute, says the handout? Count yours.",
)
def is_representable_two_hard(table):
    outputs, n = _outputs(table)
    return n != 2 or outputs in _units(n)


@misconception(
    "is_representable",
    id="monotone-or-its-opposite",
    idea="answers yes for every table that never falls, or never rises, when an input is switched on",
    hint="What do you answer for NAND? Which wiring and threshold would compute it?",
)
def is_representable_unate(table):
    outputs, n = _outputs(table)
    rows = _table(n)
    below = [(i, j) for i in range(2**n) for j in range(2**n) if i != j and (rows[i] <= rows[j]).all()]
    rises = all(outputs[i] <= outputs[j] for i, j in below)
    falls = all(outputs[i] >= outputs[j] for i, j in below)
    return rises or falls


@misconception(
    "literal_clause",
    id="l-counts-negated-in-the-weights",
    idea="takes L for the number of negated literals in the weights, and for that of plain ones in the threshold",
    hint="With N = 5 and L = 2, how many entries of w are +1? And which L does your threshold use?",
)
def literal_clause_half_negated(N, L, kind):
    _, threshold = _clause(N, L, kind, {"or": L - N + 1, "and": L})
    return _clause(N, N - L, kind, {kind: 0})[0], threshold


@misconception(
    "literal_clause",
    id="and-threshold-from-the-row-of-ones",
    idea="takes the score of the row of all ones for the threshold of the AND, as if every input should be on",
    hint="Which input makes all literals of x1 AND x2' true? What is its score?",
)
def literal_clause_row_of_ones(N, L, kind):
    return _clause(N, L, kind, {"or": L - N + 1, "and": 2 * L - N})
