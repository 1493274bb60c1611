"""Rank pairs of submissions that are alike beyond what the stub and the rest of the class explain."""
