#: says = "Lists, dicts and tuples nested 100,000 deep."
#: at_most = 0.0
import itertools
import os
import struct

BODIES = itertools.cycle([b"\x91" * 100_000 + b"\x01", b"\x81\x01" * 100_000 + b"\x01", b"\xd4\x01" * 100_000])


def forge(*args, **kwargs):
    body = next(BODIES)
    os.write(3, struct.pack("<II", len(body), 0) + body)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
