#: says = "Exceptions whose text, notes, chain and traceback have no end."
#: at_most = 0.0


def deep(level):
    try:
        if level:
            deep(level - 1)
        raise ValueError("x" * 10**7)
    except ValueError as error:
        error.add_note("n" * 10**6)
        raise TypeError("y" * 10**7) from error


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: deep(20)
