#: says = "The grader, the hidden tests and the reference among the loaded modules, or importable by any name."
#: at_most = 0.0
import importlib
import sys

FOUND = [name for name in sys.modules if name.startswith(("reference", "test_", "assignment", "pytest", "_pytest", "conftest"))]
for name in (
    "autograder.expect", "autograder.grading.judge", "autograder.catalog", "autograder.run", "solutions.mp_neuron",
    "assignments.mp_neuron.hidden", "reference_mp_neuron", "tests", "conftest", "test_mp_units_hidden", "pytest",
):  # fmt: skip
    try:
        FOUND.append(importlib.import_module(name))
    except ImportError:
        pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
