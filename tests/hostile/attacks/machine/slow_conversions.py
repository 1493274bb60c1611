#: says = "Integers, decimals and fractions whose text takes hours, returned and raised."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
import sys
from decimal import Decimal
from fractions import Fraction

sys.set_int_max_str_digits(0)
HUGE = 7 ** 400_000


class Slow(Exception):
    def __str__(self):
        return str(HUGE)


def slow(*args, **kwargs):
    raise Slow


truth_table = mp_neuron = slow
gate = lambda *args, **kwargs: HUGE
literal_clause = lambda *args, **kwargs: ([HUGE], -HUGE)
xor_network = lambda *args, **kwargs: Fraction(HUGE, 7)
is_representable = lambda *args, **kwargs: Decimal(HUGE)
