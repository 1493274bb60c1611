import json
import os
import sys

import numpy as np

if getattr(np, "PLANTED", None) or getattr(json, "PLANTED", None) or "sitecustomize" in sys.modules:
    raise RuntimeError("hostile-found a planted module")
sys.path.insert(0, os.path.dirname(os.path.abspath("mp_neuron.py")) if os.path.isdir("/tmp") else "/")
for name in ("planted", "usercustomize", "helper"):
    try:
        __import__(name)
        raise RuntimeError(f"hostile-found {name}")
    except ImportError:
        pass
