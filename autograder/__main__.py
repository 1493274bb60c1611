"""The `autograder` command, and `python -m autograder`."""

from __future__ import annotations

import sys

INTERRUPTED = 130  # as shells count: 128, and the signal's number


def main() -> None:
    """Run the command line.

    It is loaded here and not above: processes that grade import this module too, since they are started by it.
    """
    from autograder.collector import made_for_good

    try:
        with made_for_good():
            from autograder.cli import main as run
        run()
    except KeyboardInterrupt:  # before a command is there that could say what it means
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
