#: says = "Function names with letters of another alphabet: they look right and are others."
#: at_most = 0.0


def truth_tаble(n):  # noqa: PLC2401  a Cyrillic letter
    return [[0, 1]]


def mp_neurοn(x, theta, inhibitory=None):  # a Greek letter
    return 1


gаte = xоr_network = lambda *args: 1
