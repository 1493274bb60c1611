#: says = "Callbacks to functions that nobody passed, with numbers that count from the end."
#: at_most = 0.0
import itertools
import os
import struct
import sys

import msgpack

NUMBERS = itertools.cycle([0, 1, -1, -5, 10**6, 2**63, True])


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], "callback", next(NUMBERS), [1, [2]], {"x": 3}])
    os.write(3, struct.pack("<II", len(body), 0) + body)
    os.read(3, 65536)
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
