"""Measure how fast grading is, beside what it replaces; run by `make bench`, read in docs/benchmarks.md."""
