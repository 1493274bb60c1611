#: says = "A module that has every name, through __getattr__ and __dir__."
#: at_most = 0.0
class Anything:
    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __iter__(self):
        return iter((self, self))


def __getattr__(name):
    return Anything()


def __dir__():
    return ["x" * 10_000] * 10_000
