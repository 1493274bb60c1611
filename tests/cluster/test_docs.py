"""What docs/clusters.md tells people to write is tried: certificates, a batch system's script, manifests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import dask
import pytest
import yaml
from classes import written
from machines import LIMIT_S, Kept, Machine, free_port

from autograder.cluster.connection import Link
from autograder.cluster.errors import ClusterError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clusters.md"
BLOCKS = dict(re.findall(r"```\w+\n# (\S+)\n(.*?)```", PAGE.read_text(), re.DOTALL))
KUBERNETES = "1.31"
RIGHT = "def double(x):\n    return x * 2.0\ndef quadruple(x):\n    return x * 4.0\n"
# A stand-in for Slurm: `sbatch` runs the job's script on this machine, `scancel` ends it.
SBATCH = """#!{python}
import pathlib, subprocess, sys
folder = pathlib.Path(__file__).parent
script = pathlib.Path(sys.argv[-1]).read_text()
(folder / "submitted.sh").write_text(script)
with (folder / "job.log").open("ab") as log:
    job = subprocess.Popen(["bash", "-c", script], stdout=log, stderr=log, start_new_session=True)
print("Submitted batch job", job.pid)
"""
SCANCEL = """#!{python}
import os, signal, sys
for job in sys.argv[1:]:
    os.killpg(int(job), signal.SIGKILL)
"""


@pytest.fixture
def secured(tmp_path: Path) -> dict[str, str]:
    """Settings that lead to the page's certificate and configuration."""
    if shutil.which("openssl") is None:
        pytest.skip("the `openssl` command is not installed")
    folder = tmp_path / "config"
    folder.mkdir()
    subprocess.run(["sh", "-ec", BLOCKS["certificate.sh"]], cwd=folder, check=True, timeout=LIMIT_S)
    (folder / "tls.yaml").write_text(BLOCKS["tls.yaml"].replace("tls/", f"{folder}/tls/"))
    return {"DASK_CONFIG": str(folder)}


def hand_in(course: Path) -> Path:
    for number in range(4):
        path = course / "handed_in" / f"s{number}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(RIGHT if number % 2 else RIGHT.replace("2.0", "3.0"))
    return course / "handed_in"


@pytest.mark.slow
def test_nobody_without_the_certificate_gets_in(course: Path, tmp_path: Path, secured: dict[str, str]) -> None:
    """With it a run is a local run's equal; without it neither a run nor a worker reaches the scheduler."""
    handed_in, port = hand_in(course), free_port()
    address, options = f"tls://127.0.0.1:{port}", ["--executor", "dask", "--scheduler"]
    with Machine(tmp_path / "inside", (), secured) as inside, Machine(tmp_path / "outside") as outside:
        assert outside.grade(handed_in, tmp_path / "local", course).wait(LIMIT_S) == 0
        inside.scheduler("127.0.0.1", port, "--protocol", "tls")
        with Kept(lambda: inside.worker("w0", address)):
            code = inside.grade(handed_in, tmp_path / "tls", course, *options, address).wait(LIMIT_S)
            plain = outside.grade(handed_in, tmp_path / "tcp", course, *options, address.replace("tls", "tcp"))
            refused = plain.wait(LIMIT_S)

    assert code == 0, inside.said("tls.log")
    assert written(tmp_path / "tls") == written(tmp_path / "local")
    assert refused == 4, outside.said("tcp.log")
    assert "no Dask scheduler answers at tcp://" in outside.said("tcp.log")
    assert "Traceback" not in outside.said("tcp.log")


@pytest.mark.parametrize(
    ("configured", "address", "says"),
    [
        pytest.param(False, "tls://127.0.0.1:1", "there is no certificate to show it. Name one", id="none"),
        pytest.param(True, "tcp://127.0.0.1:1", "wants encryption. Is it tls://?", id="unencrypted"),
        pytest.param(True, "tls://127.0.0.1:1", "cannot be used: ", id="lost"),
    ],
)
def test_what_is_wrong_with_the_certificate_is_said(
    secured: dict[str, str], configured: bool, address: str, says: str
) -> None:
    """Before anything is connected to: what is missing, and where to look."""
    comm = yaml.safe_load((Path(secured["DASK_CONFIG"]) / "tls.yaml").read_text())["distributed"]["comm"]
    settings = {
        "distributed.comm.require-encryption": comm["require-encryption"],
        "distributed.comm.tls.ca-file": comm["tls"]["ca-file"],
        "distributed.comm.tls.client.cert": comm["tls"]["client"]["cert"],
        "distributed.comm.tls.client.key": comm["tls"]["client"]["key"],
    }
    shutil.rmtree(Path(secured["DASK_CONFIG"]) / "tls")

    with dask.config.set(settings if configured else {}), pytest.raises(ClusterError) as caught:
        Link(address, 1, 1.0, pytest.fail)

    assert says in str(caught.value)


@pytest.mark.slow
def test_the_batch_systems_script_grades_a_class(course: Path, tmp_path: Path, secured: dict[str, str]) -> None:
    """The script as it stands, but for names of this machine, submits a job that joins its cluster and grades."""
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue is not installed: pip install 'nn-autograder[slurm]'")
    handed_in, programs = hand_in(course), tmp_path / "bin"
    programs.mkdir()
    for name, text in (("sbatch", SBATCH), ("scancel", SCANCEL)):
        (programs / name).write_text(text.format(python=sys.executable))
        (programs / name).chmod(0o755)
    script = BLOCKS["slurm.py"]
    for there, here in (
        ('interface="ib0"', 'interface="lo"'),
        ("cores=8", "cores=2"),
        ("processes=8", "processes=2"),
        ("jobs=4", "jobs=1"),
        ('"/dev/shm"', repr(str(tmp_path / "scratch"))),
    ):
        assert there in script
        script = script.replace(there, here)
    (tmp_path / "slurm.py").write_text(script)
    settings = {**secured, "PATH": f"{programs}:{os.environ['PATH']}"}

    with Machine(tmp_path / "head", (), settings) as head:
        command = [sys.executable, tmp_path / "slurm.py", handed_in, "--out", tmp_path / "out", "--course", course]
        code = head.start("slurm.log", *command, "--no-site").wait(LIMIT_S)

    job = (programs / "submitted.sh").read_text()
    assert code == 0, head.said("slurm.log") + (programs / "job.log").read_text()
    assert "4 submissions graded" in head.said("slurm.log")
    assert {"#SBATCH -p compute", "#SBATCH -A teaching", "#SBATCH -t 02:00:00"} <= set(job.splitlines())
    assert "tls://127.0.0.1" in job


def manifest(name: str) -> Any:
    return yaml.safe_load(BLOCKS[name])


@pytest.mark.parametrize("part", ["scheduler", "worker"])
def test_the_pods_are_what_kubernetes_takes(part: str) -> None:
    """Every field is one of that version's API, none is misspelled; the pods run without root and by TLS only."""
    validate = pytest.importorskip("kubernetes_validate").validate
    spec = manifest("daskcluster.yaml")["spec"][part]["spec"]

    validate({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": part}, "spec": spec}, KUBERNETES, strict=True)

    (container,) = spec["containers"]
    environment = {one["name"]: one["value"] for one in container["env"]}
    assert container["securityContext"]["runAsNonRoot"]
    assert environment["DASK_CONFIG"] == "/tls"
    assert "tls" in container["args"] or environment["DASK_SCHEDULER_ADDRESS"].startswith("tls://")


def test_the_network_policy_is_what_kubernetes_takes() -> None:
    """It is valid, and is about the pods of the cluster of the page's other manifest."""
    validate = pytest.importorskip("kubernetes_validate").validate
    policy, cluster = manifest("networkpolicy.yaml"), manifest("daskcluster.yaml")

    validate(policy, KUBERNETES, strict=True)

    chosen = policy["spec"]["podSelector"]["matchLabels"]
    assert chosen == {"dask.org/cluster-name": cluster["metadata"]["name"]}
    assert chosen.items() <= cluster["spec"]["scheduler"]["service"]["selector"].items()


def test_the_operator_takes_the_cluster() -> None:
    """It fits the schema that the operator of dask-kubernetes registers."""
    jsonschema = pytest.importorskip("jsonschema")
    operator = pytest.importorskip("dask_kubernetes", reason="dask-kubernetes is not installed: pip install it")
    path = "operator/deployment/helm/dask-kubernetes-operator/crds/daskcluster.yaml"
    definition = yaml.safe_load((Path(operator.__file__).parent / path).read_text())

    jsonschema.validate(manifest("daskcluster.yaml"), definition["spec"]["versions"][0]["schema"]["openAPIV3Schema"])


def test_links_lead_somewhere() -> None:
    """The pages that this one names are there, and those for users name this one."""
    folder = PAGE.parent
    for target in re.findall(r"\]\(([\w./-]+\.md)\)", PAGE.read_text()):
        assert (folder / target).exists(), target
    for page in (folder.parent / "README.md", folder / "instructors.md"):
        assert "clusters.md" in page.read_text()
