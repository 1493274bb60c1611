"""One module per command: what it prints, and the exit code it ends with."""
