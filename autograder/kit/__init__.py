"""What students receive and what they run in it: stubs, notebooks, handouts, the kit and its commands.

Nothing here needs Linux; what only an instructor's machine does lies outside.
"""


class KitError(Exception):
    """A kit cannot be made, or is not as it was released; the message says what to do."""
