#: says = "Callable objects in place of functions, whose every attribute and method is themselves."
#: at_most = 0.0


class Anything:
    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        return self

    def __iter__(self):
        return iter((self, self))

    def __len__(self):
        return 2

    def __float__(self):
        return 1.0

    __index__ = __int__ = lambda self: 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = Anything()
