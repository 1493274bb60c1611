#: says = "The given function called with the largest arrays, the deepest lists and the oddest values there are."
#: at_most = 0.0
#: assignment = "universal_approximation"
import numpy as np

HUGE = np.zeros(7 * 2**20)
ODD = ["x" * 10**6, 2**400, -(2**400), [[]] * 10**5, {1: 2}, None, float("nan"), HUGE, np.empty((0, 2**30)), 1e308, True, ()]


def feed(f, *args, **kwargs):
    for value in ODD * 3:
        try:
            f(value)
        except RuntimeError:
            pass
        try:
            f(value, value, x=value)
        except RuntimeError:
            pass


fit_towers = relu_interpolant = sup_error = feed
