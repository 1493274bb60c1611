"""The grader's end of the trust boundary: start zygotes, talk to workers, keep deadlines."""
