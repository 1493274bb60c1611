"""Throw a million frames at both ends of the wire: guided by coverage where atheris is installed, else at random.

    python tests/hostile/fuzz/fuzz_wire.py [RUNS] [--unguided]

Ends with 0 when nothing but the expected errors was raised, nothing took long and memory did not grow. With atheris
(pip install 'nn-autograder[fuzz]') an input that fails is left in the current folder.
"""

from __future__ import annotations

import importlib.util
import itertools
import random
import resource
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

RUNS = 1_000_000
REPORT = 100_000
SLOW_S = 5.0  # a frame of 100 kB that takes longer is a hang for anyone who waits
GROWTH_KIB = 64 * 1024
MAX_FRAME_BYTES = 4096  # atheris looks for paths, not for size


def main(runs: int, guided: bool) -> int:
    """Fuzz, and say what was done."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")  # as in the grader, where what overflows is judged
    return _guided(runs) if guided else _unguided(runs)


def _unguided(runs: int) -> int:
    import frames
    import fuzz_targets

    started, slowest, before = time.process_time(), 0.0, 0
    for number, data in enumerate(itertools.islice(frames.variants(fuzz_targets.seeds(), seed=1), runs), start=1):
        began = time.process_time()
        fuzz_targets.both_ends(data)
        slowest = max(slowest, time.process_time() - began)
        if number == runs // 2:  # by then the largest frame, of some 75 MiB in memory, has come by
            before = _peak_kib()
        if number % REPORT == 0:
            _say(f"{number} frames, {time.process_time() - started:.0f} s, slowest {slowest * 1e3:.0f} ms")
    growth = _peak_kib() - before
    _say(f"{runs} frames at both ends in {time.process_time() - started:.0f} s of computing time; slowest "
         f"{slowest * 1e3:.0f} ms; memory grew by {growth} KiB in the second half; nothing was raised")  # fmt: skip
    return int(slowest > SLOW_S or growth > GROWTH_KIB)


def _guided(runs: int) -> int:
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["autograder"]):
        import fuzz_targets
    import frames

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        rng = random.Random(seed)
        if rng.randrange(4) == 0:
            mutated: bytes = atheris.Mutate(data, max_size)
        else:
            mutated = frames.rebuilt(data, rng)
        return (frames.fitted(mutated) if rng.randrange(2) else mutated)[:max_size]

    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(fuzz_targets.seeds()):
            Path(corpus, str(number)).write_bytes(seed)
        options = [
            f"-runs={runs}", f"-max_len={MAX_FRAME_BYTES}", f"-timeout={SLOW_S:.0f}", "-rss_limit_mb=1024", "-seed=1",
            "-len_control=0", "-print_final_stats=1", corpus,
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *options], fuzz_targets.both_ends, custom_mutator=mutate)
        atheris.Fuzz()  # ends the process
    return 0


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    atheris_found = importlib.util.find_spec("atheris") is not None and "--unguided" not in sys.argv
    sys.exit(main(counts[0] if counts else RUNS, atheris_found))
