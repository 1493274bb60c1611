"""No strict sandbox, no grading: what is missing is named with its remedy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.sandbox.layers import REQUIRED, missing_for_strict
from autograder.sandbox.probes import probe_all
from autograder.sandbox.zygote import SandboxError, Zygote

FULL = ("fresh-interpreter", "seccomp", "landlock", "no-new-privileges", "no-capabilities", "resource-limits")


def test_the_least_that_strict_needs_is_enough() -> None:
    """With one layer of each group nothing is missing."""
    assert missing_for_strict(FULL, {}) == ""


@pytest.mark.parametrize("layer", FULL)
def test_a_missing_layer_is_named(layer: str) -> None:
    """Taking one away gives a message with the layer, its reason and the way out."""
    message = missing_for_strict([name for name in FULL if name != layer], {layer: "OSError: not here"})

    assert layer in message
    assert "OSError: not here" in message
    assert "--sandbox basic" in message


@pytest.mark.parametrize("other", ["empty-root", "unprivileged-user"])
def test_one_file_system_layer_is_enough(other: str) -> None:
    """Where Landlock is missing, an empty root or another user will do."""
    assert missing_for_strict([other if name == "landlock" else name for name in FULL], {}) == ""


def test_seccomp_comes_with_its_remedy() -> None:
    """The package to install is named."""
    assert "apt install libseccomp2" in missing_for_strict(FULL[:1], {})


def test_a_zygote_without_seccomp_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real zygote that lacks a layer does not grade."""
    monkeypatch.setattr("autograder.sandbox.zygote._layers_wanted", lambda profile, only: "landlock,no-new-privileges")

    with pytest.raises(SandboxError, match="the strict sandbox lacks"):
        Zygote("strict")


def test_basic_says_which_layers_are_on() -> None:
    """The weaker profile works without seccomp and does not claim it."""
    with Zygote("basic") as zygote:
        assert "seccomp" not in zygote.layers
        assert "fresh-interpreter" in zygote.layers


def test_every_required_group_is_probed_or_structural() -> None:
    """Each layer that strict may stand on has an attack that it is tried with."""
    probed = {finding.probe.layer for finding in probe_all()} | {"fresh-interpreter"}

    assert {name for group in REQUIRED for name in group} <= probed


def test_every_layer_that_is_on_stops_its_attack() -> None:
    """No layer is claimed that does not hold."""
    findings = list(probe_all())

    assert findings
    assert [f.probe.layer for f in findings if f.on and not f.stopped] == []


# In a process of its own, for nobody gets rid of a filter.
UNDER_A_FILTER = """
import errno, pyseccomp
from autograder.sandbox.zygote import SandboxError, Zygote
PR_SET_SECCOMP = 22
outer = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
outer.add_rule(pyseccomp.ERRNO(errno.EPERM), "prctl", pyseccomp.Arg(0, pyseccomp.EQ, PR_SET_SECCOMP))
outer.load()
try:
    with Zygote("strict") as zygote:
        print("graded with", *zygote.layers)
except SandboxError as error:
    print(error)
"""


def test_a_filter_that_the_kernel_does_not_take_is_missing() -> None:
    """As where a container refuses it: told before anybody is graded, and no student's process ends for it."""
    said = subprocess.run([sys.executable, "-c", UNDER_A_FILTER], capture_output=True, text=True, check=True).stdout

    assert said.startswith("the strict sandbox lacks")
    assert "seccomp" in said
    assert "Operation not permitted" in said
