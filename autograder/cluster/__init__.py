"""Grade on the workers of a Dask cluster.

Theory of operation
-------------------
Three kinds of process. The *run* (`executor`) reads submissions and writes the store; it is the only writer. A *Dask
worker* (`task`) passes bytes on and holds nothing of ours: it may be shared with other people's work. A *grader*
(`grader`) is a process of its own beside it, set up exactly as one of a local run; it owns the zygote, and with
it the sandbox. A grader ends when its Dask worker does, and after a minute without work.

A task is a batch. Its submissions' files travel beside it under the digests of their contents, each file once, and a
file that is not what its digest says is not graded. The assignment's files travel once for each grader: a task names
them by digest, a grader that lacks them says so, and the same batch is sent again with them. Reports that come back
are taken only if they are of the submissions that were sent.

Anything may be lost at any time: grader, Dask worker, scheduler, connection. The run keeps every batch until its
reports are stored, and submits it again when it is lost; a report that comes for a batch no longer waited for is
dropped. So a submission may be graded twice, and is stored once. Nothing is waited for without a limit, but for
workers to come: a batch system may take hours to give some.

A grader that dies takes the blame to its batch, whose submissions are then tried one by one (see
`autograder.executor.after_death`). All other losses are nobody's fault.
"""
