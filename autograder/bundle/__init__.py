"""What a grading platform runs: the grader, one assignment with its hidden tests, and how to start it there."""


class BundleError(Exception):
    """A bundle cannot be made, or does not work where it runs; the message says what to do."""
