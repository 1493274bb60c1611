#: says = "Kernel interfaces that take no path: keyrings, io_uring, bpf, perf, userfaultfd, memfd, fanotify, quotas, syslog."
#: at_most = 0.0
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "add_key": 248, "keyctl": 250, "io_uring_setup": 425, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "memfd_create": 319,
    "fanotify_init": 300, "syslog": 103, "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240, "open_by_handle_at": 304,
    "process_vm_readv": 310, "pidfd_open": 434, "landlock_create_ruleset": 444, "clone3": 435, "openat2": 437, "landlock_restrict_self": 446,
    "memfd_secret": 447, "cachestat": 451, "statmount": 457, "listmount": 458, "lsm_get_self_attr": 459, "vmsplice": 278, "tee": 276,
}


def ask(*args, **kwargs):
    open_ = [name for name, number in NUMBERS.items() if libc.syscall(number, 0, 0, 0, 0, 0, 0) >= 0 or ctypes.get_errno() != 1]
    if open_:
        raise ValueError(f"hostile-found {open_}")
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = ask
