"""The `autograder` command, and `python -m autograder`."""

from __future__ import annotations


def main() -> None:
    """Run the command line.

    It is loaded here and not above: processes that grade import this module too, since they are started by it.
    """
    from autograder.processes import made_for_good

    with made_for_good():
        from autograder.cli import main as run
    run()


if __name__ == "__main__":
    main()
