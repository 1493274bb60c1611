"""Name the mistake behind a failed check, from values alone. No match, no guess."""
