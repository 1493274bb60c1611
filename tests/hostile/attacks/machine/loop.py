#: says = "An endless loop in every function."
#: at_most = 0.0


def loop(*args, **kwargs):
    while True:
        pass


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = loop
