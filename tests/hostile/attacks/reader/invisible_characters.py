#: says = "Zero-width, tag, combining and separator characters, a thousand deep, in every text a reader may see."
#: at_most = 0.0
ODD = "\u200b\u2060\ufeff\u2028\u2029\u202e\u2066" + "".join(map(chr, range(0xE0041, 0xE0051))) + "a" + "\u0301" * 300
Loud = type("hostile-" + ODD[:20], (ValueError,), {})


def tell(*args, **kwargs):
    raise Loud("hostile-" + ODD)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = tell
raise Loud("hostile-" + ODD)
