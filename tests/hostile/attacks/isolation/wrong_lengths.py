#: says = "Calls answered with too few and too many replies, by a forged reply."
#: at_most = 0.0
import itertools

from autograder.worker import dispatch

_perform = dispatch.Dispatcher.perform
LENGTHS = itertools.cycle([0, 1, 2, 1000])


def perform(self, op, *operands):
    if op == "calls":
        return ("return", [["return", 0]] * next(LENGTHS))
    return ("return", 0)


dispatch.Dispatcher.perform = perform
