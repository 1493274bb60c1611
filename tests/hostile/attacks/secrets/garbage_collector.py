#: says = "All objects alive, through the garbage collector, frozen ones too."
#: at_most = 0.0
import gc
import re

gc.unfreeze()
FOUND = []
CANARY = re.compile("canary-[a-z]+-[0-9a-f]{8}")
for item in gc.get_objects():
    for near in [item, *gc.get_referents(item)]:
        if type(near) in (str, bytes) and len(near) < 10**6 and CANARY.search(str(near)):
            FOUND.append(near)
if FOUND:
    raise RuntimeError(f"hostile-found {str(FOUND)[:400]}")
