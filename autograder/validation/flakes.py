"""Grade correct solutions under many seeds: none may ever lose a point."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from autograder import catalog
from autograder.sandbox.zygote import Profile
from autograder.validation import exemplars
from autograder.validation.proof import Flake, FlakeProof
from autograder.validation.trials import Trial, Watch, try_all, unwatched

_SHOWN = 3


def try_seeds(
    root: Path, slug: str, profile: Profile, seeds: int, workers: int = 1, watch: Watch = unwatched
) -> tuple[FlakeProof, list[str]]:
    """Grade the reference and every alternative under seeds 1 to `seeds`; return what failed, and say it.

    Raises:
        AssignmentError, SandboxError: nothing can be graded.
    """
    assignment = catalog.load(root / "assignments" / slug, root / "solutions")
    right = {"reference": exemplars.reference(assignment), **exemplars.alternatives(assignment)}
    trials = [Trial(name, cells, seed) for name, cells in right.items() for seed in range(1, seeds + 1)]
    failures = [
        Flake(verdict.name, verdict.seed, verdict.failed, verdict.ungraded)
        for verdict in watch(try_all(root, slug, profile, trials, None, workers), len(trials))
        if not verdict.perfect
    ]
    return FlakeProof(seeds, len(trials), tuple(failures)), _problems(failures, seeds)


def _problems(failures: list[Flake], seeds: int) -> list[str]:
    found: dict[tuple[str, str], list[Flake]] = defaultdict(list)
    for flake in failures:
        for check in flake.failed or {"every check": flake.ungraded}:
            found[flake.solution, check].append(flake)
    return [_sentence(solution, check, flakes, seeds) for (solution, check), flakes in found.items()]


def _sentence(solution: str, check: str, flakes: list[Flake], seeds: int) -> str:
    shown = ", ".join(str(flake.seed) for flake in flakes[:_SHOWN]) + (" …" if len(flakes) > _SHOWN else "")
    reason = flakes[0].failed.get(check, flakes[0].ungraded)
    return f"{solution} is right, and fails {check} under {len(flakes)} of {seeds} seeds: {shown}. There: {reason}"
