"""Files that gradebooks and grading platforms read, made from a graded run; one module for each format."""


class ExportError(Exception):
    """A format cannot be made from this run or with these options; the message says what to do."""
