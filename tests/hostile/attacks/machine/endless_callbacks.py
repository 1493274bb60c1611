#: says = "The given function called for ever, and inside its own calls."
#: at_most = 0.0
#: assignment = "universal_approximation"
import numpy as np


def spam(f, *args, **kwargs):
    while True:
        f(np.zeros(1000))


fit_towers = relu_interpolant = sup_error = spam
