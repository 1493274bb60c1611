#: says = "Dicts with keys that are tuples, NaN, huge integers, None and truth values."
#: at_most = 0.0

TABLE = {(1, (2,)): 1, float("nan"): 2, 2**300: 3, None: 4, True: 5, "": 6, -0.0: 7}
truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: dict(TABLE)
