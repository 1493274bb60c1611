#: says = "A dict of 150,000 keys with one hash: quadratic time for whoever builds it."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
import os
import struct
import sys

import msgpack

PRIME = 2**61 - 1
COUNT = 150_000
KEYS = b"".join(
    msgpack.packb(msgpack.ExtType(3, (k * PRIME).to_bytes((k * PRIME).bit_length() // 8 + 1, "little"))) + b"\x01"
    for k in range(1, COUNT + 1)
)


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], "return", 0])[:-1] + b"\xdf" + struct.pack(">I", COUNT) + KEYS
    data = memoryview(struct.pack("<II", len(body), 0) + body)
    while data:
        data = data[os.write(3, data) :]


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
