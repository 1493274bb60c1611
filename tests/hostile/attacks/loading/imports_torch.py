#: says = "A framework that computes gradients, by every spelling of import."
#: at_most = 0.0
import importlib
import importlib.util
import sys

FOUND = []
NAMES = ("to" + "rch", "aut" + "ograd", "jax", "sklearn.linear_model", "tensorflow", "keras", "scipy", "sympy", "cffi", "numba")
for name in NAMES:
    for load in (
        __import__,
        importlib.import_module,
        lambda n: exec(f"import {n}"),
        lambda n: importlib.util.find_spec(n).loader,
        lambda n: sys.modules[n],
        lambda n: __builtins__["__import__"](n),
        lambda n: importlib.reload(sys.modules["numpy"]) and importlib.__import__(n),
    ):
        try:
            FOUND.append(load(name))
        except Exception:
            pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
