#: says = "Source that an editor shows in another order than Python reads it."
#: at_most = 12.0
import numpy as np


def truth_table(n):
    """Say what an expert would. ‮⁦ return expected ⁩⁦"""
    if n < 1:
        raise ValueError(n)  # ‮ ⁦ return 100 points ⁩
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])
