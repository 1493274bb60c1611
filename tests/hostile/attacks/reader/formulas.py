#: says = "Spreadsheet formulas in every text that an export may carry."
#: at_most = 0.0


def show(*args, **kwargs):
    raise ValueError("=HYPERLINK(\"http://example.com\",\"100\")")


truth_table = show
mp_neuron = lambda *args: exec("raise ValueError('+1+cmd|calc!A0')")
gate = lambda name: exec("raise ValueError('@SUM(1)')")
literal_clause = lambda *args: exec("raise ValueError('\\t=1')")
xor_network = lambda X: exec("raise ValueError('-2+3')")
is_representable = lambda table: exec("raise ValueError('\\r=1')")
raise RuntimeError("=cmd|' /C calc'!A0")
