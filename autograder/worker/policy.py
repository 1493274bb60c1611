"""What a submission's process may do, as data: system calls, resources, modules.

Everything absent here is refused. `tests/unit/worker/test_policy.py` reads it as a specification.
"""

from __future__ import annotations

import resource
from typing import Final

# System calls that a locked-down worker needs to compute and to talk on the one descriptor it has.
# Whatever is not listed fails with EPERM: open, stat, socket, clone, fork, execve, kill, ptrace,
# process_vm_readv, io_uring_setup, mount, unshare, setrlimit, prctl, bpf, memfd_create and the rest.
ALLOWED_SYSTEM_CALLS: Final = (
    # descriptors already open; its socket is read and written, never sent to: no descriptor and no urgent byte leaves
    "read", "write", "readv", "writev", "close", "fstat", "lseek", "poll", "ppoll", "select", "pselect6",
    # memory
    "brk", "mmap", "mprotect", "munmap", "mremap", "madvise",
    # its own signals and threads' bookkeeping (no new thread can be made)
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "futex", "restart_syscall",
    "set_robust_list", "rseq", "sched_yield", "sched_getaffinity", "membarrier",
    # clocks and itself
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times",
    "getrusage", "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "uname",
    "getrandom", "sysinfo", "exit", "exit_group",
)  # fmt: skip

# Of these, which argument holds the protection: a mapping that is to be executed is refused. All code that is needed is
# mapped, so machine code of a submission's own (another instruction set's system calls, say) has no place to run.
PROTECTION_ARGUMENTS: Final = {"mmap": 2, "mprotect": 2}

MIB: Final = 1024 * 1024
MEMORY_BYTES: Final = 1536 * MIB  # on top of what the interpreter and NumPy have mapped
CPU_S: Final = 120
STACK_BYTES: Final = 8 * MIB
OPEN_FILES: Final = 8

LIMITS: Final = {
    resource.RLIMIT_CPU: CPU_S,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: OPEN_FILES,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_MEMLOCK: 0,
    resource.RLIMIT_STACK: STACK_BYTES,
    resource.RLIMIT_MSGQUEUE: 0,
}

# Of these, what a zygote must not have itself: it lives long, forks, and is handed descriptors.
OF_WORKERS: Final = (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC)

# Imported before the first fork; nothing can be read from disk afterwards, so what is not here cannot be imported.
# What hand-ins of numerical coursework ask for, and what Python and NumPy load when it is first needed.
COMMON: Final = (
    "__future__", "abc", "ast", "atexit", "bisect", "builtins", "calendar", "codecs", "collections", "collections.abc",
    "contextlib", "contextvars", "copy", "dataclasses", "datetime", "enum", "errno", "functools", "gc", "heapq",
    "inspect", "io", "itertools", "json", "keyword", "linecache", "locale", "math", "numbers", "operator", "os",
    "os.path", "pathlib", "pickle", "pprint", "random", "re", "reprlib", "signal", "string", "struct", "sys",
    "textwrap", "threading", "time", "token", "tokenize", "traceback", "types", "typing", "unicodedata", "warnings",
    "weakref",
    "numpy", "numpy.linalg", "numpy.ma", "numpy.random", "numpy.typing", "numpy.lib.stride_tricks", "numpy.exceptions",
    "numpy.dtypes", "numpy.rec", "numpy.char", "numpy.core", "numpy.strings",
    "encodings.utf_8", "encodings.utf_8_sig", "encodings.latin_1", "encodings.ascii", "encodings.idna",
    "encodings.utf_16", "encodings.cp1252", "encodings.unicode_escape", "encodings.raw_unicode_escape",
)  # fmt: skip

# What a few ask for besides. It is kept apart because it makes every fork a quarter dearer. Modules for files,
# processes and networks are here because harmless submissions import them at the top; what they could do is refused by
# the layers, not by their absence.
RARE: Final = (
    "argparse", "array", "base64", "cProfile", "cmath", "concurrent.futures", "csv", "decimal", "difflib", "doctest",
    "fractions", "getpass", "glob", "graphlib", "hashlib", "hmac", "html", "importlib", "importlib.util", "logging",
    "multiprocessing", "pdb", "platform", "queue", "secrets", "shutil", "socket", "sqlite3", "statistics",
    "subprocess", "tempfile", "timeit", "tomllib", "unittest", "unittest.mock", "urllib", "urllib.parse", "uuid",
    "zlib",
    "numpy.ctypeslib", "numpy.fft", "numpy.polynomial", "numpy.testing",
)  # fmt: skip

# Plotting and notebook packages that hand-ins import at the top, and the check cells of our own notebooks: replaced
# by objects that do nothing.
INERT: Final = (
    "matplotlib", "mpl_toolkits", "seaborn", "plotly", "IPython", "ipywidgets", "google", "nbformat",
    "autograder.notebook",
    "numpy.f2py",  # named by NumPy's __all__, so `from numpy import *` asks for it
)  # fmt: skip
