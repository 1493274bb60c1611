#: says = "Callbacks without end whose answers are never read, until both buffers are full."
#: at_most = 0.0
#: assignment = "universal_approximation"
import os
import struct
import sys

import msgpack


def flood(*args, **kwargs):
    caller = sys._getframe()
    while not isinstance(caller.f_locals.get("serial"), int):
        caller = caller.f_back
    body = msgpack.packb([caller.f_locals["serial"], "callback", 0, [[0.5] * 1000], {}])
    data = struct.pack("<II", len(body), 0) + body
    while True:
        os.write(3, data)


fit_towers = relu_interpolant = sup_error = sigmoid = flood
