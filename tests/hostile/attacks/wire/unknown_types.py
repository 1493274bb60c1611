#: says = "Unknown dtypes, extensions, timestamps and array headers that do not fit their bytes."
#: at_most = 0.0
import itertools
import os
import struct
import sys

import msgpack

BAD = itertools.cycle(
    [
        msgpack.ExtType(2, b"\xff\x01" + struct.pack("<Q", 1)),
        msgpack.ExtType(2, b"\x0b\x01" + struct.pack("<q", -1)),
        msgpack.ExtType(2, b"\x0b\x02" + struct.pack("<QQ", 2**63, 2)),
        msgpack.ExtType(2, b"\x0b\x08"),
        msgpack.ExtType(127, b"O"),
        msgpack.Timestamp(1),
        b"bytes",
        msgpack.ExtType(6, b"\xff" * 64),
        msgpack.ExtType(5, msgpack.packb([0])),
        msgpack.ExtType(4, msgpack.packb([2**64 - 1, "x" * 80])),
    ]
)


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], "return", next(BAD)])
    os.write(3, struct.pack("<II", len(body), 0) + body)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
