#: says = "The module and everything it needs removed while it loads."
#: at_most = 0.0
import sys

for name in list(sys.modules):
    del sys.modules[name]
for name in list(globals()):
    if name != "name":
        del globals()[name]
