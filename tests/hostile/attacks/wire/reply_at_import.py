#: says = "\"loaded\" and the first verdicts written while the file loads."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
import os
import struct

import msgpack


def frame(value):
    structure = msgpack.packb(value)
    return struct.pack("<II", len(structure), 0) + structure


for serial, *reply in ([1, "loaded", []], [2, "return", 1], [3, "return", 1]):
    os.write(3, frame([serial, *reply]))
