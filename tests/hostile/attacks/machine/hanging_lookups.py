#: says = "Attribute look-ups, conversions and names that never return, where the worker has to ask for them."
#: at_most = 0.0
import sys
import types


def forever(*args, **kwargs):
    while True:
        pass


class Slow(type):
    __name__ = property(forever)
    __instancecheck__ = forever


class Thing(metaclass=Slow):
    __iter__ = __len__ = __float__ = __index__ = __str__ = __repr__ = __reduce__ = forever


class Module(types.ModuleType):
    def __getattribute__(self, name):
        if name in ("truth_table", "gate"):
            forever()
        return super().__getattribute__(name)


class Error(Exception):
    __str__ = forever


def mp_neuron(*args):
    return Thing()


def literal_clause(*args):
    raise Error


def __getattr__(name):
    forever()


def __dir__():
    forever()


sys.modules["mp_neuron"].__class__ = Module
