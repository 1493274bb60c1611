#: says = "The module's own class changed, so that look-ups of its functions run code."
#: at_most = 0.0
import sys
import types


class Lying(types.ModuleType):
    def __getattribute__(self, name):
        if name.startswith("__"):
            return super().__getattribute__(name)
        return lambda *args, **kwargs: 0


sys.modules[__name__].__class__ = Lying
