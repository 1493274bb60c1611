#: says = "Subnormal, near-overflow and half-precision numbers that cancel in a careless comparison."
#: at_most = 0.0
#: assignment = "universal_approximation"
import numpy as np

sigmoid = lambda z: np.full(np.shape(z), 1e308)
step_position = lambda w, b: 5e-324
tower_1d = lambda x, s1, s2, h, w=1000.0: np.full(np.shape(x), -1e308)
fit_towers = lambda f, K, lo, hi, w: (np.full(2 * K, 1e308), np.full(2 * K, -1e308), np.full(2 * K, 1e308))
shallow_network = lambda x, W, b, v, c=0.0: np.full(np.shape(x), 65504, np.float16)
towers_needed = lambda lipschitz, eps, lo, hi: 2**400
pulse_relu = lambda x, a, b, c, d, h: np.full(np.shape(x), -0.0)
tower_2d = lambda x, y, *rest: np.full(np.shape(x), 0.5, np.longdouble)
relu_interpolant = lambda f, K, lo, hi: (np.full(K, 1e308), np.full(K, -1e308), -1e308)
sup_error = lambda f, g, lo, hi, n=10001: 1.7976931348623157e308
