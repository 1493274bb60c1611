#: says = "Line separators that Python counts and editors do not, to shift what line a message names."
#: at_most = 0.0

TEXT = "  "

VALUE = 1


def truth_table(n):
    raise ValueError
