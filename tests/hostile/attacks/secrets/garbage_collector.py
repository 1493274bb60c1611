#: says = "All objects alive, through the garbage collector, frozen ones too."
#: at_most = 0.0
import gc

gc.unfreeze()
FOUND = []
PREFIX = "".join(["canary", "-"])
for item in gc.get_objects():
    for near in [item, *gc.get_referents(item)]:
        if type(near) in (str, bytes) and len(near) < 10**6 and (PREFIX if type(near) is str else PREFIX.encode()) in near:
            FOUND.append(near)
if FOUND := [text for text in FOUND if "PREFIX" not in str(text)]:
    raise RuntimeError(f"hostile-found {str(FOUND)[:400]}")
