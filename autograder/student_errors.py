"""What to tell a student about an exception of their code, without quoting what it carries."""

from __future__ import annotations

import re

from autograder.worker.load import Problem

MAX_QUOTED_WORDS = 3
MAX_LINE_CHARS = 200  # a longer line is a vocabulary

_NOBODY_TYPES = "`input()` waits for someone to type. Nobody does here: take values as arguments."

# (built-in exception, pattern in its message, advice). First match wins.
_ADVICE: tuple[tuple[str, str, str], ...] = (
    (
        "IndentationError",
        r"expected an indented block",
        "What follows a `def`, `if` or `for` must be moved in further than it. Is its body missing, or not moved in?",
    ),
    (
        "IndentationError",
        r"unindent does not match",
        "This line is moved in by a width that no line above it has. Give the lines of one block the same width.",
    ),
    (
        "IndentationError",
        r"unexpected indent",
        "This line is moved in further than the one above, which opens no block. Move it back, or end that with `:`.",
    ),
    ("TabError", r"", "Tabs and spaces are mixed in this block. Let your editor turn tabs into four spaces."),
    ("SyntaxError", r"was never closed|does not match", "Count the brackets: each one opened must be closed."),
    ("SyntaxError", r"unterminated", "A string is not closed. Is a quote missing at its end?"),
    ("SyntaxError", r"expected ':'", "A line that opens a block ends with `:`. Is it missing here?"),
    ("SyntaxError", r"Maybe you meant '=='|cannot assign", "`=` gives a name a value; `==` compares two values."),
    (
        "SyntaxError",
        r"'return' outside function",
        "This `return` is not moved in, so it no longer belongs to its function. Move it in as far as the lines above.",
    ),
    (
        "SyntaxError",
        r"",
        "Python cannot read this line. Is a bracket, quote, comma or `:` missing in it, or in the line above it?",
    ),
    ("ValueError", r"read-only", "Arguments must not be changed: work on a copy, and return it."),
    (
        "ValueError",
        r"could not be broadcast|not aligned|mismatch in its core dimension",
        "NumPy could not line up two shapes. Print the .shape of both operands on that line.",
    ),
    (
        "ValueError",
        r"truth value of an array",
        "An array stood where one True or False is needed. Is it an `if` on a whole array?",
    ),
    ("ValueError", r"inhomogeneous", "Rows of different lengths cannot make one array."),
    (
        "TypeError",
        r"only .*scalar|length-1 arrays|0-dimensional arrays",
        "A function for one number was given an array. `np.exp` takes arrays, `math.exp` does not.",
    ),
    (
        "TypeError",
        r"^\w+\.\w+\(\) takes \d+ positional argument",
        "Compare the `def` line with the handout: the first argument of a method is `self`.",
    ),
    (
        "TypeError",
        r"positional argument|unexpected keyword",
        "The call does not fit the function's arguments. Compare the `def` line with the handout.",
    ),
    ("TypeError", r"NoneType", "A value is None there. Is a `return` missing in a function it came from?"),
    (
        "TypeError",
        r"unsupported operand.*'(list|tuple)'|can't multiply sequence",
        "Inputs may be plain lists: turn them into arrays first, with np.asarray.",
    ),
    ("TypeError", r"not subscriptable|not iterable", "A single value stood where a list or array is needed."),
    ("RuntimeWarning", r"overflow", "A number grew too large for a float there. Which exponent makes it so?"),
    ("RuntimeWarning", r"", "NumPy warned there: a division by zero, or a result that is no number. For which input?"),
    ("NameError", r"", "That name has no value at this point. Is it spelled as where it was defined?"),
    ("ModuleNotFoundError", r"", "Only NumPy and the standard library's computing modules are available."),
    ("ImportError", r"", "Only NumPy and the standard library's computing modules are available."),
    ("AttributeError", r"", "That object has no such attribute. Is it the type you expect?"),
    ("IndexError", r"", "An index lies outside its array. What are the first and last valid ones?"),
    ("KeyError", r"", "A dict was asked for a key it does not have."),
    ("ZeroDivisionError", r"", "A divisor is zero there. Which input makes it so?"),
    ("RecursionError", r"", "The function calls itself without end. Which case should stop it?"),
    ("EOFError", r"", _NOBODY_TYPES),
    ("NotImplementedError", r"raw_input was called", _NOBODY_TYPES),  # a kernel's word for it
    ("MemoryError", r"", "It asked for more memory than there is. How large should the array be?"),
    ("PermissionError", r"", "Files, processes and the network are closed to submissions."),
    ("AssertionError", r"", "An `assert` in your file does not hold for this input."),
)
_WORD = re.compile(r"[^\W\d]\w{0,39}")


def advice_for(problem: Problem) -> str:
    """Return a sentence on what to look at, or nothing."""
    for base, pattern, advice in _ADVICE:
        if base in problem.bases and re.search(pattern, problem.message):
            return advice
    return ""


def known_name(problem: Problem) -> str:
    """Return the exception's name, or that of the built-in one it is made from."""
    if problem.type_name in problem.bases:
        return problem.type_name
    return problem.bases[0] if problem.bases else "an exception"


def known_words(text: str) -> set[str]:
    """Return the names that stand in a text of the student's."""
    return set(_WORD.findall(text))


def safe_words(problem: Problem, line: str) -> str:
    """Return the quoted names in a message that also stand in the student's line that raised it.

    Whatever a message says beyond that could carry hidden inputs out.
    """
    quoted = re.findall(r"'([^']{1,40})'", problem.message)
    known = known_words(line) if len(line) <= MAX_LINE_CHARS else set()
    words = [word for word in quoted if _WORD.fullmatch(word) and word in known]
    return ", ".join(f"`{word}`" for word in words[:MAX_QUOTED_WORDS])
