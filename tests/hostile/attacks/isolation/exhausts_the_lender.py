#: says = "The reference, lent in place of a wrong function, asked for more memory than there is."
#: at_most = 0.0

truth_table = lambda n: None
mp_neuron = gate = literal_clause = xor_network = lambda *a, **k: None


def is_representable(table):
    for n in (26, 27, 28, 29, 30, 31, 40, 62):
        try:
            truth_table(n)
        except RuntimeError:
            pass
