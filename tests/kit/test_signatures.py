"""Remarks on arguments that are not the released ones."""

from __future__ import annotations

import pytest

from autograder.kit.signatures import signature_notes

RELEASED = """
def double(x, scale=1.0): ...
def quadruple(x): ...
class Gate:
    def __init__(self): ...
    def forward(self, x, y): ...
"""
TASKS = ["double", "quadruple", "Gate"]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        pytest.param(
            "def double(scale, x): ...", "takes its arguments in another order than `double(x, scale)`", id="order"
        ),
        pytest.param(
            "def double(x): ...", "Your `double(x)` takes 1 argument, where `double(x, scale)` has 2.", id="few"
        ),
        pytest.param("def double(a, b): ...", "names its arguments otherwise than `double(x, scale)`", id="names"),
        pytest.param("def double(x, scale): ...", "", id="same"),
        pytest.param("def double(x, scale, more=1): ...", "", id="one more at the end"),
        pytest.param("def double(*args): ...", "", id="any"),
        pytest.param("def other(): ...", "", id="not written"),
        pytest.param("def double(:", "", id="not Python"),
        pytest.param(
            "class Gate:\n    def forward(x, y): ...",
            "Your `Gate.forward(x, y)` has no `self`: the first argument of a method is `self`.",
            id="no self",
        ),
        pytest.param(
            "class Gate:\n    def forward(self, y, x): ...",
            "Your `Gate.forward(y, x)` takes its arguments in another order than `Gate.forward(x, y)`.",
            id="order in a method",
        ),
        pytest.param("class Gate:\n    def forward(this, x, y): ...", "", id="self by another name"),
        pytest.param("class Gate:\n    @staticmethod\n    def forward(x, y): ...", "", id="static"),
        pytest.param(
            "class Gate:\n    def forward(x): ...\nclass Gate:\n    def f(x): ...", "", id="the last class counts"
        ),
        pytest.param("def double(a): ...\ndef double(x, scale): ...", "", id="the last one counts"),
    ],
)
def test_notes(source: str, note: str) -> None:
    """Order, number and names are compared; what cannot be compared has no remark."""
    notes = signature_notes(TASKS, RELEASED, [source])

    assert len(notes) == bool(note)
    assert note in "".join(notes)
