#: says = "Objects without end, each needing a handle."
#: at_most = 0.0


class Thing:
    pass


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: [Thing() for _ in range(20_000)]
