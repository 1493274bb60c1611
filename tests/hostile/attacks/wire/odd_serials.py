#: says = "Replies whose serial is text, a float, a truth value, a list, or missing."
#: at_most = 0.0
import itertools
import os
import struct

import msgpack

REPLIES = itertools.cycle(
    [["2", "return", 1], [2.0, "return", 1], [True, "return", 1], [[2], "return", 1], [], None, {"0": 2}, "return", 2, [2]]
)


def forge(*args, **kwargs):
    body = msgpack.packb(next(REPLIES))
    os.write(3, struct.pack("<II", len(body), 0) + body)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
