#: says = "Code from strings, marshal, code objects and ast, that the visible source does not show; it computes what it may."
#: at_most = 12.0
#: at_least = 12.0
import base64
import types

TEXT = base64.b64encode(b"""
import numpy as np
def truth_table(n):
    if n < 1: raise ValueError(n)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])
""")
exec(compile(base64.b64decode(TEXT), "/etc/passwd", "exec"), globals())
try:
    gate = types.FunctionType(truth_table.__code__.replace(co_code=b"\x00" * 4), globals())
except Exception:
    pass
mp_neuron = eval("lambda *a, **k: __import__('os').system('touch /tmp/hostile-was-here')")
