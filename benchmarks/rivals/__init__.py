"""Other autograders, each in a virtual environment of its own, grading the same hand-ins with the same twelve checks."""
