#: says = "Output without end on both streams; the next submissions' warnings go there too."
#: at_most = 12.0
import os
import sys

import numpy as np

for descriptor in (1, 2):
    for _ in range(64):
        try:
            os.write(descriptor, b"x" * 65536)
        except OSError:
            break


def truth_table(n):
    sys.stderr.write("x" * 10**6)
    print("x" * 10**6)
    if n < 1:
        raise ValueError(n)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])
