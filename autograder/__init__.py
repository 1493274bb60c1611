"""Auto-graded neural-network coursework: grade, explain and prove."""

__version__ = "0.1.0"
