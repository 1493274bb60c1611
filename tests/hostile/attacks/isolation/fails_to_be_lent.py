#: says = "Sigmoid is wrong on purpose, and what is lent in its place is handed out as every other answer."
#: assignment = "universal_approximation"
#: at_most = 0.0

sigmoid = lambda z: None
step_position = lambda w, b: sigmoid(-b / w)
tower_1d = lambda x, s1, s2, h, w=1000.0: sigmoid(x)
fit_towers = lambda f, K, lo, hi, w: (sigmoid(lo), sigmoid(hi), sigmoid(w))
shallow_network = lambda x, W, b, v, c=0.0: sigmoid(x)
towers_needed = lambda lipschitz, eps, lo, hi: sigmoid(eps)
pulse_relu = lambda x, a, b, c, d, h: sigmoid(x)
tower_2d = lambda x, y, *rest: sigmoid(x)
relu_interpolant = lambda f, K, lo, hi: (sigmoid(lo), sigmoid(hi), sigmoid(K))
sup_error = lambda f, g, lo, hi, n=10001: sigmoid(f)
