#: says = "Module-level names that the worker or a check might trip over."
#: at_most = 0.0
import sys

__name__ = "autograder.worker.load"
__file__ = "/etc/passwd"
__builtins__ = {}
__spec__ = __loader__ = __package__ = "solutions"
__dict__ = {"truth_table": 1}
student = reference = rng = expect = None
sys.modules["mp_neuron"] = sys.modules["numpy"]
sys.modules[__name__] = None
