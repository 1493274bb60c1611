#: says = "Notes for and from other submissions in builtins, modules, type slots and interned objects."
#: at_most = 0.0
import builtins
import sys

import numpy as np

FOUND = [
    getattr(place, "hostile_note", None) for place in (builtins, sys, np, np.linalg, sys.modules["autograder.worker"])
]
for place in (builtins, sys, np, np.linalg, sys.modules["autograder.worker"]):
    place.hostile_note = "hostile-was-here"
np.seterr(all="raise")
np.float64 = float
sys.setrecursionlimit(60)
sys.modules["numpy"] = None
if any(FOUND):
    raise RuntimeError(f"hostile-found {FOUND}")
