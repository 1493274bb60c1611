#: says = "Answers made of the functions it is given: what they return, themselves, and their complaints."
#: at_most = 0.0
#: assignment = "universal_approximation"
import numpy as np


def sup_error(f, g, lo, hi, n=10001):
    try:
        f("three")
    except BaseException as error:
        return str(error)
    return f


def fit_towers(f, K, lo, hi, w):
    return f(np.zeros(2 * K)), f(np.ones(2 * K)), f


def relu_interpolant(f, K, lo, hi):
    return f, f, f


sigmoid = tower_1d = pulse_relu = tower_2d = shallow_network = towers_needed = step_position = lambda *a, **k: a[0]
