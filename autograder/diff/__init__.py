"""Compare two gradings of a class: whose mark changes, and why."""
