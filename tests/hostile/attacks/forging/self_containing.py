#: says = "Containers that contain themselves."
#: at_most = 0.0

LOOP = []
LOOP.append(LOOP)
TABLE = {}
TABLE["self"] = TABLE
PAIR = ([],)
PAIR[0].append(PAIR)

truth_table = mp_neuron = lambda *a, **k: LOOP
gate = literal_clause = lambda *a, **k: PAIR
xor_network = is_representable = lambda *a, **k: TABLE
