"""Turn a graded run into pages: one for each student, and a site about the class for the instructor."""
