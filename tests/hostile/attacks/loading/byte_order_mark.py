# A byte order mark is harmless.
#: says = "A byte order mark before the first line."
#: at_most = 12.0
#: at_least = 12.0
import numpy as np


def truth_table(n):
    if n < 1:
        raise ValueError(n)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])
