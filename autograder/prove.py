"""Temporary: quick in-process proof of one assignment for authors."""
import sys, types, importlib.util
from pathlib import Path
from autograder import catalog
from autograder.grading.checks import collect
from autograder.grading.attempt import attempt
from autograder.local import student_of_module, student_of_file, LocalResponder, student_of_source
from autograder.student import recorded, Student
from autograder import declared as bank
from autograder.explain import explain
import numpy as np
np.seterr(all="ignore")
import warnings; warnings.simplefilter("ignore")

def score(checks, make, ref, seed=1, verbose=""):
    lost = {}
    total = 0
    for c in checks:
        a = attempt(c, make(), ref, seed)
        if a.outcome == "passed": total += c.points
        else:
            lost[c.id] = a
            if verbose:
                print("   ", verbose, c.id, a.outcome, explain(a.error, a.calls, visible=True).text() if a.error else a.trace)
    return total, lost

def main(slug):
    root = catalog.find_root(); A = catalog.select(catalog.load_all(root), [slug])[0]
    checks = collect(A)
    mod = catalog.import_file(A.reference_path, f"reference_{slug}")
    ref = student_of_module(mod)
    from collections import defaultdict
    pts = defaultdict(float); vis = defaultdict(int); hid = defaultdict(int); vp = 0.0
    for c in checks:
        pts[c.task] += c.points
        if c.visibility == "visible": vis[c.task] += 1; vp += c.points
        else: hid[c.task] += 1
    print(f"{len(checks)} checks, {vp} visible points, {sum(t.points for t in A.manifest.tasks)} total")
    for t in A.manifest.tasks:
        if abs(pts[t.id] - t.points) > 1e-9: print(f"  POINTS {t.id}: toml {t.points}, checks {pts[t.id]}")
        if vis[t.id] < 1 or hid[t.id] < 2: print(f"  COVERAGE {t.id}: {vis[t.id]} visible, {hid[t.id]} hidden")
    import time
    for seed in (1, 2, 3):
        t0 = time.perf_counter()
        s, _ = score(checks, lambda: student_of_module(mod), ref, seed, verbose="reference")
        print("reference", seed, s, f"{(time.perf_counter()-t0)*1e3:.0f} ms")
    for p in A.alternative_paths:
        src = [(p.name, p.read_text())]
        for seed in (1, 2, 3):
            s, _ = score(checks, lambda: student_of_source(p.stem, src)[0], ref, seed, verbose=p.stem)
            print("alternative", p.stem, seed, s)
    ids = set(); caught = defaultdict(list)
    for m in bank.misconceptions(A):
        ids.add(m.id)
        broken = types.ModuleType("broken"); broken.__dict__.update(mod.__dict__)
        # rebind so that functions of the copy see the replaced name
        src = A.reference_path.read_text()
        code = compile(src, str(A.reference_path), "exec"); broken.__dict__["__name__"] = "broken"; sys.modules["broken"] = broken
        exec(code, broken.__dict__); setattr(broken, m.task, m.variant)
        s, lost = score(checks, lambda: student_of_module(broken), ref, 1)
        named = [i for i, a in lost.items() if m.id in next(c for c in checks if c.id == i).catches]
        odd = [i for i, a in lost.items() if a.outcome == "broken"]
        print(f"  {m.id:40s} {s:6.1f}  lost {len(lost)} checks {'' if named else '  <-- NO CHECK THAT CATCHES IT NAMES IT; it fails ' + str(list(lost)[:3])}{' BROKEN in ' + str(odd) if odd else ''}")
        for i in lost: caught[i].append(m.id)
    for c in checks:
        for m in c.catches:
            if m not in ids: print("  UNKNOWN id in catches:", c.id, m)
            elif m not in caught[c.id]: print("  does not catch what it names:", c.id, m)
        if not caught[c.id]: print("  kills nothing:", c.id)
    print(len(ids), "misconceptions")
    try: import torch
    except ImportError: return
    for o in bank.oracles(A):
        worst, n = 0.0, 0
        for got, want, k in o.compare(torch, "cpu", np.random.default_rng(0), mod, 1000):
            got, want = np.asarray(got, float), np.asarray(want, float)
            assert got.shape == want.shape, (o.task, got.shape, want.shape)
            err = np.abs(got - want); n += k
            bad = ~(err <= o.atol + o.rtol * np.abs(want))
            worst = max(worst, float(err.max(initial=0)))
            if bad.any(): print("  ORACLE DISAGREES", o.task, float(err.max()))
        print("  oracle", o.task, n, "cases, max error", worst)

main(sys.argv[1])
