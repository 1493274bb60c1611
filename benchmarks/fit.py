"""Fit a power law to measured points: how time or memory grows with size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.results import Fit

FEWEST: Final = 3  # a line through two points always fits


def power_law(x: Sequence[float], y: Sequence[float]) -> Fit | None:
    """Return the straight line through the logarithms; None where it would say nothing: fewer than three sizes."""
    if len(set(x)) < FEWEST or min(x) <= 0 or min(y) <= 0:
        return None
    log_x, log_y = np.log(x), np.log(y)
    exponent, constant = np.polyfit(log_x, log_y, 1)
    rest = log_y - (exponent * log_x + constant)
    spread = float(((log_y - log_y.mean()) ** 2).sum())
    r2 = 1.0 - float((rest**2).sum()) / spread if spread > 0 else 1.0
    return Fit(exponent=float(exponent), factor=float(np.exp(constant)), r2=r2)
