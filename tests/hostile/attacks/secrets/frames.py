#: says = "The caller's frames, globals and code, all the way up."
#: at_most = 0.0
import sys

FOUND = []


def look():
    frame = sys._getframe()
    while frame is not None:
        for scope in (frame.f_locals, frame.f_globals):
            FOUND.extend(repr(value)[:500] for value in scope.values() if "".join(["canary", "-"]) in repr(value)[:100_000])
        if "hidden" in frame.f_code.co_filename:
            FOUND.append(frame.f_code.co_filename)
        frame = frame.f_back


look()
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
