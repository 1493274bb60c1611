#: says = "References in the place of values: the grader's callbacks, generators and handles that nobody gave."
#: at_most = 0.0
import itertools

from autograder.worker import wire

KINDS = itertools.cycle((
    lambda: wire.Handle(0, "int"), lambda: wire.Handle(2**63, "ndarray"), lambda: wire.Callback(0), lambda: wire.Callback(2**62),
    lambda: wire.RngState(2**128 - 1, 2**128 - 1, 1, 2**32 - 1), lambda: [wire.Callback(0)] * 1000,
    lambda: {"W": wire.Handle(1, "x" * 80), "b": wire.RngState(0, 0, 0, 0)},
))
truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *args, **kwargs: next(KINDS)()
