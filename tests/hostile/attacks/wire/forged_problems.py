#: says = "Exceptions forged by hand, with every field far too long and full of what it was given."
#: at_most = 0.0
import itertools
import os
import struct
import sys

import msgpack

TEXT = "hostile-text \x1b[31m<script>alert(1)</script> ::error:: " * 50


def reply(kind):
    problem = [TEXT, [TEXT] * 20, TEXT, [["cell " + TEXT, 2**63, TEXT]] * 20]
    match kind:
        case 0:
            return ["raise", problem]
        case 1:
            return ["raise", [TEXT, ["ValueError", TEXT], TEXT, [["cell 1", -5, "f"]]]]
        case 2:
            return ["missing", [TEXT] * 300]
        case 3:
            return ["unsendable", TEXT]
        case 4:
            return ["return", msgpack.ExtType(4, msgpack.packb([0, TEXT[:80]]))]
        case 5:
            return ["raise", ["ValueError", ["ValueError"], "", [["mp_neuron.py", 123456789012345, "f"]]]]
        case _:
            return ["missing", ["truth_table<svg>", "gates\x1b[2J", "mp_neuron\n::error::"]]


KINDS = itertools.cycle(range(7))


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], *reply(next(KINDS))])
    os.write(3, struct.pack("<II", len(body), 0) + body)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
