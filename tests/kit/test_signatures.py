"""Remarks on arguments that are not the released ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.kit.signatures import signature_notes

RELEASED = "def double(x, scale=1.0): ...\ndef quadruple(x): ...\n"


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
        pytest.param("def double(a): ...\ndef double(x, scale): ...", "", id="the last one counts"),
    ],
)
def test_notes(course: Path, source: str, note: str) -> None:
    """Order, number and names are compared; what cannot be compared has no remark."""
    (assignment,) = catalog.load_all(course)

    notes = signature_notes(assignment, RELEASED, [source])

    assert len(notes) == bool(note)
    assert note in "".join(notes)
