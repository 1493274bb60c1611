#: says = "Two replies to one call, in one write."
#: at_most = 0.0
import os
import struct
import sys

import msgpack


def serial():
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    return caller.f_locals["serial"]


def frame(value):
    structure = msgpack.packb(value)
    return struct.pack("<II", len(structure), 0) + structure


def forge(*args, **kwargs):
    os.write(3, frame([serial(), "return", 0]) + frame([serial(), "return", 1]))
    return 2


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
