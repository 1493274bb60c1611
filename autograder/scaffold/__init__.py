"""Make a new assignment that is proven sound from its first minute, to be changed piece by piece."""
