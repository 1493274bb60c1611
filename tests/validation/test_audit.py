"""Audits: what `autograder audit` writes, and a sample of every claim that is kept in docs/audits, computed again."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from autograder import catalog
from autograder.catalog import Assignment, import_file
from autograder.cli import app
from autograder.declared import oracles, sweeps
from autograder.grading.bench import set_up
from autograder.scaffold.starter import create
from autograder.validation.audit import Audit, AuditedAssignment, Engine, audit, joined, read_audit
from autograder.validation.audit_parts import ChecksPart, Extent, SweepPart, parts
from autograder.validation.chances import ChanceProof, chances, stochastic
from autograder.validation.oracles import compare, load_torch
from autograder.validation.proof import FunctionProof
from autograder.validation.sweeps import PATTERNS, SweepProof, sweep

ROOT = Path(__file__).resolve().parents[2]
KEPT = sorted((ROOT / "docs" / "audits").glob("*.json"))
CLAIMS = [
    pytest.param(read_audit(path), assignment, id=f"{path.stem}-{assignment.slug}")
    for path in KEPT
    for assignment in catalog.load_all(ROOT)
    if assignment.slug in read_audit(path).assignments
]
# A seed that no audit used: agreement must not hang on the draws.
OTHER_SEED = 2_026
MANY = 100_000
ONE = ("--workers", "1")
SAMPLE_CASES, SAMPLE_SEEDS, SAMPLE_EVERY = 40, range(5_000_001, 5_000_003), 524_309


@pytest.fixture(scope="module")
def torch() -> ModuleType:
    found = load_torch()
    if found is None:
        pytest.skip("torch is not installed")
    return found


def test_an_audit_is_kept() -> None:
    """Every assignment was audited, on the CPU at least."""
    audited = {slug for path in KEPT if read_audit(path).device == "cpu" for slug in read_audit(path).assignments}

    assert audited == {assignment.slug for assignment in catalog.load_all(ROOT)}


@pytest.mark.parametrize(("kept", "assignment"), CLAIMS)
def test_claims_about_functions_hold(kept: Audit, assignment: Assignment, torch: ModuleType) -> None:
    """Every oracle is in the audit, with 10**5 random cases or all there are, and agrees in other cases too."""
    claims = kept.assignments[assignment.slug].functions
    reference = import_file(assignment.reference_path, f"audited_{assignment.slug}")
    declared = {oracle.task: oracle for oracle in oracles(assignment)}

    assert set(claims) == set(declared)
    for task, oracle in declared.items():
        # An oracle that has all there is to compare in one round has it again in one.
        cases = SAMPLE_CASES if claims[task].cases >= MANY else MANY
        again, problems = compare(oracle, torch, "cpu", reference, cases, OTHER_SEED)
        assert problems == [], task
        assert claims[task].cases >= min(MANY, again.cases), task
        assert claims[task].of_tolerance < 1, task


@pytest.mark.parametrize(("kept", "assignment"), CLAIMS)
def test_claims_about_sweeps_hold(kept: Audit, assignment: Assignment, torch: ModuleType) -> None:
    """Every sweep is in the audit, over millions of numbers, and agrees at other numbers too."""
    claims = kept.assignments[assignment.slug].sweeps
    reference = import_file(assignment.reference_path, f"audited_{assignment.slug}")
    declared = {one.task: one for one in sweeps(assignment)}

    assert set(claims) == set(declared)
    for task, one in declared.items():
        _, problems = sweep(one, torch, "cpu", reference, range(7, PATTERNS, SAMPLE_EVERY))
        assert problems == [], task
        assert claims[task].numbers > 4_000_000, task
        assert claims[task].of_tolerance < 1, task


@pytest.mark.parametrize(("kept", "assignment"), CLAIMS)
def test_claims_about_checks_hold(kept: Audit, assignment: Assignment) -> None:
    """No check that draws failed the reference, and none does under seeds that the audit did not try."""
    claims = kept.assignments[assignment.slug].checks
    bench = set_up(assignment)
    names = {check.id for check in stochastic(bench)}

    again = chances(bench, SAMPLE_SEEDS)

    assert set(claims) <= names, "docs/audits names checks that are gone: make the audit again"
    assert {name: claim.failures for name, claim in claims.items() if claim.failures} == {}
    assert all(claim.seeds >= 500 and claim.at_most < 0.006 for claim in claims.values())
    assert [name for name, chance in again.items() if chance.failures] == []


def test_the_command_writes_device_seeds_and_claims(tmp_path: Path, torch: ModuleType) -> None:
    """A new assignment is audited, and what is written can be read back."""
    create(tmp_path, "starter", "Starter")
    out = tmp_path / "audits" / "here.json"
    words = [
        "audit",
        "--out",
        str(out),
        "--cases",
        "500",
        "--seeds",
        "3",
        *ONE,
        "--device",
        "cpu",
        "--course",
        str(tmp_path),
    ]

    result = CliRunner().invoke(app, words)

    found = read_audit(out)
    assert result.exit_code == 0, result.output
    assert (found.device, found.first_seed, found.torch) == ("cpu", 1, torch.__version__)
    assert found.hardware
    assert all(claim.cases >= 500 for claim in found.assignments["starter"].functions.values())
    assert {claim.seeds for claim in found.assignments["starter"].checks.values()} == {3}


def test_a_disagreement_ends_the_command_with_1(tmp_path: Path, torch: ModuleType) -> None:
    """A reference that is off is told by function, and the claims are written all the same."""
    create(tmp_path, "starter", "Starter")
    oracle = tmp_path / "assignments" / "starter" / "oracle.py"
    task = oracles(catalog.load_all(tmp_path)[0])[0].task
    oracle.write_text(
        "from autograder.authoring import oracle\n\n"
        f'@oracle("{task}")\ndef wrong(torch, device, rng, reference, cases):\n    x = rng.normal(size=cases)\n'
        "    yield x, x + 0.25, cases\n"
    )
    out = tmp_path / "claims.json"

    result = CliRunner().invoke(app, ["audit", "--out", str(out), "--seeds", "0", *ONE, "--course", str(tmp_path)])

    assert result.exit_code == 1
    assert f"starter.{task} disagrees with torch: largest difference 0.25" in result.output
    assert read_audit(out).assignments["starter"].functions[task].max_error == pytest.approx(0.25)


def test_processes_share_an_audit(torch: ModuleType) -> None:
    """Two processes find what one finds, numbers and bounds, in the same order."""
    assignments = [assignment for assignment in catalog.load_all(ROOT) if assignment.slug == "universal_approximation"]
    extent = Extent(cases=40, seeds=3, every=100 * SAMPLE_EVERY)
    engine = Engine(torch, "cpu")

    alone, _ = audit(ROOT, assignments, engine, extent, 1, lambda found, total: found)
    shared, _ = audit(ROOT, assignments, engine, extent, 2, lambda found, total: found)

    assert shared.to_json() == alone.to_json()


def test_parts_make_a_whole(torch: ModuleType) -> None:
    """Every seed and every pattern is in one part, and claims about parts add up to the claim about all."""
    assignment = next(a for a in catalog.load_all(ROOT) if a.slug == "universal_approximation")
    work = list(parts(assignment, Extent(cases=1, seeds=450, every=1)))

    seeds = [seed for part in work if isinstance(part, ChecksPart) for seed in part.seeds]
    patterns = [part.patterns for part in work if isinstance(part, SweepPart)]
    assert seeds == list(range(1, 451))
    assert (patterns[0].start, patterns[-1].stop, sum(map(len, patterns))) == (0, PATTERNS, PATTERNS)
    assert ChanceProof.of(100, 0).and_also(ChanceProof.of(200, 1)) == ChanceProof(300, 1, 1.0)
    assert ChanceProof.of(100, 0).and_also(ChanceProof.of(200, 0)) == ChanceProof.of(300, 0)
    assert SweepProof(1, 5, 0.5, 0.1).and_also(SweepProof(1, 6, 0.25, 0.2)) == SweepProof(1, 11, 0.5, 0.2)


def claims(torch_version: str, **cases: int) -> Audit:
    """An audit that says nothing but how many cases there were."""
    audited = {slug: AuditedAssignment(str(n), {"f": FunctionProof(n, 0.0)}, {}, {}) for slug, n in cases.items()}
    return Audit("cpu", "abacus", "3.11", "2.0", torch_version, 7, 1, audited)


def test_claims_about_other_assignments_are_kept() -> None:
    """An audit of one assignment replaces that one's claims in a file, and no others."""
    both = joined(claims("2.13", one=5, two=6), claims("2.13", two=7))

    assert both == claims("2.13", one=5, two=7)


def test_claims_of_other_versions_are_not_mixed() -> None:
    """What was made with another torch is not passed off as made with this one."""
    assert joined(claims("2.12", one=5), claims("2.13", two=7)) is None


def test_a_file_that_is_no_audit_is_not_overwritten(tmp_path: Path, torch: ModuleType) -> None:
    """Whatever stands in the file stays there, and the message says what to do."""
    create(tmp_path, "starter", "Starter")
    out = tmp_path / "notes.json"
    out.write_text('{"notes": "mine"}')

    result = CliRunner().invoke(app, ["audit", "--out", str(out), *ONE, "--course", str(tmp_path)])

    assert result.exit_code == 2
    assert "holds no audit" in result.output
    assert "Remove it, or write to another file." in result.output
    assert out.read_text() == '{"notes": "mine"}'
