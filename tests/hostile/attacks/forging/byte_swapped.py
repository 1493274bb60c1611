#: says = "Right answers whose bytes are in the other order: a value that the wire does not know is no answer."
#: at_most = 12.0
import numpy as np


def truth_table(n):
    if n < 1:
        raise ValueError(n)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)]).astype(">i8")
