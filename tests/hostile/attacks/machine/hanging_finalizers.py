#: says = "__del__, exit handlers and weak references that never return."
#: at_most = 12.0
#: at_least = 12.0
import atexit
import gc
import weakref

import numpy as np


def forever(*args):
    while True:
        pass


class Hangs:
    pass


KEPT = [Hangs()]
weakref.finalize(KEPT[0], forever)
atexit.register(forever)


class Last:
    def __del__(self):
        forever()


LAST = Last()
gc.callbacks.append(lambda phase, info: None)


def truth_table(n):
    if n < 1:
        raise ValueError(n)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])
