#: says = "Exceptions that lie about their name, bases, text and traceback."
#: at_most = 0.0


class Lying(type):
    def __getattribute__(cls, name):
        return "ValueError" if name == "__name__" else type.__getattribute__(cls, name)


class ValueErrorLike(Exception, metaclass=Lying):
    __module__ = "builtins"

    def __str__(self):
        raise self

    def __getattribute__(self, name):
        if name == "__traceback__":
            return None
        return super().__getattribute__(name)


ValueErrorLike.__name__ = ValueErrorLike.__qualname__ = "ValueError"


def refuse(*args, **kwargs):
    raise ValueErrorLike


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = refuse
