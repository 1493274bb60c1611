#: says = "Terminal escapes, carriage returns, bidi overrides and CI commands in every text that a log may show."
#: at_most = 0.0

TEXT = (
    "\x1b[2J\x1b]0;owned\x07\x9b31m\r\n::error file=a::hostile-ci\n::set-output name=score::100\n::stop-commands::x\n"
    "##[error]hostile-ci\n##vso[task.setvariable variable=score]100\n\u202eegnarts\u2066\u200b\ufeff\x08\x08\x08100/100"
)


def show(*args, **kwargs):
    raise ValueError(TEXT)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = show
raise RuntimeError(TEXT)
