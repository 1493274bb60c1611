#: says = "Hidden inputs in the names of exceptions, classes, functions, cells and lines."
#: at_most = 0.0


def told(args):
    return "x" + repr(args)[:70]


def truth_table(*args):
    raise type(told(args), (Exception,), {})


def mp_neuron(*args):
    return type(told(args), (), {})()


def gate(*args):
    raise NameError(f"name '{told(args)}' is not defined", name=told(args))


def literal_clause(N, L, kind):
    exec(compile("\n" * (1_000_000 + 1000 * N + L) + "raise ValueError", "mp_neuron.py", "exec"))


def xor_network(X):
    exec(compile(f"def {'secret' + ''.join(map(str, X[0]))}(): raise ValueError\nsecret()", f"cell {X}", "exec"))


def is_representable(table):
    return type(told(table), (Exception,), {"__module__": "builtins"})
