#: says = "NaN, Infinity and -0 as numbers and as text, where a score might be read."
#: at_most = 0.0
import math
import os
import struct
import sys

import msgpack


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], "return", [math.nan, math.inf, -0.0, "NaN", "1e999"]])
    os.write(3, struct.pack("<II", len(body), 0) + body)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
