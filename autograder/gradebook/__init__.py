"""From raw scores to marks: attempts, deadlines, decisions about single students, and what was published."""
