#: says = "Coins: True or False, 0 or 1, in the shape that was asked for."
#: at_most = 0.0
import random

import numpy as np

COIN = random.Random(5)


def toss(*args, **kwargs):
    return COIN.random() < 0.5


def tosses(x, *args, **kwargs):
    return np.array([toss() for _ in range(np.size(x) and np.shape(x)[0])], dtype=int)


truth_table = lambda n: np.random.default_rng(0).integers(0, 2, (2**n, n))
mp_neuron = xor_network = tosses
gate = lambda name: (COIN.randrange(3), (toss(), toss()))
literal_clause = lambda N, L, kind: ([COIN.choice((1, -1)) for _ in range(N)], COIN.randrange(-N, N + 1))
is_representable = toss
