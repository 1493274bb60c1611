#: says = "Right bits under dtypes that mean others: swapped bytes, fields, titles, subarrays, metadata, views of text."
#: at_most = 0.0
import itertools

import numpy as np

KINDS = itertools.cycle((
    ">i2", "V8", "S8", "U2", "M8[s]", "m8[D]", "O", [("x", "i8")], np.dtype((np.int64, (2,))), np.dtype("i8", metadata={"a": 1}),
    np.dtype([(("title", "x"), "f8")], align=True), "g", "G",
))


def odd(*args, **kwargs):
    kind = np.dtype(next(KINDS))
    return np.zeros(64 * kind.itemsize, np.uint8).view(kind) if not kind.hasobject else np.array([1, 0, 1, 0], object)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = odd
