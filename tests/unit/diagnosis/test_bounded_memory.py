"""What a slip may allocate is bounded: the grader's process goes on."""

from __future__ import annotations

import resource
import sys

import numpy as np
import pytest

from autograder.diagnosis.bounded_memory import bounded_memory

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no /proc to read the size from")


def test_a_huge_array_is_refused_inside_and_the_limit_comes_back() -> None:
    """Four gigabytes that nobody has touched, which the kernel gives to anyone who asks."""
    before = resource.getrlimit(resource.RLIMIT_AS)

    with bounded_memory(), pytest.raises(MemoryError):
        np.empty(2**32, np.uint8)

    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_what_fits_is_given() -> None:
    """A hundred megabytes are less than the bound, and more than a right solution needs."""
    with bounded_memory():
        found = np.ones(100 * 2**20, np.uint8)

    assert found[-1] == 1


def test_the_limit_comes_back_after_an_exception() -> None:
    """An exception inside leaves no bound behind."""
    before = resource.getrlimit(resource.RLIMIT_AS)

    with pytest.raises(ValueError, match="of ours"), bounded_memory():
        raise ValueError("of ours")

    assert resource.getrlimit(resource.RLIMIT_AS) == before
