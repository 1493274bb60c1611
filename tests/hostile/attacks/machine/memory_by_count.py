#: says = "A million small objects, again and again."
#: at_most = 0.0

KEEP = []


def hoard(*args, **kwargs):
    while True:
        KEEP.append([object() for _ in range(10**6)])


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = hoard
