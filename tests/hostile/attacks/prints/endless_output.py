#: says = "Printing for ever."
#: at_most = 0.0


def shout(*args, **kwargs):
    while True:
        print("passed " * 10_000)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = shout
