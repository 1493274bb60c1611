"""Hand in generated mutants of a reference solution, and list those that no check fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from autograder import catalog
from autograder.catalog import Limits
from autograder.sandbox.zygote import Profile
from autograder.validation.adjudication import FILE, adjudicated
from autograder.validation.proof import MutantProof
from autograder.validation.trials import Trial, Verdict, Watch, try_all, unwatched

# A mutant may loop for ever; a reference needs a hundredth of this.
LIMITS: Final = Limits(call_s=2.0, submission_s=10.0)
MIN_KILL_RATE: Final = 0.99


def survive(
    root: Path, slug: str, profile: Profile, workers: int = 1, watch: Watch = unwatched
) -> tuple[MutantProof, list[str]]:
    """Grade every mutant of an assignment's reference; return what became of them, and what is wrong.

    Adjudicated mutants are graded, too: a check that fails one of them fails a right answer.

    Raises:
        ImportError: mutmut or libcst is not installed. AssignmentError, SandboxError: nothing can be graded.
    """
    from autograder.validation.mutants import mutants

    assignment = catalog.load(root / "assignments" / slug, root / "solutions")
    known = adjudicated(assignment)
    made = mutants(assignment.reference_path.read_text(encoding="utf-8"))
    trials = [Trial(mutant.name, [(f"{slug}.py", mutant.source)]) for mutant in made]
    verdicts = list(watch(try_all(root, slug, profile, trials, LIMITS, workers), len(trials)))
    proof = _summed_up(verdicts, known)
    return proof, list(_problems(proof, known, verdicts))


def _summed_up(verdicts: list[Verdict], known: dict[str, str]) -> MutantProof:
    wrong = [verdict for verdict in verdicts if verdict.name not in known]
    survivors = tuple(verdict.name for verdict in wrong if verdict.perfect)
    killed = len(wrong) - len(survivors)
    return MutantProof(
        made=len(verdicts),
        killed=killed,
        equivalent=len(verdicts) - len(wrong),
        kill_rate=round(killed / len(wrong), 4) if wrong else 1.0,
        survivors=survivors,
        killed_by=dict(sorted(Counter(check for verdict in wrong for check in verdict.failed).items())),
    )


def _problems(proof: MutantProof, known: dict[str, str], verdicts: list[Verdict]) -> Iterable[str]:
    for name in proof.survivors:
        yield f"no check fails the mutant “{name}”. Strengthen a check, or say in {FILE} why it is right."
    if proof.kill_rate < MIN_KILL_RATE:
        yield f"{proof.kill_rate:.1%} of the mutants that are not equivalent are killed; {MIN_KILL_RATE:.0%} must be"
    graded = {verdict.name: verdict for verdict in verdicts}
    for name in known:
        if name not in graded:
            yield f"{FILE} names a mutant that the reference no longer has: “{name}”. Remove or correct it."
        elif not graded[name].perfect:
            reason = ", ".join(graded[name].failed) or graded[name].ungraded
            yield f"{FILE} calls a mutant right that fails {reason}: “{name}”. Remove it, or mend the check."
