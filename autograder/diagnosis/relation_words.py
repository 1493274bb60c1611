"""The words for what relations say of a function as a whole."""

from __future__ import annotations

from typing import Final

from autograder.diagnosis.rules import Wording

ACCEPTS: Final = Wording(
    "accepts",
    "{What} goes on with arguments that it should refuse. Which shapes, values and types do its docstring and the "
    "handout name as errors, and at which line would your code notice each of them?",
)
REFUSES_OTHERWISE: Final = Wording(
    "refuses-otherwise",
    "{What} refuses the arguments that it should refuse, with another exception than the one asked for. Which "
    "exceptions does its docstring name under Raises, and which of them is for a wrong type, which for a wrong value?",
)
KIND: Final = Wording(
    "kind-of-number",
    "The numbers in {what} are right, and they are integers where floats are asked. Which dtype has the array that you "
    "write them into, or the argument that you start from?",
)
NOT_FINITE: Final = Wording(
    "not-finite",
    "{What} is right wherever it is finite. For the calls where it is not: print what lies in between. Which exp is "
    "too large, or which number is 0 before its log is taken or it is divided by?",
)
APPROXIMATE: Final = Wording(
    "approximate",
    "{What} has the first digits right and the later ones not. What in your code is only nearly so: a small number "
    "that is added, a type with fewer digits, a step that is too coarse?",
)
