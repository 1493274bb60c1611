"""The words for each kind of slip: what the student's values look like, and a question about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from autograder.diagnosis.rules import Relation

# In order of preference, where several slips come out the same: what says most comes first.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "sign-of-a-term": (
        "if one of its terms had the opposite sign",
        "Write the formula down, term by term: which are added, and which are taken away?",
    ),
    "sign-inside": (
        "if a minus sign inside the formula were lost",
        "Where does the formula take the negative of something before it goes on?",
    ),
    "difference-turned": ("if a difference were taken the other way round", "What is taken away from what?"),
    "equality": (
        "if a comparison treated equality the other way",
        "What is asked where both sides are exactly equal?",
    ),
    "half-at-equality": (
        "if a condition counted half where both sides are exactly equal",
        "Which of the two values does the contract choose there?",
    ),
    "leaky": (
        "if a little came through where nothing should",
        "What is the slope of the function that is asked, left of 0?",
    ),
    "whole-division": (
        "if a division left its remainder out",
        "What do 7 / 2 and 7 // 2 give, and which of them stands in your code?",
    ),
    "length-for-sum": (
        "if a Euclidean length stood where a sum is asked",
        "What should your numbers add up to: they themselves, or their squares?",
    ),
    "comparison-turned": (
        "if a condition were turned round",
        "Which of the two cases should it hold for? Try one example of each.",
    ),
    "only-equal": ("if only equality counted in a comparison", "What is asked on either side of it?"),
    "not-missing": ("if a condition were turned round", "Which of the two cases should it hold for?"),
    "and-or": ("if two conditions were joined in the other way", "Must both of them hold, or is one of them enough?"),
    "condition-missing": ("if one of two conditions were never asked", "Which conditions must hold for the answer?"),
    "factor-missing": (
        "if a factor were left out",
        "Which factors has each term of the formula, and where is each of yours?",
    ),
    "term-missing": ("if one of its terms were left out", "How many terms has the formula, and where are yours?"),
    "term-twice": ("if one of its terms were counted twice", "How often does each term of the formula stand in yours?"),
    "term-halved": ("if one of its terms were halved", "Which number stands before each term of the formula?"),
    "division-missing": ("if a division were left out", "By what is divided in the formula, and where in your code?"),
    "divided-twice": ("if a division were made twice", "How often do you divide, and how often does the formula?"),
    "factor-twice": ("if a factor were multiplied in twice", "How often does each factor stand in the formula?"),
    "power-missing": ("if a power were left out", "What is squared, or raised to a power, in the formula?"),
    "power-turned": ("if base and exponent had changed places", "Which of the two is raised, and to which power?"),
    "product-for-power": ("if a power were a product", "Is it multiplied that often by itself, or once by the number?"),
    "quotient-for-power": ("if a power were divided by", "Should it grow or shrink with each step?"),
    "divided-for-multiplied": (
        "if something were divided by where the formula multiplies",
        "Double it in your mind: should the result double, or halve?",
    ),
    "multiplied-for-divided": (
        "if something were multiplied by where the formula divides",
        "Double it in your mind: should the result double, or halve?",
    ),
    "quotient-turned": ("if a quotient were upside down", "What is divided by what?"),
    "product-for-sum": ("if two parts were multiplied that belong added", "Which operation joins them in the formula?"),
    "sum-for-product": ("if two parts were added that belong multiplied", "Which operation joins them in the formula?"),
    "axis": (
        "if it were worked out along another axis",
        "Over which axis do you add up or compare, and what does each entry along it mean?",
    ),
    "summary": (
        "if one summary were taken for another",
        "Is a sum asked there, a mean, the smallest or the largest?",
    ),
    "logarithm": ("if an exponential or a logarithm were another one", "To which base is it asked?"),
    "trigonometry": ("if one such function as sine or cosine were another", "What is the slope of each of them?"),
    "rounding": ("if it were rounded the other way, or not at all", "What is asked where it does not come out even?"),
    "norm": ("if another length than the Euclidean were taken", "How is the length of the vector (3, 4) worked out?"),
    "activation": (
        "if another function were applied where an activation stands",
        "Which function does the handout name there, and what does yours give for -1, 0 and 1?",
    ),
    "argument-missing": (
        "if a call left one of its arguments out",
        "Compare your calls of other functions with their signatures: what is taken when nothing is said?",
    ),
    "any-all": ("if one were enough where all are asked, or the other way round", "Must it hold for each, or for one?"),
    "filling": ("if zeros stood where ones belong, or ones for zeros", "What do you start from?"),
    "power": ("if a root, a square or a size were taken for another", "Which of them does the formula ask for?"),
    "function-missing": (
        "if a step of the formula were never applied",
        "Read the formula from the inside out: which function is applied to what?",
    ),
    "function-twice": (
        "if a function were applied twice",
        "Is what you start from already its result? Which line applies it again?",
    ),
    "bound-missing": (
        "if nothing were cut off at a bound",
        "Which values should never get through, and which line stops them?",
    ),
    "absolute-value": ("if the sign were dropped where values should be cut off", "What becomes of a negative value?"),
    "step-for-ramp": ("if only 0 or 1 came through where a value should", "What becomes of a positive value?"),
    "cases-exchanged": ("if two cases had changed places", "Which answer belongs to which case? Try one of each."),
    "case-missing": (
        "if one of its cases were never told apart from the other",
        "Which cases does the formula tell apart? Try one example of each.",
    ),
    "order-of-factors": ("if a matrix product were in the other order", "Which matrix acts first?"),
    "elementwise": ("if entries were multiplied one by one where a matrix product is asked", "What is summed over?"),
    "transposed-factor": ("if a matrix in it were turned", "Write the shape of each factor beside it. What is a row?"),
    "results-exchanged": ("if two results had changed places", "Which of them is asked first?"),
    "arguments-exchanged": (
        "if two arguments of a call had changed places",
        "Compare your calls of other functions with their signatures: what comes first?",
    ),
    "overwritten": (
        "if something were overwritten that should add up",
        "Which value has more than one source, and do you add them or keep the last one?",
    ),
    "step-missing": (
        "if one step were left out",
        "Go through the formula line by line: which line has no counterpart in yours?",
    ),
    "order-of-steps": (
        "if two steps stood in the other order",
        "Which value is needed before it changes, and which after?",
    ),
    "place-in-loop": (
        "if a step stood on the wrong side of a loop's edge, inside or outside",
        "What happens once in every round, and what once only?",
    ),
    "loop-range": (
        "if a loop left some of its rounds out",
        "Print what it runs over for a small example: where does it start and stop?",
    ),
    "range": (
        "if a loop had a round too many or too few",
        "Print what it runs over for a small example: where does it start and stop?",
    ),
    "loop-order": ("if a loop ran backwards", "Which item comes first?"),
    "pairing": (
        "if every row were paired with every entry, where each has its own",
        "Print the shape of what you pick out, for three rows: how many numbers should there be?",
    ),
    "slice": (
        "if another part of an array were taken",
        "Print that part for a small example: where should it start and stop, and in which order?",
    ),
    "index": ("if another entry or column were picked", "Which one is meant, counted from 0?"),
    "selection-missing": ("if all of an array were used and not a part of it", "Which part of it is meant each time?"),
    "off-by-one": (
        "if a size or a threshold in it were off by one",
        "Try the smallest example on either side of it: which is the first that counts?",
    ),
    "number": (
        "if one fixed number in it were another one",
        "Work the smallest example out by hand: with which number do you come out elsewhere?",
    ),
    "truth": ("if a True or False in it were the other one", "What does each of the possible answers mean?"),
    "argument-for-another": (
        "if in one place another value were used than the one that belongs there",
        "Go through your formula symbol by symbol: where does each argument stand, and where should it?",
    ),
}  # fmt: skip
RANK: Final = {kind: rank for rank, kind in enumerate(_WORDS)}


def relation_of_slip(kind: str, about: Sequence[str], what: str) -> Relation:
    """Say that the student's values look like one slip, in a sentence and a question."""
    looks, question = _WORDS[kind]
    names = " and ".join(f"`{name}`" for name in about)
    place = f" Look at the part with {names}." if names else ""
    return Relation(f"slip:{kind}", f"{what[:1].upper()}{what[1:]} comes out as {looks}.{place} {question}")
