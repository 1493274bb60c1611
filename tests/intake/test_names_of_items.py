"""The stem and suffix of an item's name are those that `pathlib` tells."""

from __future__ import annotations

import itertools
from pathlib import PurePosixPath

from autograder.intake.model import Item


def test_stem_and_suffix_are_those_of_pathlib() -> None:
    """For every name of up to five characters of a few kinds, dots at both ends and side by side among them."""
    names = {"".join(letters) for length in range(1, 6) for letters in itertools.product("a.P", repeat=length)}

    for name in names - {".", ".."}:
        item, path = Item((name,), bytes), PurePosixPath(name)
        assert (item.stem, item.suffix) == (path.stem, path.suffix.lower()), name


def test_an_archives_name_has_a_suffix_of_two_parts() -> None:
    """The stem of what a student packed is the name they gave it."""
    assert Item(("work.tar.gz",), bytes).stem == "work"
    assert Item(("work.v2.zip",), bytes).stem == "work.v2"
