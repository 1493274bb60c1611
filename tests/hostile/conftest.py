"""Keep pytest itself away from the attacks: some are made for it."""

collect_ignore = ["attacks"]
