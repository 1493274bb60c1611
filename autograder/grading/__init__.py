"""Judge submissions: collect an assignment's checks, run them, and make reports."""
