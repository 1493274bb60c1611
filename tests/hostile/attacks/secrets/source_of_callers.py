#: says = "Source text through inspect, linecache and tokenize, of callers and of files by name."
#: at_most = 0.0
import inspect
import linecache
import sys
import tokenize

FOUND = []
frame = sys._getframe()
while frame is not None:
    for look in (inspect.getsource, inspect.getcomments):
        try:
            FOUND.append(look(frame))
        except Exception:
            pass
    FOUND += linecache.getlines(frame.f_code.co_filename)
    frame = frame.f_back
for path in list(linecache.cache):
    FOUND += linecache.getlines(path)
try:
    FOUND.append(tokenize.open(__import__("numpy").__file__).read(100))
except OSError:
    pass
if any(FOUND):
    raise RuntimeError(f"hostile-found {FOUND}")
