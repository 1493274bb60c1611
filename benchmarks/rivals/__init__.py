"""Other autograders, each in an environment of its own, grading the same hand-ins with the same twelve checks."""
