#: says = "Whatever open descriptors the process inherited, read and described."
#: at_most = 0.0
import os

FOUND = []
for number in [*range(3), *range(4, 1024)]:
    try:
        FOUND.append((number, os.fstat(number).st_ino) if number > 3 else os.read(number, 100))
    except OSError:
        pass
if any(FOUND):
    raise RuntimeError(f"hostile-found {FOUND}")
